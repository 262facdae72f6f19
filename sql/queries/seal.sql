-- SPDX-License-Identifier: Apache-2.0
--
-- The key that seals belongs to no tenant, so these see the secrets of all.

-- :seal_key_tell key_id actor
-- For each tenant, because the secrets of all tenants are sealed with that key.
INSERT INTO event (tenant_id, kind, outcome, actor, details)
SELECT tenant_id, 'seal_key_created', 'success', $2, jsonb_build_object('key_id', $1::text) FROM tenant
RETURNING tenant_id;

-- :seal_stale key_ids limit -> tenant_id place id part sealed
-- Copies of one text come together, so that they can become copies of one text again.
SELECT tenant_id, place, id, part, sealed
  FROM sealed_text WHERE left(sealed, 8) = ANY (string_to_array($1, ' '))
 ORDER BY sealed FETCH FIRST ($2::bigint) ROWS WITH TIES;

-- :seal_renew key_id renewals actor -> count
-- An event for each tenant of which something was renewed.
WITH done AS MATERIALIZED (
	SELECT n.tenant_id
	  FROM jsonb_to_recordset($2::jsonb) AS n (tenant_id text, place text, id text, part text, sealed text, renewed text)
	 WHERE seal_renew(n.tenant_id, n.place, n.id, n.part, n.sealed, n.renewed)
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT tenant_id, 'secrets_resealed', 'success', $3, jsonb_build_object('key_id', $1::text, 'count', count(*))
	  FROM done GROUP BY tenant_id
)
SELECT count(*) AS count FROM done;

-- :seal_census key_id -> key_id count
-- How much is sealed to each key but that one.
SELECT left(sealed, 8) AS key_id, count(*) AS count
  FROM sealed_text WHERE left(sealed, 8) <> $1 GROUP BY 1 ORDER BY 1;

-- :seal_retire key_ids actor -> remaining
SELECT seal_retire(string_to_array($1, ' '), $2) AS remaining;
