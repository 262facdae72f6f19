-- SPDX-License-Identifier: Apache-2.0
--
-- Each returns a row where there is such an organization, with nulls instead of
-- a domain that it does not have.

-- @discovery_domain -> organization_id domain_id domain status verification_txt use_for_organization_discovery

-- :discovery_domain_list tenant_id organization_id after limit -> @discovery_domain
SELECT o.organization_id, d.* FROM organization o
  LEFT JOIN LATERAL (
	SELECT domain_id, domain, status, verification_txt, use_for_organization_discovery
	  FROM organization_domain
	 WHERE tenant_id = o.tenant_id AND organization_id = o.organization_id
	   AND domain_id > coalesce($3, '')
	 ORDER BY domain_id LIMIT $4::bigint) d ON true
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_load tenant_id organization_id domain_id name -> @discovery_domain
-- By its id or by its name.
SELECT o.organization_id, d.domain_id, d.domain, d.status, d.verification_txt, d.use_for_organization_discovery
  FROM organization o
  LEFT JOIN organization_domain d ON d.tenant_id = o.tenant_id AND d.organization_id = o.organization_id
                                 AND (d.domain_id = $3 OR d.domain = $4)
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_add tenant_id organization_id domain_id name status verification_txt use_for_organization_discovery actor
-- -> @discovery_domain is_there
WITH room AS (
	UPDATE organization SET domain_count = domain_count + 1
	 WHERE tenant_id = $1 AND organization_id = $2 AND domain_count < :ORGANIZATION_MAX_DOMAINS RETURNING tenant_id, organization_id
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
SELECT o.organization_id, d.domain_id, d.domain, d.status, d.verification_txt, d.use_for_organization_discovery,
       EXISTS (SELECT FROM organization_domain h WHERE h.tenant_id = $1 AND h.organization_id = $2 AND h.domain = $4) AS is_there
  FROM organization o LEFT JOIN added d USING (tenant_id, organization_id)
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_change tenant_id organization_id domain_id status use_for_organization_discovery actor
-- -> @discovery_domain
-- A null leaves the member as it is.
-- Tells.
SELECT o.organization_id, d.domain_id, d.domain, d.status, d.verification_txt, d.use_for_organization_discovery
  FROM organization o
  LEFT JOIN discovery_domain_change($1, $2, $3, $4, $5::boolean, $6) d ON true
 WHERE o.tenant_id = $1 AND o.organization_id = $2;

-- :discovery_domain_remove tenant_id organization_id domain_id actor
-- Ends the claims that depend on it, too.
-- Tells.
SELECT o.organization_id, discovery_domain_remove($1, $2, $3, $4)
  FROM organization o WHERE o.tenant_id = $1 AND o.organization_id = $2;
