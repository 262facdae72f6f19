-- SPDX-License-Identifier: Apache-2.0
--
-- alias: which domains lead to which connection.

CREATE OR REPLACE FUNCTION connection_aliases_with(config jsonb, domain text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_set(config, '{options}', coalesce(nullif(config -> 'options', 'null'), '{}')
	|| jsonb_build_object('domain_aliases',
	     coalesce(nullif(config #> '{options,domain_aliases}', 'null'), '[]') - domain || to_jsonb(domain)));
COMMENT ON FUNCTION connection_aliases_with IS 'The config of a connection with that domain among its aliases, once.';

CREATE OR REPLACE FUNCTION connection_aliases_without(config jsonb, domain text) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN CASE WHEN jsonb_typeof(config #> '{options,domain_aliases}') = 'array'
	THEN jsonb_set(config, '{options,domain_aliases}', (config #> '{options,domain_aliases}') - domain)
	ELSE config END;
COMMENT ON FUNCTION connection_aliases_without IS 'The same without it.';

-- By a program that writes other domain_aliases: what the tenant takes from a
-- connection is no longer claimed for it.
CREATE OR REPLACE FUNCTION connection_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	wanted text[] := ARRAY(SELECT DISTINCT lower(rtrim(d, '.')) FROM jsonb_array_elements_text(
	    CASE WHEN jsonb_typeof(NEW.config #> '{options,domain_aliases}') = 'array'
	         THEN NEW.config #> '{options,domain_aliases}' ELSE '[]' END) d);
	claim connection_domain;
BEGIN
	DELETE FROM connection_alias WHERE tenant_id = NEW.tenant_id
	   AND connection_id = NEW.connection_id AND domain <> ALL (wanted);
	INSERT INTO connection_alias (tenant_id, domain, connection_id)
	SELECT NEW.tenant_id, d, NEW.connection_id FROM unnest(wanted) d
	ON CONFLICT (tenant_id, domain, connection_id) DO NOTHING;
	FOR claim IN DELETE FROM connection_domain d WHERE d.tenant_id = NEW.tenant_id
	       AND d.connection_id = NEW.connection_id AND d.status = 'verified' AND d.domain <> ALL (wanted) RETURNING * LOOP
		PERFORM domain_tell(claim, 'ss_sso_delete_verified_domain', 'success', 'system:domain_aliases');
	END LOOP;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER connection_aliases AFTER INSERT OR UPDATE OF config ON connection
	FOR EACH ROW EXECUTE FUNCTION connection_aliases();
