-- SPDX-License-Identifier: Apache-2.0

-- :ticket_add tenant_id ticket_id secret_hash profile_id config ttl_s actor custom_domain -> refusal domain
-- Returns the obstacle, if there is one, and then makes no ticket.
WITH place AS (
	SELECT p.tenant_id, p.profile_id, o.*, EXISTS (
	           SELECT FROM connection c WHERE c.tenant_id = $1
	              AND lower(c.name) = lower($5::jsonb #>> '{connection_config,name}')) AS is_taken,
	       $8::text IS NOT NULL AND NOT EXISTS (
	           SELECT FROM tenant_domain d WHERE d.tenant_id = $1 AND d.domain = $8) AS is_foreign
	  FROM profile p, (
	           SELECT count(*) > count(o.organization_id) AS is_unknown,
	                  bool_or(o.connection_count >= :ORGANIZATION_MAX_CONNECTIONS) AS is_full,
	                  count(*) = 1 AND sum(o.domain_count) + (
	                      SELECT count(DISTINCT asked) FROM jsonb_array_elements_text(
	                             coalesce($5::jsonb #> '{connection_config,options,domain_aliases}', '[]')
	                          || coalesce($5::jsonb #> '{domain_aliases_config,pending_domains}', '[]')) AS n (asked)
	                       WHERE NOT EXISTS (
	                             SELECT FROM organization_domain d WHERE d.tenant_id = $1 AND d.domain = asked
	                                AND d.organization_id = $5::jsonb #>> '{enabled_organizations,0,organization_id}'))
	                  > :ORGANIZATION_MAX_DOMAINS AS is_over
	             FROM jsonb_array_elements(coalesce($5::jsonb -> 'enabled_organizations', '[]')) AS w
	             LEFT JOIN organization o ON o.tenant_id = $1 AND o.organization_id = w ->> 'organization_id') o
	 WHERE p.tenant_id = $1 AND p.profile_id = $4 FOR KEY SHARE OF p
), judged AS (
	SELECT *, CASE WHEN is_foreign THEN 'foreign_domain' WHEN is_taken THEN 'name_taken'
	               WHEN is_unknown THEN 'unknown_organization' WHEN is_full THEN 'full_organization'
	               WHEN is_over THEN 'too_many_domains' END AS refusal
	  FROM place
), added AS (
	INSERT INTO ticket (tenant_id, ticket_id, secret_hash, profile_id, config, uses_allowed, opens_until, domain)
	SELECT tenant_id, $2, $3, profile_id, $5::jsonb, :TICKET_MAX_USES, now() + make_interval(secs => $6::integer), $8
	  FROM judged WHERE refusal IS NULL
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'ss_sso_ticket_generation', 'success', $7, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_strip_nulls(jsonb_build_object('custom_domain', domain))
	  FROM added
)
SELECT judged.refusal, coalesce($8, t.canonical_domain) AS domain FROM judged JOIN tenant t USING (tenant_id);

-- @visit -> tenant_id tenant_name support_contact domain now session ticket_id state uses uses_allowed
-- -> opens_until ends_at connection_name may_enable domain_verification primary_color image_hash
-- -> introduction_html language shown_name strategy step enabled_at submitted_at waits_for_domain
-- -> wait_is_void wait_lost_domain check_state domains verified_domains missing_domains
-- -> test test_is_older test_is_left newest_test newest_test_ended_at requires_test made

-- :visit_by_ticket domain ticket_id secret_hash session_hash idle_s
-- -> @visit first_at first_browser first_system used_at used_browser used_system
-- Of the sessions, ended ones too: the first, and the one that was used last.
SELECT t.tenant_id, t.name AS tenant_name, t.support_contact, coalesce(v.domain, t.canonical_domain) AS domain,
       ms(now()) AS now, CASE WHEN v.lasts THEN session_state(s, $5::integer) END AS session,
       v.ticket_id, v.state, v.uses, v.uses_allowed, v.opens_until, v.ends_at, v.connection_name,
       v.may_enable, v.domain_verification, v.primary_color, v.image_hash,
       v.introduction_html, v.language, v.shown_name, v.strategy, v.step, v.enabled_at, v.submitted_at, v.waits_for_domain,
       v.wait_is_void, v.wait_lost_domain, v.check_state, c.claimed AS domains, c.verified AS verified_domains, c.missing AS missing_domains,
       test_state(v.live_revision, v.tested_revision, CASE WHEN y.revision = v.live_revision THEN y.state END) AS test,
       v.tested_revision < v.live_revision AS test_is_older, v.test_is_left, y.login_id AS newest_test,
       ms(y.ended_at) AS newest_test_ended_at, v.requires_test, v.made,
       ms(o.opened_at) AS first_at, o.browser AS first_browser, o.system AS first_system,
       ms(l.last_used_at) AS used_at, l.browser AS used_browser, l.system AS used_system
  FROM tenant_domain d
  JOIN tenant t USING (tenant_id)
  LEFT JOIN ticket_page v ON v.tenant_id = d.tenant_id AND v.ticket_id = $2 AND v.secret_hash = $3
  LEFT JOIN session s ON s.tenant_id = v.tenant_id AND s.ticket_id = v.ticket_id
                     AND s.token_hash = $4
  LEFT JOIN LATERAL domain_counts(v.tenant_id, v.connection_id, v.domain_verification) c ON true
  LEFT JOIN LATERAL (
	SELECT y.login_id, y.revision, y.ended_at, login_state(y) AS state FROM login y
	 WHERE y.tenant_id = v.tenant_id AND y.connection_id = v.connection_id
	 ORDER BY y.started_at DESC, y.login_id DESC LIMIT 1) y ON true
  LEFT JOIN LATERAL (
	SELECT opened_at, browser, system FROM session o WHERE o.tenant_id = v.tenant_id AND o.ticket_id = v.ticket_id
	 ORDER BY opened_at, token_hash LIMIT 1) o ON true
  LEFT JOIN LATERAL (
	SELECT last_used_at, browser, system FROM session l WHERE l.tenant_id = v.tenant_id AND l.ticket_id = v.ticket_id
	 ORDER BY last_used_at DESC, token_hash LIMIT 1) l ON true
 WHERE d.domain = $1;

-- :visit_by_session domain ticket_id session_hash part idle_s is_use
-- -> @visit allowed_strategies user_attributes revision input has_secret check_since found
-- -> said connection_id issuer our_entity_id created_at client_count attribute_profile mapped
-- -> our_certificate our_sha256 certificates organizations draft our_domains proved unproved pulse
-- Long values are read only for the page that shows them (part): the settings and
-- what was found, the mapping, or the certificates of the live revision.  A use of the
-- session is written at most once a minute.
WITH used AS (
	UPDATE session s SET last_used_at = now()
	  FROM tenant_domain d
	 WHERE d.domain = $1 AND s.tenant_id = d.tenant_id AND s.ticket_id = $2 AND s.token_hash = $3 AND $6::boolean
	   AND s.last_used_at < now() - make_interval(secs => :SESSION_USE_S) AND session_state(s, $5::integer) = 'open'
)
SELECT t.tenant_id, t.name AS tenant_name, t.support_contact, coalesce(v.domain, t.canonical_domain) AS domain,
       ms(now()) AS now, session_state(s, $5::integer) AS session,
       v.ticket_id, v.state, v.uses, v.uses_allowed, v.opens_until, v.ends_at, v.connection_name,
       v.may_enable, v.domain_verification, v.primary_color, v.image_hash,
       NULL AS introduction_html, v.language, v.shown_name, v.strategy, v.step, v.enabled_at, v.submitted_at, v.waits_for_domain,
       v.wait_is_void, v.wait_lost_domain, v.check_state, c.claimed AS domains, c.verified AS verified_domains, c.missing AS missing_domains,
       test_state(v.live_revision, v.tested_revision, CASE WHEN y.revision = v.live_revision THEN y.state END) AS test,
       v.tested_revision < v.live_revision AS test_is_older, v.test_is_left, y.login_id AS newest_test,
       ms(y.ended_at) AS newest_test_ended_at, v.requires_test, v.made,
       v.allowed_strategies,
       CASE WHEN $4 IN ('settings', 'mapping') THEN v.user_attributes END AS user_attributes,
       v.revision,
       CASE WHEN $4 = 'settings' THEN v.input END AS input, v.has_secret, v.check_since,
       CASE WHEN $4 = 'settings' THEN v.found END AS found,
       CASE WHEN $4 = 'settings' THEN v.said END AS said, v.connection_id, v.issuer, v.our_entity_id,
       v.created_at, v.client_count,
       CASE WHEN $4 IN ('settings', 'mapping') THEN v.attribute_profile END AS attribute_profile,
       CASE WHEN $4 = 'mapping' THEN v.mapped END AS mapped, g.certificate AS our_certificate, g.sha256 AS our_sha256,
       CASE WHEN $4 = 'receipt' THEN v.certificates END AS certificates,
       (SELECT json_agg(coalesce(o.display_name, o.name) ORDER BY o.name)::text
          FROM organization_connection l JOIN organization o USING (tenant_id, organization_id)
         WHERE l.tenant_id = v.tenant_id AND l.connection_id = v.connection_id) AS organizations,
       CASE WHEN $4 = 'settings' THEN s.draft::text END AS draft,
       CASE WHEN $4 = 'settings' THEN (SELECT json_agg(o.domain ORDER BY o.domain)::text
          FROM tenant_domain o WHERE o.tenant_id = d.tenant_id) END AS our_domains,
       x.proved, x.unproved,
       ticket_pulse(v.check_state, v.revision, c.verified, c.missing) AS pulse
  FROM tenant_domain d
  JOIN tenant t USING (tenant_id)
  LEFT JOIN session s ON s.tenant_id = d.tenant_id AND s.ticket_id = $2 AND s.token_hash = $3
  LEFT JOIN ticket_page v ON v.tenant_id = s.tenant_id AND v.ticket_id = s.ticket_id
  LEFT JOIN LATERAL domain_counts(v.tenant_id, v.connection_id, v.domain_verification) c ON true
  LEFT JOIN LATERAL (
	SELECT y.login_id, y.revision, y.ended_at, login_state(y) AS state FROM login y
	 WHERE y.tenant_id = v.tenant_id AND y.connection_id = v.connection_id
	 ORDER BY y.started_at DESC, y.login_id DESC LIMIT 1) y ON true
  LEFT JOIN LATERAL (
	SELECT json_agg(typed ORDER BY domain) FILTER (WHERE status = 'verified')::text AS proved,
	       json_agg(typed ORDER BY domain) FILTER (WHERE status <> 'verified')::text AS unproved
	  FROM connection_domain o WHERE $4 = 'receipt' AND v.domain_verification <> 'none'
	   AND o.tenant_id = v.tenant_id AND o.connection_id = v.connection_id) x ON true
  LEFT JOIN signing_key g ON g.tenant_id = v.tenant_id AND g.use = 'tenant'
 WHERE d.domain = $1;

-- :ticket_open domain ticket_id secret_hash session_hash session_s browser system former_hash -> ends_at now
-- One use, one session, one event; nothing if the ticket is not live.  If another
-- request is using the ticket right now, this waits and looks again, so that ten uses
-- stay ten.  The session that this browser had of it before ends: nobody has its token
-- any more.
WITH spent AS (
	UPDATE ticket k
	   SET uses = k.uses + 1,
	       first_used_at = coalesce(k.first_used_at, now()),
	       ends_at = coalesce(k.ends_at, now() + make_interval(secs => $5::integer))
	  FROM tenant_domain d
	 WHERE d.domain = $1 AND k.tenant_id = d.tenant_id AND k.ticket_id = $2
	   AND k.secret_hash = $3 AND ticket_state(k) = 'live'
	RETURNING k.tenant_id, k.ticket_id, k.profile_id, k.ends_at, k.uses, k.connection_name
), opened AS (
	INSERT INTO session (tenant_id, ticket_id, token_hash, browser, system)
	SELECT tenant_id, ticket_id, $4, $6, $7 FROM spent
), replaced AS (
	UPDATE session s SET ended_at = now(), draft = NULL
	  FROM spent k
	 WHERE s.tenant_id = k.tenant_id AND s.ticket_id = k.ticket_id AND s.token_hash = $8 AND s.ended_at IS NULL
	RETURNING s AS gone
), told_of_it AS (
	SELECT session_tell(gone, 'replaced') FROM replaced
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'ss_sso_ticket_consumption', 'success', 'session:' || ticket_id, ticket_id,
	       profile_id, flow_details(connection_name, ticket_id) || jsonb_build_object('use', uses)
	  FROM spent
)
SELECT ms(ends_at) AS ends_at, ms(now()) AS now FROM spent WHERE (SELECT count(*) FROM told_of_it) >= 0;

-- :ticket_lasts tenant_id ticket_id -> lasts
SELECT ticket_lasts(k) AS lasts FROM ticket k WHERE k.tenant_id = $1 AND k.ticket_id = $2;

-- :ticket_forget tenant_id ticket_id
-- Once its sessions have ended.
WITH ended AS (
	SELECT tenant_id, ticket_id, profile_id, connection_name
	  FROM ticket k WHERE tenant_id = $1 AND ticket_id = $2 AND NOT ticket_lasts(k)
)
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
SELECT tenant_id, 'ticket_input_dropped', 'info', 'system:end_ticket', ticket_id, profile_id, flow_details(connection_name, ticket_id)
  FROM ended WHERE ticket_forget(tenant_id, ticket_id)
RETURNING ticket_id;

-- :ticket_revoke tenant_id ticket_id secret_hash profile_id actor
-- By the public id alone, or by the whole ticket, whose hash must agree then.  A ticket of
-- another profile than the one that is named stays.
WITH revoked AS (
	UPDATE ticket SET revoked_at = now()
	 WHERE tenant_id = $1 AND ticket_id = $2 AND revoked_at IS NULL
	   AND ($3::text IS NULL OR secret_hash = $3)
	   AND ($4::text IS NULL OR profile_id = $4)
	RETURNING tenant_id, ticket_id, profile_id
)
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id)
SELECT tenant_id, 'ticket_revoked', 'success', $5, ticket_id, profile_id FROM revoked
RETURNING ticket_id;
