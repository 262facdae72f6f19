-- SPDX-License-Identifier: Apache-2.0

-- :event_list tenant_id -> at kind outcome actor details sentences
SELECT ms(at) AS at, kind, outcome, actor, jsonb_strip_nulls(
           jsonb_build_object('ticket', ticket_id, 'profile', profile_id, 'address', host(address)) || details)::text AS details,
       sentences_of(details -> 'problem')::text AS sentences
  FROM event WHERE tenant_id = $1
 ORDER BY event.at DESC, event_id LIMIT :COMMAND_MAX_ROWS;

-- :event_add tenant_id ticket_id kind problem
-- The event of an act that was refused; an act that is done writes its own event.
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
SELECT tenant_id, $3, 'failure', 'session:' || ticket_id, ticket_id, profile_id,
       flow_details(connection_name, ticket_id) || jsonb_build_object('problem', $4::jsonb)
  FROM ticket WHERE tenant_id = $1 AND ticket_id = $2
RETURNING event_id;
