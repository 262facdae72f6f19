-- SPDX-License-Identifier: Apache-2.0

-- @client -> client_id name scopes canonical_domain former_until grant_id

-- @caller -> tenant_id client_id scopes canonical_domain secret_hash former_secret_hash used window_ends_at now

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

-- :client_set tenant_id client_id name scopes giver_scopes actor -> @client is_refused
-- The client may be named by its grant.  A null leaves the column as it is.  Refused, if a scope
-- is new that the giver does not hold; without giver_scopes any may be given.  The event has what
-- changed; there is none if nothing did.
WITH former AS (
	SELECT * FROM client WHERE tenant_id = $1 AND $2 IN (client_id, client_grant_id(client_id)) FOR NO KEY UPDATE
), changed AS (
	UPDATE client c SET name = coalesce($3, c.name), scopes = coalesce(string_to_array($4, ' '), c.scopes)
	  FROM former f WHERE c.tenant_id = f.tenant_id AND c.client_id = f.client_id
	   AND ($4::text IS NULL OR $5::text IS NULL OR is_among(string_to_array($4, ' '), f.scopes || string_to_array($5, ' ')))
	RETURNING c.*, jsonb_strip_nulls(jsonb_build_object('name', nullif(c.name, f.name),
	       'scopes', nullif(c.scopes, f.scopes))) AS details
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'client_updated', 'success', $6, jsonb_build_object('client_id', client_id) || details
	  FROM changed WHERE details <> '{}'
)
SELECT f.client_id, n.name, to_json(n.scopes)::text AS scopes, t.canonical_domain,
       ms(CASE WHEN n.former_until > now() THEN n.former_until END) AS former_until,
       client_grant_id(f.client_id) AS grant_id, n.client_id IS NULL AS is_refused
  FROM former f JOIN tenant t USING (tenant_id) LEFT JOIN changed n USING (tenant_id, client_id);

-- :client_rotate tenant_id client_id secret_hash overlap_s giver_scopes actor -> @client is_refused
-- Refused, if the client has a scope that the giver does not hold: the new secret would bring that.
WITH changed AS (
	UPDATE client c SET secret_hash = $3,
	       former_secret_hash = CASE WHEN $4::integer > 0 THEN c.secret_hash END,
	       former_until = CASE WHEN $4::integer > 0 THEN now() + make_interval(secs => $4::integer) END
	 WHERE c.tenant_id = $1 AND c.client_id = $2
	   AND ($5::text IS NULL OR is_among(c.scopes, string_to_array($5, ' ')))
	RETURNING c.*
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'client_secret_rotated', 'success', $6,
	       jsonb_build_object('client_id', client_id, 'overlap_s', $4::integer) FROM changed
)
SELECT c.client_id, n.name, to_json(n.scopes)::text AS scopes, t.canonical_domain, ms(n.former_until) AS former_until,
       client_grant_id(c.client_id) AS grant_id, n.client_id IS NULL AS is_refused
  FROM client c JOIN tenant t USING (tenant_id) LEFT JOIN changed n USING (tenant_id, client_id)
 WHERE c.tenant_id = $1 AND c.client_id = $2;

-- :client_remove tenant_id client_id actor
-- Its tokens go with it; no connection and no ticket that lasts names it any longer.
WITH gone AS (
	DELETE FROM client c WHERE c.tenant_id = $1 AND c.client_id = $2 RETURNING c.*
), disabled AS (
	UPDATE connection c SET intended_clients = array_remove(c.intended_clients, g.client_id),
	       enabled_clients = array_remove(c.enabled_clients, g.client_id),
	       enabled_at = CASE WHEN cardinality(array_remove(c.enabled_clients, g.client_id)) > 0 THEN c.enabled_at END,
	       enable_revision = NULL, updated_at = now()
	  FROM gone g WHERE c.tenant_id = g.tenant_id AND g.client_id IN (SELECT unnest(c.intended_clients))
	RETURNING c.tenant_id, c.connection_id, c.name, g.client_id
), forgotten AS (
	UPDATE ticket k SET config = jsonb_set(k.config, '{enabled_clients}', (k.config -> 'enabled_clients') - g.client_id)
	  FROM gone g WHERE k.tenant_id = g.tenant_id AND ticket_lasts(k) AND k.config -> 'enabled_clients' ? g.client_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'client_removed', 'success', $3, jsonb_build_object('client_id', client_id, 'name', name) FROM gone
	UNION ALL
	SELECT tenant_id, 'connection_clients_changed', 'success', $3,
	       jsonb_build_object('connection_id', connection_id, 'connection_name', name, 'enabled', '[]'::jsonb,
	                          'disabled', jsonb_build_array(client_id)) FROM disabled
)
SELECT client_id FROM gone;

-- :client_revoke_tokens tenant_id client_id actor -> tokens
-- A token that is being issued at this moment has begun before tokens_revoked_at, and is revoked, too.
WITH changed AS (
	UPDATE client c SET tokens_revoked_at = now() WHERE c.tenant_id = $1 AND c.client_id = $2 RETURNING c.*
), revoked AS (
	DELETE FROM api_token k USING changed c
	 WHERE k.tenant_id = c.tenant_id AND k.client_id = c.client_id AND k.issued_at <= c.tokens_revoked_at
	RETURNING k.expires_at > now() AS is_valid
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'client_tokens_revoked', 'success', $3,
	       jsonb_build_object('client_id', client_id, 'tokens', (SELECT count(*) FROM revoked WHERE is_valid))
	  FROM changed
)
SELECT (SELECT count(*) FROM revoked WHERE is_valid) AS tokens FROM changed;

-- :client_find domain client_id address window_s -> @caller
-- With the number of wrong secrets from this address in the current window.  A row without
-- a client_id, if the tenant has no such client.
SELECT t.tenant_id, c.client_id, array_to_string(c.scopes, ' ') AS scopes, t.canonical_domain, c.secret_hash,
       CASE WHEN c.former_until > now() THEN c.former_secret_hash END AS former_secret_hash,
       coalesce(r.used, 0) AS used, ms(w.ends_at) AS window_ends_at, ms(now()) AS now
  FROM tenant_domain d
  JOIN tenant t USING (tenant_id)
  LEFT JOIN client c ON c.tenant_id = t.tenant_id AND c.client_id = $2
 CROSS JOIN rate_window_end($4::numeric) AS w (ends_at)
  LEFT JOIN rate r ON r.tenant_id = t.tenant_id AND r.shard = 0 AND r.ends_at = w.ends_at
                  AND r.subject = rate_secret($2, $3::inet)
 WHERE d.domain = $1;

-- :secret_wrong tenant_id client_id address window_s
INSERT INTO rate AS r (tenant_id, subject, shard, ends_at, used)
SELECT $1, rate_secret($2, $3::inet), 0, rate_window_end($4::numeric), 1 FROM rate_sweep($1)
ON CONFLICT (tenant_id, subject, shard) DO UPDATE
   SET used = CASE WHEN r.ends_at >= excluded.ends_at THEN r.used + 1 ELSE 1 END,
       ends_at = greatest(r.ends_at, excluded.ends_at)
RETURNING used;

-- :token_issue tenant_id client_id token_hash scopes lifetime_s secret_hash
-- No row, if by now the client is gone or the secret counts no longer.  Also deletes
-- the client's expired tokens.
WITH swept AS (
	DELETE FROM api_token WHERE tenant_id = $1 AND client_id = $2 AND expires_at < now()
), giver AS (
	SELECT c.tenant_id, c.client_id FROM client c
	 WHERE c.tenant_id = $1 AND c.client_id = $2
	   AND (c.secret_hash = $6 OR (c.former_secret_hash = $6 AND c.former_until > now()))
	   FOR KEY SHARE
)
INSERT INTO api_token (tenant_id, token_hash, client_id, scopes, expires_at)
SELECT tenant_id, $3, client_id, string_to_array($4, ' '), now() + make_interval(secs => $5::integer)
  FROM giver, rate_sweep($1)
RETURNING token_hash;

-- :caller_load domain token_hash window_s -> @caller
-- Finds the client that calls, and counts the call.  Shards keep workers from waiting for
-- each other; the sum over them decides.  Simultaneous calls do not see each other.
-- The call has the token's scopes that the client still has, mostly all.
WITH caller AS MATERIALIZED (
	SELECT k.tenant_id, k.client_id, array_to_string(CASE WHEN k.scopes = c.scopes THEN k.scopes ELSE ARRAY(
	           SELECT s FROM unnest(k.scopes) AS s WHERE s IN (SELECT unnest(c.scopes))) END, ' ') AS scopes, t.canonical_domain,
	       'client:' || k.client_id AS subject, pg_backend_pid() % 16 AS shard, w.ends_at
	  FROM tenant_domain d
	  JOIN tenant t USING (tenant_id)
	  JOIN api_token k ON k.tenant_id = t.tenant_id AND k.token_hash = $2 AND k.expires_at > now()
	  JOIN client c ON c.tenant_id = k.tenant_id AND c.client_id = k.client_id
              AND (c.tokens_revoked_at IS NULL OR c.tokens_revoked_at < k.issued_at)
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
       NULL AS former_secret_hash,
       counted.used + coalesce((SELECT sum(r.used) FROM rate r
         WHERE r.tenant_id = c.tenant_id AND r.subject = c.subject AND r.shard <> c.shard
           AND r.ends_at = c.ends_at), 0) AS used,
       ms(c.ends_at) AS window_ends_at, ms(now()) AS now
  FROM caller c, counted;
