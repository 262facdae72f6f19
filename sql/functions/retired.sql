-- SPDX-License-Identifier: Apache-2.0
--
-- retired: what the queries of the version before still call.  Its workers go on
-- until they are started anew, so what they have prepared must neither fail nor
-- do harm.  The version after drops it: then each stands here as DROP ... IF
-- EXISTS, and in the one after that not at all.

-- Shown without domain_aliases, which its arguments do not tell.
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

-- It writes the list into the config.
CREATE OR REPLACE FUNCTION connection_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE connection c SET config = c.config #- '{options,domain_aliases}'
	 WHERE c.tenant_id = NEW.tenant_id AND c.connection_id = NEW.connection_id;
	PERFORM aliases_after(NEW.tenant_id, NEW.connection_id, NEW.config #> '{options,domain_aliases}');
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER connection_aliases AFTER INSERT OR UPDATE OF config ON connection
	FOR EACH ROW WHEN ((new.config -> 'options'::text) ? 'domain_aliases'::text) EXECUTE FUNCTION connection_aliases();

CREATE OR REPLACE FUNCTION takes_keys(c connection) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN c.strategy IN ('okta', 'oidc');
COMMENT ON FUNCTION takes_keys IS 'Whether it may sign in at its provider with a key instead of a secret.';
