-- SPDX-License-Identifier: Apache-2.0
--
-- Each of these saves nothing if the session is gone, the ticket ended, or
-- another session changed the wizard since the revision that was shown.  Each locks
-- the ticket before the wizard, so one that waited for its end saves nothing.

-- :wizard_choose tenant_id ticket_id session_hash revision strategy
-- Another provider begins from the start: the input for the former one is deleted.
WITH live AS (
	SELECT tenant_id, ticket_id, profile_id, connection_name
	  FROM visitor WHERE tenant_id = $1 AND ticket_id = $2 AND token_hash = $3
	   AND visitor_is_open(tenant_id, ticket_id, $3)
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
	       problem = CASE WHEN w.strategy = excluded.strategy THEN w.problem END,
	       said = CASE WHEN w.strategy = excluded.strategy THEN w.said END
	 WHERE w.revision = $4::integer AND w.step <> 'done'
	   AND (w.connection_id IS NULL OR w.strategy = excluded.strategy)
	RETURNING w.tenant_id, w.ticket_id, w.revision
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'provider_chosen', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('strategy', $5::text)
	  FROM saved JOIN live USING (tenant_id, ticket_id)
)
SELECT revision FROM saved;

-- :wizard_step tenant_id ticket_id session_hash revision from to
-- On to the next step; a step that was reached before stays reached.
WITH live AS (
	SELECT tenant_id, ticket_id, profile_id, connection_name
	  FROM visitor WHERE tenant_id = $1 AND ticket_id = $2 AND token_hash = $3
	   AND visitor_is_open(tenant_id, ticket_id, $3)
), moved AS (
	UPDATE wizard w
	   SET step = CASE WHEN w.step = $5 THEN $6 ELSE w.step END,
	       revision = w.revision + (w.step = $5)::integer, updated_at = now()
	  FROM live
	 WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.revision = $4::integer
	RETURNING w.tenant_id, w.ticket_id, w.revision
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'step_taken', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('step', $5::text)
	  FROM moved JOIN live USING (tenant_id, ticket_id) WHERE moved.revision > $4::integer
)
SELECT revision FROM moved;

-- :wizard_leave_test tenant_id ticket_id session_hash revision
-- On from the step that tests, for as long as the settings stay.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id, k.connection_name, n.live_revision
	  FROM visitor k JOIN wizard w USING (tenant_id, ticket_id)
	  JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND k.token_hash = $3
	   AND visitor_is_open(k.tenant_id, k.ticket_id, $3)
), left_it AS (
	UPDATE wizard w
	   SET test_left_revision = live.live_revision, updated_at = now(),
	       revision = w.revision + (w.test_left_revision IS DISTINCT FROM live.live_revision)::integer
	  FROM live
	 WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id AND w.revision = $4::integer
	RETURNING w.tenant_id, w.ticket_id, w.revision
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'step_taken', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id) || jsonb_build_object('step', 'test')
	  FROM left_it JOIN live USING (tenant_id, ticket_id) WHERE left_it.revision > $4::integer
)
SELECT revision FROM left_it;

-- :wizard_submit tenant_id ticket_id session_hash revision input sealed_secret keeps_secret
-- Keeps the input and asks postern-jobs to check it.  Without a new secret the one
-- that was typed before stays, or goes.  If nothing is saved, the long values are kept as
-- the session's draft.
WITH live AS (
	SELECT tenant_id, ticket_id, profile_id, connection_name
	  FROM visitor WHERE tenant_id = $1 AND ticket_id = $2 AND token_hash = $3
	   AND visitor_is_open(tenant_id, ticket_id, $3)
), unfinished AS (
	SELECT w.tenant_id, w.ticket_id FROM live JOIN wizard w USING (tenant_id, ticket_id)
	 WHERE w.step <> 'done' FOR NO KEY UPDATE OF w
), saved AS (
	UPDATE wizard w
	   SET input = $5::jsonb, input_revision = w.revision + 1,
	       sealed_secret = coalesce($6, CASE WHEN $7::boolean THEN w.sealed_secret END),
	       check_state = 'waiting', check_since = now(), found = NULL, problem = NULL, said = NULL,
	       revision = w.revision + 1, updated_at = now()
	  FROM unfinished u
	 WHERE w.tenant_id = u.tenant_id AND w.ticket_id = u.ticket_id
	   AND w.revision = $4::integer AND w.step <> 'done'
	RETURNING w.tenant_id, w.ticket_id, w.revision, w.strategy
), drafted AS (
	UPDATE session s
	   SET draft = CASE WHEN NOT EXISTS (SELECT FROM saved) THEN jsonb_strip_nulls(jsonb_build_object(
	       'metadata_xml', $5::jsonb -> 'metadata_xml', 'certificate', $5::jsonb -> 'certificate')) END
	  FROM unfinished u
	 WHERE s.tenant_id = u.tenant_id AND s.ticket_id = u.ticket_id AND s.token_hash = $3
	   AND (s.draft IS NOT NULL OR NOT EXISTS (SELECT FROM saved))
), asked AS (
	INSERT INTO asked_job (tenant_id, kind, subject) SELECT tenant_id, 'check_provider', ticket_id FROM saved
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'settings_submitted', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       flow_details(connection_name, ticket_id)
	       || jsonb_build_object('strategy', strategy, 'has_new_secret', $6::text IS NOT NULL)
	  FROM saved JOIN live USING (tenant_id, ticket_id)
)
SELECT revision FROM saved;

-- :draft_keep tenant_id ticket_id session_hash draft
WITH live AS (
	SELECT tenant_id, ticket_id FROM visitor WHERE tenant_id = $1 AND ticket_id = $2 AND token_hash = $3
	   AND visitor_is_open(tenant_id, ticket_id, $3)
), unfinished AS (
	SELECT w.tenant_id, w.ticket_id FROM live JOIN wizard w USING (tenant_id, ticket_id)
	 WHERE w.step <> 'done' FOR NO KEY UPDATE OF w
)
UPDATE session s SET draft = $4::jsonb FROM unfinished u
 WHERE s.tenant_id = u.tenant_id AND s.ticket_id = u.ticket_id AND s.token_hash = $3
RETURNING s.ticket_id;

-- @check -> state

-- :check_load domain ticket_id session_hash idle_s -> @check
-- For a page that waits: the pulse that it shows, unless something has changed; none once the
-- ticket or the session has ended.
SELECT CASE WHEN ticket_lasts(k) AND session_state(s, $4::integer) = 'open'
            THEN ticket_pulse(w.check_state, w.revision, c.verified, c.missing)
            ELSE 'none' END AS state
  FROM tenant_domain d
  JOIN session s ON s.tenant_id = d.tenant_id AND s.ticket_id = $2 AND s.token_hash = $3
  JOIN ticket k ON k.tenant_id = s.tenant_id AND k.ticket_id = s.ticket_id
  LEFT JOIN wizard w ON w.tenant_id = k.tenant_id AND w.ticket_id = k.ticket_id
 CROSS JOIN LATERAL domain_counts(w.tenant_id, w.connection_id, k.domain_verification) c
 WHERE d.domain = $1;

-- :check_wanted tenant_id ticket_id -> strategy input input_revision name made
SELECT w.strategy, w.input::text, w.input_revision, t.name, n.strategy AS made
  FROM wizard w JOIN tenant t USING (tenant_id) JOIN ticket k USING (tenant_id, ticket_id)
  LEFT JOIN connection n ON n.tenant_id = w.tenant_id AND n.connection_id = w.connection_id
 WHERE w.tenant_id = $1 AND w.ticket_id = $2 AND w.check_state = 'waiting' AND ticket_lasts(k);

-- :check_found tenant_id ticket_id revision found said
-- Only while that input is still the one to check, and the ticket is open.
WITH live AS (
	SELECT tenant_id, ticket_id, profile_id, connection_name
	  FROM ticket WHERE tenant_id = $1 AND ticket_id = $2 AND ticket_is_open(tenant_id, ticket_id)
), found AS (
	UPDATE wizard w SET check_state = 'found', found = $4::jsonb, said = $5::jsonb,
	       said_revision = w.input_revision, updated_at = now()
	  FROM live
	 WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.input_revision = $3::integer AND w.check_state = 'waiting'
	RETURNING w.tenant_id, w.ticket_id, w.strategy
)
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
SELECT tenant_id, 'provider_check', 'success', 'system:check_provider', ticket_id, profile_id,
       flow_details(connection_name, ticket_id) || jsonb_build_object('strategy', strategy)
  FROM found JOIN live USING (tenant_id, ticket_id)
RETURNING ticket_id;

-- :check_failed tenant_id ticket_id revision said hint english
-- The hint is for operators, and goes into the event only.  The English is what is said, for the
-- event and for workers of the version before.
WITH live AS (
	SELECT tenant_id, ticket_id, profile_id, connection_name
	  FROM ticket WHERE tenant_id = $1 AND ticket_id = $2 AND ticket_is_open(tenant_id, ticket_id)
), failed AS (
	UPDATE wizard w SET check_state = 'failed', problem = $6, said = $4::jsonb, said_revision = w.input_revision,
	       updated_at = now()
	  FROM live
	 WHERE w.tenant_id = live.tenant_id AND w.ticket_id = live.ticket_id
	   AND w.input_revision = $3::integer AND w.check_state = 'waiting'
	RETURNING w.tenant_id, w.ticket_id, w.strategy
)
INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
SELECT tenant_id, 'provider_check', 'failure', 'system:check_provider', ticket_id, profile_id,
       flow_details(connection_name, ticket_id)
       || jsonb_strip_nulls(jsonb_build_object('strategy', strategy, 'problem', $6::text, 'hint', $5::text))
  FROM failed JOIN live USING (tenant_id, ticket_id)
RETURNING ticket_id;
