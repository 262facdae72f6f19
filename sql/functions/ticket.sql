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
 WHERE ticket_lasts(k);
COMMENT ON VIEW visitor IS 'The sessions that may go on with a ticket, as long as it lasts.';

-- For a statement that waited for a lock: whether its ticket is still open; it stays
-- open until the statement is done.
CREATE OR REPLACE FUNCTION ticket_is_open(tenant text, ticket text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	k ticket;
BEGIN
	SELECT * INTO k FROM ticket t WHERE t.tenant_id = tenant AND t.ticket_id = ticket FOR SHARE;
	RETURN ticket_lasts(k);
END $$;

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
