-- SPDX-License-Identifier: Apache-2.0
--
-- job: the queue of postern-jobs.

CREATE OR REPLACE FUNCTION job_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NOTIFY job_wake;
	RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER job_wake AFTER INSERT OR UPDATE OF job_id ON job
	FOR EACH STATEMENT EXECUTE FUNCTION job_wake();

CREATE OR REPLACE FUNCTION job_party() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.party := coalesce(NEW.party, (SELECT d.ticket_id FROM connection_domain d
	                       WHERE NEW.kind = 'verify_domain' AND d.tenant_id = NEW.tenant_id
	                         AND d.connection_id = split_part(NEW.subject, ' ', 1)
	                         AND d.domain = split_part(NEW.subject, ' ', 2)), split_part(NEW.subject, ' ', 1));
	RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER job_party BEFORE INSERT ON job FOR EACH ROW EXECUTE FUNCTION job_party();

-- An INSERT in a part of a WITH always runs; a function that such a part calls may not.
CREATE OR REPLACE VIEW asked_job AS SELECT tenant_id, kind, subject, run_at, urgency FROM job;
COMMENT ON VIEW asked_job IS 'A row that is inserted here asks for a job, which is due at once and urgent unless the row says otherwise. It replaces a job that waits for the same subject; one that runs is run again after its end.';

-- The lease stays, unless a worker of the version before has it, which does not give it
-- back.
CREATE OR REPLACE FUNCTION job_ask() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO job (tenant_id, kind, subject, run_at, urgency, is_ready)
	VALUES (NEW.tenant_id, NEW.kind, NEW.subject, coalesce(NEW.run_at, now()), coalesce(NEW.urgency, 0),
	        coalesce(NEW.run_at, now()) <= now())
	ON CONFLICT (tenant_id, kind, subject) DO UPDATE
	   SET job_id = gen_random_uuid(), run_at = excluded.run_at, attempts = 0, deaths = 0, urgency = excluded.urgency,
	       leased_until = CASE WHEN job.lease_id IS NOT NULL THEN job.leased_until END,
	       is_ready = excluded.is_ready AND (job.lease_id IS NULL OR job.leased_until <= now());
	RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER job_ask INSTEAD OF INSERT ON asked_job
	FOR EACH ROW EXECUTE FUNCTION job_ask();

-- --- choosing ---

-- Tells the due jobs from those that wait, some at a time, and one by one: a join could be
-- planned for a short queue.
CREATE OR REPLACE FUNCTION job_gather() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	due job;
BEGIN
	FOR due IN SELECT * FROM job j WHERE NOT j.is_ready AND greatest(j.run_at, j.leased_until) <= now()
	            ORDER BY greatest(j.run_at, j.leased_until) LIMIT :JOB_GATHERED FOR UPDATE SKIP LOCKED LOOP
		UPDATE job j SET is_ready = true
		 WHERE j.tenant_id = due.tenant_id AND j.kind = due.kind AND j.subject = due.subject;
	END LOOP;
END $$;

-- The oldest job of a party that nobody else is changing. Rows that the version before
-- took or put off are not due, whatever is_ready says.
CREATE OR REPLACE FUNCTION job_of_party(wanted integer, tenant text, served text) RETURNS job LANGUAGE sql AS $$
	SELECT * FROM job j
	 WHERE j.is_ready AND j.urgency = wanted AND j.tenant_id = tenant AND j.party = served
	   AND greatest(j.run_at, j.leased_until) <= now() ORDER BY j.run_at LIMIT 1 FOR UPDATE SKIP LOCKED;
$$;

-- The next party after the given one, in the order of the index, that is neither busy
-- ("TENANT PARTY") nor of a tenant that is full. It skips all jobs of those at once.
-- Without a party, it is of the next tenant.
CREATE OR REPLACE FUNCTION job_in_turn(wanted integer, tenant text, served text, is_busy text[], is_full text[])
RETURNS job LANGUAGE plpgsql AS $$
DECLARE
	next job;
	chosen job;
BEGIN
	LOOP
		IF served IS NULL THEN
			SELECT * INTO next FROM job j
			 WHERE j.is_ready AND j.urgency = wanted AND j.tenant_id > tenant
			 ORDER BY j.tenant_id, j.party, j.run_at LIMIT 1;
		ELSE
			SELECT * INTO next FROM job j
			 WHERE j.is_ready AND j.urgency = wanted AND (j.tenant_id, j.party) > (tenant, served)
			 ORDER BY j.tenant_id, j.party, j.run_at LIMIT 1;
		END IF;
		IF next.tenant_id IS NULL THEN
			RETURN NULL;
		END IF;
		tenant := next.tenant_id;
		served := CASE WHEN array_position(is_full, tenant) IS NULL THEN next.party END;
		IF served IS NOT NULL AND array_position(is_busy, tenant || ' ' || served) IS NULL THEN
			chosen := job_of_party(wanted, tenant, served);
			IF chosen.tenant_id IS NOT NULL THEN
				RETURN chosen;
			END IF;
		END IF;
	END LOOP;
END $$;

-- First in the order of age, among as many as can be looked at. If all of those belong to
-- the busy and full ones, in turn: the tenants after the one that the worker served last,
-- those before it, and then its other parties.
CREATE OR REPLACE FUNCTION job_choose(wanted integer, tenant text, served text, is_busy text[], is_full text[])
RETURNS job LANGUAGE plpgsql AS $$
DECLARE
	chosen job;
	old job;
BEGIN
	FOR old IN SELECT * FROM job j WHERE j.is_ready AND j.urgency = wanted
	            ORDER BY greatest(j.run_at, j.leased_until) LIMIT :JOB_OLDEST LOOP
		IF array_position(is_full, old.tenant_id) IS NULL
		   AND array_position(is_busy, old.tenant_id || ' ' || old.party) IS NULL THEN
			chosen := job_of_party(wanted, old.tenant_id, old.party);
		END IF;
		IF chosen.tenant_id IS NOT NULL THEN
			RETURN chosen;
		END IF;
	END LOOP;
	chosen := job_in_turn(wanted, tenant, NULL, is_busy, is_full);
	IF chosen.tenant_id IS NULL THEN
		chosen := job_in_turn(wanted, '', NULL, is_busy, is_full || tenant);
	END IF;
	IF chosen.tenant_id IS NULL THEN
		chosen := job_in_turn(wanted, tenant, served, is_busy, is_full);
	END IF;
	IF chosen.tenant_id IS NULL THEN
		chosen := job_in_turn(wanted, '', NULL, is_busy, is_full);
	END IF;
	RETURN chosen;
END $$;

-- Takes a job for a worker of a crew. A party has one job at a time. A tenant has at most
-- half of the crew, and at least one worker, while others wait. Beyond that it gets the
-- others, too, but never the last one for a job that may take long: so another tenant
-- that comes finds a worker. One worker chooses at a time, as they must see each other.
-- A plan that was made for a short queue must not sort a long one: each query here has an
-- index in its order.
CREATE OR REPLACE FUNCTION job_take(lease_s integer, taker text, workers integer, tenant text, served text)
RETURNS SETOF job LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET enable_incremental_sort = off AS $$
DECLARE
	is_busy text[];
	is_full text[];
	idle integer;
	chosen job;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('job_take'));
	PERFORM job_gather();
	SELECT coalesce(array_agg(j.tenant_id || ' ' || j.party), '{}'), workers - count(*) FILTER (WHERE j.crew = taker)
	  INTO is_busy, idle FROM job j WHERE j.leased_until > now();
	is_full := ARRAY(SELECT j.tenant_id FROM job j WHERE j.leased_until > now() AND j.crew = taker
	                  GROUP BY j.tenant_id HAVING count(*) >= greatest(1, workers / 2));

	chosen := job_choose(0, tenant, served, is_busy, is_full);
	IF chosen.tenant_id IS NULL THEN
		chosen := job_choose(1, tenant, served, is_busy, is_full);
	END IF;
	IF chosen.tenant_id IS NULL AND is_full <> '{}' AND idle > 1 THEN
		chosen := job_choose(0, tenant, served, is_busy, '{}');
	END IF;
	IF chosen.tenant_id IS NULL AND is_full <> '{}' THEN
		chosen := job_choose(1, tenant, served, is_busy, '{}');
	END IF;

	RETURN QUERY UPDATE job j
	   SET leased_until = now() + make_interval(secs => lease_s), lease_id = gen_random_uuid(), crew = taker,
	       attempts = j.attempts + 1, is_ready = false
	 WHERE j.tenant_id = chosen.tenant_id AND j.kind = chosen.kind AND j.subject = chosen.subject
	RETURNING j.*;
END $$;

-- --- ending ---

-- Ends a lease, and with it the request: it is 'done', comes back 'later', or recurs and
-- is asked for 'again', behind the urgent ones. If it was asked for again meanwhile, that
-- request stays as it is. The party may have more that waits, so workers look again.
CREATE OR REPLACE FUNCTION job_end(tenant text, wanted text, about text, request uuid, lease uuid, outcome text,
	delay_s integer) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
	recurs CONSTANT boolean := outcome = 'again';
BEGIN
	IF outcome = 'done' THEN
		DELETE FROM job j WHERE j.tenant_id = tenant AND j.kind = wanted AND j.subject = about
		   AND j.job_id = request AND j.lease_id = lease;
	ELSE
		UPDATE job j
		   SET run_at = now() + make_interval(secs => delay_s), is_ready = false, leased_until = NULL, lease_id = NULL,
		       crew = NULL, urgency = CASE WHEN recurs THEN 1 ELSE j.urgency END,
		       attempts = CASE WHEN recurs THEN 0 ELSE j.attempts END,
		       deaths = CASE WHEN recurs THEN 0 ELSE j.deaths END
		 WHERE j.tenant_id = tenant AND j.kind = wanted AND j.subject = about
		   AND j.job_id = request AND j.lease_id = lease;
	END IF;
	IF NOT FOUND THEN
		UPDATE job j SET leased_until = NULL, lease_id = NULL, crew = NULL, is_ready = j.run_at <= now()
		 WHERE j.tenant_id = tenant AND j.kind = wanted AND j.subject = about AND j.lease_id = lease;
	END IF;
	IF EXISTS (SELECT FROM job j WHERE j.is_ready) THEN
		NOTIFY job_wake;
	END IF;
END $$;
