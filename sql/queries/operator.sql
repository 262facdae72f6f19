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
