-- SPDX-License-Identifier: Apache-2.0

-- :operator_add tenant_id operator_id email password_hash actor
WITH added AS (
	INSERT INTO operator (tenant_id, operator_id, email, password_hash)
	SELECT t.tenant_id, $2, $3, $4 FROM tenant t WHERE t.tenant_id = $1
	ON CONFLICT DO NOTHING
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'operator_added', 'success', $5,
	       jsonb_build_object('operator_id', operator_id, 'email', email) FROM added
)
SELECT operator_id FROM added;

-- :operator_list tenant_id -> operator_id email created_at
SELECT operator_id, email, ms(created_at) AS created_at FROM operator
 WHERE tenant_id = $1 ORDER BY lower(email) LIMIT :COMMAND_MAX_ROWS;

-- :operator_change tenant_id operator email password_hash actor
-- The operator is named by id or email address.  A null leaves the column as it is.
WITH former AS (
	SELECT * FROM operator WHERE tenant_id = $1 AND (operator_id = $2 OR lower(email) = lower($2)) FOR NO KEY UPDATE
), changed AS (
	UPDATE operator o SET email = coalesce($3, o.email), password_hash = coalesce($4, o.password_hash)
	  FROM former f WHERE o.tenant_id = f.tenant_id AND o.operator_id = f.operator_id
	RETURNING o.tenant_id, o.operator_id, jsonb_strip_nulls(jsonb_build_object('email', nullif(o.email, f.email),
	       'password', CASE WHEN $4::text IS NOT NULL THEN 'changed' END)) AS details
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'operator_updated', 'success', $5, jsonb_build_object('operator_id', operator_id) || details
	  FROM changed WHERE details <> '{}'
)
SELECT operator_id FROM changed;

-- :operator_remove tenant_id operator actor
WITH gone AS (
	DELETE FROM operator WHERE tenant_id = $1 AND (operator_id = $2 OR lower(email) = lower($2)) RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'operator_removed', 'success', $3,
	       jsonb_build_object('operator_id', operator_id, 'email', email) FROM gone
)
SELECT operator_id FROM gone;
