-- SPDX-License-Identifier: Apache-2.0
--
-- A domain's owner is the single organization of the ticket that claimed it,
-- or else its connection.  Within a tenant a verified domain has one owner;
-- another claimant is told that it is taken, but not by whom.  The functions
-- for everything that happens to a claim are in sql/functions/claim.sql.

-- :domain_list tenant_id ticket_id -> kind domain typed is_verified is_missing
-- The domains that the ticket's connection claims, that its organization has
-- verified already, and that the tenant vouches for.
WITH own AS (
	SELECT n.tenant_id, n.connection_id, single_organization(k.config) AS organization_id, uses_discovery(k.config) AS discovers
	  FROM wizard w
	  JOIN ticket k USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE w.tenant_id = $1 AND w.ticket_id = $2
)
SELECT 'claimed' AS kind, d.domain, d.typed, d.status = 'verified' AS is_verified, d.missing_since IS NOT NULL AS is_missing
  FROM own JOIN connection_domain d USING (tenant_id, connection_id)
UNION ALL
SELECT 'associable', o.domain, o.domain, true, false
  FROM own JOIN organization_domain o USING (tenant_id, organization_id)
 WHERE o.status = 'verified' AND own.discovers
   AND NOT EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = own.tenant_id
                      AND d.connection_id = own.connection_id AND d.domain = o.domain)
   AND NOT EXISTS (SELECT FROM connection_alias a WHERE a.tenant_id = own.tenant_id
                      AND a.connection_id = own.connection_id AND a.domain = o.domain)
UNION ALL
SELECT DISTINCT 'trusted', a.domain, a.domain, true, false
  FROM own JOIN connection_alias a USING (tenant_id, connection_id)
 WHERE NOT EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = own.tenant_id
                      AND d.connection_id = own.connection_id AND d.domain = a.domain)
 ORDER BY 1 DESC, 2;

-- :domain_load tenant_id ticket_id domain grace_days connection_waits
-- -> domain typed is_verified challenge organization_id is_waiting asked_at looked_at seen
-- -> missing_since is_associated is_trusted is_last is_given_up ends_after pulse
SELECT d.domain, d.typed, d.status = 'verified' AS is_verified, d.challenge, d.organization_id,
       domain_is_awaited(d) AS is_waiting, ms(d.asked_at) AS asked_at, ms(d.looked_at) AS looked_at, coalesce(d.findings, report_of(d.seen))::text AS seen,
       ms(d.missing_since) AS missing_since, d.source = 'association' AS is_associated, d.is_trusted,
       k.domain_verification = 'required' AND d.status = 'verified' AND NOT EXISTS (SELECT FROM connection_domain o
           WHERE o.tenant_id = d.tenant_id AND o.connection_id = d.connection_id AND o.status = 'verified' AND o.domain <> d.domain) AS is_last,
       greatest(d.asked_at, d.added_at) < now() - make_interval(days => :DOMAIN_GIVE_UP_DAYS) AS is_given_up,
       CASE WHEN t.domain_loss = 'remove' THEN ms(d.missing_since + make_interval(days => $4::integer)) END AS ends_after,
       domain_pulse(d, $5::boolean) AS pulse
  FROM tenant t JOIN wizard w USING (tenant_id) JOIN ticket k USING (tenant_id, ticket_id)
  JOIN connection_domain d ON d.tenant_id = w.tenant_id AND d.connection_id = w.connection_id
 WHERE w.tenant_id = $1 AND w.ticket_id = $2 AND d.domain = $3;

-- :domain_add tenant_id ticket_id session_hash domain typed is_public -> outcome
-- Tells.
SELECT domain_claim(k.tenant_id, w.connection_id, k.ticket_id, $4, $5, 'administrator', $6::boolean, 'session:' || k.ticket_id,
       k.token_hash) AS outcome
  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3 AND w.connection_id IS NOT NULL
   AND k.domain_verification <> 'none';

-- :domain_ask tenant_id ticket_id session_hash domain
-- Verify now.  A person who asks again does not wait longer, unless a worker died
-- during the look.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, n.connection_id
	  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3 FOR NO KEY UPDATE OF n
), place AS (
	SELECT live.*, d.domain, coalesce(d.asked_at > greatest(d.looked_at, now() - make_interval(secs => :DOMAIN_ANSWER_S)), false) AS is_waiting
	  FROM live JOIN connection_domain d USING (tenant_id, connection_id)
	 WHERE d.domain = $4 AND (d.status = 'pending' OR d.missing_since IS NOT NULL)
	   AND visitor_is_open(live.tenant_id, live.ticket_id, $3)
), asked AS (
	UPDATE connection_domain d SET asked_at = now(), looks = 0, ticket_id = place.ticket_id
	  FROM place WHERE NOT place.is_waiting
	   AND d.tenant_id = place.tenant_id AND d.connection_id = place.connection_id AND d.domain = place.domain
	RETURNING d.tenant_id, d.connection_id, d.domain
), planned AS (
	SELECT domain_plan(tenant_id, connection_id, domain, '0') FROM asked
)
SELECT domain, (SELECT count(*) FROM planned) FROM place;

-- :domain_check_load host ticket_id session_hash idle_s domain -> @check
-- For the page of a domain, like check_load.
SELECT CASE WHEN c.domain IS NULL OR NOT ticket_lasts(k) OR session_state(s, $4::integer) <> 'open' THEN 'none'
            ELSE domain_pulse(c, connection_waits(n)) END AS state
  FROM tenant_domain d
  JOIN session s ON s.tenant_id = d.tenant_id AND s.ticket_id = $2 AND s.token_hash = $3
  JOIN ticket k ON k.tenant_id = s.tenant_id AND k.ticket_id = s.ticket_id
  LEFT JOIN wizard w ON w.tenant_id = k.tenant_id AND w.ticket_id = k.ticket_id
  LEFT JOIN connection_domain c ON c.tenant_id = w.tenant_id AND c.connection_id = w.connection_id AND c.domain = $5
  LEFT JOIN connection n ON n.tenant_id = c.tenant_id AND n.connection_id = c.connection_id
 WHERE d.domain = $1;

-- :domain_remove tenant_id ticket_id session_hash domain -> is_refused
-- Tells.
SELECT domain_remove(k.tenant_id, w.connection_id, k.ticket_id, $4, k.domain_verification = 'required', 'session:' || k.ticket_id,
       k.token_hash) AS is_refused
  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3 AND w.connection_id IS NOT NULL;

-- :domain_wanted tenant_id connection_id domain
-- -> challenge organization_id status looks is_given_up others challenges begun
-- No row while it is pending and its ticket was revoked.
SELECT d.challenge, d.organization_id, d.status, d.looks,
       greatest(d.asked_at, d.added_at) < now() - make_interval(days => :DOMAIN_GIVE_UP_DAYS) AS is_given_up,
       coalesce(others.domains, '[]')::text AS others, coalesce(others.challenges, '[]')::text AS challenges,
       now() AS begun
  FROM connection_domain d
 CROSS JOIN LATERAL (
	SELECT json_agg(o.domain ORDER BY o.domain) AS domains, json_agg(o.challenge ORDER BY o.domain) AS challenges
	  FROM connection_domain o
	 WHERE o.tenant_id = d.tenant_id AND o.connection_id = d.connection_id AND o.domain <> d.domain) others
  LEFT JOIN ticket k ON k.tenant_id = d.tenant_id AND k.ticket_id = d.ticket_id
 WHERE d.tenant_id = $1 AND d.connection_id = $2 AND d.domain = $3
   AND (d.status = 'verified' OR k.revoked_at IS NULL);

-- :domain_verified tenant_id connection_id domain challenge begun seen -> status
-- Tells.
SELECT domain_prove($1, $2, $3, $4, $5::timestamptz, $6::jsonb) AS status;

-- :domain_seen tenant_id connection_id domain challenge begun seen
-- The record is not there (yet), or nothing could be learned about a missing one.
-- It is not an event that the first look finds none.
-- Tells.
WITH held AS (
	SELECT tenant_id, connection_id FROM connection WHERE tenant_id = $1 AND connection_id = $2 FOR NO KEY UPDATE
), looked AS (
	UPDATE connection_domain d SET looked_at = $5::timestamptz, looks = d.looks + 1, seen = $6::jsonb
	  FROM held, connection_domain o
	 WHERE d.tenant_id = held.tenant_id AND d.connection_id = held.connection_id AND d.domain = $3 AND d.challenge = $4
	   AND (d.status = 'verified' OR NOT ticket_is_revoked(d.tenant_id, d.ticket_id))
	   AND (d.status = 'pending' OR d.missing_since IS NOT NULL) AND coalesce(d.looked_at <= $5::timestamptz, true)
	   AND o.tenant_id = d.tenant_id AND o.connection_id = d.connection_id AND o.domain = d.domain
	RETURNING d AS claim, o.asked_at > o.looked_at AND o.asked_at <= $5::timestamptz AS is_asked
)
SELECT domain_tell(claim, 'ss_sso_domain_verification_unsuccessful', 'success', 'system:verify_domain')
  FROM looked WHERE is_asked;

-- :domain_missed tenant_id connection_id domain challenge begun seen grace_days
-- The record of a verified domain is not there any more.
-- Tells.
SELECT domain_miss($1, $2, $3, $4, $5::timestamptz, $6::jsonb, $7::integer);

-- :connection_enable_waiting tenant_id connection_id
-- A domain was verified: enables, or submits, the connection that waited for it.
-- Tells.
SELECT connection_enable_by_itself($1, $2);

-- :connection_enable_later tenant_id ticket_id session_hash revision -> is_done needs_test
-- There must be a domain to wait for.  One row for a visitor who is at the last step.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.connection_name, k.may_enable, n.connection_id,
	       connection_needs_test(n, k.profile_id) AS needs_test
	  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3 AND w.revision = $4::integer
	   AND w.step = 'enable' AND k.domain_verification = 'required' FOR NO KEY UPDATE OF n
), asked AS (
	UPDATE connection n SET enable_revision = n.live_revision, enable_ticket_id = live.ticket_id
	  FROM live, connection o WHERE n.tenant_id = live.tenant_id AND n.connection_id = live.connection_id AND n.enabled_at IS NULL
	   AND o.tenant_id = n.tenant_id AND o.connection_id = n.connection_id
	   AND NOT live.needs_test
	   AND EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = n.tenant_id AND d.connection_id = n.connection_id)
	   AND visitor_is_open(live.tenant_id, live.ticket_id, $3)
	RETURNING n.tenant_id, n.connection_id, (o.enable_revision, o.enable_ticket_id)
	          IS DISTINCT FROM (n.enable_revision, n.enable_ticket_id) AS is_new
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, CASE WHEN may_enable THEN 'enable_when_verified' ELSE 'submit_when_verified' END, 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('connection_id', connection_id)
	  FROM live JOIN asked USING (tenant_id, connection_id) WHERE is_new
)
SELECT asked.connection_id IS NOT NULL AS is_done, live.needs_test FROM live LEFT JOIN asked ON true;

-- :connection_enable_withdraw tenant_id ticket_id session_hash
-- Takes that back; not once the connection is enabled or submitted.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.connection_name, k.may_enable, n.connection_id
	  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3 FOR NO KEY UPDATE OF n
), withdrawn AS (
	UPDATE connection n SET enable_revision = NULL, enable_ticket_id = NULL
	  FROM live WHERE n.tenant_id = live.tenant_id AND n.connection_id = live.connection_id AND connection_waits(n)
	   AND visitor_is_open(live.tenant_id, live.ticket_id, $3)
	RETURNING n.tenant_id, n.connection_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, CASE WHEN may_enable THEN 'enable_when_verified_withdrawn' ELSE 'submit_when_verified_withdrawn' END, 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('connection_id', connection_id)
	  FROM live JOIN withdrawn USING (tenant_id, connection_id)
)
SELECT connection_id FROM withdrawn;
