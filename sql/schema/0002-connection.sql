-- 0002 connection: connections with their revisions, and the assistant's data
-- while a connection is being set up.
--
-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE connection (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	connection_id	text NOT NULL CHECK (connection_id ~ '^con_[A-Za-z0-9]{16}$'),
	name		text NOT NULL CHECK (name ~ '^[a-zA-Z0-9](-?[a-zA-Z0-9])*$' AND length(name) <= 128),
	strategy	text NOT NULL CHECK (strategy IN ('okta', 'oidc', 'samlp')),
	config		jsonb NOT NULL CHECK (jsonb_typeof(config) = 'object'),
	intended_clients text[] NOT NULL DEFAULT '{}',
	enabled_clients	text[] NOT NULL DEFAULT '{}',
	live_revision	integer NOT NULL,
	ticket_id	text,
	created_at	timestamptz NOT NULL DEFAULT now(),
	updated_at	timestamptz NOT NULL DEFAULT now(),
	enabled_at	timestamptz,
	submitted_at	timestamptz,
	PRIMARY KEY (tenant_id, connection_id),
	FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket ON DELETE SET NULL (ticket_id),
	CHECK (enabled_clients <@ intended_clients)
);
CREATE UNIQUE INDEX connection_name ON connection (tenant_id, lower(name));
CREATE INDEX connection_ticket ON connection (tenant_id, ticket_id);
COMMENT ON TABLE connection IS 'A customer''s identity provider, connected.';
COMMENT ON COLUMN connection.config IS 'What lies outside the revisions, as the ticket gave it: display_name, is_domain_connection, show_as_button, metadata, options {icon_url, domain_aliases, idpinitiated}.';
COMMENT ON COLUMN connection.intended_clients IS 'The ticket''s enabled_clients; Enable makes them enabled_clients.';
COMMENT ON COLUMN connection.live_revision IS 'The number of the revision that logins use.';
COMMENT ON COLUMN connection.ticket_id IS 'The ticket that made it.';
COMMENT ON COLUMN connection.submitted_at IS 'When an administrator without the right to enable it was done.';

CREATE TABLE connection_revision (
	tenant_id	text NOT NULL,
	connection_id	text NOT NULL,
	revision	integer NOT NULL CHECK (revision > 0),
	settings	jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
	sealed_secret	text,
	created_at	timestamptz NOT NULL DEFAULT now(),
	actor		text NOT NULL,
	PRIMARY KEY (tenant_id, connection_id, revision),
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
ALTER TABLE connection ADD FOREIGN KEY (tenant_id, connection_id, live_revision)
	REFERENCES connection_revision (tenant_id, connection_id, revision) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON TABLE connection_revision IS 'Identity-provider settings, append-only: endpoints, certificates, client id, sealed secret, signing options, mapping.';
COMMENT ON COLUMN connection_revision.sealed_secret IS 'The client secret, sealed to the key of postern-jobs.';

ALTER TABLE wizard
	ADD COLUMN step text NOT NULL DEFAULT 'provider'
		CHECK (step IN ('provider', 'application', 'settings', 'mapping', 'access', 'enable', 'done')),
	ADD COLUMN input jsonb CHECK (jsonb_typeof(input) = 'object'),
	ADD COLUMN input_revision integer,
	ADD COLUMN sealed_secret text,
	ADD COLUMN check_state text NOT NULL DEFAULT 'none'
		CHECK (check_state IN ('none', 'waiting', 'found', 'failed')),
	ADD COLUMN check_since timestamptz,
	ADD COLUMN found jsonb,
	ADD COLUMN problem text,
	ADD COLUMN connection_id text,
	ADD FOREIGN KEY (tenant_id, connection_id) REFERENCES connection
		ON DELETE SET NULL (connection_id),
	ADD CHECK ((check_state = 'found') = (found IS NOT NULL)),
	ADD CHECK ((check_state = 'failed') = (problem IS NOT NULL));
CREATE INDEX wizard_connection ON wizard (tenant_id, connection_id);
COMMENT ON COLUMN wizard.step IS 'The furthest step reached; earlier ones stay open.';
COMMENT ON COLUMN wizard.input_revision IS 'The revision that brought the input: a check tells of that one, whatever else changed since.';
COMMENT ON COLUMN wizard.input IS 'What was typed into the settings, without the secret.';
COMMENT ON COLUMN wizard.sealed_secret IS 'The client secret that was typed, sealed to the key of postern-jobs.';
COMMENT ON COLUMN wizard.found IS 'What the check of the input found, for the administrator to confirm.';
COMMENT ON COLUMN wizard.problem IS 'Why the check failed, in words for the administrator.';

ALTER TABLE job DROP CONSTRAINT job_kind_check,
	ADD CONSTRAINT job_kind_check CHECK (kind IN ('fetch_logo', 'check_provider'));
