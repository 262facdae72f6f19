-- SPDX-License-Identifier: Apache-2.0
--
-- profile: self-service profiles and user attribute profiles.

CREATE OR REPLACE FUNCTION attribute_profile_users(tenant text, id text) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	RETURN (SELECT count(*) FROM profile WHERE tenant_id = tenant AND attribute_profile_id = id);
END $$;
COMMENT ON FUNCTION attribute_profile_users IS 'How many self-service profiles use the user attribute profile; volatile, so that a statement that waited for a lock reads again.';

-- As versions before kept it, a problem is a text.
CREATE OR REPLACE FUNCTION logo_problem(tenant text, profile text, branding json) RETURNS jsonb LANGUAGE sql STABLE
RETURN (SELECT sentences_of(CASE WHEN l.problem LIKE '[%' THEN l.problem::jsonb ELSE to_jsonb(l.problem) END)
	  FROM profile_logo l
	 WHERE l.tenant_id = tenant AND l.profile_id = profile AND l.url = branding ->> 'logo_url');
COMMENT ON FUNCTION logo_problem IS 'Why pages do not show the logo that the branding names, as sentences; null: they do, or it was not fetched yet.';

-- A ticket that is made while its profile is being deleted waits for that, or this
-- trigger sees the ticket, because it reads again after it has locked the row.
CREATE OR REPLACE FUNCTION profile_ends_tickets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	WITH revoked AS (
		UPDATE ticket SET revoked_at = now()
		 WHERE tenant_id = OLD.tenant_id AND profile_id = OLD.profile_id AND revoked_at IS NULL
		RETURNING tenant_id, ticket_id, profile_id
	)
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id)
	SELECT tenant_id, 'ticket_revoked', 'success', 'system:profile_deleted', ticket_id, profile_id
	  FROM revoked;
	RETURN OLD;
END $$;
CREATE OR REPLACE TRIGGER profile_ends_tickets BEFORE DELETE ON profile
	FOR EACH ROW EXECUTE FUNCTION profile_ends_tickets();
