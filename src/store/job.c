/* SPDX-License-Identifier: Apache-2.0 */
#include "store/job.h"

enum status
job_take(const struct act *act, const struct job_taker *t, struct job *out)
{
	struct rows r;
	enum status st = store_query(act, Q_JOB_TAKE, ARGS(arg_long(act, t->lease_s), t->crew,
	    arg_long(act, t->workers), t->tenant_id, t->party), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "No job is due.");
	*out = (struct job){
		.tenant_id = rows_text(&r, 0, C_JOB_TAKE_TENANT_ID),
		.kind = rows_text(&r, 0, C_JOB_TAKE_KIND),
		.subject = rows_text(&r, 0, C_JOB_TAKE_SUBJECT),
		.id = rows_text(&r, 0, C_JOB_TAKE_JOB_ID),
		.lease_id = rows_text(&r, 0, C_JOB_TAKE_LEASE_ID),
		.party = rows_text(&r, 0, C_JOB_TAKE_PARTY),
		.attempts = rows_long(&r, 0, C_JOB_TAKE_ATTEMPTS),
	};
	return OK;
}

enum status
job_renew(const struct act *act, const struct job *j, long lease_s)
{
	struct rows r;
	enum status st = store_query(act, Q_JOB_RENEW, ARGS(j->tenant_id, j->kind, j->subject, j->lease_id,
	    arg_long(act, lease_s)), &r);

	if (st == OK && !rows_bool(&r, 0, C_JOB_RENEW_IS_OURS))
		return fail(act->fault, CONFLICT, "Another worker has the job.");
	return st;
}

enum status
job_died(const struct act *act, const struct job *j, long lease_s, long *deaths)
{
	struct rows r;
	enum status st = store_query(act, Q_JOB_DIED, ARGS(j->tenant_id, j->kind, j->subject, j->id,
	    j->lease_id, arg_long(act, lease_s)), &r);

	if (st == OK && r.count == 0)
		return fail(act->fault, NOT_FOUND, "The job is another's.");
	if (st == OK)
		*deaths = rows_long(&r, 0, C_JOB_DIED_DEATHS);
	return st;
}

static enum status
end_job(const struct act *act, const struct job *j, const char *outcome, long delay_s)
{
	struct rows r;

	return store_query(act, Q_JOB_END, ARGS(j->tenant_id, j->kind, j->subject, j->id, j->lease_id,
	    outcome, arg_long(act, delay_s)), &r);
}

enum status
job_done(const struct act *act, const struct job *j)
{
	return end_job(act, j, "done", 0);
}

enum status
job_later(const struct act *act, const struct job *j, long delay_s)
{
	return end_job(act, j, "later", delay_s);
}

enum status
job_again(const struct act *act, const struct job *j, long delay_s)
{
	return end_job(act, j, "again", delay_s);
}

enum status
job_next_due(const struct act *act, long *out)
{
	struct rows r;
	enum status st = store_query(act, Q_JOB_NEXT_DUE, NULL, &r);

	if (st == OK)
		*out = r.count == 0 ? -1 : rows_long(&r, 0, C_JOB_NEXT_DUE_WAIT_MS);
	return st;
}
