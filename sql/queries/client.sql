-- SPDX-License-Identifier: Apache-2.0

-- :client_add tenant_id client_id name secret_hash scopes
INSERT INTO client (tenant_id, client_id, name, secret_hash, scopes)
SELECT t.tenant_id, $2, $3, $4, string_to_array($5, ' ') FROM tenant t WHERE t.tenant_id = $1
RETURNING client_id;

-- :client_find domain client_id
SELECT c.tenant_id, c.secret_hash, array_to_string(c.scopes, ' '), t.canonical_domain
  FROM tenant_domain d
  JOIN tenant t USING (tenant_id)
  JOIN client c ON c.tenant_id = t.tenant_id AND c.client_id = $2
 WHERE d.domain = $1;

-- :token_issue tenant_id client_id token_hash lifetime_s
-- Sweeps the client's expired tokens along.
WITH swept AS (
	DELETE FROM api_token WHERE tenant_id = $1 AND client_id = $2 AND expires_at < now()
)
INSERT INTO api_token (tenant_id, token_hash, client_id, scopes, expires_at)
SELECT c.tenant_id, $3, c.client_id, c.scopes, now() + make_interval(secs => $4::integer)
  FROM client c WHERE c.tenant_id = $1 AND c.client_id = $2
RETURNING token_hash;

-- :caller_load domain token_hash
SELECT k.tenant_id, k.client_id, array_to_string(k.scopes, ' '), t.canonical_domain
  FROM tenant_domain d
  JOIN tenant t USING (tenant_id)
  JOIN api_token k ON k.tenant_id = t.tenant_id AND k.token_hash = $2 AND k.expires_at > now()
 WHERE d.domain = $1;
