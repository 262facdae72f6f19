-- SPDX-License-Identifier: Apache-2.0

-- @caller -> tenant_id client_id scopes canonical_domain secret_hash used window_ends_at now

-- :client_add tenant_id client_id name secret_hash scopes actor
WITH added AS (
	INSERT INTO client (tenant_id, client_id, name, secret_hash, scopes)
	SELECT t.tenant_id, $2, $3, $4, string_to_array($5, ' ') FROM tenant t WHERE t.tenant_id = $1
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'client_added', 'success', $6,
	       jsonb_build_object('client_id', client_id, 'name', name, 'scopes', scopes) FROM added
)
SELECT client_id FROM added;

-- :client_find domain client_id address window_s -> @caller
-- With the number of wrong secrets from this address in the current window.
SELECT c.tenant_id, c.client_id, array_to_string(c.scopes, ' ') AS scopes, t.canonical_domain, c.secret_hash,
       coalesce(r.used, 0) AS used, ms(w.ends_at) AS window_ends_at, ms(now()) AS now
  FROM tenant_domain d
  JOIN tenant t USING (tenant_id)
  JOIN client c ON c.tenant_id = t.tenant_id AND c.client_id = $2
 CROSS JOIN rate_window_end($4::numeric) AS w (ends_at)
  LEFT JOIN rate r ON r.tenant_id = c.tenant_id AND r.shard = 0 AND r.ends_at = w.ends_at
                  AND r.subject = rate_secret(c.client_id, $3::inet)
 WHERE d.domain = $1;

-- :secret_wrong tenant_id client_id address window_s
INSERT INTO rate AS r (tenant_id, subject, shard, ends_at, used)
VALUES ($1, rate_secret($2, $3::inet), 0, rate_window_end($4::numeric), 1)
ON CONFLICT (tenant_id, subject, shard) DO UPDATE
   SET used = CASE WHEN r.ends_at >= excluded.ends_at THEN r.used + 1 ELSE 1 END,
       ends_at = greatest(r.ends_at, excluded.ends_at)
RETURNING used;

-- :token_issue tenant_id client_id token_hash scopes lifetime_s
-- Also deletes the client's expired tokens and the counts of windows that are over;
-- others may do the same at that moment, so it waits for no row.
WITH swept AS (
	DELETE FROM api_token WHERE tenant_id = $1 AND client_id = $2 AND expires_at < now()
), forgotten AS (
	DELETE FROM rate WHERE (tenant_id, subject, shard) IN (
		SELECT tenant_id, subject, shard FROM rate
		 WHERE tenant_id = $1 AND ends_at < now() - interval '1 minute' FOR UPDATE SKIP LOCKED)
)
INSERT INTO api_token (tenant_id, token_hash, client_id, scopes, expires_at)
SELECT c.tenant_id, $3, c.client_id, string_to_array($4, ' '), now() + make_interval(secs => $5::integer)
  FROM client c WHERE c.tenant_id = $1 AND c.client_id = $2
RETURNING token_hash;

-- :caller_load domain token_hash window_s -> @caller
-- Finds the client that calls, and counts the call.  Shards keep workers from waiting for
-- each other; the sum over them decides.  Simultaneous calls do not see each other.
WITH caller AS MATERIALIZED (
	SELECT k.tenant_id, k.client_id, array_to_string(k.scopes, ' ') AS scopes, t.canonical_domain,
	       'client:' || k.client_id AS subject, pg_backend_pid() % 16 AS shard, w.ends_at
	  FROM tenant_domain d
	  JOIN tenant t USING (tenant_id)
	  JOIN api_token k ON k.tenant_id = t.tenant_id AND k.token_hash = $2 AND k.expires_at > now()
	 CROSS JOIN rate_window_end($3::numeric) AS w (ends_at)
	 WHERE d.domain = $1
), counted AS (
	INSERT INTO rate AS r (tenant_id, subject, shard, ends_at, used)
	SELECT tenant_id, subject, shard, ends_at, 1 FROM caller
	ON CONFLICT (tenant_id, subject, shard) DO UPDATE
	   SET used = CASE WHEN r.ends_at >= excluded.ends_at THEN r.used + 1 ELSE 1 END,
	       ends_at = greatest(r.ends_at, excluded.ends_at)
	RETURNING used
)
SELECT c.tenant_id, c.client_id, c.scopes, c.canonical_domain, NULL AS secret_hash,
       counted.used + coalesce((SELECT sum(r.used) FROM rate r
         WHERE r.tenant_id = c.tenant_id AND r.subject = c.subject AND r.shard <> c.shard
           AND r.ends_at = c.ends_at), 0) AS used,
       ms(c.ends_at) AS window_ends_at, ms(now()) AS now
  FROM caller c, counted;
