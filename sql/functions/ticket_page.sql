-- SPDX-License-Identifier: Apache-2.0
--
-- ticket_page: the ticket as pages and lists show it.

-- A worker of the version before writes English texts alone, which are said as they are.
-- It is no LANGUAGE sql, which would be planned into each visit of a page.
CREATE OR REPLACE FUNCTION said_before(problem text, what_was_found jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN (SELECT jsonb_agg(jsonb_build_object('id', '%s', 'args', jsonb_build_array(t.text)) ORDER BY t.place)
	          FROM jsonb_array_elements_text(CASE WHEN problem IS NOT NULL THEN jsonb_build_array(problem)
	               WHEN jsonb_typeof(what_was_found -> 'warnings') = 'array' THEN what_was_found -> 'warnings' END)
	               WITH ORDINALITY t (text, place));
END $$;

CREATE OR REPLACE FUNCTION domain_counts(tenant text, id text, verification text)
RETURNS TABLE (claimed bigint, verified bigint, missing bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT count(*), count(*) FILTER (WHERE status = 'verified'), count(missing_since)
	  FROM connection_domain WHERE verification <> 'none' AND tenant_id = tenant AND connection_id = id;
END;
COMMENT ON FUNCTION domain_counts IS 'The domains that are claimed for the connection, if its ticket asks for any: all, the verified ones, and those of them whose record is missing.';

CREATE OR REPLACE FUNCTION ticket_pulse(check_state text, revision integer, verified bigint, missing bigint)
RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN check_state = 'waiting' THEN check_state
	ELSE coalesce(check_state, 'none') || ' ' || coalesce(revision, 0)::text || ' ' || verified::text || ' ' || missing::text END;
COMMENT ON FUNCTION ticket_pulse IS 'The text that a page that waits compares with the one that it shows: another as soon as a check or a look at a domain has changed something.';

CREATE OR REPLACE VIEW ticket_page AS
SELECT k.tenant_id, k.ticket_id, k.secret_hash, ticket_state(k) AS state,
       k.uses, k.uses_allowed, ms(k.opens_until) AS opens_until, ms(k.ends_at) AS ends_at,
       k.connection_name, k.may_enable, k.has_provisioning, k.domain_verification,
       k.domain, p.profile_id, p.branding #>> '{colors,primary}' AS primary_color, l.image_hash,
       to_json(p.allowed_strategies)::text AS allowed_strategies, c.introduction_html,
       coalesce(w.revision, 0) AS revision, w.strategy,
       coalesce(w.step, 'provider') AS step, w.input::text AS input,
       w.sealed_secret IS NOT NULL AS has_secret, coalesce(w.check_state, 'none') AS check_state,
       ms(w.check_since) AS check_since, w.found::text AS found, w.problem,
       p.user_attributes::text AS user_attributes,
       n.connection_id, coalesce(r.settings ->> 'issuer', r.settings ->> 'idpEntityId') AS issuer,
       ms(n.created_at) AS created_at, ms(n.enabled_at) AS enabled_at,
       ms(n.submitted_at) AS submitted_at, cardinality(n.intended_clients) AS client_count,
       connection_waits(n) AS waits_for_domain,
       r.certificates::text AS certificates,
       CASE WHEN u.attribute_profile_id IS NOT NULL THEN json_build_object('user_id', u.user_id,
            'user_attributes', u.user_attributes)::text END AS attribute_profile,
       CASE WHEN n.connection_id IS NOT NULL THEN mapped_attributes(r.settings)::text END AS mapped,
       ticket_lasts(k) AS lasts,
       CASE WHEN w.said_revision = w.input_revision THEN w.said ELSE said_before(w.problem, w.found)
       END::text AS said, p.language,
       coalesce(CASE WHEN n.connection_id IS NULL THEN k.config #>> '{connection_config,display_name}'
                     ELSE n.config ->> 'display_name' END, k.connection_name) AS shown_name,
       n.enabled_at IS NULL AND n.enable_revision <> n.live_revision AS wait_is_void,
       n.enabled_at IS NULL AND n.enable_revision = 0 AS wait_lost_domain,
       n.live_revision, n.tested_revision, w.test_left_revision = n.live_revision AS test_is_left, p.requires_test,
       r.settings ->> 'entityId' AS our_entity_id, n.strategy AS made
  FROM ticket k
  LEFT JOIN profile p USING (tenant_id, profile_id)
  LEFT JOIN profile_logo l ON l.tenant_id = k.tenant_id AND l.profile_id = k.profile_id
                          AND l.url = p.branding ->> 'logo_url'
  LEFT JOIN custom_text c ON c.tenant_id = k.tenant_id AND c.profile_id = k.profile_id
                         AND c.language = 'en' AND c.page = 'get-started'
  LEFT JOIN attribute_profile u ON u.tenant_id = p.tenant_id
                               AND u.attribute_profile_id = p.attribute_profile_id
  LEFT JOIN wizard w ON w.tenant_id = k.tenant_id AND w.ticket_id = k.ticket_id
  LEFT JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
  LEFT JOIN connection_revision r ON r.tenant_id = n.tenant_id AND r.connection_id = n.connection_id
                                 AND r.revision = n.live_revision;

CREATE OR REPLACE FUNCTION test_state(live_revision integer, tested_revision integer, newest text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN tested_revision = live_revision THEN 'passed' WHEN newest IN ('signing', 'started', 'answered') THEN 'running'
	WHEN newest = 'failed' THEN newest END;
COMMENT ON FUNCTION test_state IS 'How far the tests of the live revision are; newest: the state of the newest of these.';

-- A ticket as lists show it: without the secret, and without its hash.
CREATE OR REPLACE VIEW ticket_row AS
SELECT k.tenant_id, k.ticket_id, ticket_state(k) AS state,
       coalesce(n.name, k.connection_name) AS connection_name, k.uses, k.uses_allowed,
       k.created_at AS made_at, ms(k.created_at) AS created_at,
       ms(coalesce(k.ends_at, k.opens_until)) AS until, k.profile_id,
       ms(k.first_used_at) AS first_used_at,
       CASE WHEN k.uses > 0 THEN coalesce(w.step, 'provider') END AS step, n.connection_id
  FROM ticket k
  LEFT JOIN wizard w ON w.tenant_id = k.tenant_id AND w.ticket_id = k.ticket_id
  LEFT JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id;
