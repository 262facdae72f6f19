-- 0003 management: what the Management API adds: user attribute profiles,
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

CREATE FUNCTION attribute_profile_users(tenant text, id text) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	RETURN (SELECT count(*) FROM profile WHERE tenant_id = tenant AND attribute_profile_id = id);
END $$;
COMMENT ON FUNCTION attribute_profile_users IS 'How many self-service profiles use it; volatile, so that a statement that waited for a lock looks anew.';

-- Organizations -------------------------------------------------------------

ALTER TABLE tenant ADD COLUMN organization_count integer NOT NULL DEFAULT 0
	CHECK (organization_count BETWEEN 0 AND 100000);
COMMENT ON COLUMN tenant.organization_count IS 'Kept by the statements that add and remove organizations: the limit holds under concurrent requests.';

CREATE TABLE organization (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	organization_id	text NOT NULL CHECK (organization_id ~ '^org_[A-Za-z0-9]{16}$'),
	name		text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,49}$'),
	display_name	text CHECK (length(display_name) BETWEEN 1 AND 255),
	branding	json CHECK (json_typeof(branding) = 'object'),
	metadata	json CHECK (json_typeof(metadata) = 'object'),
	token_quota	json CHECK (json_typeof(token_quota) = 'object'),
	connection_count integer NOT NULL DEFAULT 0 CHECK (connection_count BETWEEN 0 AND 10),
	domain_count	integer NOT NULL DEFAULT 0 CHECK (domain_count BETWEEN 0 AND 100),
	created_at	timestamptz NOT NULL DEFAULT now(),
	updated_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, organization_id)
);
CREATE UNIQUE INDEX organization_name ON organization (tenant_id, name);
CREATE INDEX organization_age ON organization (tenant_id, created_at, organization_id);
COMMENT ON TABLE organization IS 'A customer of the tenant.';
COMMENT ON COLUMN organization.connection_count IS 'Kept by a trigger, as a connection may also be deleted: the limit of 10 holds.';
COMMENT ON COLUMN organization.domain_count IS 'Kept by the statements that add and remove its domains: the limit of 100 holds under concurrent requests.';

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

-- One more or one less; the locked row of the organization is where those who
-- come at once wait for each other.  Without room, or without the organization,
-- the row is left out.  What is there already is left to its key.
CREATE FUNCTION organization_connection_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		UPDATE organization SET connection_count = connection_count - 1
		 WHERE tenant_id = OLD.tenant_id AND organization_id = OLD.organization_id;
		RETURN NULL;
	END IF;
	PERFORM FROM organization
	  WHERE tenant_id = NEW.tenant_id AND organization_id = NEW.organization_id FOR NO KEY UPDATE;
	IF EXISTS (SELECT FROM organization_connection WHERE tenant_id = NEW.tenant_id
	           AND organization_id = NEW.organization_id AND connection_id = NEW.connection_id) THEN
		RETURN NEW;
	END IF;
	UPDATE organization SET connection_count = connection_count + 1
	 WHERE tenant_id = NEW.tenant_id AND organization_id = NEW.organization_id AND connection_count < 10;
	RETURN CASE WHEN FOUND THEN NEW END;
END $$;
CREATE TRIGGER organization_connection_more BEFORE INSERT ON organization_connection
	FOR EACH ROW EXECUTE FUNCTION organization_connection_count();
CREATE TRIGGER organization_connection_less AFTER DELETE ON organization_connection
	FOR EACH ROW EXECUTE FUNCTION organization_connection_count();

CREATE FUNCTION organization_connection_json(l organization_connection, c connection) RETURNS text
LANGUAGE sql STABLE
RETURN json_strip_nulls(json_build_object('connection_id', l.connection_id,
	'assign_membership_on_login', l.assign_membership_on_login, 'show_as_button', l.show_as_button,
	'is_signup_enabled', l.is_signup_enabled,
	'connection', json_build_object('name', c.name, 'strategy', c.strategy),
	'organization_connection_name', l.organization_connection_name,
	'organization_access_level', l.organization_access_level, 'is_enabled', l.is_enabled))::text;
COMMENT ON FUNCTION organization_connection_json IS 'As the API shows it, for every query that hands one out.';

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

CREATE FUNCTION new_domain_id() RETURNS text LANGUAGE sql VOLATILE
RETURN 'ord_1c' || left(translate(gen_random_uuid()::text, '0-', 'g'), 20);
COMMENT ON FUNCTION new_domain_id IS 'For domains that a statement adds by itself; 20 hexadecimal digits, with g for the 0 that base 58 lacks.';

CREATE FUNCTION new_verification_txt() RETURNS text LANGUAGE sql VOLATILE
RETURN translate(gen_random_uuid()::text, '-', '');

-- What is known to be verified, as far as there is room; how many were new.
-- A function looks anew after it has the organization's row.
CREATE FUNCTION organization_adopt(tenant text, organization text, names text[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	room integer;
	added bigint;
BEGIN
	SELECT 100 - domain_count INTO room FROM organization o
	 WHERE o.tenant_id = tenant AND o.organization_id = organization FOR NO KEY UPDATE;
	UPDATE organization_domain d SET status = 'verified', verified_at = now()
	 WHERE d.tenant_id = tenant AND d.organization_id = organization AND d.status = 'pending'
	   AND d.domain = ANY (names);
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
COMMENT ON TABLE organization_domain IS 'The e-mail domains of an organization, by which its members are found (home realm discovery).';
COMMENT ON COLUMN organization_domain.verification_txt IS 'What a TXT record at _ss-verification.{organization}.{domain} must say.';

CREATE FUNCTION names_organization(config jsonb, organization text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN config -> 'enabled_organizations' @>
	jsonb_build_array(jsonb_build_object('organization_id', organization));
COMMENT ON FUNCTION names_organization IS 'Whether a ticket of that config is for that organization.';

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

CREATE FUNCTION connection_options(settings jsonb, derived jsonb, config jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN settings || derived || coalesce(jsonb_strip_nulls(nullif(config -> 'options', 'null')), '{}');
COMMENT ON FUNCTION connection_options IS 'The options as they are shown. What the provider''s own document says wins over what was sent, so that a program that sends back what it read does not freeze it.';

CREATE FUNCTION connection_outside(options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN jsonb_strip_nulls(jsonb_build_object('domain_aliases', options -> 'domain_aliases',
	'icon_url', options -> 'icon_url', 'idpinitiated', options -> 'idpinitiated'));
COMMENT ON FUNCTION connection_outside IS 'Those options that lie outside the revisions, in connection.config.';

CREATE FUNCTION connection_settings(defaults jsonb, options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN defaults || (options - '{domain_aliases,icon_url,idpinitiated}'::text[]) || coalesce((
	SELECT jsonb_object_agg(d.key, d.value || (options -> d.key)) FROM jsonb_each(defaults) d
	 WHERE jsonb_typeof(d.value) = 'object' AND jsonb_typeof(options -> d.key) = 'object'), '{}');
COMMENT ON FUNCTION connection_settings IS 'Those that a revision keeps, over the defaults of their strategy, two levels deep.';

CREATE FUNCTION connection_sources(settings jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(settings)
	WHERE key IN ('domain', 'discovery_url', 'oidc_metadata', 'metadataUrl', 'metadataXml',
	              'protocolBinding', 'signingCert', 'adfs_server', 'fedMetadataXml')), '{}');
COMMENT ON FUNCTION connection_sources IS 'What is derived from: while these stay, what was derived stays.';

CREATE FUNCTION clients_after(clients text[], added text[], removed text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY(SELECT unnest(clients) UNION SELECT unnest(added) EXCEPT SELECT unnest(removed) ORDER BY 1);

-- A function looks anew after it has the row: of two changes at once, the
-- later one sees the revision that the first one made.
CREATE FUNCTION connection_live(tenant text, id text) RETURNS TABLE (connection_id text, name text,
	strategy text, revision integer, next integer, settings jsonb, derived jsonb, sealed_secret text,
	sealed_keys jsonb, certificates jsonb)
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM connection c WHERE c.tenant_id = tenant AND c.connection_id = id FOR NO KEY UPDATE;
	RETURN QUERY
	SELECT c.connection_id, c.name, c.strategy, r.revision, (
	           SELECT max(x.revision) + 1 FROM connection_revision x
	            WHERE x.tenant_id = c.tenant_id AND x.connection_id = c.connection_id),
	       r.settings, r.derived, r.sealed_secret, coalesce(r.sealed_keys, '{}'), r.certificates
	  FROM connection c
	  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
	                            AND r.revision = c.live_revision
	 WHERE c.tenant_id = tenant AND c.connection_id = id;
END $$;
COMMENT ON FUNCTION connection_live IS 'The live revision, the connection locked.';

ALTER TABLE job DROP CONSTRAINT job_kind_check,
	ADD CONSTRAINT job_kind_check CHECK (kind IN
		('fetch_logo', 'check_provider', 'derive_connection', 'make_keys'));

-- Keys that we sign with ----------------------------------------------------

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

CREATE FUNCTION takes_keys(c connection) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN c.strategy IN ('okta', 'oidc');
COMMENT ON FUNCTION takes_keys IS 'Whether it may sign in at its provider with a key instead of a secret.';

CREATE INDEX ticket_connection_name ON ticket (tenant_id, connection_name);

INSERT INTO job (tenant_id, kind, subject) SELECT tenant_id, 'make_keys', 'all' FROM tenant;

CREATE FUNCTION mapped_attributes(settings jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
	SELECT coalesce(jsonb_agg(jsonb_build_object('target', m.key, 'values',
	           CASE jsonb_typeof(m.value) WHEN 'array' THEN m.value ELSE jsonb_build_array(m.value) END)), '[]')
	  FROM jsonb_each(coalesce(settings #> '{attribute_map,attributes}', settings -> 'fieldsMap', '{}')) m
	 WHERE jsonb_typeof(m.value) = 'string'
	    OR (jsonb_typeof(m.value) = 'array' AND NOT jsonb_path_exists(m.value, '$[*] ? (@.type() != "string")')));
COMMENT ON FUNCTION mapped_attributes IS 'What a connection maps, alike for OpenID Connect and SAML: [{target, values}].';

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

CREATE FUNCTION rate_window_end(length_s numeric) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_timestamp((floor(extract(epoch FROM now()) / length_s) + 1) * length_s);
COMMENT ON FUNCTION rate_window_end IS 'End of the window that runs, of windows of that length.';

CREATE FUNCTION rate_secret(client_id text, address inet) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'secret:' || client_id || ':' || coalesce(network(set_masklen(address,
	CASE family(address) WHEN 6 THEN 64 ELSE 32 END))::text, '-');
COMMENT ON FUNCTION rate_secret IS 'Whose wrong secrets are counted: who has an IPv6 address has all of its /64.';

-- Events ----------------------------------------------------------------------

ALTER TABLE event ADD COLUMN address inet DEFAULT nullif(current_setting('postern.address', true), '')::inet;
COMMENT ON COLUMN event.address IS 'Whose request it was; null for jobs and commands.';

-- What the contract requires of its kinds of events.
ALTER TABLE event ADD CONSTRAINT event_details CHECK (
	NOT starts_with(kind, 'ss_sso_') OR (kind = 'ss_sso_ticket_consumption' AND outcome = 'failure')
	OR (details ->> 'connection_name' IS NOT NULL AND details ->> 'ss_sso_tracing_id' IS NOT NULL
	    AND coalesce(details ->> 'flow_type', '') IN ('create', 'update'))) NOT VALID;

-- What GET /logs shows: the acts of the self-service flow.
CREATE VIEW log AS
SELECT e.tenant_id, e.at, e.event_id, replace(e.event_id::text, '-', '') AS log_id, ms(e.at) AS date,
       e.kind AS event_name, e.outcome,
       e.details ->> 'problem' AS problem, host(e.address) AS ip, c.client_id, c.name AS client_name,
       e.details || jsonb_build_object('ss_sso_event_name', e.kind) AS details
  FROM event e
  LEFT JOIN client c ON c.tenant_id = e.tenant_id AND 'client:' || c.client_id = e.actor
 WHERE starts_with(e.kind, 'ss_sso_');

-- What lists of tickets show; never the secret, not even its hash.
CREATE VIEW ticket_row AS
SELECT k.tenant_id, k.ticket_id, ticket_state(k) AS state,
       coalesce(n.name, k.connection_name) AS connection_name, k.uses, k.uses_allowed,
       k.created_at AS made_at, ms(k.created_at) AS created_at,
       ms(coalesce(k.ends_at, k.opens_until)) AS until, k.profile_id,
       ms(k.first_used_at) AS first_used_at,
       CASE WHEN k.uses > 0 THEN coalesce(w.step, 'provider') END AS step, n.connection_id
  FROM ticket k
  LEFT JOIN wizard w ON w.tenant_id = k.tenant_id AND w.ticket_id = k.ticket_id
  LEFT JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id;

-- The assistant -----------------------------------------------------------------

ALTER TABLE connection_revision ADD COLUMN certificates jsonb
	CHECK (jsonb_typeof(certificates) = 'array');
COMMENT ON COLUMN connection_revision.certificates IS 'All signing certificates that were found, in their order (model/provider/found.h); the settings have the first.';
UPDATE connection_revision SET certificates = jsonb_build_array(jsonb_build_object('pem', settings ->> 'cert',
	'subject', 'CN = ' || (settings #>> '{subject,commonName}'), 'not_after', settings ->> 'expires'))
 WHERE settings ? 'expires';

ALTER TABLE session ADD COLUMN draft jsonb CHECK (jsonb_typeof(draft) = 'object');
COMMENT ON COLUMN session.draft IS 'metadata_xml and certificate of a form that was refused: too long to send back and forth.';

CREATE FUNCTION flow_details(connection_name text, ticket_id text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('connection_name', connection_name, 'flow_type', 'create',
	'ss_sso_tracing_id', ticket_id);
COMMENT ON FUNCTION flow_details IS 'What the details of every event of the assistant begin with.';

-- What the assistant's pages need of a ticket.  A join that a query shows
-- nothing of costs it nothing.
DROP VIEW ticket_page;
CREATE VIEW ticket_page AS
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
       n.enabled_at IS NULL AND n.enable_revision = n.live_revision AS waits_for_domain,
       r.certificates::text AS certificates,
       CASE WHEN u.attribute_profile_id IS NOT NULL THEN json_build_object('user_id', u.user_id,
            'user_attributes', u.user_attributes)::text END AS attribute_profile,
       CASE WHEN n.connection_id IS NOT NULL THEN mapped_attributes(r.settings)::text END AS mapped
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
