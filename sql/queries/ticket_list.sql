-- SPDX-License-Identifier: Apache-2.0

-- @ticket -> ticket_id state connection_name uses uses_allowed created_at until profile_id
-- @ticket_progress -> @ticket first_used_at step connection_id

-- :ticket_list tenant_id -> @ticket
SELECT ticket_id, state, connection_name, uses, uses_allowed, created_at, until, profile_id
  FROM ticket_row WHERE tenant_id = $1
 ORDER BY made_at DESC, ticket_id DESC LIMIT :COMMAND_MAX_ROWS;

-- :ticket_list_profile tenant_id profile_id after limit -> @ticket_progress is_known
-- No row if there is no such profile; otherwise at least one, which tells whether
-- the ticket after which the list begins is known.
SELECT k.*, $3::text IS NULL OR EXISTS (
         SELECT FROM ticket WHERE tenant_id = p.tenant_id AND ticket_id = $3) AS is_known
  FROM profile p
  LEFT JOIN LATERAL (
	SELECT ticket_id, state, connection_name, uses, uses_allowed, created_at, until, profile_id,
	       first_used_at, step, connection_id
	  FROM ticket_row WHERE tenant_id = p.tenant_id AND profile_id = p.profile_id
	   AND ($3::text IS NULL OR (made_at, ticket_id) < (
	       SELECT created_at, ticket_id FROM ticket WHERE tenant_id = p.tenant_id AND ticket_id = $3))
	 ORDER BY made_at DESC, ticket_id DESC LIMIT $4::bigint) k ON true
 WHERE p.tenant_id = $1 AND p.profile_id = $2;

-- :ticket_show tenant_id profile_id ticket_id -> @ticket_progress
SELECT k.ticket_id, k.state, k.connection_name, k.uses, k.uses_allowed, k.created_at, k.until,
       k.profile_id, k.first_used_at, k.step, k.connection_id
  FROM profile p
  LEFT JOIN ticket_row k ON k.tenant_id = p.tenant_id AND k.profile_id = p.profile_id
                        AND k.ticket_id = $3
 WHERE p.tenant_id = $1 AND p.profile_id = $2;
