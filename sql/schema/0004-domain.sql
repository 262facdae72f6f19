-- 0004 domain: email domains of connections, proved by a DNS record to be the
-- customer's, and home realm discovery by these domains.
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
INSERT INTO connection_alias (tenant_id, domain, connection_id)
SELECT DISTINCT c.tenant_id, lower(rtrim(d, '.')), c.connection_id
  FROM connection c, jsonb_array_elements_text(
	CASE WHEN jsonb_typeof(c.config #> '{options,domain_aliases}') = 'array'
	     THEN c.config #> '{options,domain_aliases}' ELSE '[]' END) d;

ALTER TABLE tenant ADD COLUMN domain_loss text NOT NULL DEFAULT 'warn' CHECK (domain_loss IN ('warn', 'remove'));
COMMENT ON COLUMN tenant.domain_loss IS 'When the record of a verified domain has been missing for the days of grace: only warn, or remove the domain.';

-- A look that somebody asked for goes before those that come by themselves.
ALTER TABLE job ADD COLUMN urgency smallint NOT NULL DEFAULT 0,
	DROP CONSTRAINT job_kind_check,
	ADD CONSTRAINT job_kind_check CHECK (kind IN ('fetch_logo', 'check_provider', 'derive_connection',
		'make_keys', 'verify_domain'));
CREATE INDEX job_urgency ON job (urgency, greatest(run_at, leased_until));
COMMENT ON COLUMN job.urgency IS '0: somebody waits for it; 1: it may wait.';
