-- SPDX-License-Identifier: Apache-2.0
--
-- session: the state of a session.

CREATE OR REPLACE FUNCTION session_state(s session, idle_s integer) RETURNS text
LANGUAGE sql STABLE
RETURN CASE
	WHEN s.token_hash IS NULL THEN NULL
	WHEN s.ended_at IS NOT NULL THEN 'ended'
	WHEN idle_s > 0 AND s.last_used_at < now() - make_interval(secs => idle_s + :SESSION_USE_S) THEN 'idle'
	ELSE 'open'
END;
COMMENT ON FUNCTION session_state IS 'Null: there is none. idle: it was not used for idle_s seconds, or a little longer, as its last use may be noted late. Whether its ticket lasts is another question.';

CREATE OR REPLACE FUNCTION session_id(s session) RETURNS text LANGUAGE sql IMMUTABLE
RETURN left(s.token_hash, 16);
COMMENT ON FUNCTION session_id IS 'Names a session among those of its ticket, and opens nothing.';

-- The ticket is read and locked first, so the session is read as it is then.
CREATE OR REPLACE FUNCTION visitor_is_open(tenant text, ticket text, session_hash text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF NOT ticket_is_open(tenant, ticket) THEN
		RETURN false;
	END IF;
	RETURN session_hash IS NULL OR EXISTS (SELECT FROM session s
	    WHERE s.tenant_id = tenant AND s.ticket_id = ticket AND s.token_hash = session_hash AND s.ended_at IS NULL);
END $$;
COMMENT ON FUNCTION visitor_is_open IS 'For a statement that waited for a lock: whether ticket and session are still open; until the statement is done, nobody can revoke the one or end the other. Null: no session.';

CREATE OR REPLACE FUNCTION session_tell(s session, how text) RETURNS void LANGUAGE sql
BEGIN ATOMIC
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT s.tenant_id, 'session_ended', 'success', 'session:' || s.ticket_id, s.ticket_id, k.profile_id,
	       jsonb_strip_nulls(jsonb_build_object('session', session_id(s), 'by', how, 'browser', s.browser, 'system', s.system))
	  FROM ticket k WHERE k.tenant_id = s.tenant_id AND k.ticket_id = s.ticket_id;
END;
COMMENT ON FUNCTION session_tell IS 'Writes the event about a session that an administrator ended: by itself, by another, or replaced in its browser by a new one.';
