-- SPDX-License-Identifier: Apache-2.0

-- :operator_add tenant_id operator_id email password_hash
INSERT INTO operator (tenant_id, operator_id, email, password_hash)
SELECT t.tenant_id, $2, $3, $4 FROM tenant t WHERE t.tenant_id = $1
ON CONFLICT DO NOTHING
RETURNING operator_id;
