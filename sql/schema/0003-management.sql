-- 0003 management: the tables of the Management API: user attribute profiles,
-- organizations with their connections and domains, connections made by
-- programs, keys that we sign with, and how often each program calls.
--
-- SPDX-License-Identifier: Apache-2.0

-- User attribute profiles -------------------------------------------------

CREATE TABLE attribute_profile (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	attribute_profile_id text NOT NULL CHECK (attribute_profile_id ~ '^uap_1c[1-9A-HJ-NP-Za-km-z]{20}$'),
	name		text NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
	user_id		json NOT NULL CHECK (json_typeof(user_id) = 'object'),
	user_attributes	json NOT NULL CHECK (json_typeof(user_attributes) = 'object'),
	created_at	timestamptz NOT NULL DEFAULT now(),
	updated_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, attribute_profile_id)
);
CREATE UNIQUE INDEX attribute_profile_name ON attribute_profile (tenant_id, name);
COMMENT ON TABLE attribute_profile IS 'Which claim, attribute or SCIM path fills which of our attributes, per strategy.';
COMMENT ON COLUMN attribute_profile.user_attributes IS 'json and not jsonb: the order of the attributes is kept.';

ALTER TABLE profile ADD COLUMN attribute_profile_id text,
	ADD FOREIGN KEY (tenant_id, attribute_profile_id) REFERENCES attribute_profile,
	ADD CHECK (attribute_profile_id IS NULL OR jsonb_array_length(user_attributes) = 0);
CREATE INDEX profile_attribute_profile ON profile (tenant_id, attribute_profile_id);
COMMENT ON COLUMN profile.attribute_profile_id IS 'What is mapped instead of user_attributes.';

-- Organizations -------------------------------------------------------------

ALTER TABLE tenant ADD COLUMN organization_count integer NOT NULL DEFAULT 0
	CHECK (organization_count >= 0);
COMMENT ON COLUMN tenant.organization_count IS 'Kept by the statements that add and remove organizations: the limit holds under concurrent requests.';

CREATE TABLE organization (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	organization_id	text NOT NULL CHECK (organization_id ~ '^org_[A-Za-z0-9]{16}$'),
	name		text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,49}$'),
	display_name	text CHECK (length(display_name) BETWEEN 1 AND 255),
	branding	json CHECK (json_typeof(branding) = 'object'),
	metadata	json CHECK (json_typeof(metadata) = 'object'),
	token_quota	json CHECK (json_typeof(token_quota) = 'object'),
	connection_count integer NOT NULL DEFAULT 0 CHECK (connection_count >= 0),
	domain_count	integer NOT NULL DEFAULT 0 CHECK (domain_count >= 0),
	created_at	timestamptz NOT NULL DEFAULT now(),
	updated_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, organization_id)
);
CREATE UNIQUE INDEX organization_name ON organization (tenant_id, name);
CREATE INDEX organization_age ON organization (tenant_id, created_at, organization_id);
COMMENT ON TABLE organization IS 'A customer of the tenant.';
COMMENT ON COLUMN organization.connection_count IS 'Kept by a trigger, as a connection may also be deleted: the limit holds.';
COMMENT ON COLUMN organization.domain_count IS 'Kept by the statements that add and remove its domains: the limit holds under concurrent requests.';

CREATE TABLE organization_connection (
	tenant_id	text NOT NULL,
	organization_id	text NOT NULL,
	connection_id	text NOT NULL,
	is_enabled	boolean NOT NULL DEFAULT true,
	assign_membership_on_login boolean NOT NULL DEFAULT false,
	show_as_button	boolean NOT NULL DEFAULT true,
	is_signup_enabled boolean NOT NULL DEFAULT false,
	organization_connection_name text CHECK (length(organization_connection_name) BETWEEN 1 AND 50),
	organization_access_level text CHECK (organization_access_level IN ('none', 'readonly', 'limited', 'full')),
	created_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, organization_id, connection_id),
	FOREIGN KEY (tenant_id, organization_id) REFERENCES organization ON DELETE CASCADE,
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE INDEX organization_connection_connection ON organization_connection (tenant_id, connection_id);

COMMENT ON TABLE organization_connection IS 'Which connections the members of an organization may use.';
COMMENT ON COLUMN organization_connection.is_enabled IS 'Create Connection links the ticket''s organizations, not enabled yet; Enable makes it so.';

CREATE TABLE organization_domain (
	tenant_id	text NOT NULL,
	organization_id	text NOT NULL,
	domain_id	text NOT NULL CHECK (domain_id ~ '^ord_1c[1-9A-HJ-NP-Za-km-z]{20}$'),
	domain		text NOT NULL CHECK (domain = lower(domain) AND length(domain) BETWEEN 3 AND 255),
	status		text NOT NULL CHECK (status IN ('pending', 'verified')),
	verification_txt text NOT NULL CHECK (verification_txt ~ '^[0-9a-f]{32}$'),
	use_for_organization_discovery boolean NOT NULL DEFAULT true,
	created_at	timestamptz NOT NULL DEFAULT now(),
	verified_at	timestamptz,
	PRIMARY KEY (tenant_id, organization_id, domain_id),
	UNIQUE (tenant_id, organization_id, domain),
	FOREIGN KEY (tenant_id, organization_id) REFERENCES organization ON DELETE CASCADE
);
COMMENT ON TABLE organization_domain IS 'The e-mail domains of an organization, by which its members are found (home realm discovery).';
COMMENT ON COLUMN organization_domain.verification_txt IS 'What a TXT record at _ss-verification.{organization}.{domain} must say.';

-- Connections made by programs ------------------------------------------------

ALTER TABLE connection DROP CONSTRAINT connection_strategy_check,
	ADD CONSTRAINT connection_strategy_check CHECK (strategy IN
		('okta', 'oidc', 'samlp', 'waad', 'google-apps', 'adfs', 'pingfederate')),
	ADD COLUMN enable_revision integer, ADD COLUMN enable_ticket_id text;
COMMENT ON COLUMN connection.enable_revision IS 'The live revision when an administrator asked to enable it as soon as a domain is verified; of no effect once another is live.';
COMMENT ON COLUMN connection.enable_ticket_id IS 'With which ticket that was; of no effect once it is revoked.';

ALTER TABLE connection_revision
	ADD COLUMN derived jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(derived) = 'object'),
	ADD COLUMN sealed_keys jsonb CHECK (jsonb_typeof(sealed_keys) = 'object'),
	ADD COLUMN restored_from integer;
COMMENT ON COLUMN connection_revision.derived IS 'What postern-jobs made of the settings: discovery and metadata fetched, certificates read; shown with them.';
COMMENT ON COLUMN connection_revision.sealed_keys IS 'Private keys and tokens among the settings, by the name of their option (signing_key.key), each sealed to the key of postern-jobs.';
COMMENT ON COLUMN connection_revision.restored_from IS 'The number of the revision that it repeats.';

ALTER TABLE job DROP CONSTRAINT job_kind_check,
	ADD CONSTRAINT job_kind_check CHECK (kind IN
		('fetch_logo', 'check_provider', 'derive_connection', 'make_keys'));

-- Keys that we sign with ----------------------------------------------------

-- Numbered because a CHECK of signing_key calls it.
CREATE FUNCTION key_kind(algorithm text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE algorithm WHEN 'ES256' THEN 'p256' WHEN 'ES384' THEN 'p384' ELSE 'rsa2048' END;
COMMENT ON FUNCTION key_kind IS 'The kind of key that a JWS algorithm (RFC 7518 §3.1) signs with.';

CREATE TABLE signing_key (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	key_id		text NOT NULL CHECK (key_id ~ '^[1-9A-HJ-NP-Za-km-z]{22}$'),
	kind		text NOT NULL CHECK (kind IN ('rsa2048', 'p256', 'p384')),
	use		text NOT NULL CHECK (use IN ('spare', 'tenant', 'connection')),
	connection_id	text,
	state		text CHECK (state IN ('current', 'next', 'previous')),
	algorithm	text CHECK (algorithm IS NULL OR kind = key_kind(algorithm)),
	current_since	timestamptz,
	subject		text NOT NULL CHECK (length(subject) BETWEEN 1 AND 132),
	certificate	text NOT NULL CHECK (length(certificate) <= 4096),
	pkcs7		text NOT NULL CHECK (length(pkcs7) <= 4096),
	sha1		text NOT NULL CHECK (sha1 ~ '^[0-9A-F]{2}(:[0-9A-F]{2}){19}$'),
	sha256		text NOT NULL CHECK (sha256 ~ '^[0-9A-F]{2}(:[0-9A-F]{2}){31}$'),
	sealed_key	text NOT NULL CHECK (sealed_key ~ '^[0-9a-f]{8}:'),
	created_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, key_id),
	UNIQUE (tenant_id, connection_id, state) DEFERRABLE,
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE,
	CHECK ((use = 'connection') = (connection_id IS NOT NULL)),
	CHECK ((use = 'connection') = (state IS NOT NULL)),
	CHECK ((use = 'connection') = (algorithm IS NOT NULL)),
	CHECK ((coalesce(state, 'next') = 'next') = (current_since IS NULL))
);
CREATE UNIQUE INDEX signing_key_tenant ON signing_key (tenant_id) WHERE use = 'tenant';
CREATE INDEX signing_key_spare ON signing_key (tenant_id, kind, created_at) WHERE use = 'spare';
COMMENT ON TABLE signing_key IS 'Pairs of keys, made by postern-jobs: some ahead, so that who needs one takes it without ever seeing its private half.';
COMMENT ON COLUMN signing_key.use IS 'spare: nobody''s yet. tenant: signs the tenant''s SAML requests. connection: signs for one connection (private_key_jwt).';
COMMENT ON COLUMN signing_key.state IS 'Of a connection''s keys: the one that signs, the one that will, the one that did. Deferrable, so that one statement turns them.';
COMMENT ON COLUMN signing_key.sha1 IS 'Of the certificate: its fingerprint.';
COMMENT ON COLUMN signing_key.sealed_key IS 'The private key (PKCS #8 as PEM), sealed to the key of postern-jobs.';

CREATE INDEX ticket_connection_name ON ticket (tenant_id, connection_name);

INSERT INTO job (tenant_id, kind, subject) SELECT tenant_id, 'make_keys', 'all' FROM tenant;

-- Tickets -----------------------------------------------------------------

ALTER TABLE ticket ADD COLUMN domain text,
	ADD FOREIGN KEY (tenant_id, domain) REFERENCES tenant_domain;
CREATE INDEX ticket_domain ON ticket (tenant_id, domain);
COMMENT ON COLUMN ticket.domain IS 'Which of the tenant''s domains its links name; null: the canonical one.';

-- How often programs call ---------------------------------------------------

CREATE UNLOGGED TABLE rate (
	tenant_id	text NOT NULL,
	subject		text NOT NULL,
	shard		integer NOT NULL,
	ends_at		timestamptz NOT NULL,
	used		integer NOT NULL,
	PRIMARY KEY (tenant_id, subject, shard)
) WITH (fillfactor = 50);
COMMENT ON TABLE rate IS 'Calls of a program in one window of time; a row for each shard, so that workers do not wait for each other. Unlogged: a crash may forget it.';
COMMENT ON COLUMN rate.subject IS 'client:ID for calls, secret:ID:NETWORK for wrong secrets.';
COMMENT ON COLUMN rate.ends_at IS 'End of the window, which names it: windows follow each other without gaps.';

-- Events ----------------------------------------------------------------------

ALTER TABLE event ADD COLUMN address inet DEFAULT nullif(current_setting('postern.address', true), '')::inet;
COMMENT ON COLUMN event.address IS 'Whose request it was; null for jobs and commands.';

-- The contract requires these details of its kinds of events.
ALTER TABLE event ADD CONSTRAINT event_details CHECK (
	NOT starts_with(kind, 'ss_sso_') OR (kind = 'ss_sso_ticket_consumption' AND outcome = 'failure')
	OR (details ->> 'connection_name' IS NOT NULL AND details ->> 'ss_sso_tracing_id' IS NOT NULL
	    AND coalesce(details ->> 'flow_type', '') IN ('create', 'update'))) NOT VALID;

-- The assistant -----------------------------------------------------------------

ALTER TABLE connection_revision ADD COLUMN certificates jsonb
	CHECK (jsonb_typeof(certificates) = 'array');
COMMENT ON COLUMN connection_revision.certificates IS 'All signing certificates that were found, in their order (model/provider/found.h); the settings have the first.';
UPDATE connection_revision SET certificates = jsonb_build_array(jsonb_build_object('pem', settings ->> 'cert',
	'subject', 'CN = ' || (settings #>> '{subject,commonName}'), 'not_after', settings ->> 'expires'))
 WHERE settings ? 'expires';

ALTER TABLE session ADD COLUMN draft jsonb CHECK (jsonb_typeof(draft) = 'object');
COMMENT ON COLUMN session.draft IS 'metadata_xml and certificate of a form that was refused: too long to send back and forth.';
