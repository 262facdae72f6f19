-- SPDX-License-Identifier: Apache-2.0

-- :job_take lease_s crew workers tenant party -> tenant_id kind subject job_id lease_id party attempts
-- The tenant and party are those that the worker served last.
SELECT j.tenant_id, j.kind, j.subject, j.job_id, j.lease_id, j.party, j.attempts
  FROM job_take($1::integer, $2, $3::integer, $4, $5) j;

-- :job_renew tenant_id kind subject lease_id lease_s -> is_ours
WITH renewed AS (
	UPDATE job SET leased_until = now() + make_interval(secs => $5::integer)
	 WHERE tenant_id = $1 AND kind = $2 AND subject = $3 AND lease_id = $4::uuid RETURNING lease_id)
SELECT EXISTS (SELECT FROM renewed) AS is_ours;

-- :job_died tenant_id kind subject job_id lease_id lease_s -> deaths
-- Counts a worker that the job killed. No row: the job is another's, was asked for again,
-- or is gone.
UPDATE job SET deaths = deaths + 1, leased_until = now() + make_interval(secs => $6::integer)
 WHERE tenant_id = $1 AND kind = $2 AND subject = $3 AND job_id = $4::uuid AND lease_id = $5::uuid
RETURNING deaths;

-- :job_end tenant_id kind subject job_id lease_id outcome delay_s
SELECT job_end($1, $2, $3, $4::uuid, $5::uuid, $6, $7::integer);

-- :job_next_due -> wait_ms
-- The time until a job may become due; no row if none waits. Those that are due and not
-- taken wait for the end of another.
SELECT greatest(0, ceil(extract(epoch FROM greatest(run_at, leased_until) - now()) * 1000))::bigint AS wait_ms
  FROM job WHERE NOT is_ready ORDER BY greatest(run_at, leased_until) LIMIT 1;
