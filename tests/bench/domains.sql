-- domains.sql - enabled connections with a thousand email domains each
--
-- psql variables: from, to: the numbers of the connections.  The domains are
-- d0.example and so on, written by the same function as all others.
-- Use it for about a hundred connections at a time: the plans of the function
-- suit the size that the tables had at the beginning.
--
-- SPDX-License-Identifier: Apache-2.0

BEGIN;
INSERT INTO connection (tenant_id, connection_id, name, strategy, config, intended_clients,
                        enabled_clients, live_revision, enabled_at)
SELECT 'demo', 'con_' || lpad(n::text, 16, '0'), 'bench-' || n, 'samlp',
       '{}', '{bench}', '{bench}', 1, now()
  FROM generate_series(:from, :to) n;
INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor)
SELECT 'demo', 'con_' || lpad(n::text, 16, '0'), 1, '{}', 'command:bench'
  FROM generate_series(:from, :to) n;
SELECT aliases_after('demo', 'con_' || lpad(n::text, 16, '0'),
       (SELECT jsonb_agg('d' || d || '.example') FROM generate_series(n * 1000, n * 1000 + 999) d))
  FROM generate_series(:from, :to) n;
COMMIT;
VACUUM ANALYZE;
