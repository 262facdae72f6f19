-- SPDX-License-Identifier: Apache-2.0
--
-- A secret goes only where it was entered for, so that place is kept beside it.  A
-- worker of the version before names no place; the next look at the provider adds it.

ALTER TABLE connection_revision
	ADD COLUMN sealed_for jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(sealed_for) = 'object');
COMMENT ON COLUMN connection_revision.sealed_for IS 'For which issuer, token endpoint and client id each secret was entered, by the name of its option. No place: nobody has looked at the provider since.';
COMMENT ON TABLE connection_revision IS 'Identity-provider settings: endpoints, certificates, client id, sealed secret, signing options, mapping. A change makes a new one; only the newest are kept.';

-- A secret was entered with the first revision that has it, sealed alike.
WITH secret AS (
	SELECT tenant_id, connection_id, revision, 'client_secret' AS name, sealed_secret AS sealed, settings || derived AS options
	  FROM connection_revision WHERE sealed_secret IS NOT NULL
	UNION ALL
	SELECT r.tenant_id, r.connection_id, r.revision, k.key, k.value #>> '{}', r.settings || r.derived
	  FROM connection_revision r, jsonb_each(r.sealed_keys) k
), entered AS (
	SELECT tenant_id, connection_id, revision, name, first_value(options) OVER (
	       PARTITION BY tenant_id, connection_id, name, sealed ORDER BY revision) AS options
	  FROM secret
), placed AS (
	SELECT tenant_id, connection_id, revision, jsonb_object_agg(name, jsonb_strip_nulls(jsonb_build_object(
	           'issuer', coalesce(options -> 'issuer', options -> 'idpEntityId'),
	           'token_endpoint', options -> 'token_endpoint', 'client_id', options -> 'client_id'))) AS places
	  FROM entered WHERE options ?| '{issuer,idpEntityId,token_endpoint}'
	 GROUP BY tenant_id, connection_id, revision
)
UPDATE connection_revision r SET sealed_for = placed.places FROM placed
 WHERE r.tenant_id = placed.tenant_id AND r.connection_id = placed.connection_id AND r.revision = placed.revision;
