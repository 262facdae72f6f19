-- pending.sql - ten thousand domains whose records are missing, all due to be looked up
--
-- psql variable: claims: how many.  They look like claims of administrators.
-- There is one more, fresh.example, for which somebody will wait.
--
-- SPDX-License-Identifier: Apache-2.0

BEGIN;
INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, challenge)
SELECT 'demo', 'con_' || lpad((n / 1000)::text, 16, '0'), name, name, 'pending', 'administrator',
       gen_random_uuid()
  FROM generate_series(0, :claims) n,
       LATERAL (SELECT CASE n WHEN 0 THEN 'fresh' ELSE 'p' || n END || '.example' AS name) named;
INSERT INTO job (tenant_id, kind, subject, urgency)
SELECT tenant_id, 'verify_domain', connection_id || ' ' || domain, 1
  FROM connection_domain WHERE domain <> 'fresh.example';
COMMIT;
