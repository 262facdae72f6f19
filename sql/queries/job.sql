-- SPDX-License-Identifier: Apache-2.0

-- :job_take lease_s -> tenant_id kind subject job_id attempts
-- Takes a job first that somebody waits for.  Skips the jobs that others hold; a job
-- whose lease ran out is free again.
UPDATE job SET leased_until = now() + make_interval(secs => $1::integer), attempts = attempts + 1
 WHERE (tenant_id, kind, subject) = (
	SELECT * FROM (SELECT tenant_id, kind, subject FROM job
	                WHERE urgency = 0 AND greatest(run_at, leased_until) <= now()
	                ORDER BY greatest(run_at, leased_until) LIMIT 1 FOR UPDATE SKIP LOCKED) urgent
	UNION ALL
	SELECT * FROM (SELECT tenant_id, kind, subject FROM job
	                WHERE urgency = 1 AND greatest(run_at, leased_until) <= now()
	                ORDER BY greatest(run_at, leased_until) LIMIT 1 FOR UPDATE SKIP LOCKED) patient
	LIMIT 1)
RETURNING tenant_id, kind, subject, job_id, attempts;

-- :job_done tenant_id kind subject job_id
DELETE FROM job WHERE tenant_id = $1 AND kind = $2 AND subject = $3 AND job_id = $4::uuid
RETURNING subject;

-- :job_later tenant_id kind subject job_id delay_s
UPDATE job SET run_at = now() + make_interval(secs => $5::integer), leased_until = NULL
 WHERE tenant_id = $1 AND kind = $2 AND subject = $3 AND job_id = $4::uuid
RETURNING subject;

-- :job_again tenant_id kind subject job_id delay_s
UPDATE job SET job_id = gen_random_uuid(), run_at = now() + make_interval(secs => $5::integer), attempts = 0,
       leased_until = NULL, urgency = 1
 WHERE tenant_id = $1 AND kind = $2 AND subject = $3 AND job_id = $4::uuid
RETURNING subject;

-- :job_next_due -> wait_ms
-- The time until a job may be due; no row if none waits.
SELECT greatest(0, ceil(extract(epoch FROM min(greatest(run_at, leased_until)) - now()) * 1000))::bigint AS wait_ms
  FROM job HAVING count(*) > 0;
