-- SPDX-License-Identifier: Apache-2.0
--
-- postern-jobs makes keys ahead of time, and the statement that needs a spare key
-- takes it; two simultaneous statements get different keys.  For one connection the
-- statements run one after the other, and the unique states refuse a statement that
-- still saw the former keys.

-- @connection_key -> takes_keys has_keys key_id state algorithm current_since subject certificate pkcs7 sha1

-- :key_wanted tenant_id -> kind canonical_domain
-- The kind of a missing key, if any: one of the tenant's own two, a spare one, or one of the
-- two for encryption.  A connection takes two of a kind at first, so there are enough for two
-- connections.
SELECT w.kind, t.canonical_domain
  FROM tenant t
 CROSS JOIN (VALUES ('rsa3072', 1), ('encryption', 2), ('p384', 3), ('p256', 4)) w (kind, place)
 WHERE t.tenant_id = $1
   AND CASE WHEN w.kind = 'encryption' THEN (SELECT count(*) FROM signing_key k
          WHERE k.tenant_id = t.tenant_id AND k.use IN ('encryption', 'encryption_next')) < 2
       ELSE (SELECT count(*) FROM signing_key k
          WHERE k.tenant_id = t.tenant_id AND k.kind = w.kind AND k.use = 'spare') < 4
        OR (w.kind = 'rsa3072' AND (SELECT count(*) FROM signing_key k
          WHERE k.tenant_id = t.tenant_id AND k.use IN ('tenant', 'tenant_next')) < 2) END
 ORDER BY w.place LIMIT 1;

-- :key_keep tenant_id key_id kind subject certificate pkcs7 sha1 sha256 sealed_key
-- The first RSA keys become the tenant's own and its next one, because some SAML
-- products need an RSA key; those for encryption likewise.  Keeps nothing if another process
-- made that one in the meantime; the lock makes processes wait for each other.
INSERT INTO signing_key (tenant_id, key_id, kind, subject, certificate, pkcs7, sha1, sha256, sealed_key, use)
SELECT t.tenant_id, $2, CASE $3 WHEN 'encryption' THEN 'rsa3072' ELSE $3 END, $4, $5, $6, $7, $8, $9,
       CASE WHEN o.use IS NULL THEN 'spare'
            WHEN NOT EXISTS (SELECT FROM signing_key k WHERE k.tenant_id = t.tenant_id AND k.use = o.use) THEN o.use
            WHEN o.use = 'encryption' OR NOT EXISTS (SELECT FROM signing_key k
                 WHERE k.tenant_id = t.tenant_id AND k.use = 'tenant_next') THEN o.use || '_next'
            ELSE 'spare' END
  FROM tenant t, (VALUES (CASE $3 WHEN 'rsa3072' THEN 'tenant' WHEN 'encryption' THEN $3 END)) o (use)
 WHERE t.tenant_id = $1 FOR NO KEY UPDATE OF t
ON CONFLICT (tenant_id, use) WHERE starts_with(use, 'tenant') OR starts_with(use, 'encryption') DO NOTHING
RETURNING key_id;

-- :connection_keys_list tenant_id connection_id key_strategies -> @connection_key
-- One row without a key where the connection has none.
SELECT c.strategy = ANY (string_to_array($3, ' ')) AS takes_keys, NULL AS has_keys, k.key_id, k.state, k.algorithm,
       ms(k.current_since) AS current_since, k.subject, k.certificate, k.pkcs7, k.sha1
  FROM connection c
  LEFT JOIN signing_key k ON k.tenant_id = c.tenant_id AND k.connection_id = c.connection_id
 WHERE c.tenant_id = $1 AND c.connection_id = $2
 ORDER BY k.state;

-- :connection_keys_create tenant_id connection_id algorithm key_strategies actor -> @connection_key
-- Takes both keys or none.  Returns a row without a key where nothing was taken: the
-- connection cannot have keys, has them already, or no spare one is there.
WITH target AS (
	SELECT c.*, c.strategy = ANY (string_to_array($4, ' ')) AS takes, EXISTS (
	           SELECT FROM signing_key k
	            WHERE k.tenant_id = c.tenant_id AND k.connection_id = c.connection_id) AS has
	  FROM connection c WHERE c.tenant_id = $1 AND c.connection_id = $2 FOR NO KEY UPDATE OF c
), found AS (
	SELECT k.key_id
	  FROM signing_key k JOIN target USING (tenant_id)
	 WHERE k.kind = (key_kinds($3))[1] AND k.use = 'spare' AND target.takes AND NOT target.has
	 ORDER BY k.created_at LIMIT 2 FOR UPDATE OF k SKIP LOCKED
), numbered AS (
	SELECT key_id, row_number() OVER (ORDER BY key_id) = 1 AS is_first, count(*) OVER () AS count FROM found
), taken AS (
	UPDATE signing_key k
	   SET use = 'connection', connection_id = target.connection_id, algorithm = $3,
	       state = CASE WHEN is_first THEN 'current' ELSE 'next' END,
	       current_since = CASE WHEN is_first THEN now() END
	  FROM numbered, target
	 WHERE k.tenant_id = target.tenant_id AND k.key_id = numbered.key_id AND numbered.count = 2
	RETURNING k.*
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject)
	SELECT tenant_id, 'make_keys', 'all' FROM target WHERE takes AND NOT has
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'connection_keys_created', 'success', $5,
	       jsonb_build_object('connection_id', connection_id, 'connection_name', name, 'algorithm', $3::text,
	                          'key_ids', (SELECT jsonb_agg(key_id ORDER BY state) FROM taken))
	  FROM target WHERE EXISTS (SELECT FROM taken)
)
SELECT target.takes AS takes_keys, target.has AS has_keys, k.key_id, k.state, k.algorithm,
       ms(k.current_since) AS current_since, k.subject, k.certificate, k.pkcs7, k.sha1
  FROM target LEFT JOIN taken k ON true
 ORDER BY k.state;

-- :connection_keys_rotate tenant_id connection_id algorithm key_strategies actor -> @connection_key
-- The previous key is deleted, the current one becomes the previous one, the next one
-- the current one, and a spare one the next one; without an algorithm, a spare one for
-- that of the former next key.  Nothing changes if no spare one is there.
WITH target AS (
	SELECT c.*, c.strategy = ANY (string_to_array($4, ' ')) AS takes, former.algorithm IS NOT NULL AS has,
	       coalesce($3, former.algorithm) AS algorithm
	  FROM connection c
	  LEFT JOIN signing_key former ON former.tenant_id = c.tenant_id
	        AND former.connection_id = c.connection_id AND former.state = 'next'
	 WHERE c.tenant_id = $1 AND c.connection_id = $2 FOR NO KEY UPDATE OF c
), found AS (
	SELECT k.key_id
	  FROM signing_key k JOIN target USING (tenant_id)
	 WHERE k.kind = (key_kinds(target.algorithm))[1] AND k.use = 'spare' AND target.takes AND target.has
	 ORDER BY k.created_at LIMIT 1 FOR UPDATE OF k SKIP LOCKED
), ended AS (
	DELETE FROM signing_key k USING target, found
	 WHERE k.tenant_id = target.tenant_id AND k.connection_id = target.connection_id AND k.state = 'previous'
), moved AS (
	UPDATE signing_key k
	   SET state = CASE k.state WHEN 'next' THEN 'current' ELSE 'previous' END,
	       current_since = CASE k.state WHEN 'next' THEN now() ELSE k.current_since END
	  FROM target, found
	 WHERE k.tenant_id = target.tenant_id AND k.connection_id = target.connection_id
	   AND k.state IN ('current', 'next')
), taken AS (
	UPDATE signing_key k
	   SET use = 'connection', connection_id = target.connection_id, algorithm = target.algorithm, state = 'next'
	  FROM target, found
	 WHERE k.tenant_id = target.tenant_id AND k.key_id = found.key_id
	RETURNING k.*
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject)
	SELECT tenant_id, 'make_keys', 'all' FROM target WHERE takes AND has
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT target.tenant_id, 'connection_keys_rotated', 'success', $5,
	       jsonb_build_object('connection_id', target.connection_id, 'connection_name', target.name,
	                          'algorithm', target.algorithm, 'key_ids', jsonb_build_array(taken.key_id))
	  FROM target, taken
)
SELECT target.takes AS takes_keys, target.has AS has_keys, k.key_id, k.state, k.algorithm,
       ms(k.current_since) AS current_since, k.subject, k.certificate, k.pkcs7, k.sha1
  FROM target LEFT JOIN taken k ON true;

-- :tenant_keys_list tenant_id -> key_id state kind used_since sha256 certificate
-- Current, next, previous; one row without a key where none is made yet.
SELECT k.key_id, CASE k.use WHEN 'tenant' THEN 'current' ELSE substr(k.use, length('tenant_') + 1) END AS state,
       k.kind, ms(k.used_since) AS used_since, k.sha256, k.certificate
  FROM tenant t
  LEFT JOIN signing_key k ON k.tenant_id = t.tenant_id AND k.use IN ('tenant', 'tenant_next', 'tenant_previous')
 WHERE t.tenant_id = $1
 ORDER BY k.use;

-- :tenant_key_rotate tenant_id next_key_id actor -> is_done
SELECT tenant_key_rotate($1, $2, $3) AS is_done FROM tenant WHERE tenant_id = $1;

-- :service_provider_load domain connection_name
-- -> tenant_id domain certificate next_certificate pkcs7 encryption_certificate entity_id
-- The facts in our SAML metadata, at the domain of the request.  Anybody may read them, and nobody is to learn from
-- them which connections there are: a connection adds only the entity ID that was chosen for it.
SELECT t.tenant_id, d.domain, k.certificate, n.certificate AS next_certificate, k.pkcs7,
       e.certificate AS encryption_certificate, r.settings ->> 'entityId' AS entity_id
  FROM tenant_domain d
  JOIN tenant t USING (tenant_id)
  LEFT JOIN signing_key k ON k.tenant_id = t.tenant_id AND k.use = 'tenant'
  LEFT JOIN signing_key n ON n.tenant_id = t.tenant_id AND n.use = 'tenant_next'
  LEFT JOIN signing_key e ON e.tenant_id = t.tenant_id AND e.use = 'encryption'
  LEFT JOIN connection c ON c.tenant_id = t.tenant_id AND lower(c.name) = lower($2)
  LEFT JOIN connection_revision r ON r.tenant_id = c.tenant_id AND r.connection_id = c.connection_id
                                 AND r.revision = c.live_revision
 WHERE d.domain = $1;
