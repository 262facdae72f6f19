-- SPDX-License-Identifier: Apache-2.0
--
-- What was typed into a ticket goes with its end.  Those that ended before forget it
-- now, and for those that are open a job will see to it.

UPDATE wizard w SET input = NULL, sealed_secret = NULL, check_state = 'none', found = NULL, problem = NULL, said = NULL
  FROM ticket k
 WHERE k.tenant_id = w.tenant_id AND k.ticket_id = w.ticket_id AND (w.input IS NOT NULL OR w.sealed_secret IS NOT NULL)
   AND (w.step = 'done' OR k.revoked_at IS NOT NULL OR now() >= coalesce(k.ends_at, k.opens_until));
UPDATE session s SET draft = NULL
  FROM ticket k LEFT JOIN wizard w USING (tenant_id, ticket_id)
 WHERE k.tenant_id = s.tenant_id AND k.ticket_id = s.ticket_id AND s.draft IS NOT NULL
   AND (w.step = 'done' OR k.revoked_at IS NOT NULL OR now() >= coalesce(k.ends_at, k.opens_until));
INSERT INTO job (tenant_id, kind, subject, run_at, urgency)
SELECT tenant_id, 'end_ticket', ticket_id, ends_at, 1 FROM ticket WHERE revoked_at IS NULL AND now() < ends_at;
