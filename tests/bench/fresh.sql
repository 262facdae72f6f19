-- fresh.sql - "Verify now" of fresh.example, as its page asks for it
--
-- SPDX-License-Identifier: Apache-2.0

BEGIN;
UPDATE connection_domain SET asked_at = now(), looks = 0 WHERE domain = 'fresh.example';
DO $$
BEGIN
	PERFORM domain_plan(tenant_id, connection_id, domain, '0') FROM connection_domain WHERE domain = 'fresh.example';
END $$;
COMMIT;
