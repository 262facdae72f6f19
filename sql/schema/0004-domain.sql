-- 0004 domain: e-mail domains of connections, shown to be the customer's by a
-- DNS record, and home realm discovery by them.
--
-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE connection_domain (
	tenant_id	text NOT NULL,
	connection_id	text NOT NULL,
	domain		text NOT NULL CHECK (domain = lower(domain) AND length(domain) BETWEEN 3 AND 253),
	typed		text NOT NULL,
	status		text NOT NULL CHECK (status IN ('pending', 'verified')),
	source		text NOT NULL CHECK (source IN ('ticket', 'administrator', 'association')),
	challenge	text NOT NULL CHECK (challenge ~ '^[0-9a-f-]{32,36}$'),
	organization_id	text,
	ticket_id	text,
	added_at	timestamptz NOT NULL DEFAULT now(),
	verified_at	timestamptz,
	asked_at	timestamptz,
	looks		integer NOT NULL DEFAULT 0,
	looked_at	timestamptz,
	seen		jsonb,
	missing_since	timestamptz,
	PRIMARY KEY (tenant_id, connection_id, domain),
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE,
	FOREIGN KEY (tenant_id, organization_id) REFERENCES organization ON DELETE CASCADE,
	FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket ON DELETE SET NULL (ticket_id),
	CHECK ((status = 'verified') = (verified_at IS NOT NULL)),
	CHECK (missing_since IS NULL OR status = 'verified')
);
CREATE INDEX connection_domain_name ON connection_domain (tenant_id, domain);
CREATE INDEX organization_domain_name ON organization_domain (tenant_id, domain);
CREATE INDEX connection_domain_organization ON connection_domain (tenant_id, organization_id);
CREATE INDEX connection_domain_ticket ON connection_domain (tenant_id, ticket_id);
COMMENT ON TABLE connection_domain IS 'Domains that administrators claim for a connection; a verified one is also among the connection''s domain_aliases.';
COMMENT ON COLUMN connection_domain.domain IS 'In A-labels (RFC 5890), lower case, without a final dot.';
COMMENT ON COLUMN connection_domain.typed IS 'As it was entered, to be shown.';
COMMENT ON COLUMN connection_domain.source IS 'ticket: among its pending_domains; association: verified before for the organization, without DNS.';
COMMENT ON COLUMN connection_domain.challenge IS 'What the TXT record must say: the verification_txt of the organization''s domain, or a UUID of its own.';
COMMENT ON COLUMN connection_domain.organization_id IS 'The ticket''s single organization, which then owns the domain and stands in the record''s name; null: the connection owns it.';
COMMENT ON COLUMN connection_domain.asked_at IS 'When somebody pressed Verify now; until looked_at is later, the page waits.';
COMMENT ON COLUMN connection_domain.looks IS 'How often it was looked up since it was last asked for: the intervals grow with it.';
COMMENT ON COLUMN connection_domain.seen IS 'What the last look-up found in DNS, for the page.';
COMMENT ON COLUMN connection_domain.missing_since IS 'When a weekly look-up first missed the record of a verified domain.';

CREATE TABLE domain_owner (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	domain		text NOT NULL,
	owner		text NOT NULL,
	PRIMARY KEY (tenant_id, domain)
);
COMMENT ON TABLE domain_owner IS 'Who has verified a domain: within a tenant there is one, however many ask at once.';
COMMENT ON COLUMN domain_owner.owner IS 'An organization or, without one, a connection.';

CREATE FUNCTION domain_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM domain_owner w
	 WHERE w.tenant_id = OLD.tenant_id AND w.domain = OLD.domain
	   AND w.owner = coalesce(OLD.organization_id, OLD.connection_id)
	   AND NOT EXISTS (SELECT FROM connection_domain d
	        WHERE d.tenant_id = w.tenant_id AND d.domain = w.domain AND d.status = 'verified'
	          AND coalesce(d.organization_id, d.connection_id) = w.owner);
	RETURN NULL;
END $$;
CREATE TRIGGER domain_released AFTER DELETE ON connection_domain
	FOR EACH ROW WHEN (OLD.status = 'verified') EXECUTE FUNCTION domain_released();

CREATE FUNCTION domain_is_taken(tenant text, name text, claimant text) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM domain_owner WHERE tenant_id = tenant AND domain = name AND owner <> claimant)
	OR EXISTS (SELECT FROM organization_domain WHERE tenant_id = tenant AND domain = name
	              AND status = 'verified' AND organization_id <> claimant);
COMMENT ON FUNCTION domain_is_taken IS 'Whether somebody else has verified it.';

CREATE FUNCTION single_organization(config jsonb) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN jsonb_array_length(config -> 'enabled_organizations') = 1
	THEN config #>> '{enabled_organizations,0,organization_id}' END;
COMMENT ON FUNCTION single_organization IS 'The organization of a ticket that names exactly one; it then owns the domains.';

CREATE FUNCTION uses_discovery(config jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce((config -> 'use_for_organization_discovery')::boolean, true);
COMMENT ON FUNCTION uses_discovery IS 'Whether the domains of a ticket are for organization discovery, where it names one organization.';

CREATE TABLE connection_alias (
	tenant_id	text NOT NULL,
	domain		text NOT NULL,
	connection_id	text NOT NULL,
	is_preferred	boolean NOT NULL DEFAULT false,
	PRIMARY KEY (tenant_id, domain, connection_id),
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE INDEX connection_alias_connection ON connection_alias (tenant_id, connection_id);
COMMENT ON TABLE connection_alias IS 'The domain_aliases of all connections, to be found by: home realm discovery. A trigger on connection keeps it.';
COMMENT ON COLUMN connection_alias.is_preferred IS 'Marked by the operator: the one of several connections that a domain leads to.';

CREATE FUNCTION connection_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	wanted text[] := ARRAY(SELECT DISTINCT lower(rtrim(d, '.')) FROM jsonb_array_elements_text(
	    CASE WHEN jsonb_typeof(NEW.config #> '{options,domain_aliases}') = 'array'
	         THEN NEW.config #> '{options,domain_aliases}' ELSE '[]' END) d);
BEGIN
	DELETE FROM connection_alias WHERE tenant_id = NEW.tenant_id
	   AND connection_id = NEW.connection_id AND domain <> ALL (wanted);
	INSERT INTO connection_alias (tenant_id, domain, connection_id)
	SELECT NEW.tenant_id, d, NEW.connection_id FROM unnest(wanted) d
	ON CONFLICT (tenant_id, domain, connection_id) DO NOTHING;
	RETURN NULL;
END $$;
CREATE TRIGGER connection_aliases AFTER INSERT OR UPDATE OF config ON connection
	FOR EACH ROW EXECUTE FUNCTION connection_aliases();
INSERT INTO connection_alias (tenant_id, domain, connection_id)
SELECT DISTINCT c.tenant_id, lower(rtrim(d, '.')), c.connection_id
  FROM connection c, jsonb_array_elements_text(
	CASE WHEN jsonb_typeof(c.config #> '{options,domain_aliases}') = 'array'
	     THEN c.config #> '{options,domain_aliases}' ELSE '[]' END) d;

ALTER TABLE tenant ADD COLUMN domain_loss text NOT NULL DEFAULT 'warn' CHECK (domain_loss IN ('warn', 'remove'));
COMMENT ON COLUMN tenant.domain_loss IS 'When the record of a verified domain has been missing for 14 days: only warn, or remove the domain.';

-- Fresh requests go before what is looked at by itself.
ALTER TABLE job ADD COLUMN urgency smallint NOT NULL DEFAULT 0,
	DROP CONSTRAINT job_kind_check,
	ADD CONSTRAINT job_kind_check CHECK (kind IN ('fetch_logo', 'check_provider', 'derive_connection',
		'make_keys', 'verify_domain'));
CREATE INDEX job_urgency ON job (urgency, greatest(run_at, leased_until));
COMMENT ON COLUMN job.urgency IS '0: somebody waits for it; 1: it may wait.';

CREATE FUNCTION connection_aliases_with(config jsonb, domain text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_set(config, '{options}', coalesce(nullif(config -> 'options', 'null'), '{}')
	|| jsonb_build_object('domain_aliases',
	     coalesce(nullif(config #> '{options,domain_aliases}', 'null'), '[]') - domain || to_jsonb(domain)));
COMMENT ON FUNCTION connection_aliases_with IS 'The config of a connection with that domain among its aliases, once.';

CREATE FUNCTION connection_aliases_without(config jsonb, domain text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN CASE WHEN jsonb_typeof(config #> '{options,domain_aliases}') = 'array'
	THEN jsonb_set(config, '{options,domain_aliases}', (config #> '{options,domain_aliases}') - domain)
	ELSE config END;
COMMENT ON FUNCTION connection_aliases_without IS 'The same without it.';

-- Claims -------------------------------------------------------------------

-- One claim, by an administrator or for a ticket's pending_domains: pending,
-- verified (the organization has verified it already), or why not: known,
-- taken, full.  Locks the connection, so that quotas hold.
CREATE FUNCTION domain_claim(tenant text, connection text, ticket text, wanted text, as_typed text,
	via text, actor text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	made connection;
	given ticket;
	owner_organization text;
	listed organization_domain;
	outcome text := 'pending';
BEGIN
	SELECT * INTO made FROM connection c WHERE c.tenant_id = tenant AND c.connection_id = connection FOR NO KEY UPDATE;
	SELECT * INTO given FROM ticket k WHERE k.tenant_id = tenant AND k.ticket_id = ticket;
	SELECT organization_id INTO owner_organization FROM organization o
	 WHERE o.tenant_id = tenant AND o.organization_id = single_organization(given.config) FOR NO KEY UPDATE;

	IF EXISTS (SELECT FROM connection_domain d
	            WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.domain = wanted) THEN
		RETURN 'known';
	ELSIF domain_is_taken(tenant, wanted, coalesce(owner_organization, connection)) THEN
		RETURN 'taken';
	ELSIF (SELECT count(*) FROM connection_alias a WHERE a.tenant_id = tenant AND a.connection_id = connection)
	    + (SELECT count(*) FROM connection_domain d WHERE d.tenant_id = tenant AND d.connection_id = connection
	          AND d.status = 'pending') >= 1000 THEN
		RETURN 'full';
	END IF;

	IF owner_organization IS NOT NULL THEN
		SELECT * INTO listed FROM organization_domain o
		 WHERE o.tenant_id = tenant AND o.organization_id = owner_organization AND o.domain = wanted;
		IF NOT FOUND THEN
			UPDATE organization o SET domain_count = domain_count + 1
			 WHERE o.tenant_id = tenant AND o.organization_id = owner_organization AND domain_count < 100;
			IF NOT FOUND THEN
				RETURN 'full';
			END IF;
			INSERT INTO organization_domain (tenant_id, organization_id, domain_id, domain, status,
			                                 verification_txt, use_for_organization_discovery)
			VALUES (tenant, owner_organization,
			        new_domain_id(), wanted, 'pending', new_verification_txt(), uses_discovery(given.config))
			RETURNING * INTO listed;
		END IF;
		outcome := listed.status;
	END IF;

	INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, challenge,
	                               organization_id, ticket_id, verified_at)
	VALUES (tenant, connection, wanted, as_typed, outcome, CASE outcome WHEN 'verified' THEN 'association' ELSE via END,
	        coalesce(listed.verification_txt, gen_random_uuid()::text), owner_organization, ticket,
	        CASE outcome WHEN 'verified' THEN now() END);
	IF outcome = 'verified' THEN
		INSERT INTO domain_owner VALUES (tenant, wanted, owner_organization) ON CONFLICT DO NOTHING;
		UPDATE connection c SET config = connection_aliases_with(c.config, wanted), updated_at = now()
		 WHERE c.tenant_id = tenant AND c.connection_id = connection;
	END IF;
	INSERT INTO job (tenant_id, kind, subject, urgency, run_at)
	VALUES (tenant, 'verify_domain', connection || ' ' || wanted, 1,
	        now() + CASE outcome WHEN 'verified' THEN interval '7 days' ELSE interval '1 minute' END)
	ON CONFLICT (tenant_id, kind, subject) DO UPDATE
	   SET job_id = gen_random_uuid(), run_at = excluded.run_at, attempts = 0, leased_until = NULL, urgency = 1;
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	VALUES (tenant, CASE outcome WHEN 'verified' THEN 'ss_sso_associate_verified_domain' ELSE 'ss_sso_add_domain' END,
	        'success', actor, ticket, given.profile_id, flow_details(made.name, ticket)
	        || jsonb_build_object('connection_id', connection, 'domain', wanted));
	RETURN outcome;
END $$;

CREATE FUNCTION connection_claims_domains() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM domain_claim(NEW.tenant_id, NEW.connection_id, NEW.ticket_id, d, d, 'ticket', 'session:' || NEW.ticket_id)
	   FROM ticket k, jsonb_array_elements_text(k.config #> '{domain_aliases_config,pending_domains}') d
	  WHERE k.tenant_id = NEW.tenant_id AND k.ticket_id = NEW.ticket_id;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION connection_claims_domains IS 'A connection made with a ticket claims the ticket''s pending_domains; they are kept in A-labels.';
CREATE TRIGGER connection_claims_domains AFTER INSERT ON connection
	FOR EACH ROW WHEN (NEW.ticket_id IS NOT NULL) EXECUTE FUNCTION connection_claims_domains();
