-- SPDX-License-Identifier: Apache-2.0

-- :logo_wanted tenant_id profile_id -> url
SELECT branding ->> 'logo_url' AS url FROM profile WHERE tenant_id = $1 AND profile_id = $2;

-- :logo_save tenant_id profile_id url image_hash media_type width height bytes
-- Only while the profile still names that URL.
WITH wanted AS (
	SELECT tenant_id, profile_id FROM profile
	 WHERE tenant_id = $1 AND profile_id = $2 AND branding ->> 'logo_url' = $3
), kept AS (
	INSERT INTO image (tenant_id, image_hash, media_type, width, height, bytes)
	SELECT tenant_id, $4, $5, $6::integer, $7::integer, $8::bytea FROM wanted
	ON CONFLICT DO NOTHING
), shown AS (
	INSERT INTO profile_logo (tenant_id, profile_id, url, image_hash)
	SELECT tenant_id, profile_id, $3, $4 FROM wanted
	ON CONFLICT (tenant_id, profile_id) DO UPDATE
	   SET url = excluded.url, image_hash = excluded.image_hash, problem = NULL, checked_at = now()
	RETURNING tenant_id, profile_id
)
INSERT INTO event (tenant_id, kind, outcome, actor, profile_id)
SELECT tenant_id, 'logo_fetched', 'success', 'system:fetch_logo', profile_id FROM shown
RETURNING profile_id;

-- :logo_fail tenant_id profile_id url problem
WITH wanted AS (
	SELECT tenant_id, profile_id FROM profile
	 WHERE tenant_id = $1 AND profile_id = $2 AND branding ->> 'logo_url' = $3
), shown AS (
	INSERT INTO profile_logo (tenant_id, profile_id, url, problem)
	SELECT tenant_id, profile_id, $3, $4::jsonb::text FROM wanted
	ON CONFLICT (tenant_id, profile_id) DO UPDATE
	   SET url = excluded.url, image_hash = NULL, problem = excluded.problem, checked_at = now()
	RETURNING tenant_id, profile_id
)
INSERT INTO event (tenant_id, kind, outcome, actor, profile_id, details)
SELECT tenant_id, 'logo_failed', 'failure', 'system:fetch_logo', profile_id,
       jsonb_build_object('problem', $4::jsonb) FROM shown
RETURNING profile_id;

-- :image_sweep tenant_id
-- Deletes images that no profile shows any more.
DELETE FROM image i WHERE i.tenant_id = $1 AND NOT EXISTS (
	SELECT FROM profile_logo l WHERE l.tenant_id = i.tenant_id AND l.image_hash = i.image_hash)
RETURNING image_hash;

-- :image_load domain image_hash -> media_type bytes
SELECT i.media_type, i.bytes
  FROM tenant_domain d JOIN image i ON i.tenant_id = d.tenant_id AND i.image_hash = $2
 WHERE d.domain = $1;
