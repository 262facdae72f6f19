-- SPDX-License-Identifier: Apache-2.0
--
-- alias: the domains that lead to a connection.  These functions assemble
-- options.domain_aliases when it is read, and take it apart when it is written.

CREATE OR REPLACE FUNCTION aliases_of(c connection) RETURNS jsonb LANGUAGE sql STABLE
RETURN CASE WHEN c.has_aliases THEN coalesce((
	SELECT jsonb_agg(a.typed ORDER BY a.position) FROM connection_alias a
	 WHERE a.tenant_id = c.tenant_id AND a.connection_id = c.connection_id), '[]') END;
COMMENT ON FUNCTION aliases_of IS 'The list as it is shown; null: there is none.';

CREATE OR REPLACE FUNCTION alias_domain(typed text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN lower(rtrim(regexp_replace(typed, '^[a-zA-Z0-9+.-]+://([^/?#:@]*)(:[0-9]*)?([/?#].*)?$', '\1'), '.'));
COMMENT ON FUNCTION alias_domain IS 'The domain that an item of the list names: itself, or the host of a URL.';

-- The list that a program sent replaces the present one; null leaves it.  If the
-- tenant takes a domain from a connection, its claim ends, too.  Returns the list
-- as it is then; the connection is locked.
CREATE OR REPLACE FUNCTION aliases_after(tenant text, connection text, names jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	listed jsonb;
	preferred text[];
	claim connection_domain;
BEGIN
	SELECT aliases_of(n) INTO listed FROM connection n WHERE n.tenant_id = tenant AND n.connection_id = connection;
	IF names IS NULL OR jsonb_typeof(names) <> 'array' OR names = listed THEN
		RETURN listed;
	END IF;

	UPDATE connection n SET has_aliases = true
	 WHERE n.tenant_id = tenant AND n.connection_id = connection AND NOT n.has_aliases;
	preferred := ARRAY(SELECT a.domain FROM connection_alias a
	                    WHERE a.tenant_id = tenant AND a.connection_id = connection AND a.is_preferred);
	DELETE FROM connection_alias a WHERE a.tenant_id = tenant AND a.connection_id = connection;
	INSERT INTO connection_alias (tenant_id, connection_id, position, typed, domain, is_preferred)
	SELECT tenant, connection, l.position, l.typed, d.domain, d.domain IN (SELECT unnest(preferred))
	  FROM jsonb_array_elements_text(names) WITH ORDINALITY AS l (typed, position),
	       LATERAL alias_domain(l.typed) AS d (domain);

	FOR claim IN DELETE FROM connection_domain d
	     WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.status = 'verified'
	       AND NOT EXISTS (SELECT FROM connection_alias a
	              WHERE a.tenant_id = tenant AND a.connection_id = connection AND a.domain = d.domain)
	     RETURNING d.* LOOP
		PERFORM domain_tell(claim, 'ss_sso_delete_verified_domain', 'success', 'system:domain_aliases');
	END LOOP;
	RETURN names;
END $$;

-- Adds the domain at the end of the list, once.  The connection is locked.
CREATE OR REPLACE FUNCTION alias_add(tenant text, connection text, wanted text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	WITH former AS (
		DELETE FROM connection_alias a
		 WHERE a.tenant_id = tenant AND a.connection_id = connection AND a.typed = wanted
	)
	INSERT INTO connection_alias (tenant_id, connection_id, position, typed, domain, is_preferred)
	SELECT tenant, connection, coalesce(max(a.position), 0) + 1, wanted, wanted,
	       coalesce(bool_or(a.is_preferred) FILTER (WHERE a.domain = wanted), false)
	  FROM connection_alias a WHERE a.tenant_id = tenant AND a.connection_id = connection;
	UPDATE connection n SET has_aliases = true, updated_at = now()
	 WHERE n.tenant_id = tenant AND n.connection_id = connection;
END $$;

CREATE OR REPLACE FUNCTION alias_remove(tenant text, connection text, unwanted text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM connection_alias a WHERE a.tenant_id = tenant AND a.connection_id = connection AND a.domain = unwanted;
	IF FOUND THEN
		UPDATE connection n SET updated_at = now() WHERE n.tenant_id = tenant AND n.connection_id = connection;
	END IF;
END $$;

-- Makes the domain lead to this one of several connections; false if the connection
-- does not have the domain.  It waits for a list that is changing, because the list
-- has other rows afterwards.
CREATE OR REPLACE FUNCTION alias_prefer(tenant text, names text[], connection text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM connection n
	  WHERE n.tenant_id = tenant AND n.connection_id IN (SELECT a.connection_id FROM connection_alias a
	         WHERE a.tenant_id = tenant AND a.domain IN (SELECT unnest(names)))
	  ORDER BY n.connection_id FOR NO KEY UPDATE;
	IF NOT EXISTS (SELECT FROM connection_alias a
	     WHERE a.tenant_id = tenant AND a.connection_id = connection AND a.domain IN (SELECT unnest(names))) THEN
		RETURN false;
	END IF;
	UPDATE connection_alias a SET is_preferred = (a.connection_id = connection)
	 WHERE a.tenant_id = tenant AND a.domain IN (SELECT unnest(names));
	RETURN true;
END $$;
