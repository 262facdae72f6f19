-- 0001 ground: tenants, their programs and operators, profiles, tickets,
-- sessions, the assistant's progress, jobs, logos and events.
--
-- Conventions for every later migration:
--  * there are tables, indexes, constraints and data only; functions, triggers
--    and views stand in sql/functions and are not called from here;
--  * tenant_id leads every primary and foreign key, so that the data can be
--    sharded by tenant; ids are random texts made by the program, in the
--    shapes of the API (ssp_..., con_...);
--  * timestamps are timestamptz, named ..._at or ..._until; queries return
--    them as milliseconds since 1970 through ms();
--  * the changes of an act and the event about it are one statement;
--  * a secret that we made is kept only as its SHA-256 in hex.
--
-- SPDX-License-Identifier: Apache-2.0

CREATE DOMAIN sha256_hex AS text CHECK (VALUE ~ '^[0-9a-f]{64}$');

-- Tenants --------------------------------------------------------------

CREATE TABLE tenant (
	tenant_id	text PRIMARY KEY CHECK (tenant_id ~ '^[a-z0-9](-?[a-z0-9]){0,62}$'),
	name		text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
	support_contact	text CHECK (length(support_contact) BETWEEN 1 AND 255),
	canonical_domain text NOT NULL,
	profile_count	integer NOT NULL DEFAULT 0 CHECK (profile_count >= 0),
	created_at	timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tenant IS 'A software company that uses Postern to connect its customers.';
COMMENT ON COLUMN tenant.name IS 'Shown to administrators as the company.';
COMMENT ON COLUMN tenant.support_contact IS 'Whom an administrator who is stuck may ask: an e-mail address, an https address or a sentence.';
COMMENT ON COLUMN tenant.canonical_domain IS 'Links are made from this one of its domains, never from a Host header.';
COMMENT ON COLUMN tenant.profile_count IS 'Kept by the statements that add and remove profiles: the limit holds under concurrent requests.';

CREATE TABLE tenant_domain (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	domain		text NOT NULL CHECK (domain ~ '^[a-z0-9.-]+(:[0-9]+)?$' AND length(domain) BETWEEN 3 AND 255),
	PRIMARY KEY (tenant_id, domain),
	UNIQUE (domain)
);
ALTER TABLE tenant ADD FOREIGN KEY (tenant_id, canonical_domain) REFERENCES tenant_domain;
COMMENT ON TABLE tenant_domain IS 'Host names (with a port, unless 443) that this tenant answers at; the small reference table by which a request without a tenant finds it.';

-- Programs and operators -----------------------------------------------

CREATE TABLE client (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	client_id	text NOT NULL CHECK (client_id ~ '^[A-Za-z0-9]{32}$'),
	name		text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
	secret_hash	sha256_hex NOT NULL,
	scopes		text[] NOT NULL,
	created_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, client_id)
);
COMMENT ON TABLE client IS 'A program of the tenant that may call the Management API.';

CREATE TABLE api_token (
	tenant_id	text NOT NULL,
	token_hash	sha256_hex NOT NULL,
	client_id	text NOT NULL,
	scopes		text[] NOT NULL,
	expires_at	timestamptz NOT NULL,
	PRIMARY KEY (tenant_id, token_hash),
	FOREIGN KEY (tenant_id, client_id) REFERENCES client ON DELETE CASCADE
);
CREATE INDEX api_token_client ON api_token (tenant_id, client_id, expires_at);
COMMENT ON TABLE api_token IS 'What a client calls the Management API with, for a day.';
COMMENT ON COLUMN api_token.scopes IS 'Those of the client when the token was issued.';

CREATE TABLE operator (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	operator_id	text NOT NULL,
	email		text NOT NULL CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND length(email) <= 254),
	password_hash	text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
	created_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, operator_id)
);
CREATE UNIQUE INDEX operator_email ON operator (tenant_id, lower(email));
COMMENT ON TABLE operator IS 'A person of the tenant.';

-- Self-service profiles ------------------------------------------------

CREATE TABLE profile (
	tenant_id		text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	profile_id		text NOT NULL CHECK (profile_id ~ '^ssp_[1-9A-HJ-NP-Za-km-z]{22}$'),
	name			text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
	description		text CHECK (length(description) BETWEEN 1 AND 140),
	branding		json CHECK (json_typeof(branding) = 'object' AND length(branding::text) <= 16384),
	allowed_strategies	text[] CHECK (cardinality(allowed_strategies) BETWEEN 1 AND 10),
	user_attributes		jsonb NOT NULL DEFAULT '[]'
				CHECK (jsonb_typeof(user_attributes) = 'array' AND jsonb_array_length(user_attributes) <= 20),
	created_at		timestamptz NOT NULL DEFAULT now(),
	updated_at		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, profile_id)
);
CREATE INDEX profile_age ON profile (tenant_id, created_at, profile_id);
COMMENT ON TABLE profile IS 'How the assistant looks and what it offers; names need not be unique.';
COMMENT ON COLUMN profile.branding IS 'As sent, unknown members included: {logo_url, colors: {primary}}; json and not jsonb, which would rewrite numbers.';
COMMENT ON COLUMN profile.allowed_strategies IS 'In the order they are offered; null: all.';

CREATE TABLE custom_text (
	tenant_id		text NOT NULL,
	profile_id		text NOT NULL,
	language		text NOT NULL CHECK (language = 'en'),
	page			text NOT NULL CHECK (page = 'get-started'),
	texts			jsonb NOT NULL CHECK (jsonb_typeof(texts) = 'object'),
	introduction_html	text,
	updated_at		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, profile_id, language, page),
	FOREIGN KEY (tenant_id, profile_id) REFERENCES profile ON DELETE CASCADE
);
COMMENT ON TABLE custom_text IS 'A tenant''s own words on a page of the assistant.';
COMMENT ON COLUMN custom_text.texts IS 'As sent, for the API to echo.';
COMMENT ON COLUMN custom_text.introduction_html IS 'What the allow-list writer made of texts.introduction: the only ready HTML that a page shows.';

CREATE TABLE image (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	image_hash	sha256_hex NOT NULL,
	media_type	text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
	width		integer NOT NULL CHECK (width BETWEEN 1 AND 4096),
	height		integer NOT NULL CHECK (height BETWEEN 1 AND 4096),
	bytes		bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144),
	PRIMARY KEY (tenant_id, image_hash)
);
COMMENT ON TABLE image IS 'Checked raster images, named by the SHA-256 of their bytes.';

CREATE TABLE profile_logo (
	tenant_id	text NOT NULL,
	profile_id	text NOT NULL,
	url		text NOT NULL,
	image_hash	sha256_hex,
	problem		text,
	checked_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, profile_id),
	FOREIGN KEY (tenant_id, profile_id) REFERENCES profile ON DELETE CASCADE,
	FOREIGN KEY (tenant_id, image_hash) REFERENCES image,
	CHECK ((image_hash IS NULL) <> (problem IS NULL))
);
CREATE INDEX profile_logo_image ON profile_logo (tenant_id, image_hash);
COMMENT ON TABLE profile_logo IS 'What fetching the logo_url of a profile brought; shown only while the profile still names that url.';
COMMENT ON COLUMN profile_logo.problem IS 'Why there is no image, in words for the operator.';

-- Tickets ----------------------------------------------------------------

CREATE TABLE ticket (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	ticket_id	text NOT NULL CHECK (ticket_id ~ '^[A-Za-z0-9]{12}$'),
	secret_hash	sha256_hex NOT NULL,
	profile_id	text,
	config		jsonb NOT NULL CHECK (jsonb_typeof(config) = 'object'),
	uses		integer NOT NULL DEFAULT 0,
	uses_allowed	integer NOT NULL DEFAULT 10, -- for workers of the previous version, which do not name it
	created_at	timestamptz NOT NULL DEFAULT now(),
	opens_until	timestamptz NOT NULL,
	first_used_at	timestamptz,
	ends_at		timestamptz,
	revoked_at	timestamptz,
	connection_name	text NOT NULL GENERATED ALWAYS AS (config #>> '{connection_config,name}') STORED,
	may_enable	boolean NOT NULL GENERATED ALWAYS AS
			(jsonb_array_length(coalesce(config -> 'enabled_clients', '[]')) > 0) STORED,
	has_provisioning boolean NOT NULL GENERATED ALWAYS AS (config ? 'provisioning_config') STORED,
	domain_verification text NOT NULL GENERATED ALWAYS AS
			(coalesce(config #>> '{domain_aliases_config,domain_verification}', 'none')) STORED
			CHECK (domain_verification IN ('none', 'optional', 'required')),
	PRIMARY KEY (tenant_id, ticket_id),
	FOREIGN KEY (tenant_id, profile_id) REFERENCES profile ON DELETE SET NULL (profile_id),
	CHECK (uses BETWEEN 0 AND uses_allowed),
	CHECK ((uses = 0) = (first_used_at IS NULL)),
	CHECK ((first_used_at IS NULL) = (ends_at IS NULL)),
	CHECK (profile_id IS NOT NULL OR revoked_at IS NOT NULL)
);
CREATE INDEX ticket_age ON ticket (tenant_id, created_at, ticket_id);
CREATE INDEX ticket_profile ON ticket (tenant_id, profile_id);
COMMENT ON TABLE ticket IS 'The right to set up one connection, held by who knows the whole 32 characters.';
COMMENT ON COLUMN ticket.ticket_id IS 'The first 12 of the 32 characters: public, shown in lists, enough to revoke.';
COMMENT ON COLUMN ticket.secret_hash IS 'SHA-256 of all 32 characters.';
COMMENT ON COLUMN ticket.config IS 'The checked request that made the ticket.';
COMMENT ON COLUMN ticket.opens_until IS 'Until when it can be used for the first time.';
COMMENT ON COLUMN ticket.ends_at IS 'End of every session of the ticket, reckoned from its first use.';
COMMENT ON COLUMN ticket.may_enable IS 'Without intended clients a connection can be set up, but not enabled.';

CREATE TABLE session (
	tenant_id	text NOT NULL,
	ticket_id	text NOT NULL,
	token_hash	sha256_hex NOT NULL,
	opened_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, ticket_id, token_hash),
	FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket ON DELETE CASCADE
);
COMMENT ON TABLE session IS 'One browser that used the ticket; it ends with the ticket.';

CREATE TABLE wizard (
	tenant_id	text NOT NULL,
	ticket_id	text NOT NULL,
	revision	integer NOT NULL DEFAULT 1,
	strategy	text,
	updated_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, ticket_id),
	FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket ON DELETE CASCADE
);
COMMENT ON TABLE wizard IS 'How far the assistant got with a ticket, for all its sessions.';
COMMENT ON COLUMN wizard.revision IS 'Goes up with every change: who saves names the one he saw, and learns if another was faster.';

-- Jobs -------------------------------------------------------------------

CREATE TABLE job (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	kind		text NOT NULL CHECK (kind IN ('fetch_logo')),
	subject		text NOT NULL,
	job_id		uuid NOT NULL DEFAULT gen_random_uuid(),
	run_at		timestamptz NOT NULL DEFAULT now(),
	attempts	integer NOT NULL DEFAULT 0,
	leased_until	timestamptz,
	PRIMARY KEY (tenant_id, kind, subject)
);
CREATE INDEX job_due ON job (greatest(run_at, leased_until));
COMMENT ON TABLE job IS 'Work for postern-jobs; asking again for the same subject replaces what waits.';
COMMENT ON COLUMN job.subject IS 'What it is about: the profile of a logo.';
COMMENT ON COLUMN job.job_id IS 'New with every request: who finishes a job removes only the request he took.';
COMMENT ON COLUMN job.leased_until IS 'Taken until then; after it the worker is held for dead and another takes over.';

-- Events -----------------------------------------------------------------

CREATE TABLE event (
	tenant_id	text NOT NULL REFERENCES tenant,
	event_id	uuid NOT NULL DEFAULT gen_random_uuid(),
	at		timestamptz NOT NULL DEFAULT now(),
	kind		text NOT NULL CHECK (kind ~ '^[a-z]+(_[a-z]+)*$'),
	outcome		text NOT NULL CHECK (outcome IN ('success', 'failure', 'info')),
	actor		text NOT NULL CHECK (actor ~ '^(client|session|operator|system|command):'),
	ticket_id	text,
	profile_id	text,
	details		jsonb NOT NULL DEFAULT '{}',
	PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX event_age ON event (tenant_id, at, event_id);
COMMENT ON TABLE event IS 'Every act of consequence, written by the statement that did it; never changed.';
COMMENT ON COLUMN event.actor IS 'Who did it: client:ID, session:TICKET, operator:ID, command:OS-USER, system:JOB.';
