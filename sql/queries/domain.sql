-- SPDX-License-Identifier: Apache-2.0
--
-- A domain's owner is the single organization of the ticket that claimed it,
-- or else its connection.  Within a tenant one owner has a verified domain;
-- who else claims it is told that it is taken, and not whose it is.

-- :domain_list tenant_id ticket_id
-- What the ticket's connection claims; what its organization has verified
-- already; what the tenant vouches for.
WITH own AS (
	SELECT n.tenant_id, n.connection_id, n.config, single_organization(k.config) AS organization_id
	  FROM wizard w
	  JOIN ticket k USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE w.tenant_id = $1 AND w.ticket_id = $2
)
SELECT 'claimed', d.domain, d.typed, d.status, d.challenge, d.organization_id, d.looks,
       coalesce(d.asked_at > coalesce(d.looked_at, '-infinity'), false), ms(d.looked_at), d.seen::text,
       ms(d.added_at), ms(d.missing_since)
  FROM own JOIN connection_domain d USING (tenant_id, connection_id)
UNION ALL
SELECT 'associable', o.domain, o.domain, o.status, NULL, o.organization_id, 0, false, NULL, NULL, NULL, NULL
  FROM own JOIN organization_domain o USING (tenant_id, organization_id)
 WHERE o.status = 'verified' AND o.use_for_organization_discovery
   AND NOT EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = own.tenant_id
                      AND d.connection_id = own.connection_id AND d.domain = o.domain)
   AND NOT EXISTS (SELECT FROM connection_alias a WHERE a.tenant_id = own.tenant_id
                      AND a.connection_id = own.connection_id AND a.domain = o.domain)
UNION ALL
SELECT 'trusted', a.domain, a.domain, 'verified', NULL, NULL, 0, false, NULL, NULL, NULL, NULL
  FROM own JOIN connection_alias a USING (tenant_id, connection_id)
 WHERE NOT EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = own.tenant_id
                      AND d.connection_id = own.connection_id AND d.domain = a.domain)
 ORDER BY 1 DESC, 2;

-- :domain_add tenant_id ticket_id session_hash domain typed
SELECT domain_claim(k.tenant_id, w.connection_id, k.ticket_id, $4, $5, 'administrator', 'session:' || k.ticket_id)
  FROM wizard w JOIN ticket k USING (tenant_id, ticket_id) JOIN session s USING (tenant_id, ticket_id)
 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3 AND w.connection_id IS NOT NULL
   AND k.domain_verification <> 'none' AND ticket_state(k) IN ('live', 'used_up');

-- :domain_ask tenant_id ticket_id session_hash domain
-- Verify now: before everything that may wait.
WITH live AS (
	SELECT k.tenant_id, w.connection_id
	  FROM wizard w JOIN ticket k USING (tenant_id, ticket_id) JOIN session s USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3
	   AND ticket_state(k) IN ('live', 'used_up')
), asked AS (
	UPDATE connection_domain d SET asked_at = now(), looks = 0
	  FROM live WHERE d.tenant_id = live.tenant_id AND d.connection_id = live.connection_id
	   AND d.domain = $4 AND d.status = 'pending'
	RETURNING d.tenant_id, d.connection_id, d.domain
), planned AS (
	INSERT INTO job (tenant_id, kind, subject)
	SELECT tenant_id, 'verify_domain', connection_id || ' ' || domain FROM asked
	ON CONFLICT (tenant_id, kind, subject) DO UPDATE
	   SET job_id = gen_random_uuid(), run_at = now(), attempts = 0, leased_until = NULL, urgency = 0
)
SELECT domain FROM asked;

-- :domain_check_load host ticket_id session_hash domain
-- For the page that waits, as check_load.
SELECT CASE WHEN ticket_state(k) IN ('live', 'used_up') AND c.asked_at > coalesce(c.looked_at, '-infinity')
            THEN 'waiting' ELSE 'none' END
  FROM tenant_domain d
  JOIN session s ON s.tenant_id = d.tenant_id AND s.ticket_id = $2 AND s.token_hash = $3
  JOIN ticket k ON k.tenant_id = s.tenant_id AND k.ticket_id = s.ticket_id
  LEFT JOIN wizard w ON w.tenant_id = k.tenant_id AND w.ticket_id = k.ticket_id
  LEFT JOIN connection_domain c ON c.tenant_id = w.tenant_id AND c.connection_id = w.connection_id AND c.domain = $4
 WHERE d.domain = $1;

-- :domain_remove tenant_id ticket_id session_hash domain
-- Where one must be verified, the last verified one stays.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.connection_name, k.domain_verification, n.connection_id
	  FROM wizard w JOIN ticket k USING (tenant_id, ticket_id) JOIN session s USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3
	   AND ticket_state(k) IN ('live', 'used_up')
	   FOR UPDATE OF n
), place AS (
	SELECT live.*, d.domain, d.status, d.source, d.organization_id,
	       live.domain_verification = 'required' AND d.status = 'verified' AND NOT EXISTS (
	           SELECT FROM connection_domain o WHERE o.tenant_id = d.tenant_id AND o.connection_id = d.connection_id
	              AND o.status = 'verified' AND o.domain <> d.domain) AS is_last
	  FROM live JOIN connection_domain d USING (tenant_id, connection_id) WHERE d.domain = $4
), removed AS (
	DELETE FROM connection_domain d USING place
	 WHERE d.tenant_id = place.tenant_id AND d.connection_id = place.connection_id AND d.domain = place.domain
	   AND NOT place.is_last
	RETURNING d.tenant_id, d.connection_id, d.domain, d.organization_id, d.status
), forgotten AS (
	UPDATE connection n SET config = connection_aliases_without(n.config, removed.domain), updated_at = now()
	  FROM removed WHERE removed.status = 'verified'
	   AND n.tenant_id = removed.tenant_id AND n.connection_id = removed.connection_id
), unlisted AS (
	DELETE FROM organization_domain o USING removed
	 WHERE o.tenant_id = removed.tenant_id AND o.organization_id = removed.organization_id
	   AND o.domain = removed.domain AND o.status = 'pending'
	   AND NOT EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = o.tenant_id AND d.organization_id = o.organization_id
	                      AND d.domain = o.domain AND d.connection_id <> removed.connection_id)
	RETURNING o.tenant_id, o.organization_id
), counted AS (
	UPDATE organization o SET domain_count = o.domain_count - 1
	  FROM unlisted WHERE o.tenant_id = unlisted.tenant_id AND o.organization_id = unlisted.organization_id
), unplanned AS (
	DELETE FROM job j USING removed WHERE j.tenant_id = removed.tenant_id AND j.kind = 'verify_domain'
	   AND j.subject = removed.connection_id || ' ' || removed.domain
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT place.tenant_id, 'ss_sso_delete_' || place.status || '_domain',
	       CASE WHEN is_last THEN 'failure' ELSE 'success' END,
	       'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('connection_id', connection_id, 'domain', domain)
	  FROM place
)
SELECT is_last FROM place;

-- :domain_wanted tenant_id connection_id domain
SELECT d.challenge, d.organization_id, d.status, d.looks,
       greatest(d.asked_at, d.added_at) < now() - interval '30 days',
       coalesce((SELECT json_agg(o.domain ORDER BY o.domain) FROM connection_domain o WHERE o.tenant_id = d.tenant_id
                    AND o.connection_id = d.connection_id AND o.domain <> d.domain), '[]')::text,
       coalesce((SELECT json_agg(o.challenge ORDER BY o.domain) FROM connection_domain o WHERE o.tenant_id = d.tenant_id
                    AND o.connection_id = d.connection_id AND o.domain <> d.domain), '[]')::text
  FROM connection_domain d
 WHERE d.tenant_id = $1 AND d.connection_id = $2 AND d.domain = $3;

-- :domain_verified tenant_id connection_id domain seen
-- The record is there: verified, unless another owner was faster.  Asked
-- again it changes nothing more.  Locks the connection first, as all do.
WITH claim AS (
	SELECT d.tenant_id, d.connection_id, d.domain, d.organization_id, d.ticket_id, d.status, n.name, k.profile_id
	  FROM connection n
	  JOIN connection_domain d USING (tenant_id, connection_id)
	  LEFT JOIN ticket k ON k.tenant_id = d.tenant_id AND k.ticket_id = d.ticket_id
	 WHERE d.tenant_id = $1 AND d.connection_id = $2 AND d.domain = $3
	   FOR UPDATE OF n, d
), owned AS (
	INSERT INTO domain_owner AS w (tenant_id, domain, owner)
	SELECT tenant_id, domain, coalesce(organization_id, connection_id) FROM claim
	 WHERE NOT domain_is_taken(tenant_id, domain, coalesce(organization_id, connection_id))
	ON CONFLICT (tenant_id, domain) DO UPDATE SET owner = excluded.owner WHERE w.owner = excluded.owner
	RETURNING w.domain
), looked AS (
	UPDATE connection_domain d
	   SET status = CASE WHEN o.domain IS NULL THEN d.status ELSE 'verified' END,
	       verified_at = CASE WHEN o.domain IS NULL THEN d.verified_at ELSE coalesce(d.verified_at, now()) END,
	       looks = CASE WHEN o.domain IS NULL THEN d.looks + 1 ELSE 0 END, looked_at = now(), missing_since = NULL,
	       seen = $4::jsonb || CASE WHEN o.domain IS NULL THEN '{"is_taken":true}' ELSE '{}' END::jsonb
	  FROM claim c LEFT JOIN owned o USING (domain)
	 WHERE d.tenant_id = c.tenant_id AND d.connection_id = c.connection_id AND d.domain = c.domain
	RETURNING d.tenant_id, d.connection_id, d.domain, d.status
), listed AS (
	UPDATE organization_domain o SET status = 'verified', verified_at = coalesce(o.verified_at, now())
	  FROM claim c JOIN owned USING (domain)
	 WHERE o.tenant_id = c.tenant_id AND o.organization_id = c.organization_id AND o.domain = c.domain
), known AS (
	UPDATE connection n SET config = connection_aliases_with(n.config, c.domain), updated_at = now()
	  FROM claim c JOIN owned USING (domain)
	 WHERE c.status = 'pending' AND n.tenant_id = c.tenant_id AND n.connection_id = c.connection_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, CASE l.status WHEN 'verified' THEN 'ss_sso_domain_verification_successful'
	                                ELSE 'ss_sso_domain_verification' END,
	       CASE l.status WHEN 'verified' THEN 'success' ELSE 'failure' END, 'system:verify_domain', c.ticket_id, c.profile_id,
	       flow_details(c.name, coalesce(c.ticket_id, connection_id))
	       || jsonb_strip_nulls(jsonb_build_object('connection_id', connection_id, 'domain', domain,
	              'problem', CASE WHEN l.status = 'pending' THEN 'The domain is taken.' END))
	  FROM claim c JOIN looked l USING (tenant_id, connection_id, domain) WHERE c.status = 'pending'
)
SELECT status FROM looked;

-- :domain_seen tenant_id connection_id domain seen
-- The record is not there (yet).
WITH claim AS (
	SELECT d.tenant_id, d.connection_id, d.domain, d.ticket_id, d.asked_at > coalesce(d.looked_at, '-infinity') AS is_asked,
	       n.name, k.profile_id
	  FROM connection_domain d
	  JOIN connection n USING (tenant_id, connection_id)
	  LEFT JOIN ticket k ON k.tenant_id = d.tenant_id AND k.ticket_id = d.ticket_id
	 WHERE d.tenant_id = $1 AND d.connection_id = $2 AND d.domain = $3 AND d.status = 'pending'
	   FOR UPDATE OF d
), looked AS (
	UPDATE connection_domain d SET looked_at = now(), looks = d.looks + 1, seen = $4::jsonb
	  FROM claim c WHERE d.tenant_id = c.tenant_id AND d.connection_id = c.connection_id AND d.domain = c.domain
	RETURNING d.looks
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'ss_sso_domain_verification_unsuccessful', 'success', 'system:verify_domain', ticket_id, profile_id,
	       flow_details(name, coalesce(ticket_id, connection_id))
	       || jsonb_build_object('connection_id', connection_id, 'domain', domain)
	  FROM claim WHERE is_asked
)
SELECT looks FROM looked;

-- :domain_kept tenant_id connection_id domain
-- The weekly look found the record of a verified domain.
UPDATE connection_domain SET looked_at = now(), missing_since = NULL
 WHERE tenant_id = $1 AND connection_id = $2 AND domain = $3 AND status = 'verified'
RETURNING domain;

-- :domain_missed tenant_id connection_id domain grace_days
-- The weekly look did not find it.  After the grace the tenant's choice
-- decides: only the warning stays, or the domain goes.
WITH claim AS (
	SELECT d.tenant_id, d.connection_id, d.domain, d.organization_id, d.ticket_id, d.missing_since, n.name,
	       t.domain_loss = 'remove'
	           AND coalesce(d.missing_since < now() - make_interval(days => $4::integer), false) AS is_over
	  FROM connection_domain d JOIN connection n USING (tenant_id, connection_id) JOIN tenant t USING (tenant_id)
	 WHERE d.tenant_id = $1 AND d.connection_id = $2 AND d.domain = $3 AND d.status = 'verified'
	   FOR UPDATE OF n, d
), missed AS (
	UPDATE connection_domain d SET looked_at = now(), missing_since = coalesce(d.missing_since, now())
	  FROM claim c WHERE NOT c.is_over
	   AND d.tenant_id = c.tenant_id AND d.connection_id = c.connection_id AND d.domain = c.domain
), removed AS (
	DELETE FROM connection_domain d USING claim c WHERE c.is_over
	   AND d.tenant_id = c.tenant_id AND d.connection_id = c.connection_id AND d.domain = c.domain
), forgotten AS (
	UPDATE connection n SET config = connection_aliases_without(n.config, c.domain), updated_at = now()
	  FROM claim c WHERE c.is_over AND n.tenant_id = c.tenant_id AND n.connection_id = c.connection_id
), unlisted AS (
	UPDATE organization_domain o SET status = 'pending', verified_at = NULL
	  FROM claim c WHERE c.is_over AND o.tenant_id = c.tenant_id AND o.organization_id = c.organization_id
	   AND o.domain = c.domain
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, details)
	SELECT tenant_id, CASE WHEN is_over THEN 'ss_sso_delete_verified_domain' ELSE 'domain_record_missing' END,
	       CASE WHEN is_over THEN 'success' ELSE 'info' END, 'system:verify_domain', ticket_id,
	       flow_details(name, coalesce(ticket_id, connection_id))
	       || jsonb_build_object('flow_type', 'update', 'connection_id', connection_id, 'domain', domain)
	  FROM claim WHERE is_over OR missing_since IS NULL
)
SELECT is_over FROM claim;

-- :connection_enable_waiting tenant_id connection_id
-- An administrator pressed "Enable when verified", and a domain is verified
-- now.  Nothing if the ticket was revoked or the settings changed since.
WITH ready AS (
	SELECT n.tenant_id, n.connection_id, n.name, k.ticket_id, k.profile_id, k.config
	  FROM connection n JOIN ticket k ON k.tenant_id = n.tenant_id AND k.ticket_id = n.enable_ticket_id
	 WHERE n.tenant_id = $1 AND n.connection_id = $2 AND n.enable_revision = n.live_revision
	   AND n.enabled_at IS NULL AND k.revoked_at IS NULL
	   AND EXISTS (SELECT FROM connection_domain d WHERE d.tenant_id = n.tenant_id
	                  AND d.connection_id = n.connection_id AND d.status = 'verified')
	   FOR UPDATE OF n
), enabled AS (
	UPDATE connection n
	   SET enabled_clients = n.intended_clients, enabled_at = now(), updated_at = now(),
	       enable_revision = NULL, enable_ticket_id = NULL
	  FROM ready WHERE n.tenant_id = ready.tenant_id AND n.connection_id = ready.connection_id
	RETURNING n.tenant_id, n.connection_id
), linked AS (
	UPDATE organization_connection l SET is_enabled = true
	  FROM ready WHERE l.tenant_id = ready.tenant_id AND l.connection_id = ready.connection_id
	   AND names_organization(ready.config, l.organization_id)
), moved AS (
	UPDATE wizard w SET step = 'done', revision = w.revision + 1, updated_at = now()
	  FROM ready WHERE w.tenant_id = ready.tenant_id AND w.ticket_id = ready.ticket_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'ss_sso_enable_connection', 'success', 'system:verify_domain', ticket_id, profile_id,
	       flow_details(name, ticket_id) || jsonb_build_object('connection_id', connection_id)
	  FROM ready
)
SELECT connection_id FROM enabled;

-- :connection_enable_later tenant_id ticket_id session_hash revision
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.connection_name, w.connection_id
	  FROM wizard w JOIN ticket k USING (tenant_id, ticket_id) JOIN session s USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3 AND w.revision = $4::integer
	   AND w.step = 'enable' AND w.connection_id IS NOT NULL AND k.domain_verification = 'required' AND k.may_enable
	   AND ticket_state(k) IN ('live', 'used_up')
), asked AS (
	UPDATE connection n SET enable_revision = n.live_revision, enable_ticket_id = live.ticket_id
	  FROM live WHERE n.tenant_id = live.tenant_id AND n.connection_id = live.connection_id AND n.enabled_at IS NULL
	RETURNING n.tenant_id, n.connection_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'enable_when_verified', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('connection_id', connection_id)
	  FROM live JOIN asked USING (tenant_id, connection_id)
)
SELECT connection_id FROM asked;
