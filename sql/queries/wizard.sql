-- SPDX-License-Identifier: Apache-2.0

-- :wizard_choose tenant_id ticket_id session_hash revision strategy
-- Nothing if the session is gone, the ticket ended, or another changed the
-- wizard since that revision was shown.
WITH live AS (
	SELECT k.tenant_id, k.ticket_id, k.profile_id FROM session s JOIN ticket k USING (tenant_id, ticket_id)
	 WHERE k.tenant_id = $1 AND k.ticket_id = $2 AND s.token_hash = $3
	   AND ticket_state(k) IN ('live', 'used_up')
), saved AS (
	INSERT INTO wizard AS w (tenant_id, ticket_id, strategy)
	SELECT tenant_id, ticket_id, $5 FROM live
	ON CONFLICT (tenant_id, ticket_id) DO UPDATE
	   SET strategy = excluded.strategy, revision = w.revision + 1, updated_at = now()
	 WHERE w.revision = $4::integer
	RETURNING w.tenant_id, w.ticket_id, w.revision
), told AS (
	INSERT INTO event (tenant_id, kind, outcome, actor, ticket_id, profile_id, details)
	SELECT tenant_id, 'provider_chosen', 'info', 'session:' || ticket_id, ticket_id, profile_id,
	       jsonb_build_object('strategy', $5::text)
	  FROM saved JOIN live USING (tenant_id, ticket_id)
)
SELECT revision FROM saved;
