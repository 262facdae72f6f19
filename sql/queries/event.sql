-- SPDX-License-Identifier: Apache-2.0

-- :event_list tenant_id
SELECT ms(at), kind, outcome, actor, jsonb_strip_nulls(
           jsonb_build_object('ticket', ticket_id, 'profile', profile_id) || details)::text
  FROM event WHERE tenant_id = $1
 ORDER BY at DESC, event_id LIMIT 1000;

-- :event_add tenant_id kind outcome actor ticket_id details
-- Of an act that was refused: what is done brings its event along.
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, details)
VALUES ($1, $2, $3, $4, $5, $6::jsonb) RETURNING event_id;
