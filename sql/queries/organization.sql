-- SPDX-License-Identifier: Apache-2.0

-- @organization -> organization_id name display_name branding metadata token_quota

-- :organization_list tenant_id sort offset limit -> @organization total
-- sort: field:1 or field:-1; null: oldest first.  At least one row, for the total.
SELECT o.*, t.organization_count AS total
  FROM tenant t
  LEFT JOIN LATERAL (
	SELECT organization_id, name, display_name, branding::text, metadata::text, token_quota::text
	  FROM organization WHERE tenant_id = t.tenant_id
	 ORDER BY CASE $2 WHEN 'name:1' THEN name WHEN 'display_name:1' THEN display_name END,
	          CASE $2 WHEN 'name:-1' THEN name WHEN 'display_name:-1' THEN display_name END DESC NULLS LAST,
	          CASE WHEN $2 = 'created_at:-1' THEN created_at END DESC,
	          created_at, organization_id
	OFFSET $3::bigint LIMIT $4::bigint) o ON true
 WHERE t.tenant_id = $1;

-- :organization_list_after tenant_id after limit -> @organization
SELECT organization_id, name, display_name, branding::text, metadata::text, token_quota::text
  FROM organization
 WHERE tenant_id = $1 AND organization_id > coalesce($2, '')
 ORDER BY organization_id LIMIT $3::bigint;

-- :organization_load tenant_id organization_id name -> @organization
-- By its id or by its name.
SELECT organization_id, name, display_name, branding::text, metadata::text, token_quota::text
  FROM organization
 WHERE tenant_id = $1 AND (organization_id = $2 OR name = $3);

-- :organization_add tenant_id organization_id name display_name branding metadata token_quota connections actor
-- -> @organization are_known connections
-- Adds it with all of its connections, or not at all.
WITH wanted AS (
	SELECT * FROM json_to_recordset(coalesce($8::json, '[]')) AS w (connection_id text,
	         assign_membership_on_login boolean, show_as_button boolean, is_signup_enabled boolean)
), held AS (
	SELECT c.connection_id FROM connection c
	 WHERE c.tenant_id = $1 AND c.connection_id IN (SELECT connection_id FROM wanted) FOR KEY SHARE OF c
), known AS (
	SELECT NOT EXISTS (SELECT FROM wanted WHERE connection_id NOT IN (SELECT connection_id FROM held)) AS yes
), room AS (
	UPDATE tenant SET organization_count = organization_count + 1
	  FROM known WHERE tenant_id = $1 AND organization_count < :TENANT_MAX_ORGANIZATIONS AND known.yes RETURNING tenant_id
), added AS (
	INSERT INTO organization (tenant_id, organization_id, name, display_name, branding, metadata, token_quota)
	SELECT tenant_id, $2, $3, $4, $5::json, json_strip_nulls($6::json), $7::json FROM room
	RETURNING *
), linked AS (
	INSERT INTO organization_connection AS l (tenant_id, organization_id, connection_id,
	            assign_membership_on_login, show_as_button, is_signup_enabled)
	SELECT added.tenant_id, added.organization_id, w.connection_id,
	       coalesce(w.assign_membership_on_login, false), coalesce(w.show_as_button, true),
	       coalesce(w.is_signup_enabled, false)
	  FROM added, wanted w
	RETURNING l AS link
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'organization_created', 'success', $9,
	       jsonb_build_object('organization_id', organization_id, 'name', name) FROM added
)
SELECT a.organization_id, a.name, a.display_name, a.branding::text, a.metadata::text, a.token_quota::text,
       known.yes AS are_known, (SELECT '[' || string_agg(organization_connection_json(link, c), ',') || ']'
                     FROM linked JOIN connection c ON c.tenant_id = $1 AND c.connection_id = (link).connection_id) AS connections
  FROM known LEFT JOIN added a ON true;

-- :organization_change tenant_id organization_id name display_name branding metadata token_quota removed actor
-- -> @organization
-- A null leaves the member as it is, unless removed names it.
WITH changed AS (
	UPDATE organization SET
	       name = coalesce($3, name), display_name = coalesce($4, display_name),
	       branding = coalesce($5::json, branding), metadata = coalesce(json_strip_nulls($6::json), metadata),
	       token_quota = CASE WHEN 'token_quota' = ANY (string_to_array($8, ' ')) THEN NULL
	                          ELSE coalesce($7::json, token_quota) END,
	       updated_at = now()
	 WHERE tenant_id = $1 AND organization_id = $2
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'organization_updated', 'success', $9,
	       jsonb_build_object('organization_id', organization_id, 'name', name) FROM changed
)
SELECT organization_id, name, display_name, branding::text, metadata::text, token_quota::text FROM changed;

-- :organization_remove tenant_id organization_id actor -> was_there
-- Tells.
SELECT organization_remove($1, $2, $3) AS was_there;
