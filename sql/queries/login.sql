-- SPDX-License-Identifier: Apache-2.0

-- @login_row -> login_id connection_id revision state started_at answered_at ended_at browser system forces is_of_live

-- :login_start tenant_id ticket_id session_hash login_id browser_hash needs_signature forces -> login_id
-- One row for a visitor with a connection; without a login if it has no room, or the visit has ended.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, n.name, n.connection_id, n.live_revision, s.browser, s.system
	  FROM visitor k JOIN session s USING (tenant_id, ticket_id, token_hash) JOIN wizard w USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3
	   FOR NO KEY UPDATE OF n
), started AS (
	INSERT INTO login (tenant_id, login_id, connection_id, revision, purpose, ticket_id, browser_hash, state, forces,
	                   browser, system, ends_at, due_at, sweep_at)
	SELECT tenant_id, $4, connection_id, live_revision, 'test', ticket_id, $5,
	       CASE WHEN $6::boolean THEN 'signing' ELSE 'started' END, $7::boolean, browser, system,
	       now() + make_interval(secs => :LOGIN_TTL_S), CASE WHEN $6::boolean THEN now() END,
	       now() + make_interval(secs => :LOGIN_TTL_S)
	  FROM live WHERE login_has_room(tenant_id, connection_id) AND visitor_is_open(tenant_id, ticket_id, $3)
	RETURNING login_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'ss_sso_try_connection_start', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(name, ticket_id) || jsonb_build_object('connection_id', connection_id, 'login_id', login_id)
	  FROM live, started
)
SELECT started.login_id FROM live LEFT JOIN started ON true;

-- :login_cannot_start tenant_id ticket_id session_hash missing
-- The settings lack an option that every login needs.
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
SELECT k.tenant_id, 'ss_sso_missing_configuration', 'failure', 'session:' || k.ticket_id, k.ticket_id, k.profile_id,
       flow_details(n.name, k.ticket_id) || jsonb_build_object('connection_id', n.connection_id, 'missing', $4::text)
  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3
RETURNING event_id;

-- :login_load tenant_id ticket_id login_id -> @login_row request outcome claims profile name strategy options domain
SELECT l.login_id, l.connection_id, l.revision, login_state(l) AS state, ms(l.started_at) AS started_at,
       ms(l.answered_at) AS answered_at, ms(l.ended_at) AS ended_at, l.browser, l.system, l.forces,
       l.revision = c.live_revision AS is_of_live, l.request::text, l.outcome::text, l.claims::text, l.profile::text,
       c.name, c.strategy, connection_options(coalesce(r.settings, '{}'), coalesce(r.derived, '{}'),
           coalesce(r.own_options, '{}'), c.config, NULL)::text AS options, coalesce(k.domain, t.canonical_domain) AS domain
  FROM login l
  JOIN connection c USING (tenant_id, connection_id) JOIN tenant t USING (tenant_id)
  JOIN ticket k ON k.tenant_id = l.tenant_id AND k.ticket_id = l.ticket_id
  LEFT JOIN connection_revision r ON r.tenant_id = l.tenant_id AND r.connection_id = l.connection_id
                                 AND r.revision = l.revision
 WHERE l.tenant_id = $1 AND l.ticket_id = $2 AND l.login_id = $3;

-- :login_state_of tenant_id login_id browser_hash -> state
SELECT login_state(l) AS state FROM login l WHERE l.tenant_id = $1 AND l.login_id = $2 AND l.browser_hash = $3;

-- :login_connection_load tenant_id ticket_id -> connection_id name strategy options domain
SELECT c.connection_id, c.name, c.strategy,
       connection_options(r.settings, r.derived, r.own_options, c.config, NULL)::text AS options,
       coalesce(k.domain, t.canonical_domain) AS domain
  FROM ticket k JOIN tenant t USING (tenant_id) JOIN wizard w USING (tenant_id, ticket_id)
  JOIN connection c ON c.tenant_id = w.tenant_id AND c.connection_id = w.connection_id
  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
                            AND r.revision = c.live_revision
 WHERE k.tenant_id = $1 AND k.ticket_id = $2;

-- :login_history tenant_id ticket_id -> @login_row outcome
-- Of the connection of the ticket, whoever tested it.
SELECT l.login_id, l.connection_id, l.revision, login_state(l) AS state, ms(l.started_at) AS started_at,
       ms(l.answered_at) AS answered_at, ms(l.ended_at) AS ended_at, l.browser, l.system, l.forces,
       l.revision = c.live_revision AS is_of_live, l.outcome::text
  FROM wizard w
  JOIN connection c ON c.tenant_id = w.tenant_id AND c.connection_id = w.connection_id
  JOIN login l ON l.tenant_id = c.tenant_id AND l.connection_id = c.connection_id
 WHERE w.tenant_id = $1 AND w.ticket_id = $2
 ORDER BY l.started_at DESC, l.login_id DESC LIMIT :CONNECTION_MAX_TESTS;

-- :login_list tenant_id connection_id after limit with_claims -> @login_row cursor purpose ticket outcome claims profile
-- Newest first; at least one row for a connection that exists.  after: the cursor of the last one that was listed.
SELECT l.*
  FROM connection c LEFT JOIN LATERAL (
	SELECT x.login_id, x.connection_id, x.revision, login_state(x) AS state, ms(x.started_at) AS started_at,
	       ms(x.answered_at) AS answered_at, ms(x.ended_at) AS ended_at, x.browser, x.system, x.forces,
	       x.revision = c.live_revision AS is_of_live, o.us || '.' || x.login_id AS cursor, x.purpose, x.ticket_id AS ticket,
	       x.outcome::text, CASE WHEN $5::boolean THEN x.claims::text END AS claims,
	       CASE WHEN $5::boolean THEN x.profile::text END AS profile
	  FROM login x, LATERAL (SELECT (extract(epoch FROM x.started_at) * 1000000)::bigint AS us) o
	 WHERE x.tenant_id = c.tenant_id AND x.connection_id = c.connection_id
	   AND ($3::text IS NULL OR (o.us, x.login_id) < (split_part($3, '.', 1)::bigint, split_part($3, '.', 2)))
	 ORDER BY x.started_at DESC, x.login_id DESC LIMIT $4::bigint) l ON true
 WHERE c.tenant_id = $1 AND c.connection_id = $2
 ORDER BY l.started_at DESC, l.login_id DESC;

-- :claim_use tenant_id ticket_id session_hash login_id target source
-- Makes the next live revision, in which that claim fills one of our attributes; no new one if it does already.
WITH shown AS MATERIALIZED (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.connection_name, h.*, mapped_with(h.settings, c.claim) AS mapped, c.claim
	  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
	  JOIN login l ON l.tenant_id = k.tenant_id AND l.ticket_id = k.ticket_id AND l.connection_id = w.connection_id
	 CROSS JOIN LATERAL connection_held(w.tenant_id, w.connection_id) h
	 CROSS JOIN LATERAL (SELECT jsonb_build_object($5::text, $6::text) AS claim) c
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3 AND l.login_id = $4 AND w.step <> 'done'
), live AS (
	SELECT *, mapped <> settings AS is_new FROM shown WHERE visitor_is_open(tenant_id, ticket_id, $3)
), revised AS (
	INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, own_options, derived, certificates,
	                                 sealed_secret, sealed_keys, sealed_for, actor)
	SELECT tenant_id, connection_id, next, mapped, own, derived, certificates, sealed_secret, sealed_keys, sealed_for,
	       'session:' || ticket_id
	  FROM live WHERE is_new
	RETURNING revision
), changed AS (
	UPDATE connection c SET live_revision = revised.revision, updated_at = now()
	  FROM live, revised WHERE c.tenant_id = live.tenant_id AND c.connection_id = live.connection_id
), kept AS (
	UPDATE wizard w SET used_claims = w.used_claims || live.claim, revision = w.revision + 1, updated_at = now()
	  FROM live WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id AND w.step <> 'done' AND live.is_new
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'ss_sso_connection_update', 'success', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object(
	           'connection_id', connection_id, 'revision', next, 'login_id', $4::text, 'attribute', $5::text)
	  FROM live WHERE is_new
)
SELECT coalesce((SELECT revision FROM revised), live.revision) AS revision FROM live;

-- --- the answer ---

-- :login_post_keep domain login_id connection_name token_hash form -> is_kept
SELECT login_answer_keep(d.tenant_id, $2, $3, $4, $5) AS is_kept FROM tenant_domain d WHERE d.domain = $1;

-- @claimed -> tenant_id login_id ticket_id claim

-- :login_claim_form domain token_hash browser_hash sealed_token -> @claimed
-- Tells.
SELECT d.tenant_id, c.login_id, c.ticket_id, c.claim
  FROM tenant_domain d CROSS JOIN LATERAL login_claim(d.tenant_id, NULL, NULL, $2, $3, $4) c WHERE d.domain = $1;

-- :login_claim_query domain login_id query browser_hash sealed_token -> @claimed
-- Tells.
SELECT d.tenant_id, c.login_id, c.ticket_id, c.claim
  FROM tenant_domain d CROSS JOIN LATERAL login_claim(d.tenant_id, $2, $3, NULL, $4, $5) c WHERE d.domain = $1;

-- :login_give_up tenant_id ticket_id session_hash login_id outcome -> is_done
-- Tells.
SELECT login_give_up($1, $2, $3, $4, $5::jsonb) AS is_done;

-- --- by postern-jobs ---

-- :login_take taker count
-- -> @login_row tenant_id lease_id attempts code_was_used kind answer sealed_token name strategy options domain ticket
-- -> sealed_secret secret_place own_key key_id sealed_key key_algorithm key_certificate
-- -> tenant_key_id sealed_tenant_key tenant_certificate decryption_keys decryption_subjects
-- -> jwks_uri jwks jwks_at jwks_renewed_at
-- -> user_attributes attribute_profile verified_domains
SELECT l.login_id, l.connection_id, l.revision, l.state, ms(l.started_at) AS started_at, ms(l.answered_at) AS answered_at,
       ms(l.ended_at) AS ended_at, l.browser, l.system, l.forces, l.revision = c.live_revision AS is_of_live,
       l.tenant_id, l.lease_id, l.attempts, l.code_used_at IS NOT NULL AS code_was_used, l.answer_kind AS kind, l.answer,
       l.sealed_token, c.name, c.strategy, connection_options(coalesce(r.settings, '{}'), coalesce(r.derived, '{}'),
           coalesce(r.own_options, '{}'), c.config, NULL)::text AS options, coalesce(k.domain, t.canonical_domain) AS domain,
       c.ticket_id AS ticket, r.sealed_secret, (r.sealed_for -> 'client_secret')::text AS secret_place, r.sealed_keys ->> 'signing_key.key' AS own_key,
       g.key_id, g.sealed_key, g.algorithm AS key_algorithm, g.certificate AS key_certificate,
       o.key_id AS tenant_key_id, o.sealed_key AS sealed_tenant_key, o.certificate AS tenant_certificate,
       e.keys AS decryption_keys, e.subjects AS decryption_subjects,
       j.jwks_uri, j.jwks, ms(j.fetched_at) AS jwks_at, ms(j.renewed_at) AS jwks_renewed_at,
       p.user_attributes::text, CASE WHEN u.attribute_profile_id IS NOT NULL THEN json_build_object('user_id', u.user_id,
           'user_attributes', u.user_attributes)::text END AS attribute_profile,
       (SELECT json_agg(d.domain) FROM connection_domain d WHERE d.tenant_id = l.tenant_id
           AND d.connection_id = l.connection_id AND d.status = 'verified')::text AS verified_domains
  FROM login_take($2::integer, $1) l
  JOIN connection c USING (tenant_id, connection_id) JOIN tenant t USING (tenant_id)
  JOIN ticket k ON k.tenant_id = l.tenant_id AND k.ticket_id = l.ticket_id
  LEFT JOIN connection_revision r ON r.tenant_id = l.tenant_id AND r.connection_id = l.connection_id
                                 AND r.revision = l.revision
  LEFT JOIN signing_key g ON g.tenant_id = l.tenant_id AND g.connection_id = l.connection_id AND g.state = 'current'
  LEFT JOIN signing_key o ON o.tenant_id = l.tenant_id AND o.use = 'tenant'
  LEFT JOIN LATERAL (
	SELECT json_agg(x.sealed ORDER BY x.place)::text AS keys, json_agg(x.subject ORDER BY x.place)::text AS subjects
	  FROM (SELECT '' AS place, d.value AS sealed, concat_ws(' ', d.key, l.tenant_id, l.connection_id) AS subject
	          FROM jsonb_each_text(r.sealed_keys) d WHERE split_part(d.key, '.', 1) = 'decryptionKey'
	        UNION ALL
	        SELECT x.use, x.sealed_key, concat_ws(' ', 'signing_key', l.tenant_id, x.key_id)
	          FROM signing_key x WHERE x.tenant_id = l.tenant_id AND starts_with(x.use, 'encryption')) x) e ON true
  LEFT JOIN provider_keys j ON j.tenant_id = l.tenant_id AND j.connection_id = l.connection_id
  LEFT JOIN profile p ON p.tenant_id = k.tenant_id AND p.profile_id = k.profile_id
  LEFT JOIN attribute_profile u ON u.tenant_id = p.tenant_id AND u.attribute_profile_id = p.attribute_profile_id;

-- :login_next_due -> wait_ms
SELECT greatest(0, ceil(extract(epoch FROM d.due - now()) * 1000))::bigint AS wait_ms
  FROM (SELECT login_next_due() AS due) d WHERE d.due IS NOT NULL;

-- :login_signed tenant_id login_id lease_id request
UPDATE login SET state = 'started', request = $4::jsonb, due_at = NULL, leased_until = NULL, lease_id = NULL, taker = NULL
 WHERE tenant_id = $1 AND login_id = $2 AND lease_id = $3::uuid AND state = 'signing'
RETURNING login_id;

-- :login_code_used tenant_id login_id lease_id
UPDATE login SET code_used_at = now() WHERE tenant_id = $1 AND login_id = $2 AND lease_id = $3::uuid AND state = 'answered'
RETURNING login_id;

-- :login_keys_asked tenant_id connection_id
-- For a key that is unknown, whatever comes of that.
UPDATE provider_keys SET renewed_at = now() WHERE tenant_id = $1 AND connection_id = $2
RETURNING connection_id;

-- :login_keys_keep tenant_id connection_id jwks_uri jwks
INSERT INTO provider_keys AS k (tenant_id, connection_id, jwks_uri, jwks, fetched_at)
SELECT tenant_id, connection_id, $3, $4, now()
  FROM connection WHERE tenant_id = $1 AND connection_id = $2 FOR KEY SHARE
ON CONFLICT (tenant_id, connection_id) DO UPDATE
   SET jwks_uri = excluded.jwks_uri, jwks = excluded.jwks, fetched_at = excluded.fetched_at,
       renewed_at = CASE WHEN k.jwks_uri = excluded.jwks_uri THEN k.renewed_at END
RETURNING connection_id;

-- :login_end tenant_id login_id lease_id outcome claims profile assertion_id used_until claims_days actor -> failure
-- used_until: in milliseconds since 1970.
-- Tells.
SELECT login_finish($1, $2, $3::uuid, $4::jsonb, $5::jsonb, $6::jsonb, $7, to_timestamp($8::double precision / 1000),
                 $9::integer, $10) AS failure;

-- :login_release taker
WITH released AS (
	UPDATE login SET due_at = now(), leased_until = NULL, lease_id = NULL, taker = NULL
	 WHERE taker = $1 AND leased_until IS NOT NULL
	RETURNING login_id
)
SELECT pg_notify('login_wake', '') FROM (SELECT count(*) AS count FROM released) r WHERE r.count > 0;
