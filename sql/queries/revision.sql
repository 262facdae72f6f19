-- SPDX-License-Identifier: Apache-2.0

-- :revision_list tenant_id connection_id before limit -> revision is_live created_at actor restored_from options
-- Newest first; at least one row for a connection that exists.
SELECT r.*
  FROM connection c LEFT JOIN LATERAL (
	SELECT x.revision, x.revision = c.live_revision AS is_live, ms(x.created_at) AS created_at, x.actor, x.restored_from,
	       connection_options(x.settings, x.derived, x.own_options, '{}', NULL)::text AS options
	  FROM connection_revision x
	 WHERE x.tenant_id = c.tenant_id AND x.connection_id = c.connection_id
	   AND ($3::integer IS NULL OR x.revision < $3::integer)
	 ORDER BY x.revision DESC LIMIT $4::bigint) r ON true
 WHERE c.tenant_id = $1 AND c.connection_id = $2
 ORDER BY r.revision DESC;

-- :revision_restore tenant_id connection_id revision actor -> @changed_connection
-- Makes the next live revision with the same settings and secrets, which go only where
-- they were entered for.  If the live one has these, it stays.
WITH live AS (
	SELECT * FROM connection_held($1, $2)
), former AS (
	SELECT s.*, live.next, (s.settings, s.own_options, s.sealed_secret, coalesce(s.sealed_keys, '{}'))
	           IS DISTINCT FROM (live.settings, live.own, live.sealed_secret, live.sealed_keys) AS is_new
	  FROM live JOIN connection_revision s ON s.tenant_id = $1 AND s.connection_id = live.connection_id
	                                      AND s.revision = $3::integer
), revised AS (
	INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, own_options, derived, sealed_secret,
	                                 sealed_keys, sealed_for, certificates, actor, restored_from)
	SELECT tenant_id, connection_id, next, settings, own_options, derived, sealed_secret, sealed_keys, sealed_for, certificates, $4, revision
	  FROM former WHERE is_new
	RETURNING *
), changed AS (
	UPDATE connection c SET live_revision = revised.revision, updated_at = now()
	  FROM revised WHERE c.tenant_id = revised.tenant_id AND c.connection_id = revised.connection_id
	RETURNING c.*
), listed AS (
	SELECT connection_id, aliases_after(tenant_id, connection_id, NULL) AS aliases FROM former
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject)
	SELECT tenant_id, 'derive_connection', connection_id FROM former
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'connection_restored', 'success', $4,
	       jsonb_build_object('connection_id', connection_id, 'connection_name', name,
	                          'revision', live_revision, 'restored_from', $3::integer)
	  FROM changed
)
SELECT live.connection_id, live.name, live.strategy, (made).config::text,
       connection_options(coalesce(r.settings, live.settings), coalesce(r.derived, live.derived),
                          coalesce(r.own_options, live.own), (made).config, listed.aliases)::text AS options,
       to_json((made).enabled_clients)::text AS enabled_clients, t.canonical_domain, f.connection_id IS NULL AS is_refused,
       NULL AS kept_secrets
  FROM live JOIN tenant t ON t.tenant_id = $1
  LEFT JOIN former f USING (connection_id) LEFT JOIN listed USING (connection_id) LEFT JOIN revised r USING (connection_id);

-- :derive_wanted tenant_id connection_id -> strategy settings own revision
SELECT c.strategy, r.settings::text, to_json(r.own_options)::text AS own, r.revision
  FROM connection c
  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
                            AND r.revision = c.live_revision
 WHERE c.tenant_id = $1 AND c.connection_id = $2;

-- :derive_keep tenant_id connection_id revision derived
-- Only while that revision is the live one; writes an event if something changed.  A
-- secret that was entered for another place stays there, and the event says so.
WITH kept AS (
	UPDATE connection_revision r SET derived = $4::jsonb,
	       sealed_for = sealed_for_found(r, options_found(r.settings, $4::jsonb, r.own_options))
	  FROM connection c, connection_revision o
	 WHERE r.tenant_id = $1 AND r.connection_id = $2 AND r.revision = $3::integer
	   AND c.tenant_id = r.tenant_id AND c.connection_id = r.connection_id AND c.live_revision = r.revision
	   AND o.tenant_id = r.tenant_id AND o.connection_id = r.connection_id AND o.revision = r.revision
	   AND (r.derived, r.sealed_for) IS DISTINCT FROM ($4::jsonb,
	           sealed_for_found(r, options_found(r.settings, $4::jsonb, r.own_options)))
	RETURNING c.tenant_id, c.connection_id, c.name, c.strategy, o.derived <> $4::jsonb AS is_new,
	          EXISTS (SELECT FROM jsonb_each(r.sealed_for) p WHERE p.value <> secret_place(
	              options_found(r.settings, r.derived, r.own_options))) AS is_moved
)
INSERT INTO event (tenant_id, kind, outcome, actor, details)
SELECT tenant_id, 'provider_check', 'success', 'system:derive_connection',
       jsonb_build_object('connection_id', connection_id, 'connection_name', name, 'strategy', strategy)
       || CASE WHEN is_moved THEN jsonb_build_object('hint', 'The provider names another issuer or token endpoint than '
          'its secret was entered for. The secret is not sent there until it is entered again.') ELSE '{}' END
  FROM kept WHERE is_new
RETURNING event_id;

-- :derive_fail tenant_id connection_id revision problem
INSERT INTO event (tenant_id, kind, outcome, actor, details)
SELECT tenant_id, 'provider_check', 'failure', 'system:derive_connection',
       jsonb_build_object('connection_id', connection_id, 'connection_name', name, 'strategy', strategy,
                          'problem', $4::jsonb)
  FROM connection
 WHERE tenant_id = $1 AND connection_id = $2 AND live_revision = $3::integer
RETURNING event_id;
