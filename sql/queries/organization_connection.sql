-- SPDX-License-Identifier: Apache-2.0
--
-- Each returns a row where there is such an organization, with a null instead of
-- a link that it does not have.  is_enabled: only such links; null: any.

-- @link -> shown

-- :organization_connection_list tenant_id organization_id is_enabled offset limit -> @link total
SELECT l.shown, (SELECT count(*) FROM organization_connection n
                  WHERE n.tenant_id = o.tenant_id AND n.organization_id = o.organization_id
                    AND n.is_enabled = coalesce($3::boolean, n.is_enabled)) AS total
  FROM organization o
  LEFT JOIN LATERAL (
	SELECT organization_connection_json(n, c) AS shown
	  FROM organization_connection n JOIN connection c USING (tenant_id, connection_id)
	 WHERE n.tenant_id = o.tenant_id AND n.organization_id = o.organization_id
	   AND n.is_enabled = coalesce($3::boolean, n.is_enabled)
	 ORDER BY n.created_at, n.connection_id OFFSET $4::bigint LIMIT $5::bigint) l ON true
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :organization_connection_load tenant_id organization_id connection_id is_enabled -> @link
SELECT (SELECT organization_connection_json(n, c)
          FROM organization_connection n JOIN connection c USING (tenant_id, connection_id)
         WHERE n.tenant_id = o.tenant_id AND n.organization_id = o.organization_id
           AND n.connection_id = $3 AND n.is_enabled = coalesce($4::boolean, n.is_enabled)) AS shown
  FROM organization o
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :organization_connection_add tenant_id organization_id connection_id assign_membership_on_login show_as_button is_signup_enabled name access_level is_enabled adopts actor
-- -> @link is_known was_there
-- adopts: a link that is there and not enabled gets these values and is enabled instead.
WITH held AS (
	SELECT c.tenant_id, c.connection_id FROM connection c
	 WHERE c.tenant_id = $1 AND c.connection_id = $3 FOR KEY SHARE OF c
), former AS (
	SELECT l.connection_id FROM organization_connection l
	 WHERE l.tenant_id = $1 AND l.organization_id = $2 AND l.connection_id = $3
), added AS (
	INSERT INTO organization_connection AS l (tenant_id, organization_id, connection_id,
	            assign_membership_on_login, show_as_button, is_signup_enabled,
	            organization_connection_name, organization_access_level, is_enabled)
	SELECT held.tenant_id, $2, held.connection_id, coalesce($4::boolean, false), coalesce($5::boolean, true),
	       coalesce($6::boolean, false), $7, $8, coalesce($9::boolean, true)
	  FROM held WHERE NOT EXISTS (SELECT FROM former)
	RETURNING l AS link
), adopted AS (
	UPDATE organization_connection l
	   SET is_enabled = true, assign_membership_on_login = coalesce($4::boolean, l.assign_membership_on_login),
	       show_as_button = coalesce($5::boolean, l.show_as_button),
	       is_signup_enabled = coalesce($6::boolean, l.is_signup_enabled)
	 WHERE l.tenant_id = $1 AND l.organization_id = $2 AND l.connection_id = $3
	   AND $10::boolean AND NOT l.is_enabled
	RETURNING l AS link
), done AS (
	SELECT link FROM added UNION ALL SELECT link FROM adopted
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT (link).tenant_id, 'organization_connection_added', 'success', $11,
	       jsonb_build_object('organization_id', (link).organization_id, 'connection_id', (link).connection_id)
	  FROM done
)
SELECT (SELECT organization_connection_json(link, c) FROM done) AS shown, c.connection_id IS NOT NULL AS is_known,
       EXISTS (SELECT FROM former) AS was_there
  FROM organization o
  LEFT JOIN connection c ON c.tenant_id = o.tenant_id AND c.connection_id = $3
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :organization_connection_change tenant_id organization_id connection_id is_enabled assign_membership_on_login show_as_button is_signup_enabled name access_level enables removed actor
-- -> @link
-- A null leaves the member as it is, unless removed names it.
WITH changed AS (
	UPDATE organization_connection l
	   SET assign_membership_on_login = coalesce($5::boolean, l.assign_membership_on_login),
	       show_as_button = coalesce($6::boolean, l.show_as_button),
	       is_signup_enabled = coalesce($7::boolean, l.is_signup_enabled),
	       organization_connection_name = CASE WHEN 'organization_connection_name' = ANY (r.names) THEN NULL
	            ELSE coalesce($8, l.organization_connection_name) END,
	       organization_access_level = CASE WHEN 'organization_access_level' = ANY (r.names) THEN NULL
	            ELSE coalesce($9, l.organization_access_level) END,
	       is_enabled = 'is_enabled' = ANY (r.names) OR coalesce($10::boolean, l.is_enabled)
	  FROM (SELECT string_to_array($11, ' ') AS names) r
	 WHERE l.tenant_id = $1 AND l.organization_id = $2 AND l.connection_id = $3
	   AND l.is_enabled = coalesce($4::boolean, l.is_enabled)
	RETURNING l AS link
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT (link).tenant_id, 'organization_connection_updated', 'success', $12,
	       jsonb_build_object('organization_id', (link).organization_id, 'connection_id', (link).connection_id)
	  FROM changed
)
SELECT (SELECT organization_connection_json(link, c) FROM changed
          JOIN connection c ON c.tenant_id = $1 AND c.connection_id = $3) AS shown
  FROM organization o
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :organization_connection_remove tenant_id organization_id connection_id is_enabled actor
WITH held AS (
	SELECT c.connection_id FROM connection c WHERE c.tenant_id = $1 AND c.connection_id = $3 FOR KEY SHARE OF c
), place AS (
	SELECT o.organization_id, held.connection_id FROM held, organization o
	 WHERE o.tenant_id = $1 AND o.organization_id = $2 FOR NO KEY UPDATE OF o
), removed AS (
	DELETE FROM organization_connection l USING place
	 WHERE l.tenant_id = $1 AND l.organization_id = place.organization_id AND l.connection_id = place.connection_id
	   AND l.is_enabled = coalesce($4::boolean, l.is_enabled)
	RETURNING l.tenant_id, l.organization_id, l.connection_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'organization_connection_removed', 'success', $5,
	       jsonb_build_object('organization_id', organization_id, 'connection_id', connection_id) FROM removed
)
SELECT o.organization_id FROM organization o WHERE o.tenant_id = $1 AND o.organization_id = $2;
