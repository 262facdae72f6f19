-- tickets.sql - many tickets with known secrets, and the tables to which pgbench writes
--
-- psql variables: tickets, profile.  The tickets look like those of the API.
--
-- SPDX-License-Identifier: Apache-2.0

INSERT INTO ticket (tenant_id, ticket_id, secret_hash, profile_id, config, opens_until)
SELECT p.tenant_id, substr(s.secret, 1, 12), encode(sha256(s.secret::bytea), 'hex'), p.profile_id,
       '{"connection_config": {"name": "bench"}}', now() + interval '5 days'
  FROM profile p,
       LATERAL (SELECT lpad(n::text, 12, '0') || 'TheSameForEachTicket' AS secret
                  FROM generate_series(0, :tickets - 1) n) s
 WHERE p.profile_id = :'profile';

CREATE SCHEMA bench;
CREATE TABLE bench.ticket AS
SELECT n AS id, 0 AS uses, encode(sha256(n::text::bytea), 'hex') AS secret_hash
  FROM generate_series(1, :tickets) n;
ALTER TABLE bench.ticket ADD PRIMARY KEY (id);
CREATE TABLE bench.session (
	ticket_id	integer NOT NULL,
	token_hash	text NOT NULL,
	opened_at	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (ticket_id, token_hash)
);
VACUUM ANALYZE;
