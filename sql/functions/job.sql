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
