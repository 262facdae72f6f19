-- SPDX-License-Identifier: Apache-2.0

-- :home_realm host domain domain_unicode -> connection_id name strategy is_preferred
-- The connection with which people of that domain sign in: the preferred one, or
-- else the one enabled last.  By the host, because it is sent together with the
-- query that finds the caller.
SELECT c.connection_id, c.name, c.strategy, a.is_preferred
  FROM tenant_domain d
  JOIN connection_alias a USING (tenant_id)
  JOIN connection c USING (tenant_id, connection_id)
 WHERE d.domain = $1 AND a.domain IN ($2, $3)
   AND c.enabled_at IS NOT NULL AND cardinality(c.enabled_clients) > 0
 ORDER BY a.is_preferred DESC, c.enabled_at DESC LIMIT 1;

-- :home_realm_prefer tenant_id domain domain_unicode connection_id actor
WITH marked AS (
	SELECT $4::text AS connection_id WHERE alias_prefer($1, ARRAY[$2::text, $3::text], $4)
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, details)
	SELECT $1, 'home_realm_preferred', 'success', $5, jsonb_build_object('domain', $2::text, 'connection_id', connection_id)
	  FROM marked
)
SELECT connection_id FROM marked;
