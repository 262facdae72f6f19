-- SPDX-License-Identifier: Apache-2.0

-- :refusal_tell domain reason address actor details
-- Of the refusals of one reason to one address in a window, the 1st, 10th, 100th and so on are
-- events, with their number; and of all addresses' of one tenant at most REFUSAL_MAX_EVENTS of
-- strangers, who could otherwise hide the others', and as many of those who are known.
WITH place AS (
	SELECT tenant_id, w.ends_at FROM tenant_domain
	 CROSS JOIN rate_window_end(:REFUSAL_WINDOW_S) AS w (ends_at) WHERE domain = $1
), alike AS (
	INSERT INTO rate AS r (tenant_id, subject, shard, ends_at, used)
	SELECT tenant_id, refusal_subject($2, $3::inet), 0, ends_at, 1 FROM place
	ON CONFLICT (tenant_id, subject, shard) DO UPDATE
	   SET used = CASE WHEN r.ends_at >= excluded.ends_at THEN r.used + 1 ELSE 1 END,
	       ends_at = greatest(r.ends_at, excluded.ends_at)
	RETURNING tenant_id, ends_at, used
), told AS (
	INSERT INTO rate AS r (tenant_id, subject, shard, ends_at, used)
	SELECT tenant_id, CASE WHEN starts_with($4, 'stranger:') THEN 'told' ELSE 'told:known' END, 0, ends_at, 1 FROM alike WHERE is_power_of_ten(used)
	ON CONFLICT (tenant_id, subject, shard) DO UPDATE
	   SET used = CASE WHEN r.ends_at >= excluded.ends_at THEN r.used + 1 ELSE 1 END,
	       ends_at = greatest(r.ends_at, excluded.ends_at)
	RETURNING used
)
INSERT INTO event (tenant_id, kind, outcome, actor, details)
SELECT a.tenant_id, 'refused', 'failure', $4, $5::jsonb || jsonb_build_object('reason', $2::text, 'count', a.used)
  FROM alike a, told WHERE told.used <= :REFUSAL_MAX_EVENTS
RETURNING event_id;
