-- SPDX-License-Identifier: Apache-2.0
--
-- retired: functions that only the queries of the previous version call.  Its workers
-- go on until they are restarted, so the statements that they have prepared must
-- neither fail nor do harm.  The next version drops the functions: each stands here
-- as DROP ... IF EXISTS then, and no longer in the version after that.

-- The previous version knows no options of a program's own.
CREATE OR REPLACE FUNCTION connection_options(settings jsonb, derived jsonb, config jsonb, aliases jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN connection_options(settings, derived, '{}', config, aliases);

CREATE OR REPLACE FUNCTION secret_moves(settings jsonb, derived jsonb, changed jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN secret_ways(changed) <> secret_ways(settings)
	AND secret_ways(derived || changed) <> secret_ways(settings || derived);

CREATE OR REPLACE FUNCTION connection_locked(tenant text, id text) RETURNS TABLE (connection_id text, name text,
	strategy text, revision integer, next integer, settings jsonb, derived jsonb, sealed_secret text,
	sealed_keys jsonb, sealed_for jsonb, certificates jsonb, aliases jsonb, made connection)
LANGUAGE sql AS $$
	SELECT l.connection_id, l.name, l.strategy, l.revision, l.next, l.settings, l.derived, l.sealed_secret,
	       l.sealed_keys, l.sealed_for, l.certificates, l.aliases, l.made FROM connection_held(tenant, id) l;
$$;

-- The options without domain_aliases, which the arguments do not hold.
CREATE OR REPLACE FUNCTION connection_options(settings jsonb, derived jsonb, config jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN connection_options(settings, derived, config, NULL);

CREATE OR REPLACE FUNCTION connection_outside(options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN options_outside(options) || jsonb_strip_nulls(jsonb_build_object('domain_aliases', options -> 'domain_aliases'));

CREATE OR REPLACE FUNCTION connection_aliases_with(config jsonb, domain text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN config;

CREATE OR REPLACE FUNCTION connection_aliases_without(config jsonb, domain text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN config;

CREATE OR REPLACE FUNCTION names_organization(config jsonb, organization text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN config -> 'enabled_organizations' @>
	jsonb_build_array(jsonb_build_object('organization_id', organization));

-- The previous version writes the list into the config.  It shows none, so a list that
-- a program sends back through it is incomplete: this adds aliases and removes none.
CREATE OR REPLACE FUNCTION connection_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE connection c SET config = c.config #- '{options,domain_aliases}'
	 WHERE c.tenant_id = NEW.tenant_id AND c.connection_id = NEW.connection_id;
	PERFORM aliases_after(c.tenant_id, c.connection_id, coalesce(aliases_of(c), '[]') || coalesce((
	            SELECT jsonb_agg(l.typed ORDER BY l.position)
	              FROM jsonb_array_elements_text(NEW.config #> '{options,domain_aliases}') WITH ORDINALITY AS l (typed, position)
	             WHERE NOT EXISTS (SELECT FROM connection_alias a WHERE a.tenant_id = c.tenant_id
	                       AND a.connection_id = c.connection_id AND a.domain = alias_domain(l.typed))), '[]'))
	   FROM connection c
	  WHERE c.tenant_id = NEW.tenant_id AND c.connection_id = NEW.connection_id
	    AND jsonb_typeof(NEW.config #> '{options,domain_aliases}') = 'array';
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER connection_aliases AFTER INSERT OR UPDATE OF config ON connection
	FOR EACH ROW WHEN ((new.config -> 'options'::text) ? 'domain_aliases'::text) EXECUTE FUNCTION connection_aliases();

CREATE OR REPLACE FUNCTION takes_keys(c connection) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN c.strategy IN ('okta', 'oidc');
COMMENT ON FUNCTION takes_keys IS 'Whether the connection may sign in to its provider with a key instead of a secret.';

CREATE OR REPLACE FUNCTION connection_live(tenant text, id text) RETURNS TABLE (connection_id text, name text,
	strategy text, revision integer, next integer, settings jsonb, derived jsonb, sealed_secret text,
	sealed_keys jsonb, certificates jsonb)
LANGUAGE sql AS $$
	SELECT l.connection_id, l.name, l.strategy, l.revision, l.next, l.settings, l.derived, l.sealed_secret,
	       l.sealed_keys, l.certificates FROM connection_locked(tenant, id) l;
$$;

CREATE OR REPLACE FUNCTION domain_claim(tenant text, connection text, ticket text, wanted text, as_typed text,
	via text, is_public boolean, actor text) RETURNS text LANGUAGE sql AS $$
	SELECT domain_claim(tenant, connection, ticket, wanted, as_typed, via, is_public, actor, NULL);
$$;

CREATE OR REPLACE FUNCTION domain_remove(tenant text, connection text, ticket text, wanted text, is_required boolean, actor text)
RETURNS boolean LANGUAGE sql AS $$
	SELECT domain_remove(tenant, connection, ticket, wanted, is_required, actor, NULL);
$$;
