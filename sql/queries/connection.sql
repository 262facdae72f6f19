-- SPDX-License-Identifier: Apache-2.0

-- @connection -> connection_id name strategy config options enabled_clients canonical_domain
-- @changed_connection -> @connection is_refused kept_secrets

-- :connection_confirm tenant_id ticket_id session_hash revision connection_id strategy settings certificates
-- Makes the connection from what was found and confirmed, or a new live revision of
-- the connection that this ticket made before.  Makes nothing if the wizard changed in
-- the meantime, and no revision if nothing is new.  A new connection is linked with those of the ticket's organizations
-- that are still there and have room; it is not enabled for them yet.
WITH shown AS MATERIALIZED (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.config, k.connection_name,
	       mapped_with($7::jsonb, w.used_claims) AS settings,
	       w.sealed_secret, w.connection_id AS former, coalesce(w.connection_id, $5) AS connection_id,
	       CASE WHEN same.is_same THEN last.revision ELSE coalesce(last.next, 1) END AS next, NOT same.is_same AS is_new
	  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
	  LEFT JOIN LATERAL connection_held(w.tenant_id, w.connection_id) last ON true
	 CROSS JOIN LATERAL (SELECT coalesce((last.strategy, last.settings, options_found(last.settings, last.derived, last.own), last.sealed_keys)
	           = ($6::text, mapped_with($7::jsonb, w.used_claims), mapped_with($7::jsonb, w.used_claims), '{}'::jsonb), false)
	       AND (last.sealed_secret, last.certificates) IS NOT DISTINCT FROM (w.sealed_secret, $8::jsonb) AS is_same) same
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3
	   AND w.revision = $4::integer AND w.check_state = 'found' AND w.step <> 'done'
	   AND (w.connection_id IS NULL OR last.next IS NOT NULL)
), live AS (
	SELECT * FROM shown WHERE visitor_is_open(tenant_id, ticket_id, $3)
), moved AS (
	UPDATE wizard w SET connection_id = live.connection_id, revision = w.revision + 1,
	       check_state = 'none', found = NULL, said = NULL,
	       step = CASE WHEN w.step IN ('application', 'settings') THEN 'mapping' ELSE w.step END,
	       updated_at = now()
	  FROM live WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.revision = $4::integer
	RETURNING w.revision
), made AS (
	INSERT INTO connection AS n (tenant_id, connection_id, name, strategy, config, intended_clients,
	                             live_revision, ticket_id)
	SELECT live.tenant_id, live.connection_id, connection_name, $6,
	       (config -> 'connection_config') #- '{options,domain_aliases}',
	       clients_after(ARRAY(SELECT jsonb_array_elements_text(coalesce(config -> 'enabled_clients', '[]'))), '{}', '{}'),
	       next, ticket_id
	  FROM live, moved
	ON CONFLICT (tenant_id, connection_id) DO UPDATE
	   SET live_revision = excluded.live_revision, strategy = excluded.strategy,
	       updated_at = CASE WHEN n.live_revision = excluded.live_revision THEN n.updated_at ELSE now() END
	RETURNING tenant_id, connection_id, name
), listed AS (
	SELECT aliases_after(made.tenant_id, made.connection_id, config #> '{connection_config,options,domain_aliases}')
	  FROM made, live WHERE former IS NULL
), revised AS (
	INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, sealed_secret, sealed_for, actor,
	                                 certificates)
	SELECT live.tenant_id, live.connection_id, next, settings, sealed_secret,
	       CASE WHEN sealed_secret IS NULL THEN '{}' ELSE jsonb_build_object('client_secret', secret_place(settings)) END,
	       'session:' || ticket_id, $8::jsonb
	  FROM live, moved WHERE is_new
), linked AS (
	INSERT INTO organization_connection (tenant_id, organization_id, connection_id, is_enabled,
	            assign_membership_on_login, show_as_button)
	SELECT live.tenant_id, o.organization_id, live.connection_id, false,
	       coalesce(o.assign_membership_on_login, false), coalesce(o.show_as_button, true)
	  FROM live, moved, jsonb_to_recordset(coalesce(config -> 'enabled_organizations', '[]')) AS
	       o (organization_id text, assign_membership_on_login boolean, show_as_button boolean)
	 WHERE former IS NULL ORDER BY o.organization_id
	RETURNING organization_id
), adopted AS (
	SELECT organization_adopt(live.tenant_id, linked.organization_id,
	       ARRAY(SELECT jsonb_array_elements_text(config #> '{connection_config,options,domain_aliases}'))) AS count
	  FROM live, linked
	 WHERE config -> 'use_for_organization_discovery' = 'true'
	   AND jsonb_typeof(config #> '{connection_config,options,domain_aliases}') = 'array'
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, CASE WHEN former IS NULL THEN 'ss_sso_connection_creation'
	                       ELSE 'ss_sso_connection_update' END, 'success',
	       'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_strip_nulls(jsonb_build_object(
	           'connection_id', live.connection_id, 'revision', next,
	           'organizations', (SELECT jsonb_agg(organization_id) FROM linked),
	           'discovery_domains', (SELECT sum(count) FROM adopted)))
	  FROM live, moved WHERE is_new
)
SELECT connection_id FROM made LEFT JOIN listed ON true;

-- :connection_finish tenant_id ticket_id session_hash revision -> is_done needs_test
-- Where the ticket names clients, enables the connection, for the organizations,
-- too; otherwise submits it.  Once only.  One row for a visitor who is at the last step.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.config, k.connection_name, k.domain_verification, n.connection_id,
	       connection_needs_test(n, k.profile_id) AS needs_test
	  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3
	   AND w.revision = $4::integer AND w.step = 'enable'
	   FOR NO KEY UPDATE OF n
), moved AS (
	UPDATE wizard w SET step = 'done', revision = w.revision + 1, updated_at = now()
	  FROM live WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.revision = $4::integer
	   AND NOT live.needs_test
	   AND (live.domain_verification <> 'required' OR connection_has_domain(live.tenant_id, live.connection_id))
	   AND visitor_is_open(live.tenant_id, live.ticket_id, $3)
	RETURNING w.revision
), finished AS (
	UPDATE connection n
	   SET enabled_clients = n.intended_clients, updated_at = now(), enable_revision = NULL, enable_ticket_id = NULL,
	       enabled_at = CASE WHEN cardinality(n.intended_clients) > 0 THEN now() END,
	       submitted_at = CASE WHEN cardinality(n.intended_clients) = 0 THEN now() END
	  FROM live, moved
	 WHERE n.tenant_id = live.tenant_id AND n.connection_id = live.connection_id
	RETURNING n.enabled_at IS NOT NULL AS is_enabled
), opened AS (
	UPDATE organization_connection l SET is_enabled = true
	  FROM live, finished, LATERAL organizations_of(live.config) AS o (organization_id)
	 WHERE finished.is_enabled AND l.tenant_id = live.tenant_id AND l.connection_id = live.connection_id
	   AND l.organization_id = o.organization_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details, at)
	SELECT tenant_id, act.kind, act.outcome, 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('connection_id', connection_id), act.at
	  FROM live, finished, LATERAL (VALUES
	       (CASE WHEN is_enabled THEN 'ss_sso_enable_connection' ELSE 'connection_submitted' END, 'success', now()),
	       ('ss_sso_flow_end', 'info', clock_timestamp())) act (kind, outcome, at)
)
SELECT finished.is_enabled IS NOT NULL AS is_done, live.needs_test FROM live LEFT JOIN finished ON true;

-- :connection_list tenant_id name strategies after offset limit hidden -> @connection total
-- At least one row, for the total.  hidden: members that stay here; null: none.
SELECT n.*, (SELECT count(*) FROM connection WHERE tenant_id = t.tenant_id
              AND ($2::text IS NULL OR lower(name) = lower($2))
              AND ($3::text IS NULL OR strategy = ANY (string_to_array($3, ' ')))) AS total
  FROM tenant t
  LEFT JOIN LATERAL (
	SELECT c.connection_id, c.name, c.strategy, (c.config - h.names)::text AS config,
	       CASE WHEN 'options' <> ALL (h.names)
	            THEN connection_options(r.settings, r.derived, r.own_options, c.config, aliases_of(c))::text END AS options,
	       CASE WHEN 'enabled_clients' <> ALL (h.names) THEN to_json(c.enabled_clients)::text END AS enabled_clients,
	       t.canonical_domain
	  FROM string_to_array(coalesce($7, ''), ' ') h (names), connection c
	  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
	                            AND r.revision = c.live_revision
	 WHERE c.tenant_id = t.tenant_id
	   AND ($2::text IS NULL OR lower(c.name) = lower($2))
	   AND ($3::text IS NULL OR c.strategy = ANY (string_to_array($3, ' ')))
	   AND c.connection_id > coalesce($4, '')
	 ORDER BY c.connection_id OFFSET $5::bigint LIMIT $6::bigint) n ON true
 WHERE t.tenant_id = $1;

-- :connection_load tenant_id connection_id hidden -> @connection
SELECT c.connection_id, c.name, c.strategy, (c.config - h.names)::text AS config,
       CASE WHEN 'options' <> ALL (h.names)
            THEN connection_options(r.settings, r.derived, r.own_options, c.config, aliases_of(c))::text END AS options,
       CASE WHEN 'enabled_clients' <> ALL (h.names) THEN to_json(c.enabled_clients)::text END AS enabled_clients,
       t.canonical_domain
  FROM string_to_array(coalesce($3, ''), ' ') h (names), connection c
  JOIN tenant t USING (tenant_id)
  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
                            AND r.revision = c.live_revision
 WHERE c.tenant_id = $1 AND c.connection_id = $2;

-- :connection_add tenant_id connection_id name strategy config options defaults sealed clients actor -> @connection
-- sealed: the sealed secrets by the name of the option; the client secret is one of them.
WITH sent AS (
	SELECT ARRAY(SELECT DISTINCT json_array_elements_text($9::json)) AS clients
), made AS (
	INSERT INTO connection (tenant_id, connection_id, name, strategy, config, intended_clients,
	                        enabled_clients, enabled_at, live_revision)
	SELECT $1, $2, $3, $4, $5::jsonb || jsonb_build_object('options', options_outside($6::jsonb)),
	       clients, clients, CASE WHEN cardinality(clients) > 0 THEN now() END, 1
	  FROM sent
	RETURNING *
), listed AS (
	SELECT aliases_after(tenant_id, connection_id, $6::jsonb -> 'domain_aliases') AS aliases FROM made
), revised AS (
	INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, own_options, sealed_secret,
	                                 sealed_keys, actor)
	SELECT tenant_id, connection_id, 1, connection_settings(replace($7, '{domain}', canonical_domain)::jsonb, $6::jsonb),
	       options_own($6::jsonb, '{}', '{}'), $8::jsonb ->> 'client_secret', jsonb_strip_nulls($8::jsonb - 'client_secret'), $10
	  FROM made JOIN tenant USING (tenant_id)
	RETURNING *
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject)
	SELECT tenant_id, 'derive_connection', connection_id FROM made
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'connection_created', 'success', $10,
	       jsonb_build_object('connection_id', connection_id, 'connection_name', name, 'strategy', strategy)
	  FROM made
)
SELECT c.connection_id, c.name, c.strategy, c.config::text,
       connection_options(r.settings, r.derived, r.own_options, c.config, listed.aliases)::text AS options,
       to_json(c.enabled_clients)::text AS enabled_clients, t.canonical_domain
  FROM listed, made c JOIN revised r USING (tenant_id, connection_id) JOIN tenant t USING (tenant_id);

-- :connection_change tenant_id connection_id config options defaults sealed clients actor -> @changed_connection
-- Without new options there is no new revision, and without any change no event.
-- defaults are by strategy; if the connection's is not among them, the options are
-- refused and nothing changes.  A secret that was left out stays, and with a private key
-- the values beside it; but where the options would send it elsewhere, they are refused.
WITH live AS (
	SELECT l.*, replace($5, '{domain}', t.canonical_domain)::jsonb -> l.strategy AS defaults,
	       clients_after(ARRAY(SELECT json_array_elements_text(coalesce($7::json, '[]'))), '{}', '{}') AS clients
	  FROM connection_held($1, $2) l JOIN tenant t ON t.tenant_id = $1
), sent AS (
	SELECT live.*, kept.keys, connection_settings(defaults, coalesce((
	           SELECT jsonb_object_agg(s.key, s.value) FROM jsonb_each(settings) s
	            WHERE s.key IN (SELECT split_part(k, '.', 1) FROM jsonb_object_keys(kept.keys) k)), '{}')
	           || options_without($4::jsonb, derived, set.own)) AS new_settings,
	       set.own AS new_own,
	       secret_names(CASE WHEN NOT $6::jsonb ? 'client_secret' THEN sealed_secret END, kept.keys) AS kept_names,
	       CASE WHEN $6::jsonb ? 'client_secret' THEN $6::jsonb ->> 'client_secret' ELSE sealed_secret END AS new_secret,
	       kept.keys || jsonb_strip_nulls($6::jsonb - 'client_secret') AS new_keys
	  FROM live, LATERAL (
		SELECT coalesce(jsonb_object_agg(key, value), '{}') AS keys FROM jsonb_each(live.sealed_keys)
		 WHERE split_part(key, '.', 1) NOT IN (SELECT split_part(k, '.', 1) FROM jsonb_object_keys($6::jsonb) k)) kept,
	       LATERAL (SELECT options_never_derived(options_own($4::jsonb, connection_options(settings, derived, live.own,
	           (made).config, aliases), live.own), live.own, $4::jsonb, $1, connection_id)) set (own)
	 WHERE $4::jsonb IS NULL OR defaults IS NOT NULL
), wanted AS (
	SELECT sent.*, (made).config || $3::jsonb || CASE WHEN $4::jsonb IS NULL THEN '{}' ELSE
	           jsonb_build_object('options', options_outside($4::jsonb)) END AS new_config,
	       CASE WHEN $7::json IS NULL THEN (made).intended_clients ELSE
	           clients_after(clients_after((made).intended_clients, '{}', (made).enabled_clients), clients, '{}') END AS intended,
	       CASE WHEN $7::json IS NULL THEN (made).enabled_clients ELSE clients END AS enabled,
	       $4::jsonb IS NOT NULL AND (new_settings, new_own, new_keys) <> (settings, own, sealed_keys)
	           OR $4::jsonb IS NOT NULL AND new_secret IS DISTINCT FROM sealed_secret AS is_revised,
	       $4::jsonb IS NOT NULL AND cardinality(kept_names) > 0 AND secret_moves(
	           options_found(connection_settings(defaults, settings), derived, own), own,
	           options_found(new_settings, derived, new_own), new_own) AS is_moved
	  FROM sent
), judged AS (
	SELECT wanted.*, (intended, enabled) <> ((made).intended_clients, (made).enabled_clients) AS has_new_clients,
	       is_revised OR (intended, enabled) <> ((made).intended_clients, (made).enabled_clients)
	           OR '{"options":{}}' || new_config <> '{"options":{}}' || (made).config
	           OR coalesce(jsonb_typeof($4::jsonb -> 'domain_aliases') = 'array' AND $4::jsonb -> 'domain_aliases'
	                       IS DISTINCT FROM aliases, false) AS is_changed
	  FROM wanted WHERE NOT is_moved
), changed AS (
	UPDATE connection c
	   SET config = new_config, live_revision = CASE WHEN is_revised THEN judged.next ELSE c.live_revision END,
	       intended_clients = intended, enabled_clients = enabled,
	       enabled_at = CASE WHEN NOT has_new_clients THEN c.enabled_at
	                         WHEN cardinality(enabled) > 0 THEN coalesce(c.enabled_at, now()) END,
	       enable_revision = CASE WHEN NOT has_new_clients THEN c.enable_revision END,
	       updated_at = CASE WHEN is_changed THEN now() ELSE c.updated_at END
	  FROM judged
	 WHERE c.tenant_id = $1 AND c.connection_id = judged.connection_id
	RETURNING c.*, is_changed
), listed AS (
	SELECT connection_id, aliases_after(tenant_id, connection_id, $4::jsonb -> 'domain_aliases') AS aliases FROM changed
), revised AS (
	INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, own_options, derived, certificates,
	                                 sealed_secret, sealed_keys, sealed_for, actor)
	SELECT $1, connection_id, next, new_settings, new_own,
	       CASE WHEN connection_sources(new_settings) = connection_sources(settings) THEN derived ELSE '{}' END,
	       CASE WHEN connection_sources(new_settings) = connection_sources(settings) THEN certificates END,
	       new_secret, new_keys, sealed_for - secret_names(CASE WHEN $6::jsonb ? 'client_secret' THEN sealed_secret END, '{}')
	           - ARRAY(SELECT jsonb_object_keys(sealed_keys) EXCEPT SELECT jsonb_object_keys(keys)), $8
	  FROM judged WHERE is_revised
	RETURNING *
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject)
	SELECT tenant_id, 'derive_connection', connection_id FROM changed WHERE $4::jsonb IS NOT NULL
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'connection_updated', 'success', $8,
	       jsonb_build_object('connection_id', connection_id, 'connection_name', name, 'revision', live_revision,
	                          'changed', to_jsonb(ARRAY(SELECT jsonb_object_keys($3::jsonb))
	                              || CASE WHEN $4::jsonb IS NOT NULL THEN ARRAY['options'] END
	                              || CASE WHEN $7::json IS NOT NULL THEN ARRAY['enabled_clients'] END))
	  FROM changed WHERE is_changed
)
SELECT live.connection_id, live.name, live.strategy, c.config::text,
       connection_options(coalesce(r.settings, live.settings), coalesce(r.derived, live.derived),
                          coalesce(r.own_options, live.own), c.config, listed.aliases)::text AS options,
       to_json(c.enabled_clients)::text AS enabled_clients, t.canonical_domain, c.connection_id IS NULL AS is_refused,
       to_json(wanted.kept_names)::text AS kept_secrets
  FROM live JOIN tenant t ON t.tenant_id = $1 LEFT JOIN wanted ON wanted.is_moved
  LEFT JOIN changed c ON c.connection_id = live.connection_id LEFT JOIN listed ON listed.connection_id = live.connection_id
  LEFT JOIN revised r ON r.connection_id = live.connection_id;

-- :connection_remove tenant_id connection_id actor
-- The tickets that made it, edit it or were about to are revoked with it.
WITH gone AS (
	DELETE FROM connection WHERE tenant_id = $1 AND connection_id = $2
	RETURNING tenant_id, connection_id, name, strategy, ticket_id
), revoked AS (
	UPDATE ticket k SET revoked_at = now() FROM gone
	 WHERE k.tenant_id = gone.tenant_id AND ticket_lasts(k)
	   AND (k.ticket_id = gone.ticket_id OR k.config ->> 'connection_id' = gone.connection_id
	        OR k.ticket_id IN (SELECT w.ticket_id FROM wizard w WHERE w.tenant_id = gone.tenant_id
	                              AND w.connection_id = gone.connection_id))
	RETURNING k.tenant_id, k.ticket_id, k.profile_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id)
	SELECT tenant_id, 'ticket_revoked', 'success', $3, ticket_id, profile_id FROM revoked
)
INSERT INTO event (tenant_id, kind, outcome, actor, details)
SELECT tenant_id, 'connection_deleted', 'success', $3,
       jsonb_build_object('connection_id', connection_id, 'connection_name', name, 'strategy', strategy)
  FROM gone
RETURNING event_id;

-- :connection_clients tenant_id connection_id after limit -> id
-- At least one row for a connection that exists.
SELECT u.id FROM connection c LEFT JOIN LATERAL (
	SELECT id FROM unnest(c.enabled_clients) id WHERE $3::text IS NULL OR id > $3
	 ORDER BY id LIMIT $4::bigint) u ON true
 WHERE c.tenant_id = $1 AND c.connection_id = $2
 ORDER BY u.id;

-- :connection_clients_change tenant_id connection_id changes actor -> is_full
-- Changes nothing if the connection would have more clients than it may, and more than now.
WITH sent AS (
	SELECT ARRAY(SELECT s ->> 'client_id' FROM jsonb_array_elements($3::jsonb) s WHERE (s -> 'status')::boolean) AS added,
	       ARRAY(SELECT s ->> 'client_id' FROM jsonb_array_elements($3::jsonb) s WHERE NOT (s -> 'status')::boolean) AS removed
), wanted AS (
	SELECT c.tenant_id, c.connection_id, clients_after(c.intended_clients, added, removed) AS intended,
	       clients_after(c.enabled_clients, added, removed) AS enabled,
	       greatest(cardinality(c.intended_clients), :CONNECTION_MAX_CLIENTS) AS most
	  FROM connection c, sent WHERE c.tenant_id = $1 AND c.connection_id = $2
	   FOR NO KEY UPDATE OF c
), changed AS (
	UPDATE connection c
	   SET intended_clients = intended, enabled_clients = enabled,
	       enabled_at = CASE WHEN cardinality(enabled) > 0 THEN coalesce(c.enabled_at, now()) END,
	       enable_revision = NULL, updated_at = now()
	  FROM wanted WHERE c.tenant_id = wanted.tenant_id AND c.connection_id = wanted.connection_id
	   AND cardinality(intended) <= most
	RETURNING c.tenant_id, c.connection_id, c.name
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'connection_clients_changed', 'success', $4,
	       jsonb_build_object('connection_id', connection_id, 'connection_name', name,
	                          'enabled', to_jsonb(added), 'disabled', to_jsonb(removed))
	  FROM changed, sent
)
SELECT cardinality(intended) > most AS is_full FROM wanted;
