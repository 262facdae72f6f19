-- SPDX-License-Identifier: Apache-2.0

-- :login_watch domain ticket_id session_hash idle_s login_id -> state
-- For a page that waits for that test or, if login_id is null, for the newest one of the connection: what
-- it compares with the state that it shows (web/assistant/test.c); "waiting" while that is about to change.
SELECT CASE WHEN NOT ticket_lasts(k) OR session_state(s, $4::integer) <> 'open' THEN 'ended'
            WHEN l.login_id IS NULL THEN 'none'
            WHEN l.state IN ('signing', 'answered') THEN 'waiting'
            WHEN l.state = 'started' AND $5::text IS NULL
             AND l.started_at > now() - make_interval(secs => :LOGIN_LATE_S) THEN 'waiting'
            ELSE l.state || ' ' || l.login_id END AS state
  FROM tenant_domain d
  JOIN session s ON s.tenant_id = d.tenant_id AND s.ticket_id = $2 AND s.token_hash = $3
  JOIN ticket k ON k.tenant_id = s.tenant_id AND k.ticket_id = s.ticket_id
  LEFT JOIN wizard w ON w.tenant_id = k.tenant_id AND w.ticket_id = k.ticket_id
  LEFT JOIN LATERAL (
	SELECT x.login_id, login_state(x) AS state, x.started_at FROM login x
	 WHERE x.tenant_id = w.tenant_id AND x.connection_id = w.connection_id AND ($5::text IS NULL OR x.login_id = $5)
	 ORDER BY x.started_at DESC, x.login_id DESC LIMIT 1) l ON true
 WHERE d.domain = $1;
