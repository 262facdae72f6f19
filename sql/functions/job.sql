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

-- An INSERT in a part of a WITH always runs; a function that such a part calls may not.
CREATE OR REPLACE VIEW asked_job AS SELECT tenant_id, kind, subject, run_at, urgency FROM job;
COMMENT ON VIEW asked_job IS 'A row that is inserted here asks for a job, which is due at once and urgent unless the row says otherwise. It replaces a job that waits for the same subject.';

CREATE OR REPLACE FUNCTION job_ask() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO job (tenant_id, kind, subject, run_at, urgency)
	VALUES (NEW.tenant_id, NEW.kind, NEW.subject, coalesce(NEW.run_at, now()), coalesce(NEW.urgency, 0))
	ON CONFLICT (tenant_id, kind, subject) DO UPDATE
	   SET job_id = gen_random_uuid(), run_at = excluded.run_at, attempts = 0, leased_until = NULL,
	       urgency = excluded.urgency;
	RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER job_ask INSTEAD OF INSERT ON asked_job
	FOR EACH ROW EXECUTE FUNCTION job_ask();
