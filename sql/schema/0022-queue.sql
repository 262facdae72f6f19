-- SPDX-License-Identifier: Apache-2.0
--
-- A job has a party, which is served one job at a time, and a lease with a name, so that
-- a job that is asked for again while it runs waits for the end of that run.

ALTER TABLE job ADD COLUMN party text, ADD COLUMN is_ready boolean NOT NULL DEFAULT false,
	ADD COLUMN lease_id uuid, ADD COLUMN crew text, ADD COLUMN deaths integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN job.party IS 'For whom it is: the ticket or, without one, the first word of the subject.';
COMMENT ON COLUMN job.is_ready IS 'Among those to choose from; postern-jobs sets it for jobs that have become due.';
COMMENT ON COLUMN job.lease_id IS 'Of the worker that has the job; asking again for the job leaves it.';
COMMENT ON COLUMN job.crew IS 'The workers under one supervisor, of which one has the job.';
COMMENT ON COLUMN job.deaths IS 'How many workers this request has killed.';
COMMENT ON COLUMN job.leased_until IS 'Taken until then; its worker renews it or is dead by then, and another takes over.';

UPDATE job j SET party = coalesce((SELECT d.ticket_id FROM connection_domain d
	 WHERE j.kind = 'verify_domain' AND d.tenant_id = j.tenant_id
	   AND d.connection_id || ' ' || d.domain = j.subject), split_part(j.subject, ' ', 1));

DROP INDEX job_due, job_urgency;
CREATE INDEX job_ready ON job (urgency, tenant_id, party, run_at) WHERE is_ready;
CREATE INDEX job_oldest ON job (urgency, greatest(run_at, leased_until)) WHERE is_ready;
CREATE INDEX job_waiting ON job (greatest(run_at, leased_until)) WHERE NOT is_ready;
CREATE INDEX job_leased ON job (leased_until) WHERE leased_until IS NOT NULL;
