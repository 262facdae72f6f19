-- SPDX-License-Identifier: Apache-2.0
--
-- connection: the settings of a connection, the values derived from them, and its clients.

CREATE OR REPLACE FUNCTION options_found(settings jsonb, derived jsonb, own text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN settings || derived || coalesce((SELECT jsonb_object_agg(o.name, settings -> o.name) FROM unnest(own) AS o (name)
	WHERE settings -> o.name <> 'null'), '{}');
COMMENT ON FUNCTION options_found IS 'The options of a revision: its settings, over them what was derived, and over that what a program itself set.';

CREATE OR REPLACE FUNCTION options_own(sent jsonb, shown jsonb, own text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY(SELECT s.key FROM jsonb_each(sent - '{domain_aliases,icon_url,idpinitiated}'::text[]) s
	WHERE s.value <> 'null' AND (s.key IN (SELECT unnest(own)) OR shown -> s.key IS DISTINCT FROM s.value) ORDER BY 1);
COMMENT ON FUNCTION options_own IS 'The options that a program sets itself, among those that it sent: the others it only sends back as they were shown, or they lie outside the revisions.';

CREATE OR REPLACE FUNCTION options_follow(options jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN jsonb_strip_nulls(options) ?| '{domain,discovery_url,tenantId,tenant_domain,metadataUrl,metadataXml,adfs_server,fedMetadataXml,pingFederateBaseUrl}';
COMMENT ON FUNCTION options_follow IS 'Whether they name a provider, or a document of it, from which others are derived.';

-- A program may have read older values than those shown now.
CREATE OR REPLACE FUNCTION options_never_derived(names text[], own text[], sent jsonb, tenant text, connection text) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT n.name FROM unnest(names) AS n (name)
	WHERE n.name IN (SELECT unnest(own)) OR NOT options_follow(sent) OR NOT EXISTS (SELECT FROM connection_revision r
	      WHERE r.tenant_id = tenant AND r.connection_id = connection AND r.derived -> n.name = sent -> n.name) ORDER BY 1);
COMMENT ON FUNCTION options_never_derived IS 'Of these options, those that are the program''s own already, or that no revision of the connection ever had from its provider.';

CREATE OR REPLACE FUNCTION options_without(options jsonb, derived jsonb, own text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN options_follow(options) THEN options - ARRAY(SELECT d.name FROM jsonb_object_keys(derived) AS d (name)
	WHERE d.name NOT IN (SELECT unnest(own))) ELSE options END;
COMMENT ON FUNCTION options_without IS 'The options without those that are derived and not the program''s own: a revision keeps none that its provider may take back.';

CREATE OR REPLACE FUNCTION connection_options(settings jsonb, derived jsonb, own text[], config jsonb, aliases jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN options_found(settings, derived, own) || coalesce(jsonb_strip_nulls(nullif(config -> 'options', 'null')), '{}')
	|| jsonb_strip_nulls(jsonb_build_object('domain_aliases', aliases));
COMMENT ON FUNCTION connection_options(jsonb, jsonb, text[], jsonb, jsonb) IS 'The options as they are shown.';

CREATE OR REPLACE FUNCTION options_outside(options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN jsonb_strip_nulls(jsonb_build_object('icon_url', options -> 'icon_url', 'idpinitiated', options -> 'idpinitiated'));
COMMENT ON FUNCTION options_outside IS 'The options that lie outside the revisions, in connection.config; domain_aliases also do, in connection_alias.';

CREATE OR REPLACE FUNCTION options_filled(options jsonb, more jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN options || coalesce((SELECT jsonb_object_agg(m.key, m.value) FROM jsonb_each(more) m
	WHERE coalesce(options -> m.key, 'null') = 'null'), '{}');
COMMENT ON FUNCTION options_filled IS 'The options, and of the others those that are absent or null there.';

CREATE OR REPLACE FUNCTION connection_settings(defaults jsonb, options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN options_filled(options - '{domain_aliases,icon_url,idpinitiated}'::text[], defaults) || coalesce((
	SELECT jsonb_object_agg(d.key, options_filled(options -> d.key, d.value)) FROM jsonb_each(defaults) d
	 WHERE jsonb_typeof(d.value) = 'object' AND jsonb_typeof(options -> d.key) = 'object'), '{}');
COMMENT ON FUNCTION connection_settings IS 'The options that a revision keeps, over the defaults of their strategy, two levels deep.';

CREATE OR REPLACE FUNCTION connection_sources(settings jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(settings)
	WHERE key IN ('domain', 'discovery_url', 'tenantId', 'tenant_domain', 'oidc_metadata', 'metadataUrl', 'metadataXml',
	              'protocolBinding', 'signingCert', 'cert', 'adfs_server', 'fedMetadataXml', 'pingFederateBaseUrl')), '{}');
COMMENT ON FUNCTION connection_sources IS 'The settings from which others are derived: as long as these stay, the derived ones stay.';

CREATE OR REPLACE FUNCTION clients_after(clients text[], added text[], removed text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY(SELECT unnest(clients) UNION SELECT unnest(added) EXCEPT SELECT unnest(removed) ORDER BY 1);

CREATE OR REPLACE FUNCTION secret_place(options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN jsonb_strip_nulls(jsonb_build_object('issuer', coalesce(options -> 'issuer', options -> 'idpEntityId'),
	'token_endpoint', options -> 'token_endpoint', 'client_id', options -> 'client_id'));
COMMENT ON FUNCTION secret_place IS 'Where the secrets of a connection with these options go, as connection_revision.sealed_for keeps it.';

CREATE OR REPLACE FUNCTION secret_endpoints(document jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('issuer', document -> 'issuer', 'authorization_endpoint', document -> 'authorization_endpoint',
	'token_endpoint', document -> 'token_endpoint', 'mtls_endpoint_aliases', document -> 'mtls_endpoint_aliases',
	'pushed_authorization_request_endpoint', document -> 'pushed_authorization_request_endpoint',
	'revocation_endpoint', document -> 'revocation_endpoint', 'introspection_endpoint', document -> 'introspection_endpoint',
	'device_authorization_endpoint', document -> 'device_authorization_endpoint',
	'backchannel_authentication_endpoint', document -> 'backchannel_authentication_endpoint');
COMMENT ON FUNCTION secret_endpoints IS 'Of a discovery document, or of options: the issuer and the endpoints to which a client proves itself, or is sent.';

CREATE OR REPLACE FUNCTION secret_ways(options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN jsonb_strip_nulls(secret_endpoints(options) || jsonb_build_object('client_id', options -> 'client_id',
	'domain', options -> 'domain', 'discovery_url', options -> 'discovery_url',
	'oidc_metadata', secret_endpoints(options -> 'oidc_metadata'),
	'tenant_domain', options -> 'tenant_domain', 'tenantId', options -> 'tenantId', 'app_domain', options -> 'app_domain',
	'app_id', options -> 'app_id', 'identity_api', options -> 'identity_api', 'waad_protocol', options -> 'waad_protocol',
	'use_wsfed', options -> 'use_wsfed', 'useCommonEndpoint', options -> 'useCommonEndpoint',
	'waad_common_endpoint', nullif(options -> 'waad_common_endpoint', 'false'),
	'idpEntityId', options -> 'idpEntityId', 'metadataUrl', options -> 'metadataUrl', 'metadataXml', options -> 'metadataXml',
	'adfs_server', options -> 'adfs_server', 'fedMetadataXml', options -> 'fedMetadataXml',
	'pingFederateBaseUrl', options -> 'pingFederateBaseUrl'));
COMMENT ON FUNCTION secret_ways IS 'The options from which it follows where a secret goes, and for which client, whatever the strategy.';

CREATE OR REPLACE FUNCTION secret_moves(found jsonb, own text[], changed jsonb, changed_own text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN secret_ways(changed) <> secret_ways(found)
	OR 'oidc_metadata' = ANY (own) AND NOT 'oidc_metadata' = ANY (changed_own);
COMMENT ON FUNCTION secret_moves(jsonb, text[], jsonb, text[]) IS 'Whether a change from these options to those may send a secret elsewhere. A document that a program gives up is fetched instead, and may then say anything.';

CREATE OR REPLACE FUNCTION secret_names(sealed_secret text, sealed_keys jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY(SELECT 'client_secret' WHERE sealed_secret IS NOT NULL UNION SELECT jsonb_object_keys(sealed_keys) ORDER BY 1);
COMMENT ON FUNCTION secret_names IS 'The names of the sealed secrets of a revision.';

-- A secret that nobody has looked at the provider for since it was entered has no place
-- yet: it was entered for whatever the provider's own document says first.
CREATE OR REPLACE FUNCTION sealed_for_found(r connection_revision, options jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN coalesce((SELECT jsonb_object_agg(name, secret_place(options))
	FROM unnest(secret_names(r.sealed_secret, coalesce(r.sealed_keys, '{}'))) AS name), '{}') || r.sealed_for;
COMMENT ON FUNCTION sealed_for_found IS 'The places of a revision''s secrets, now that these options were found.';

-- A function reads again after it has locked the row: of two simultaneous changes,
-- the later one sees the revision that the first one made.
CREATE OR REPLACE FUNCTION connection_held(tenant text, id text) RETURNS TABLE (connection_id text, name text,
	strategy text, revision integer, next integer, settings jsonb, derived jsonb, sealed_secret text,
	sealed_keys jsonb, sealed_for jsonb, certificates jsonb, aliases jsonb, made connection, own text[])
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM connection c WHERE c.tenant_id = tenant AND c.connection_id = id FOR NO KEY UPDATE;
	RETURN QUERY
	SELECT c.connection_id, c.name, c.strategy, r.revision, (
	           SELECT max(x.revision) + 1 FROM connection_revision x
	            WHERE x.tenant_id = c.tenant_id AND x.connection_id = c.connection_id),
	       r.settings, r.derived, r.sealed_secret, coalesce(r.sealed_keys, '{}'), r.sealed_for, r.certificates,
	       CASE WHEN c.has_aliases THEN coalesce((
	           SELECT jsonb_agg(a.typed ORDER BY a.position) FROM connection_alias a
	            WHERE a.tenant_id = c.tenant_id AND a.connection_id = c.connection_id), '[]') END, c, r.own_options
	  FROM connection c
	  JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
	                            AND r.revision = c.live_revision
	 WHERE c.tenant_id = tenant AND c.connection_id = id;
END $$;
COMMENT ON FUNCTION connection_held IS 'A connection with its live revision; locks the connection.';

-- A new revision, whoever makes it, ends the oldest ones.  The live one stays.
CREATE OR REPLACE FUNCTION revisions_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM connection_revision r
	 WHERE r.tenant_id = NEW.tenant_id AND r.connection_id = NEW.connection_id AND r.revision IN (
	       SELECT x.revision FROM connection_revision x
	         JOIN connection c ON c.tenant_id = x.tenant_id AND c.connection_id = x.connection_id
	        WHERE x.tenant_id = NEW.tenant_id AND x.connection_id = NEW.connection_id
	        ORDER BY x.revision = c.live_revision DESC, x.revision DESC OFFSET :CONNECTION_MAX_REVISIONS);
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER revisions_end AFTER INSERT ON connection_revision
	FOR EACH ROW EXECUTE FUNCTION revisions_end();

CREATE OR REPLACE FUNCTION mapped_attributes(settings jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
	SELECT coalesce(jsonb_agg(jsonb_build_object('target', m.key, 'values',
	           CASE jsonb_typeof(m.value) WHEN 'array' THEN m.value ELSE jsonb_build_array(m.value) END)), '[]')
	  FROM jsonb_each(coalesce(settings #> '{attribute_map,attributes}', settings -> 'fieldsMap', '{}')) m
	 WHERE jsonb_typeof(m.value) = 'string'
	    OR (jsonb_typeof(m.value) = 'array' AND NOT jsonb_path_exists(m.value, '$[*] ? (@.type() != "string")')));
COMMENT ON FUNCTION mapped_attributes IS 'The mapping of a connection, in one form for OpenID Connect and SAML: [{target, values}].';

CREATE OR REPLACE FUNCTION names_first(name jsonb, names jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN (SELECT jsonb_agg(n.name ORDER BY n.place) FROM (
	SELECT name, 0 AS place UNION ALL
	SELECT o.name, o.place FROM jsonb_array_elements(CASE jsonb_typeof(names) WHEN 'array' THEN names
	       WHEN 'string' THEN jsonb_build_array(names) ELSE '[]' END) WITH ORDINALITY AS o (name, place)
	 WHERE o.name <> names_first.name ORDER BY place LIMIT :MAPPING_MAX_NAMES) n);
COMMENT ON FUNCTION names_first IS 'The names of the SAML attributes that fill one of ours, that one before the others.';

CREATE OR REPLACE FUNCTION mapped_with(settings jsonb, used jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN used = '{}' THEN settings
	WHEN settings ? 'fieldsMap' THEN settings || jsonb_build_object('fieldsMap', (settings -> 'fieldsMap') || (
	     SELECT jsonb_object_agg(u.key, names_first(u.value, settings -> 'fieldsMap' -> u.key)) FROM jsonb_each(used) u))
	ELSE settings || jsonb_build_object('attribute_map', coalesce(settings -> 'attribute_map', '{}')
	     || jsonb_build_object('attributes', coalesce(settings #> '{attribute_map,attributes}', '{}') || used)) END;
COMMENT ON FUNCTION mapped_with IS 'The settings with a mapping that also has what an administrator chose (wizard.used_claims).';

CREATE OR REPLACE FUNCTION connection_has_domain(tenant text, connection text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	RETURN EXISTS (SELECT FROM connection_domain d
	    WHERE d.tenant_id = tenant AND d.connection_id = connection AND d.status = 'verified');
END $$;
COMMENT ON FUNCTION connection_has_domain IS 'Whether a domain is verified; volatile, so that a statement that waited for a lock reads again.';

CREATE OR REPLACE FUNCTION connection_needs_test(c connection, profile text) RETURNS boolean LANGUAGE sql STABLE
RETURN c.tested_revision IS DISTINCT FROM c.live_revision AND EXISTS (
	SELECT FROM profile p WHERE p.tenant_id = c.tenant_id AND p.profile_id = profile AND p.requires_test);
COMMENT ON FUNCTION connection_needs_test IS 'Whether a ticket with that profile may enable the connection only after a test of its live revision has passed.';

CREATE OR REPLACE FUNCTION options_name_tenant(options jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN NOT options ? 'useCommonEndpoint' OR coalesce(options ->> 'tenantId', '') <> '' OR CASE coalesce(options ->> 'issuer', '')
	WHEN '' THEN lower(coalesce(options ->> 'tenant_domain', '')) NOT IN ('', 'common', 'organizations', 'consumers')
	ELSE strpos(options ->> 'issuer', '{tenantid}') = 0 END;
COMMENT ON FUNCTION options_name_tenant IS 'Whether they say whose people may sign in; where useCommonEndpoint is an option, the provider has one server for all tenants.';

-- It runs once the whole statement is done, which may make the revision, too.
CREATE OR REPLACE FUNCTION connection_is_for_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.enabled_clients = '{}' OR TG_OP = 'UPDATE' AND NEW.live_revision = OLD.live_revision
	   AND clients_after(NEW.enabled_clients, '{}', OLD.enabled_clients) = '{}' THEN
		RETURN NULL;
	END IF;
	IF EXISTS (SELECT FROM connection_revision r WHERE r.tenant_id = NEW.tenant_id AND r.connection_id = NEW.connection_id
	               AND r.revision = NEW.live_revision
	               AND NOT options_name_tenant(options_found(r.settings, r.derived, r.own_options))) THEN
		RAISE EXCEPTION 'The connection names no tenant, so people of any tenant could sign in. It cannot be enabled for clients without tenantId or tenant_domain.'
			USING ERRCODE = 'PX400';
	END IF;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER connection_is_for_tenant AFTER INSERT OR UPDATE OF enabled_clients, live_revision ON connection
	FOR EACH ROW EXECUTE FUNCTION connection_is_for_tenant();

CREATE OR REPLACE FUNCTION connection_waits(c connection) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN c.enabled_at IS NULL AND c.enable_revision = c.live_revision;
COMMENT ON FUNCTION connection_waits IS 'Whether the connection is enabled, or submitted, as soon as a domain is verified.';

-- An administrator pressed "Enable when verified" or, with a ticket that names no clients,
-- "Submit when verified", and a domain is verified.  Returns the connection's id if that
-- was done.  It is not if the ticket was revoked, or the settings or the clients were
-- changed since.
CREATE OR REPLACE FUNCTION connection_enable_by_itself(tenant text, id text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n connection;
	k ticket;
BEGIN
	SELECT * INTO n FROM connection c WHERE c.tenant_id = tenant AND c.connection_id = id
	   AND c.enable_revision = c.live_revision AND c.enabled_at IS NULL FOR NO KEY UPDATE;
	SELECT * INTO k FROM ticket t WHERE t.tenant_id = tenant AND t.ticket_id = n.enable_ticket_id
	   AND t.revoked_at IS NULL FOR SHARE;
	IF k.ticket_id IS NULL OR k.may_enable <> (cardinality(n.intended_clients) > 0) OR NOT connection_has_domain(tenant, id)
	   OR connection_needs_test(n, k.profile_id) THEN
		RETURN NULL;
	END IF;
	UPDATE connection c SET enabled_clients = c.intended_clients, updated_at = now(),
	       enable_revision = NULL, enable_ticket_id = NULL, enabled_at = CASE WHEN k.may_enable THEN now() END,
	       submitted_at = CASE WHEN NOT k.may_enable THEN now() END
	 WHERE c.tenant_id = tenant AND c.connection_id = id;
	UPDATE organization_connection l SET is_enabled = true
	 WHERE k.may_enable AND l.tenant_id = tenant AND l.connection_id = id
	   AND l.organization_id IN (SELECT organizations_of(k.config));
	UPDATE wizard w SET step = 'done', revision = w.revision + 1, updated_at = now()
	 WHERE w.tenant_id = tenant AND w.ticket_id = k.ticket_id;
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details, at)
	SELECT tenant, act.kind, act.outcome, 'system:verify_domain', k.ticket_id, k.profile_id,
	       flow_details(n.name, k.ticket_id) || jsonb_build_object('connection_id', id), act.at
	  FROM (VALUES (CASE WHEN k.may_enable THEN 'ss_sso_enable_connection' ELSE 'connection_submitted' END, 'success', now()),
	               ('ss_sso_flow_end', 'info', clock_timestamp())) act (kind, outcome, at);
	RETURN id;
END $$;
