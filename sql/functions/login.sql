-- SPDX-License-Identifier: Apache-2.0
--
-- login: a login from its start to its end.  Locks: connection, ticket, login, answer.

CREATE OR REPLACE FUNCTION login_state(l login) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN l.state IN ('signing', 'started') AND now() >= l.ends_at THEN 'over' ELSE l.state END;
COMMENT ON FUNCTION login_state IS 'The state, also before the end of its time was noted.';

-- Wakes the workers, and whoever waits for this login.
CREATE OR REPLACE FUNCTION login_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.state IN ('signing', 'answered')
	   OR EXISTS (SELECT FROM login l WHERE l.tenant_id = NEW.tenant_id AND l.due_at <= now()) THEN
		NOTIFY login_wake;
	END IF;
	IF NEW.state NOT IN ('signing', 'answered') THEN
		PERFORM pg_notify('login_done', NEW.login_id);
	END IF;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER login_notify AFTER INSERT OR UPDATE OF state ON login
	FOR EACH ROW EXECUTE FUNCTION login_notify();

-- When one begins, the oldest that have ended go.
CREATE OR REPLACE FUNCTION logins_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM login l
	 WHERE l.tenant_id = NEW.tenant_id AND l.connection_id = NEW.connection_id AND l.ended_at IS NOT NULL AND l.login_id IN (
	       SELECT x.login_id FROM login x
	        WHERE x.tenant_id = NEW.tenant_id AND x.connection_id = NEW.connection_id
	        ORDER BY x.started_at DESC, x.login_id DESC OFFSET :CONNECTION_MAX_TESTS);
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER logins_end AFTER INSERT ON login FOR EACH ROW EXECUTE FUNCTION logins_end();

CREATE OR REPLACE FUNCTION login_has_room(tenant text, connection text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	RETURN (SELECT count(*) FROM login l WHERE l.tenant_id = tenant AND l.connection_id = connection
	           AND l.ended_at IS NULL AND login_state(l) <> 'over') < :LOGIN_MAX_OPEN;
END $$;
COMMENT ON FUNCTION login_has_room IS 'Whether one more login of the connection may begin; volatile, so that a statement that waited for a lock reads again.';

-- --- the end ---

-- The caller has the lock of the login and, for a test that passed, of its connection.
CREATE OR REPLACE FUNCTION login_close(l login, state text, outcome jsonb, claims jsonb, profile jsonb, claims_days integer,
	actor text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	UPDATE login x
	   SET state = login_close.state, outcome = login_close.outcome, claims = login_close.claims, profile = login_close.profile,
	       ended_at = now(), answer = NULL, sealed_token = NULL, due_at = NULL, leased_until = NULL, lease_id = NULL, taker = NULL,
	       sweep_at = CASE WHEN login_close.claims IS NOT NULL OR login_close.profile IS NOT NULL
	                       THEN now() + make_interval(days => claims_days) END
	 WHERE x.tenant_id = l.tenant_id AND x.login_id = l.login_id;
	UPDATE login_answer a SET form = NULL
	 WHERE a.tenant_id = l.tenant_id AND a.login_id = l.login_id AND a.form IS NOT NULL;
	UPDATE connection c SET tested_revision = l.revision
	 WHERE login_close.state = 'verified' AND c.tenant_id = l.tenant_id AND c.connection_id = l.connection_id
	   AND l.revision > coalesce(c.tested_revision, 0);
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT l.tenant_id, 'ss_sso_try_connection_end', 'info', login_close.actor, l.ticket_id, k.profile_id,
	       flow_details(c.name, l.ticket_id) || jsonb_build_object('connection_id', l.connection_id, 'login_id', l.login_id,
	           'outcome', CASE login_close.state WHEN 'verified' THEN 'passed' ELSE 'failed' END)
	       || jsonb_strip_nulls(jsonb_build_object('diagnosis', nullif(login_close.outcome ->> 'failure', 'passed')))
	  FROM connection c, ticket k
	 WHERE c.tenant_id = l.tenant_id AND c.connection_id = l.connection_id
	   AND k.tenant_id = l.tenant_id AND k.ticket_id = l.ticket_id;
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT l.tenant_id, 'ss_sso_missing_configuration', 'failure', login_close.actor, l.ticket_id, k.profile_id,
	       flow_details(c.name, l.ticket_id) || jsonb_strip_nulls(jsonb_build_object('connection_id', l.connection_id,
	           'login_id', l.login_id, 'missing', coalesce(login_close.outcome ->> 'expected', login_close.outcome ->> 'detail')))
	  FROM connection c, ticket k
	 WHERE login_close.outcome ->> 'failure' = 'settings_incomplete'
	   AND c.tenant_id = l.tenant_id AND c.connection_id = l.connection_id
	   AND k.tenant_id = l.tenant_id AND k.ticket_id = l.ticket_id;
END $$;

-- By the worker that has the lease. Of a ticket that was revoked nothing is kept but the
-- outcome. An assertion is used once, as long as it is valid, or LOGIN_ASSERTION_S at most: it names the login
-- that it answers, which takes one answer and is over after LOGIN_TTL_S. Whatever accepts assertions that name
-- none must refuse those that are valid for longer.
CREATE OR REPLACE FUNCTION login_finish(tenant text, id text, lease uuid, outcome jsonb, claims jsonb, profile jsonb,
	assertion text, used_until timestamptz, claims_days integer, actor text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	l login;
	is_revoked boolean;
BEGIN
	SELECT * INTO l FROM login x WHERE x.tenant_id = tenant AND x.login_id = id AND x.lease_id = lease;
	PERFORM FROM connection c WHERE c.tenant_id = tenant AND c.connection_id = l.connection_id FOR NO KEY UPDATE;
	is_revoked := ticket_is_revoked(tenant, l.ticket_id);
	SELECT * INTO l FROM login x WHERE x.tenant_id = tenant AND x.login_id = id AND x.lease_id = lease FOR NO KEY UPDATE;
	IF l.login_id IS NULL THEN
		RETURN NULL;
	END IF;
	IF assertion IS NOT NULL THEN
		INSERT INTO used_assertion AS u (tenant_id, connection_id, assertion_hash, used_until)
		VALUES (tenant, l.connection_id, encode(sha256(convert_to(assertion, 'UTF8')), 'hex'),
		        least(login_finish.used_until, now() + make_interval(secs => :LOGIN_ASSERTION_S)))
		ON CONFLICT (tenant_id, connection_id, assertion_hash) DO UPDATE SET used_until = excluded.used_until
		 WHERE u.used_until <= now();
		IF NOT FOUND THEN
			outcome := '{"failure": "replayed"}';
			claims := NULL;
			profile := NULL;
		END IF;
	END IF;
	PERFORM login_close(l, CASE outcome ->> 'failure' WHEN 'passed' THEN 'verified' ELSE 'failed' END, outcome,
		CASE WHEN NOT is_revoked THEN claims END, CASE WHEN NOT is_revoked THEN profile END, claims_days, actor);
	RETURN outcome ->> 'failure';
END $$;
COMMENT ON FUNCTION login_finish IS 'Ends a login that was verified or refused: the failure that it ended with; null if another worker has it.';

CREATE OR REPLACE FUNCTION login_give_up(tenant text, ticket text, session_hash text, id text, outcome jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
	l login;
BEGIN
	IF NOT EXISTS (SELECT FROM visitor v WHERE v.tenant_id = tenant AND v.ticket_id = ticket AND v.token_hash = session_hash)
	   OR NOT visitor_is_open(tenant, ticket, session_hash) THEN
		RETURN false;
	END IF;
	SELECT * INTO l FROM login x WHERE x.tenant_id = tenant AND x.login_id = id AND x.ticket_id = ticket
	   AND x.state = 'started' FOR NO KEY UPDATE;
	IF l.login_id IS NULL THEN
		RETURN false;
	END IF;
	PERFORM login_close(l, 'failed', outcome, NULL, NULL, 0, 'session:' || ticket);
	RETURN true;
END $$;

-- Ends what is over and deletes what was kept for a time, some rows at a time; others
-- that do the same, or change such a row now, go on.
CREATE OR REPLACE FUNCTION login_sweep() RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
	l login;
BEGIN
	FOR l IN SELECT * FROM login x WHERE x.sweep_at <= now() ORDER BY x.sweep_at LIMIT :LOGIN_SWEEP_ROWS
	         FOR NO KEY UPDATE SKIP LOCKED LOOP
		IF l.ended_at IS NULL THEN
			PERFORM login_close(l, 'over', '{"failure": "no_answer"}', NULL, NULL, 0, 'system:login');
		ELSE
			UPDATE login x SET claims = NULL, profile = NULL, sweep_at = NULL
			 WHERE x.tenant_id = l.tenant_id AND x.login_id = l.login_id;
		END IF;
	END LOOP;
	DELETE FROM login_answer d WHERE (d.tenant_id, d.token_hash) IN (
		SELECT a.tenant_id, a.token_hash FROM login_answer a
		 WHERE a.created_at <= now() - make_interval(secs => :LOGIN_ANSWER_S)
		 ORDER BY a.created_at LIMIT :LOGIN_SWEEP_ROWS FOR UPDATE SKIP LOCKED);
	DELETE FROM used_assertion d WHERE (d.tenant_id, d.connection_id, d.assertion_hash) IN (
		SELECT u.tenant_id, u.connection_id, u.assertion_hash FROM used_assertion u
		 WHERE u.used_until <= now() ORDER BY u.used_until LIMIT :LOGIN_SWEEP_ROWS FOR UPDATE SKIP LOCKED);
END $$;

-- --- the answer ---

-- Keeps a posted form for the browser that comes for it. One that names no login is kept
-- only while a login of its connection waits, and only a few of those.
CREATE OR REPLACE FUNCTION login_answer_keep(tenant text, id text, name text, token text, form text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
	l login;
	connection text;
BEGIN
	IF id IS NOT NULL THEN
		SELECT * INTO l FROM login x WHERE x.tenant_id = tenant AND x.login_id = id FOR NO KEY UPDATE;
		connection := l.connection_id;
		IF (SELECT count(*) FROM login_answer a WHERE a.tenant_id = tenant AND a.login_id = id) >= :LOGIN_MAX_ANSWERS THEN
			RETURN false;
		END IF;
	ELSE
		SELECT c.connection_id INTO connection FROM connection c
		 WHERE c.tenant_id = tenant AND lower(c.name) = lower(login_answer_keep.name) FOR NO KEY UPDATE;
		IF NOT EXISTS (SELECT FROM login x WHERE x.tenant_id = tenant AND x.connection_id = connection
		                  AND login_state(x) = 'started')
		   OR (SELECT count(*) FROM login_answer a WHERE a.tenant_id = tenant AND a.connection_id = connection
		          AND a.login_id IS NULL) >= :LOGIN_MAX_UNNAMED_ANSWERS THEN
			RETURN false;
		END IF;
	END IF;
	INSERT INTO login_answer (tenant_id, token_hash, connection_id, login_id, form)
	SELECT tenant, token, connection, id, CASE WHEN id IS NULL OR login_state(l) = 'started' THEN login_answer_keep.form END
	 WHERE connection IS NOT NULL;
	RETURN FOUND;
END $$;

-- Gives an answer to its login: a query that came with the login's id, or the form that
-- is kept under a token.
CREATE OR REPLACE FUNCTION login_claim(tenant text, INOUT login_id text, query text, token text, browser text, sealed text,
	OUT ticket_id text, OUT claim text) LANGUAGE plpgsql AS $$
DECLARE
	l login;
	is_revoked boolean;
	given text := query;
BEGIN
	IF token IS NOT NULL THEN
		SELECT coalesce(a.login_id, (
		           SELECT x.login_id FROM login x WHERE x.tenant_id = a.tenant_id AND x.connection_id = a.connection_id
		              AND x.browser_hash = login_claim.browser AND x.state = 'started' AND login_state(x) = 'started'
		            ORDER BY x.started_at DESC LIMIT 1))
		  INTO login_claim.login_id FROM login_answer a
		 WHERE a.tenant_id = tenant AND a.token_hash = token
		   AND a.created_at > now() - make_interval(secs => :LOGIN_ANSWER_S);
	END IF;
	SELECT x.ticket_id INTO login_claim.ticket_id FROM login x
	 WHERE x.tenant_id = tenant AND x.login_id = login_claim.login_id AND x.state <> 'signing';
	is_revoked := ticket_is_revoked(tenant, login_claim.ticket_id);
	SELECT * INTO l FROM login x
	 WHERE x.tenant_id = tenant AND x.login_id = login_claim.login_id AND x.state <> 'signing' FOR NO KEY UPDATE;
	IF token IS NOT NULL THEN
		SELECT a.form INTO given FROM login_answer a WHERE a.tenant_id = tenant AND a.token_hash = token FOR UPDATE;
		UPDATE login_answer a SET form = NULL, login_id = coalesce(a.login_id, l.login_id)
		 WHERE a.tenant_id = tenant AND a.token_hash = token;
	END IF;
	claim := CASE WHEN l.login_id IS NULL THEN 'unknown' WHEN l.browser_hash IS DISTINCT FROM login_claim.browser THEN 'of_another'
	              WHEN login_state(l) = 'over' OR l.ended_at IS NULL AND is_revoked THEN 'too_late'
	              WHEN l.state <> 'started' OR given IS NULL THEN 'again' ELSE 'taken' END;
	IF claim = 'of_another' AND login_state(l) = 'started' THEN
		PERFORM login_close(l, 'failed', '{"failure": "another_browser"}', NULL, NULL, 0, 'system:login');
	ELSIF claim = 'too_late' AND l.ended_at IS NULL THEN
		PERFORM login_close(l, 'over', '{"failure": "too_late"}', NULL, NULL, 0, 'system:login');
	ELSIF claim = 'taken' THEN
		UPDATE login x SET state = 'answered', answered_at = now(), due_at = now(), sweep_at = NULL, answer = given,
		       answer_kind = CASE WHEN token IS NULL THEN 'query' ELSE 'form' END, sealed_token = sealed, attempts = 0
		 WHERE x.tenant_id = tenant AND x.login_id = l.login_id;
	END IF;
END $$;
COMMENT ON FUNCTION login_claim IS 'Whether the login has the answer now (taken), or why not.';

-- --- choosing ---

CREATE OR REPLACE FUNCTION logins_full() RETURNS text[] LANGUAGE sql STABLE SET enable_seqscan = off
RETURN ARRAY(
	SELECT l.tenant_id || ' ' || l.connection_id FROM login l WHERE l.leased_until > now()
	 GROUP BY l.tenant_id, l.connection_id HAVING count(*) >= :LOGIN_MAX_PER_CONNECTION
	UNION
	SELECT l.tenant_id || ' ' || l.connection_id FROM login l WHERE l.due_at IS NOT NULL AND l.tenant_id IN (
		SELECT w.tenant_id FROM login w WHERE w.leased_until > now()
		 GROUP BY w.tenant_id HAVING count(*) >= :LOGIN_MAX_PER_TENANT));
COMMENT ON FUNCTION logins_full IS 'The connections ("TENANT CONNECTION") of which, or of whose tenant, as many logins are in work as may be.';

-- Takes logins for a worker: each tenant's oldest in turn, of a connection and of a tenant no more
-- than may be in work. One worker chooses at a time, as they must see what the other takes.
CREATE OR REPLACE FUNCTION login_take(wanted integer, taker text) RETURNS SETOF login LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
	is_full text[];
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('login_take'));
	PERFORM login_sweep();
	is_full := logins_full();
	RETURN QUERY
	WITH RECURSIVE waiting AS (
		SELECT min(l.tenant_id) AS tenant_id FROM login l WHERE l.due_at IS NOT NULL
		UNION ALL
		SELECT (SELECT min(l.tenant_id) FROM login l WHERE l.due_at IS NOT NULL AND l.tenant_id > w.tenant_id)
		  FROM waiting w WHERE w.tenant_id IS NOT NULL
	), in_work AS (
		SELECT l.tenant_id, l.connection_id, count(*) AS count FROM login l
		 WHERE l.leased_until > now() GROUP BY l.tenant_id, l.connection_id
	), due AS (
		SELECT d.tenant_id, d.login_id, d.due_at,
		       row_number() OVER (PARTITION BY d.tenant_id, d.connection_id ORDER BY d.due_at, d.login_id)
		           + coalesce(b.count, 0) AS of_connection
		  FROM waiting w CROSS JOIN LATERAL (
			SELECT l.tenant_id, l.connection_id, l.login_id, l.due_at FROM login l
			 WHERE l.tenant_id = w.tenant_id AND l.due_at <= now()
			   AND array_position(is_full, l.tenant_id || ' ' || l.connection_id) IS NULL
			 ORDER BY l.due_at LIMIT :LOGIN_GATHERED) d
		  LEFT JOIN in_work b ON b.tenant_id = d.tenant_id AND b.connection_id = d.connection_id
	), fair AS (
		SELECT d.tenant_id, d.login_id, d.due_at, row_number() OVER (PARTITION BY d.tenant_id ORDER BY d.due_at, d.login_id)
		       + coalesce((SELECT sum(b.count) FROM in_work b WHERE b.tenant_id = d.tenant_id), 0) AS of_tenant
		  FROM due d WHERE d.of_connection <= :LOGIN_MAX_PER_CONNECTION
	), chosen AS (
		SELECT f.tenant_id, f.login_id FROM fair f WHERE f.of_tenant <= :LOGIN_MAX_PER_TENANT
		 ORDER BY f.of_tenant, f.due_at, f.login_id LIMIT wanted
	)
	UPDATE login l
	   SET leased_until = now() + make_interval(secs => :LOGIN_LEASE_S), due_at = now() + make_interval(secs => :LOGIN_LEASE_S),
	       lease_id = gen_random_uuid(), taker = login_take.taker, attempts = l.attempts + 1
	  FROM chosen c
	 WHERE l.tenant_id = c.tenant_id AND l.login_id = c.login_id AND l.due_at <= now()
	RETURNING l.*;
END $$;

CREATE OR REPLACE FUNCTION login_next_due() RETURNS timestamptz LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
	is_full text[] := logins_full();
BEGIN
	RETURN CASE WHEN EXISTS (SELECT FROM login l WHERE l.due_at <= now()
	                            AND array_position(is_full, l.tenant_id || ' ' || l.connection_id) IS NULL) THEN now()
	       ELSE least((SELECT min(l.due_at) FROM login l WHERE l.due_at > now()),
	                  (SELECT min(l.sweep_at) FROM login l WHERE l.sweep_at IS NOT NULL),
	                  (SELECT min(a.created_at) FROM login_answer a) + make_interval(secs => :LOGIN_ANSWER_S),
	                  (SELECT min(u.used_until) FROM used_assertion u)) END;
END $$;
COMMENT ON FUNCTION login_next_due IS 'When a login may be taken or something is to be swept; null: nothing waits.';
