-- SPDX-License-Identifier: Apache-2.0
--
-- discovery_domain: the email domains of an organization.

CREATE OR REPLACE FUNCTION new_domain_id() RETURNS text LANGUAGE sql VOLATILE
RETURN 'ord_1c' || left(translate(gen_random_uuid()::text, '0-', 'g'), 20);
COMMENT ON FUNCTION new_domain_id IS 'For domains that a statement adds by itself; 20 hexadecimal digits, with g for the 0 that base 58 lacks.';

CREATE OR REPLACE FUNCTION new_verification_txt() RETURNS text LANGUAGE sql VOLATILE
RETURN translate(gen_random_uuid()::text, '-', '');

-- Adds domains known to be verified, as far as there is room; returns how many were new.
-- A function reads again after it has locked the organization's row.
CREATE OR REPLACE FUNCTION organization_adopt(tenant text, organization text, names text[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	room integer;
	added bigint;
BEGIN
	SELECT :ORGANIZATION_MAX_DOMAINS - domain_count INTO room FROM organization o
	 WHERE o.tenant_id = tenant AND o.organization_id = organization FOR NO KEY UPDATE;
	UPDATE organization_domain d SET status = 'verified', verified_at = now()
	 WHERE d.tenant_id = tenant AND d.organization_id = organization AND d.status = 'pending'
	   AND d.domain IN (SELECT unnest(names));
	WITH fresh AS (
		SELECT DISTINCT name FROM unnest(names) AS name
		 WHERE room IS NOT NULL AND NOT EXISTS (SELECT FROM organization_domain d WHERE d.tenant_id = tenant
		       AND d.organization_id = organization AND d.domain = name)
		 ORDER BY name LIMIT room
	), made AS (
		INSERT INTO organization_domain (tenant_id, organization_id, domain_id, domain, status,
		                                 verification_txt, verified_at)
		SELECT tenant, organization, new_domain_id(), name, 'verified', new_verification_txt(), now() FROM fresh
		RETURNING domain_id
	)
	UPDATE organization o SET domain_count = o.domain_count + (SELECT count(*) FROM made)
	 WHERE o.tenant_id = tenant AND o.organization_id = organization
	RETURNING (SELECT count(*) FROM made) INTO added;
	RETURN coalesce(added, 0);
END $$;

-- Returns the organization's discovery domain, which it makes if there is none; a row
-- of nulls if there is no room.  The organization is locked.
CREATE OR REPLACE FUNCTION domain_enlist(tenant text, organization text, wanted text, for_discovery boolean)
RETURNS organization_domain LANGUAGE plpgsql AS $$
DECLARE
	listed organization_domain;
BEGIN
	SELECT * INTO listed FROM organization_domain o
	 WHERE o.tenant_id = tenant AND o.organization_id = organization AND o.domain = wanted;
	IF FOUND THEN
		RETURN listed;
	END IF;
	UPDATE organization o SET domain_count = domain_count + 1
	 WHERE o.tenant_id = tenant AND o.organization_id = organization AND domain_count < :ORGANIZATION_MAX_DOMAINS;
	IF FOUND THEN
		INSERT INTO organization_domain (tenant_id, organization_id, domain_id, domain, status,
		            verification_txt, use_for_organization_discovery, is_from_claim)
		VALUES (tenant, organization, new_domain_id(), wanted, 'pending', new_verification_txt(), for_discovery, true)
		RETURNING * INTO listed;
	END IF;
	RETURN listed;
END $$;

CREATE OR REPLACE FUNCTION discovery_domain_tell(d organization_domain, kind text, actor text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	VALUES (d.tenant_id, kind, 'success', actor, jsonb_strip_nulls(jsonb_build_object('organization_id', d.organization_id,
	        'domain_id', d.domain_id, 'domain', d.domain, 'status', CASE WHEN kind <> 'discovery_domain_removed' THEN d.status END)));
$$;

CREATE OR REPLACE FUNCTION discovery_domain_remove(tenant text, organization text, id text, actor text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	gone organization_domain;
BEGIN
	SELECT * INTO gone FROM organization_domain d
	 WHERE d.tenant_id = tenant AND d.organization_id = organization AND d.domain_id = id;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	PERFORM claims_end(tenant, organization, id, false, actor);
	DELETE FROM organization_domain d WHERE d.tenant_id = tenant AND d.organization_id = organization AND d.domain_id = id;
	IF FOUND THEN
		UPDATE organization o SET domain_count = domain_count - 1
		 WHERE o.tenant_id = tenant AND o.organization_id = organization;
	END IF;
	PERFORM discovery_domain_tell(gone, 'discovery_domain_removed', actor);
END $$;

-- A null leaves the value as it is.  From now on the tenant vouches for the status; a
-- domain that is no longer verified loses its verified claims.
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
