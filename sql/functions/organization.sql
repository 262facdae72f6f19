-- SPDX-License-Identifier: Apache-2.0
--
-- organization: organizations with their connections.

-- Counts one more or one less; simultaneous acts wait for each other at the locked
-- row of the organization.  Without room, or without the organization, the row is
-- left out.  If the link is there already, its key decides.
CREATE OR REPLACE FUNCTION organization_connection_count() RETURNS trigger LANGUAGE plpgsql AS $$
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
	 WHERE tenant_id = NEW.tenant_id AND organization_id = NEW.organization_id AND connection_count < :ORGANIZATION_MAX_CONNECTIONS;
	RETURN CASE WHEN FOUND THEN NEW END;
END $$;
CREATE OR REPLACE TRIGGER organization_connection_more BEFORE INSERT ON organization_connection
	FOR EACH ROW EXECUTE FUNCTION organization_connection_count();
CREATE OR REPLACE TRIGGER organization_connection_less AFTER DELETE ON organization_connection
	FOR EACH ROW EXECUTE FUNCTION organization_connection_count();

CREATE OR REPLACE FUNCTION organization_connection_json(l organization_connection, c connection) RETURNS text
LANGUAGE sql STABLE
RETURN json_strip_nulls(json_build_object('connection_id', l.connection_id,
	'assign_membership_on_login', l.assign_membership_on_login, 'show_as_button', l.show_as_button,
	'is_signup_enabled', l.is_signup_enabled,
	'connection', json_build_object('name', c.name, 'strategy', c.strategy),
	'organization_connection_name', l.organization_connection_name,
	'organization_access_level', l.organization_access_level, 'is_enabled', l.is_enabled))::text;
COMMENT ON FUNCTION organization_connection_json IS 'A link as the API shows it, for every query that returns one.';

CREATE OR REPLACE FUNCTION organization_remove(tenant text, id text, actor text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	gone organization;
BEGIN
	PERFORM claims_end(tenant, id, NULL, false, actor);
	DELETE FROM organization o WHERE o.tenant_id = tenant AND o.organization_id = id RETURNING * INTO gone;
	IF NOT FOUND THEN
		RETURN false;
	END IF;
	UPDATE tenant t SET organization_count = organization_count - 1 WHERE t.tenant_id = tenant;
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	VALUES (tenant, 'organization_deleted', 'success', organization_remove.actor,
	        jsonb_build_object('organization_id', gone.organization_id, 'name', gone.name));
	RETURN true;
END $$;
