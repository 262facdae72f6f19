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

-- An INSERT among the parts of a WITH is always done, which a function that one of
-- them calls is not.
CREATE OR REPLACE VIEW asked_job AS SELECT tenant_id, kind, subject, run_at, urgency FROM job;
COMMENT ON VIEW asked_job IS 'A row that is inserted here asks for a job: at once and as urgent unless it says otherwise. It replaces what waits for the same subject.';

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
