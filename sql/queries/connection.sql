-- SPDX-License-Identifier: Apache-2.0

-- :connection_create tenant_id ticket_id session_hash revision connection_id settings seed
-- From what was found and confirmed; or a new live revision of the connection
-- that this ticket made before.  Nothing if the wizard moved on meanwhile.
-- A new one is linked with the ticket's organizations, not enabled yet: with
-- those that are still there and have room.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.config, k.connection_name, w.strategy,
	       w.sealed_secret, w.connection_id AS former, coalesce(w.connection_id, $5) AS connection_id,
	       coalesce((SELECT max(r.revision) FROM connection_revision r
	                  WHERE r.tenant_id = w.tenant_id AND r.connection_id = w.connection_id), 0) + 1 AS next
	  FROM wizard w JOIN ticket k USING (tenant_id, ticket_id) JOIN session s USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3
	   AND w.revision = $4::integer AND w.check_state = 'found' AND w.step <> 'done'
	   AND ticket_state(k) IN ('live', 'used_up')
), moved AS (
	UPDATE wizard w SET connection_id = live.connection_id, revision = w.revision + 1,
	       check_state = 'none', found = NULL,
	       step = CASE WHEN w.step IN ('application', 'settings') THEN 'mapping' ELSE w.step END,
	       updated_at = now()
	  FROM live WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.revision = $4::integer
	RETURNING w.revision
), made AS (
	INSERT INTO connection AS n (tenant_id, connection_id, name, strategy, config, intended_clients,
	                             live_revision, ticket_id)
	SELECT live.tenant_id, live.connection_id, connection_name, strategy, config -> 'connection_config',
	       ARRAY(SELECT jsonb_array_elements_text(coalesce(config -> 'enabled_clients', '[]'))),
	       next, ticket_id
	  FROM live, moved
	ON CONFLICT (tenant_id, connection_id) DO UPDATE
	   SET live_revision = excluded.live_revision, strategy = excluded.strategy, updated_at = now()
	RETURNING tenant_id, connection_id, name
), revised AS (
	INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, sealed_secret, actor)
	SELECT live.tenant_id, live.connection_id, next, $6::jsonb, sealed_secret, 'session:' || ticket_id
	  FROM live, moved
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
	       ARRAY(SELECT jsonb_array_elements_text(config #> '{connection_config,options,domain_aliases}')), $7) AS count
	  FROM live, linked
	 WHERE config -> 'use_for_organization_discovery' = 'true'
	   AND jsonb_typeof(config #> '{connection_config,options,domain_aliases}') = 'array'
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, CASE WHEN former IS NULL THEN 'ss_sso_connection_creation'
	                       ELSE 'ss_sso_connection_update' END, 'success',
	       'session:' || ticket_id, ticket_id, profile_id,
	       jsonb_strip_nulls(jsonb_build_object('connection_name', connection_name, 'flow_type', 'create',
	           'ss_sso_tracing_id', ticket_id, 'connection_id', live.connection_id, 'revision', next,
	           'organizations', (SELECT jsonb_agg(organization_id) FROM linked),
	           'discovery_domains', (SELECT sum(count) FROM adopted)))
	  FROM live, moved
)
SELECT connection_id FROM made;

-- :connection_finish tenant_id ticket_id session_hash revision
-- Enable, where the ticket names clients, for its organizations too; otherwise
-- hand over.  Once only.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.config, k.connection_name, w.connection_id
	  FROM wizard w JOIN ticket k USING (tenant_id, ticket_id) JOIN session s USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3
	   AND w.revision = $4::integer AND w.step = 'enable' AND w.connection_id IS NOT NULL
	   AND k.domain_verification <> 'required'
	   AND ticket_state(k) IN ('live', 'used_up')
), moved AS (
	UPDATE wizard w SET step = 'done', revision = w.revision + 1, updated_at = now()
	  FROM live WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.revision = $4::integer
	RETURNING w.revision
), finished AS (
	UPDATE connection n
	   SET enabled_clients = n.intended_clients, updated_at = now(),
	       enabled_at = CASE WHEN cardinality(n.intended_clients) > 0 THEN now() END,
	       submitted_at = CASE WHEN cardinality(n.intended_clients) = 0 THEN now() END
	  FROM live, moved
	 WHERE n.tenant_id = live.tenant_id AND n.connection_id = live.connection_id
	RETURNING n.enabled_at IS NOT NULL AS is_enabled
), opened AS (
	UPDATE organization_connection l SET is_enabled = true
	  FROM live, finished
	 WHERE finished.is_enabled AND l.tenant_id = live.tenant_id AND l.connection_id = live.connection_id
	   AND live.config -> 'enabled_organizations' @>
	       jsonb_build_array(jsonb_build_object('organization_id', l.organization_id))
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, CASE WHEN is_enabled THEN 'ss_sso_enable_connection' ELSE 'connection_submitted' END,
	       'success', 'session:' || ticket_id, ticket_id, profile_id,
	       jsonb_build_object('connection_name', connection_name, 'flow_type', 'create', 'ss_sso_tracing_id', ticket_id,
	                          'connection_id', connection_id)
	  FROM live, finished
)
SELECT is_enabled FROM finished;

-- :connection_list tenant_id name strategies after offset limit
-- At least one row, for the total.
SELECT n.*, (SELECT count(*) FROM connection WHERE tenant_id = t.tenant_id
              AND ($2::text IS NULL OR lower(name) = lower($2))
              AND ($3::text IS NULL OR strategy = ANY (string_to_array($3, ' '))))
  FROM tenant t
  LEFT JOIN LATERAL (
	SELECT c.connection_id, c.name, c.strategy, c.config::text,
	       (r.settings || coalesce(jsonb_strip_nulls(nullif(c.config -> 'options', 'null')), '{}'))::text,
	       to_json(c.enabled_clients)::text, t.canonical_domain
	  FROM connection c
	  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
	                            AND r.revision = c.live_revision
	 WHERE c.tenant_id = t.tenant_id
	   AND ($2::text IS NULL OR lower(c.name) = lower($2))
	   AND ($3::text IS NULL OR c.strategy = ANY (string_to_array($3, ' ')))
	   AND ($4::text IS NULL OR c.connection_id > $4)
	 ORDER BY c.connection_id OFFSET $5::bigint LIMIT $6::bigint) n ON true
 WHERE t.tenant_id = $1;

-- :connection_load tenant_id connection_id
SELECT c.connection_id, c.name, c.strategy, c.config::text,
	       (r.settings || coalesce(jsonb_strip_nulls(nullif(c.config -> 'options', 'null')), '{}'))::text,
       to_json(c.enabled_clients)::text, t.canonical_domain
  FROM connection c
  JOIN tenant t USING (tenant_id)
  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
                            AND r.revision = c.live_revision
 WHERE c.tenant_id = $1 AND c.connection_id = $2;
