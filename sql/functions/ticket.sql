-- SPDX-License-Identifier: Apache-2.0
--
-- ticket: the state of a ticket, and its wishes.

CREATE OR REPLACE FUNCTION ticket_state(k ticket) RETURNS text
LANGUAGE sql STABLE
RETURN CASE
	WHEN k.revoked_at IS NOT NULL THEN 'revoked'
	WHEN now() >= coalesce(k.ends_at, k.opens_until) THEN 'expired'
	WHEN k.uses >= k.uses_allowed THEN 'used_up'
	ELSE 'live'
END;
COMMENT ON FUNCTION ticket_state IS 'live: the ticket can be used once more. Its sessions go on when it is used_up, but not when it is expired or revoked.';

CREATE OR REPLACE FUNCTION ticket_lasts(k ticket) RETURNS boolean
LANGUAGE sql STABLE
RETURN ticket_state(k) IN ('live', 'used_up');
COMMENT ON FUNCTION ticket_lasts IS 'Whether the sessions of the ticket go on, and it can still be used to set up a connection.';

-- A query pays only for the columns that it uses.
CREATE OR REPLACE VIEW visitor AS
SELECT s.tenant_id, s.ticket_id, s.token_hash, k.profile_id, k.config, k.connection_name,
       k.may_enable, k.domain_verification
  FROM session s JOIN ticket k USING (tenant_id, ticket_id)
 WHERE s.ended_at IS NULL AND ticket_lasts(k);
COMMENT ON VIEW visitor IS 'The sessions that may go on with a ticket, as long as it lasts and nobody has ended them.';

-- For a statement that waited for a lock: whether its ticket is still open, at this
-- moment; until the statement is done, nobody can revoke it.
CREATE OR REPLACE FUNCTION ticket_is_open(tenant text, ticket text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	k ticket;
BEGIN
	SELECT * INTO k FROM ticket t WHERE t.tenant_id = tenant AND t.ticket_id = ticket FOR SHARE;
	RETURN ticket_lasts(k) AND clock_timestamp() < coalesce(k.ends_at, k.opens_until);
END $$;

CREATE OR REPLACE FUNCTION ticket_is_revoked(tenant text, ticket text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM ticket t WHERE t.tenant_id = tenant AND t.ticket_id = ticket AND t.revoked_at IS NULL FOR SHARE;
	RETURN ticket IS NOT NULL AND NOT FOUND;
END $$;
COMMENT ON FUNCTION ticket_is_revoked IS 'For what goes on without a session: whether its ticket was revoked; until the statement is done, nobody can revoke it.';

-- Values that were typed into a ticket and sealed for it go when it is revoked, finished
-- or expired.  Its connection and the step reached stay, for the pages that show them.
CREATE OR REPLACE FUNCTION ticket_forget(tenant text, ticket text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	is_forgotten boolean;
BEGIN
	UPDATE wizard w SET input = NULL, sealed_secret = NULL, check_state = 'none', found = NULL, problem = NULL, said = NULL
	 WHERE w.tenant_id = tenant AND w.ticket_id = ticket AND (w.input IS NOT NULL OR w.sealed_secret IS NOT NULL);
	is_forgotten := FOUND;
	UPDATE session s SET draft = NULL WHERE s.tenant_id = tenant AND s.ticket_id = ticket AND s.draft IS NOT NULL;
	RETURN is_forgotten OR FOUND;
END $$;

CREATE OR REPLACE FUNCTION ticket_forgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM ticket_forget(NEW.tenant_id, NEW.ticket_id);
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER ticket_forgets AFTER UPDATE OF revoked_at ON ticket
	FOR EACH ROW WHEN (new.revoked_at IS NOT NULL) EXECUTE FUNCTION ticket_forgets();
CREATE OR REPLACE TRIGGER wizard_forgets AFTER UPDATE OF step ON wizard
	FOR EACH ROW WHEN (new.step = 'done'::text) EXECUTE FUNCTION ticket_forgets();

-- The first use tells when a ticket ends.
CREATE OR REPLACE FUNCTION ticket_will_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO asked_job (tenant_id, kind, subject, run_at, urgency)
	SELECT NEW.tenant_id, 'end_ticket', NEW.ticket_id, NEW.ends_at, 1;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER ticket_will_end AFTER UPDATE OF ends_at ON ticket
	FOR EACH ROW WHEN (old.ends_at IS NULL AND new.ends_at IS NOT NULL) EXECUTE FUNCTION ticket_will_end();

CREATE OR REPLACE FUNCTION single_organization(config jsonb) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN jsonb_array_length(config -> 'enabled_organizations') = 1
	THEN config #>> '{enabled_organizations,0,organization_id}' END;
COMMENT ON FUNCTION single_organization IS 'The organization of a ticket that names exactly one; that organization then owns the domains.';

CREATE OR REPLACE FUNCTION uses_discovery(config jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce((config -> 'use_for_organization_discovery')::boolean, true);
COMMENT ON FUNCTION uses_discovery IS 'Whether the domains of a ticket are for organization discovery, where it names one organization.';

CREATE OR REPLACE FUNCTION organizations_of(config jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT DISTINCT o ->> 'organization_id' FROM jsonb_array_elements(config -> 'enabled_organizations') o;
END;
COMMENT ON FUNCTION organizations_of IS 'The organizations that a ticket with that config is for.';
