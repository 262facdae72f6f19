-- SPDX-License-Identifier: Apache-2.0
--
-- Each answers a row where there is such an organization, with nulls in the
-- place of a domain that it lacks.

-- :discovery_domain_list tenant_id organization_id after limit
SELECT d.* FROM organization o
  LEFT JOIN LATERAL (
	SELECT domain_id, domain, status, verification_txt, use_for_organization_discovery
	  FROM organization_domain
	 WHERE tenant_id = o.tenant_id AND organization_id = o.organization_id
	   AND domain_id > coalesce($3, '')
	 ORDER BY domain_id LIMIT $4::bigint) d ON true
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_load tenant_id organization_id domain_id name
-- By either.
SELECT d.domain_id, d.domain, d.status, d.verification_txt, d.use_for_organization_discovery
  FROM organization o
  LEFT JOIN organization_domain d ON d.tenant_id = o.tenant_id AND d.organization_id = o.organization_id
                                 AND (d.domain_id = $3 OR d.domain = $4)
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_add tenant_id organization_id domain_id name status verification_txt use_for_organization_discovery actor
WITH room AS (
	UPDATE organization SET domain_count = domain_count + 1
	 WHERE tenant_id = $1 AND organization_id = $2 AND domain_count < 100 RETURNING tenant_id, organization_id
), added AS (
	INSERT INTO organization_domain (tenant_id, organization_id, domain_id, domain, status, verification_txt,
	                                 use_for_organization_discovery, verified_at)
	SELECT tenant_id, organization_id, $3, $4, $5, $6, coalesce($7::boolean, true), CASE WHEN $5 = 'verified' THEN now() END
	  FROM room
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'discovery_domain_added', 'success', $8, jsonb_build_object('organization_id',
	       organization_id, 'domain_id', domain_id, 'domain', domain, 'status', status) FROM added
)
SELECT d.domain_id, d.domain, d.status, d.verification_txt, d.use_for_organization_discovery,
       EXISTS (SELECT FROM organization_domain h WHERE h.tenant_id = $1 AND h.organization_id = $2 AND h.domain = $4)
  FROM organization o LEFT JOIN added d USING (tenant_id, organization_id)
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_change tenant_id organization_id domain_id status use_for_organization_discovery actor
-- A null leaves the member as it is.
WITH changed AS (
	UPDATE organization_domain
	   SET status = coalesce($4, status), is_by_dns = is_by_dns AND $4 IS NULL,
	       is_from_claim = is_from_claim AND $4 IS NULL,
	       use_for_organization_discovery = coalesce($5::boolean, use_for_organization_discovery),
	       verified_at = CASE WHEN coalesce($4, status) = 'verified' THEN coalesce(verified_at, now()) END
	 WHERE tenant_id = $1 AND organization_id = $2 AND domain_id = $3
	RETURNING *
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'discovery_domain_updated', 'success', $6, jsonb_build_object('organization_id',
	       organization_id, 'domain_id', domain_id, 'domain', domain, 'status', status) FROM changed
)
SELECT d.domain_id, d.domain, d.status, d.verification_txt, d.use_for_organization_discovery
  FROM organization o LEFT JOIN changed d USING (tenant_id, organization_id)
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_remove tenant_id organization_id domain_id actor
-- With the claims that hang on it.
WITH held AS (
	SELECT o.tenant_id, o.organization_id FROM organization o
	 WHERE o.tenant_id = $1 AND o.organization_id = $2 AND claims_hold($1, $2, $3)
), removed AS (
	DELETE FROM organization_domain d USING held
	 WHERE d.tenant_id = held.tenant_id AND d.organization_id = held.organization_id AND d.domain_id = $3
	RETURNING d.tenant_id, d.organization_id, d.domain_id, d.domain
), counted AS (
	UPDATE organization o SET domain_count = o.domain_count - 1
	  FROM removed WHERE o.tenant_id = removed.tenant_id AND o.organization_id = removed.organization_id
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'discovery_domain_removed', 'success', $4, jsonb_build_object('organization_id',
	       organization_id, 'domain_id', domain_id, 'domain', domain) FROM removed
)
SELECT organization_id FROM held;
