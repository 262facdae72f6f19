-- SPDX-License-Identifier: Apache-2.0

-- @attribute_profile -> attribute_profile_id name user_id user_attributes

-- :attribute_profile_list tenant_id after limit -> @attribute_profile
SELECT attribute_profile_id, name, user_id::text, user_attributes::text
  FROM attribute_profile
 WHERE tenant_id = $1 AND attribute_profile_id > coalesce($2, '')
 ORDER BY attribute_profile_id LIMIT $3::bigint;

-- :attribute_profile_load tenant_id attribute_profile_id -> @attribute_profile
SELECT attribute_profile_id, name, user_id::text, user_attributes::text
  FROM attribute_profile WHERE tenant_id = $1 AND attribute_profile_id = $2;

-- :attribute_profile_add tenant_id attribute_profile_id name members actor -> @attribute_profile
WITH added AS (
	INSERT INTO attribute_profile (tenant_id, attribute_profile_id, name, user_id, user_attributes)
	VALUES ($1, $2, $3, $4::json -> 'user_id', $4::json -> 'user_attributes')
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'attribute_profile_created', 'success', $5,
	       jsonb_build_object('attribute_profile_id', attribute_profile_id, 'name', name)
	  FROM added
)
SELECT attribute_profile_id, name, user_id::text, user_attributes::text FROM added;

-- :attribute_profile_change tenant_id attribute_profile_id name members actor -> @attribute_profile
-- A null leaves the member as it is.
WITH changed AS (
	UPDATE attribute_profile
	   SET name = coalesce($3, name), user_id = coalesce($4::json -> 'user_id', user_id),
	       user_attributes = coalesce($4::json -> 'user_attributes', user_attributes), updated_at = now()
	 WHERE tenant_id = $1 AND attribute_profile_id = $2
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'attribute_profile_updated', 'success', $5,
	       jsonb_build_object('attribute_profile_id', attribute_profile_id, 'name', name)
	  FROM changed
)
SELECT attribute_profile_id, name, user_id::text, user_attributes::text FROM changed;

-- :attribute_profile_remove tenant_id attribute_profile_id actor -> users
-- Locks it first and then looks again, so that it waits for and sees a profile
-- that began to use it in the meantime.
WITH held AS (
	SELECT tenant_id, attribute_profile_id FROM attribute_profile
	 WHERE tenant_id = $1 AND attribute_profile_id = $2 FOR UPDATE
), looked AS MATERIALIZED (
	SELECT *, attribute_profile_users(tenant_id, attribute_profile_id) AS users FROM held
), removed AS (
	DELETE FROM attribute_profile u USING looked
	 WHERE u.tenant_id = looked.tenant_id AND u.attribute_profile_id = looked.attribute_profile_id
	   AND looked.users = 0
	RETURNING u.tenant_id, u.attribute_profile_id, u.name
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'attribute_profile_deleted', 'success', $3,
	       jsonb_build_object('attribute_profile_id', attribute_profile_id, 'name', name)
	  FROM removed
)
SELECT users FROM looked WHERE users > 0;
