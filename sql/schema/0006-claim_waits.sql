-- 0006 claim_waits: what a claim waits for, and when it need not wait any more
--
-- SPDX-License-Identifier: Apache-2.0

CREATE FUNCTION domain_is_awaited(d connection_domain) RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(d.asked_at > coalesce(d.looked_at, '-infinity')
            AND (d.status = 'pending' OR d.missing_since IS NOT NULL), false);
COMMENT ON FUNCTION domain_is_awaited IS 'Somebody asked for a look that has not come, and could still change something.';

-- The record with that answer was there when the look began: how the claim
-- stands now; null: there is no such claim any more, or its ticket was revoked.
-- May be repeated.  Of two looks at a verified one that which began later is shown.
CREATE OR REPLACE FUNCTION domain_prove(tenant text, connection text, wanted text, answer text, begun timestamptz, report jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	claim connection_domain;
	is_told boolean;
BEGIN
	PERFORM FROM connection n WHERE n.tenant_id = tenant AND n.connection_id = connection FOR NO KEY UPDATE;
	SELECT * INTO claim FROM connection_domain d
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted AND d.challenge = answer;
	PERFORM FROM organization o
	  WHERE o.tenant_id = tenant AND o.organization_id = claim.organization_id FOR NO KEY UPDATE;
	PERFORM FROM ticket k WHERE k.tenant_id = tenant AND k.ticket_id = claim.ticket_id FOR SHARE;
	IF claim.domain IS NULL OR (claim.status = 'pending' AND EXISTS (SELECT FROM ticket k
	     WHERE k.tenant_id = tenant AND k.ticket_id = claim.ticket_id AND k.revoked_at IS NOT NULL)) THEN
		RETURN NULL;
	END IF;

	UPDATE connection_domain d SET looks = d.looks + 1, looked_at = greatest(d.looked_at, begun), seen = report,
	       missing_since = NULL, missed_looks = 0
	 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted
	   AND (d.status = 'pending' OR coalesce(d.looked_at <= begun, true));
	IF claim.status = 'verified' THEN
		RETURN claim.status;
	ELSIF NOT domain_take(claim) THEN
		is_told := coalesce(claim.seen ->> 'is_taken' = 'true', false)
		       AND coalesce(claim.asked_at <= claim.looked_at, true);
		UPDATE connection_domain d SET seen = report || '{"is_taken":true}'
		 WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted;
		PERFORM domain_tell(claim, 'ss_sso_domain_verification', 'failure', 'system:verify_domain', 'taken')
		  WHERE NOT is_told;
		RETURN claim.status;
	END IF;
	PERFORM domain_own(tenant, connection, wanted);
	UPDATE organization_domain o SET status = 'verified', verified_at = now(), is_by_dns = true
	 WHERE o.tenant_id = tenant AND o.organization_id = claim.organization_id AND o.domain = wanted AND o.status = 'pending';
	PERFORM domain_tell(claim, 'ss_sso_domain_verification_successful', 'success', 'system:verify_domain');
	RETURN 'verified';
END $$;

-- What waits for the record of a domain that the tenant vouches for waits no longer.
CREATE FUNCTION claims_associate(o organization_domain, actor text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	claim connection_domain;
BEGIN
	FOR claim IN UPDATE connection_domain d SET source = 'association'
	     WHERE d.tenant_id = o.tenant_id AND d.organization_id = o.organization_id AND d.domain = o.domain
	       AND d.status = 'pending' AND NOT EXISTS (SELECT FROM ticket k WHERE k.tenant_id = d.tenant_id
	                                     AND k.ticket_id = d.ticket_id AND k.revoked_at IS NOT NULL) RETURNING d.* LOOP
		DELETE FROM job j WHERE j.tenant_id = claim.tenant_id AND j.kind = 'verify_domain'
		   AND j.subject = claim.connection_id || ' ' || claim.domain;
		PERFORM domain_own(claim.tenant_id, claim.connection_id, claim.domain);
		PERFORM domain_tell(claim, 'ss_sso_associate_verified_domain', 'success', actor);
		PERFORM connection_enable_by_itself(claim.tenant_id, claim.connection_id);
	END LOOP;
END $$;

-- Nulls leave it as it is.  From now on the tenant vouches for the status; what
-- is not verified any more is no longer claimed as such.
CREATE OR REPLACE FUNCTION discovery_domain_change(tenant text, organization text, id text, new_status text,
	for_discovery boolean, actor text) RETURNS SETOF organization_domain LANGUAGE plpgsql AS $$
DECLARE
	changed organization_domain;
BEGIN
	PERFORM claims_lock(tenant, organization, id) WHERE new_status IS NOT NULL;
	UPDATE organization_domain d SET is_from_claim = false
	 WHERE new_status IS NOT NULL AND d.tenant_id = tenant AND d.organization_id = organization AND d.domain_id = id;
	IF new_status = 'pending' THEN
		PERFORM claims_end(tenant, organization, id, true, actor);
	END IF;
	UPDATE organization_domain d SET status = coalesce(new_status, d.status), is_by_dns = d.is_by_dns AND new_status IS NULL,
	       use_for_organization_discovery = coalesce(for_discovery, d.use_for_organization_discovery),
	       verified_at = CASE WHEN coalesce(new_status, d.status) = 'verified' THEN coalesce(d.verified_at, now()) END
	 WHERE d.tenant_id = tenant AND d.organization_id = organization AND d.domain_id = id RETURNING * INTO changed;
	IF FOUND THEN
		PERFORM discovery_domain_tell(changed, 'discovery_domain_updated', actor);
		PERFORM claims_associate(changed, actor) WHERE new_status = 'verified';
		RETURN NEXT changed;
	END IF;
END $$;
