-- SPDX-License-Identifier: Apache-2.0
--
-- A login is started, answered and verified.  A worker of the version before names none of this.

CREATE TABLE login (
	tenant_id	text NOT NULL REFERENCES tenant ON DELETE CASCADE,
	login_id	text NOT NULL CHECK (login_id ~ '^lgn_[A-Za-z0-9]{24}$'),
	connection_id	text NOT NULL,
	revision	integer NOT NULL,
	purpose		text NOT NULL CHECK (purpose IN ('test')),
	ticket_id	text NOT NULL,
	browser_hash	sha256_hex NOT NULL,
	state		text NOT NULL CHECK (state IN ('signing', 'started', 'answered', 'verified', 'failed', 'over')),
	forces		boolean NOT NULL,
	browser		text,
	system		text,
	started_at	timestamptz NOT NULL DEFAULT now(),
	ends_at		timestamptz NOT NULL,
	answered_at	timestamptz,
	ended_at	timestamptz,
	request		jsonb,
	answer_kind	text CHECK (answer_kind IN ('query', 'form')),
	answer		text,
	sealed_token	text,
	code_used_at	timestamptz,
	attempts	integer NOT NULL DEFAULT 0,
	leased_until	timestamptz,
	lease_id	uuid,
	taker		text,
	due_at		timestamptz,
	sweep_at	timestamptz,
	outcome		jsonb,
	claims		jsonb,
	profile		jsonb,
	PRIMARY KEY (tenant_id, login_id),
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE,
	FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket ON DELETE CASCADE,
	CHECK ((due_at IS NOT NULL) = (state IN ('signing', 'answered'))),
	CHECK ((ended_at IS NOT NULL) = (state IN ('verified', 'failed', 'over'))),
	CHECK ((outcome IS NOT NULL) = (ended_at IS NOT NULL)),
	CHECK (state = 'answered' OR (answer IS NULL AND sealed_token IS NULL)),
	CHECK (ended_at IS NOT NULL OR (claims IS NULL AND profile IS NULL))
);
CREATE INDEX login_connection ON login (tenant_id, connection_id, started_at, login_id);
CREATE INDEX login_ticket ON login (tenant_id, ticket_id);
CREATE INDEX login_browser ON login (tenant_id, browser_hash, connection_id) WHERE state = 'started';
CREATE INDEX login_due ON login (tenant_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX login_leased ON login (leased_until) WHERE leased_until IS NOT NULL;
CREATE INDEX login_sweep ON login (sweep_at) WHERE sweep_at IS NOT NULL;
COMMENT ON TABLE login IS 'A login through a connection: a test, from the browser''s leave to the profile. The newest of a connection are kept.';
COMMENT ON COLUMN login.login_id IS 'Public: it is state and RelayState. The browser''s token makes the login its own.';
COMMENT ON COLUMN login.revision IS 'The revision of the connection that was live when it began.';
COMMENT ON COLUMN login.browser_hash IS 'Of the token in the cookie of the browser that started it.';
COMMENT ON COLUMN login.state IS 'signing: its request is being made. started: the browser is at the provider. answered: the answer is being verified. verified, failed, over: it has ended; over: without an answer in time.';
COMMENT ON COLUMN login.browser IS 'Of the session that started it.';
COMMENT ON COLUMN login.request IS 'Where the browser is sent with what, if postern-jobs made the request (struct login_request).';
COMMENT ON COLUMN login.answer IS 'As it came, urlencoded; it goes when the login ends.';
COMMENT ON COLUMN login.sealed_token IS 'The browser''s token, from which nonce and verifier are derived; it goes when the login ends.';
COMMENT ON COLUMN login.code_used_at IS 'When its code was sent to the provider, which takes it once.';
COMMENT ON COLUMN login.leased_until IS 'A worker has it until then; after that another takes it.';
COMMENT ON COLUMN login.taker IS 'The place of that worker; its successor there gives it back.';
COMMENT ON COLUMN login.due_at IS 'From when a worker may take it.';
COMMENT ON COLUMN login.sweep_at IS 'When it is over or, once it has ended, when its claims are deleted.';
COMMENT ON COLUMN login.outcome IS 'How it ended (struct login_outcome).';
COMMENT ON COLUMN login.claims IS 'What it brought (struct received); deleted after a time.';
COMMENT ON COLUMN login.profile IS 'What the application would get; deleted with the claims.';

CREATE TABLE login_answer (
	tenant_id	text NOT NULL,
	token_hash	sha256_hex NOT NULL,
	connection_id	text NOT NULL,
	login_id	text,
	form		text,
	created_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, token_hash),
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE,
	FOREIGN KEY (tenant_id, login_id) REFERENCES login ON DELETE CASCADE
);
CREATE INDEX login_answer_login ON login_answer (tenant_id, login_id);
CREATE INDEX login_answer_connection ON login_answer (tenant_id, connection_id) WHERE login_id IS NULL;
CREATE INDEX login_answer_age ON login_answer (created_at);
COMMENT ON TABLE login_answer IS 'A form that a provider had a browser post, until that browser comes for it with its cookie.';
COMMENT ON COLUMN login_answer.token_hash IS 'Of the token in the address that the browser was sent to.';
COMMENT ON COLUMN login_answer.login_id IS 'Null: the form does not say.';
COMMENT ON COLUMN login_answer.form IS 'Urlencoded; null: no login waits for it.';

CREATE TABLE used_assertion (
	tenant_id	text NOT NULL,
	connection_id	text NOT NULL,
	assertion_hash	sha256_hex NOT NULL,
	used_until	timestamptz NOT NULL,
	PRIMARY KEY (tenant_id, connection_id, assertion_hash),
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE INDEX used_assertion_end ON used_assertion (used_until);
COMMENT ON TABLE used_assertion IS 'The SAML assertions that a login used, as long as they are valid.';
COMMENT ON COLUMN used_assertion.assertion_hash IS 'Of its ID.';

CREATE TABLE provider_keys (
	tenant_id	text NOT NULL,
	connection_id	text NOT NULL,
	jwks_uri	text NOT NULL,
	jwks		text NOT NULL,
	fetched_at	timestamptz NOT NULL,
	renewed_at	timestamptz,
	PRIMARY KEY (tenant_id, connection_id),
	FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
COMMENT ON TABLE provider_keys IS 'The key set of a connection''s OpenID provider, as it was last fetched.';
COMMENT ON COLUMN provider_keys.renewed_at IS 'When it was last fetched for a key that it did not have.';

ALTER TABLE connection ADD COLUMN tested_revision integer;
COMMENT ON COLUMN connection.tested_revision IS 'The newest revision with which a test passed; null: none.';
ALTER TABLE wizard ADD COLUMN test_left_revision integer;
COMMENT ON COLUMN wizard.test_left_revision IS 'The live revision with which the administrator went on from the step that tests.';
ALTER TABLE profile ADD COLUMN requires_test boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN profile.requires_test IS 'Whether a connection can be enabled only after a test of its live revision has passed.';
