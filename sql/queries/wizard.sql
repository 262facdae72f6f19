-- SPDX-License-Identifier: Apache-2.0
--
-- Each of these saves nothing if the session is gone, the ticket ended, or
-- another session changed the wizard since the revision that was shown.

-- :wizard_choose tenant_id ticket_id session_hash revision strategy
-- Another provider begins anew: what was typed for the former one goes.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id FROM session s JOIN ticket k USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3
	   AND ticket_state(k) IN ('live', 'used_up')
), saved AS (
	INSERT INTO wizard AS w (tenant_id, ticket_id, strategy, step)
	SELECT tenant_id, ticket_id, $5, 'application' FROM live
	ON CONFLICT (tenant_id, ticket_id) DO UPDATE
	   SET strategy = excluded.strategy, revision = w.revision + 1, updated_at = now(),
	       step = CASE WHEN w.strategy = excluded.strategy THEN w.step ELSE 'application' END,
	       input = CASE WHEN w.strategy = excluded.strategy THEN w.input END,
	       sealed_secret = CASE WHEN w.strategy = excluded.strategy THEN w.sealed_secret END,
	       check_state = CASE WHEN w.strategy = excluded.strategy THEN w.check_state ELSE 'none' END,
	       found = CASE WHEN w.strategy = excluded.strategy THEN w.found END,
	       problem = CASE WHEN w.strategy = excluded.strategy THEN w.problem END
	 WHERE w.revision = $4::integer AND (w.connection_id IS NULL OR w.strategy = excluded.strategy)
	RETURNING w.tenant_id, w.ticket_id, w.revision
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'provider_chosen', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       jsonb_build_object('strategy', $5::text)
	  FROM saved JOIN live USING (tenant_id, ticket_id)
)
SELECT revision FROM saved;

-- :wizard_step tenant_id ticket_id session_hash revision from to
-- On to the next step; a step that was reached before stays reached.
UPDATE wizard w
   SET step = CASE WHEN w.step = $5 THEN $6 ELSE w.step END,
       revision = w.revision + (w.step = $5)::integer, updated_at = now()
  FROM session s JOIN ticket k USING (tenant_id, ticket_id)
 WHERE w.tenant_id = $1 AND w.ticket_id = $2 AND w.revision = $4::integer
   AND k.tenant_id = w.tenant_id AND k.ticket_id = w.ticket_id AND s.token_hash = $3
   AND ticket_state(k) IN ('live', 'used_up')
RETURNING w.revision;

-- :wizard_submit tenant_id ticket_id session_hash revision input sealed_secret
-- Keeps what was typed and asks postern-jobs to look at it.  Without a new
-- secret the one that was typed before stays.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id FROM session s JOIN ticket k USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3
	   AND ticket_state(k) IN ('live', 'used_up')
), saved AS (
	UPDATE wizard w
	   SET input = $5::jsonb, input_revision = w.revision + 1, sealed_secret = coalesce($6, w.sealed_secret),
	       check_state = 'waiting', check_since = now(), found = NULL, problem = NULL,
	       revision = w.revision + 1, updated_at = now()
	  FROM live
	 WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.revision = $4::integer AND w.step <> 'done'
	RETURNING w.tenant_id, w.ticket_id, w.revision
), asked AS (
	INSERT INTO job (tenant_id, kind, subject) SELECT tenant_id, 'check_provider', ticket_id FROM saved
	ON CONFLICT (tenant_id, kind, subject) DO UPDATE
	   SET job_id = gen_random_uuid(), run_at = now(), attempts = 0, leased_until = NULL
)
SELECT revision FROM saved;

-- :check_wanted tenant_id ticket_id
SELECT strategy, input::text, input_revision FROM wizard
 WHERE tenant_id = $1 AND ticket_id = $2 AND check_state = 'waiting';

-- :check_found tenant_id ticket_id revision found
-- Only while that input is still the one to check.
WITH found AS (
	UPDATE wizard SET check_state = 'found', found = $4::jsonb, updated_at = now()
	 WHERE tenant_id = $1 AND ticket_id = $2 AND input_revision = $3::integer AND check_state = 'waiting'
	RETURNING tenant_id, ticket_id, strategy
)
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, details)
SELECT tenant_id, 'provider_check', 'success', 'system:check_provider', ticket_id,
       jsonb_build_object('strategy', strategy) FROM found
RETURNING ticket_id;

-- :check_failed tenant_id ticket_id revision problem
WITH failed AS (
	UPDATE wizard SET check_state = 'failed', problem = $4, updated_at = now()
	 WHERE tenant_id = $1 AND ticket_id = $2 AND input_revision = $3::integer AND check_state = 'waiting'
	RETURNING tenant_id, ticket_id, strategy
)
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, details)
SELECT tenant_id, 'provider_check', 'failure', 'system:check_provider', ticket_id,
       jsonb_build_object('strategy', strategy, 'problem', $4::text) FROM failed
RETURNING ticket_id;
