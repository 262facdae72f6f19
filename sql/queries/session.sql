-- SPDX-License-Identifier: Apache-2.0

-- :session_list tenant_id ticket_id session_hash idle_s -> session_id opened_at last_used_at browser system is_this
SELECT session_id(s) AS session_id, ms(s.opened_at) AS opened_at, ms(s.last_used_at) AS last_used_at,
       s.browser, s.system, s.token_hash = $3 AS is_this
  FROM session s
 WHERE s.tenant_id = $1 AND s.ticket_id = $2 AND session_state(s, $4::integer) = 'open'
 ORDER BY s.opened_at, s.token_hash;

-- :session_end tenant_id ticket_id session_hash session_id -> is_this
-- One that has ended already is answered, but is no event.
-- Locks the ticket, so it waits for the writes of that session that hold it.
-- Tells.
WITH held AS (
	SELECT tenant_id, ticket_id FROM ticket WHERE tenant_id = $1 AND ticket_id = $2 FOR NO KEY UPDATE
), target AS (
	SELECT s.tenant_id, s.ticket_id, s.token_hash, s.token_hash = k.token_hash AS is_this
	  FROM held JOIN visitor k USING (tenant_id, ticket_id) JOIN session s USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3 AND session_id(s) = $4
), ended AS (
	UPDATE session s SET ended_at = now(), draft = NULL
	  FROM target t
	 WHERE s.tenant_id = t.tenant_id AND s.ticket_id = t.ticket_id AND s.token_hash = t.token_hash AND s.ended_at IS NULL
	RETURNING s AS gone, t.is_this
), told AS (
	SELECT session_tell(gone, CASE WHEN is_this THEN 'itself' ELSE 'another' END) FROM ended
)
SELECT is_this FROM target WHERE (SELECT count(*) FROM told) >= 0;
