-- SPDX-License-Identifier: Apache-2.0
--
-- A list has at least one row, for the total and for whether the log after which it
-- begins is known.  There are two queries, newest and oldest first, so that each
-- walks the index.  hidden: members that stay here; null: none.

-- @log -> log_id date event_name outcome sentences ip client_id client_name details
-- @log_page -> @log total is_known

-- :log_list tenant_id outcome offset limit with_total hidden -> @log_page
SELECT l.*, CASE WHEN $5::boolean THEN (SELECT count(*) FROM log
         WHERE tenant_id = t.tenant_id AND outcome = coalesce($2, outcome)) END AS total, true AS is_known
  FROM tenant t
  LEFT JOIN LATERAL (
	SELECT log_id, date, event_name, outcome,
	       CASE WHEN 'description' <> ALL (h.names) OR 'details' <> ALL (h.names) THEN sentences::text END AS sentences,
	       ip, client_id, client_name, CASE WHEN 'details' <> ALL (h.names) THEN details::text END AS details
	  FROM string_to_array(coalesce($6, ''), ' ') h (names), log
	 WHERE tenant_id = t.tenant_id AND outcome = coalesce($2, outcome)
	 ORDER BY at DESC, event_id DESC OFFSET $3::bigint LIMIT $4::bigint) l ON true
 WHERE t.tenant_id = $1;

-- :log_list_oldest tenant_id outcome after settled_s offset limit with_total hidden -> @log_page
-- A row younger than settled_s is left out: a statement that began before a listed
-- one may still run, and a program that goes on from there would never see its event.
SELECT l.*, CASE WHEN $7::boolean THEN (SELECT count(*) FROM log
         WHERE tenant_id = t.tenant_id AND outcome = coalesce($2, outcome)) END AS total,
       $3::uuid IS NULL OR EXISTS (
         SELECT FROM log WHERE tenant_id = t.tenant_id AND event_id = $3::uuid) AS is_known
  FROM tenant t
  LEFT JOIN LATERAL (
	SELECT log_id, date, event_name, outcome,
	       CASE WHEN 'description' <> ALL (h.names) OR 'details' <> ALL (h.names) THEN sentences::text END AS sentences,
	       ip, client_id, client_name, CASE WHEN 'details' <> ALL (h.names) THEN details::text END AS details
	  FROM string_to_array(coalesce($8, ''), ' ') h (names), log
	 WHERE tenant_id = t.tenant_id AND outcome = coalesce($2, outcome)
	   AND at <= now() - make_interval(secs => $4::integer)
	   AND ($3::uuid IS NULL OR (at, event_id) > (
	       SELECT at, event_id FROM event WHERE tenant_id = t.tenant_id AND event_id = $3::uuid))
	 ORDER BY at, event_id OFFSET $5::bigint LIMIT $6::bigint) l ON true
 WHERE t.tenant_id = $1;

-- :log_load tenant_id event_id -> @log
SELECT log_id, date, event_name, outcome, sentences::text, ip, client_id, client_name, details::text
  FROM log WHERE tenant_id = $1 AND event_id = $2::uuid;
