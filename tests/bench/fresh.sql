-- fresh.sql - "Verify now" of fresh.example, as its page asks for it
--
-- SPDX-License-Identifier: Apache-2.0

WITH asked AS (
	UPDATE connection_domain SET asked_at = now(), looks = 0 WHERE domain = 'fresh.example'
	RETURNING tenant_id, connection_id, domain
)
INSERT INTO job (tenant_id, kind, subject)
SELECT tenant_id, 'verify_domain', connection_id || ' ' || domain FROM asked
ON CONFLICT (tenant_id, kind, subject) DO UPDATE
   SET job_id = gen_random_uuid(), run_at = now(), attempts = 0, leased_until = NULL, urgency = 0;
