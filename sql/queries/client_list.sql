-- SPDX-License-Identifier: Apache-2.0

-- :client_list tenant_id client_id after offset limit -> @client total
-- At least one row, for the total.
SELECT c.client_id, c.name, c.scopes, t.canonical_domain, c.former_until,
       client_grant_id(c.client_id) AS grant_id, (SELECT count(*) FROM client
         WHERE tenant_id = t.tenant_id AND client_id = coalesce($2, client_id)) AS total
  FROM tenant t
  LEFT JOIN LATERAL (
	SELECT client_id, name, to_json(scopes)::text AS scopes,
	       ms(CASE WHEN former_until > now() THEN former_until END) AS former_until FROM client
	 WHERE tenant_id = t.tenant_id AND client_id = coalesce($2, client_id)
	   AND client_id > coalesce($3, '')
	 ORDER BY client_id OFFSET $4::bigint LIMIT $5::bigint) c ON true
 WHERE t.tenant_id = $1;

-- :client_load tenant_id client_id -> @client
SELECT c.client_id, c.name, to_json(c.scopes)::text AS scopes, t.canonical_domain,
       ms(CASE WHEN c.former_until > now() THEN c.former_until END) AS former_until, client_grant_id(c.client_id) AS grant_id
  FROM client c JOIN tenant t USING (tenant_id) WHERE c.tenant_id = $1 AND c.client_id = $2;
