-- fresh_wait.sql - the milliseconds until the page that asked for fresh.example could show the answer
--
-- SPDX-License-Identifier: Apache-2.0

DO $$
BEGIN
	FOR tries IN 1..15000 LOOP
		IF EXISTS (SELECT FROM connection_domain WHERE domain = 'fresh.example' AND looked_at > asked_at) THEN
			RETURN;
		END IF;
		PERFORM pg_sleep(0.002);
	END LOOP;
	RAISE 'no answer in 30 seconds';
END $$;
SELECT ceil(1000 * extract(epoch FROM clock_timestamp() - asked_at)) FROM connection_domain WHERE domain = 'fresh.example';
