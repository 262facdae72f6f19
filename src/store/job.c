/* SPDX-License-Identifier: Apache-2.0 */
#include "store/job.h"

enum status
job_take(const struct act *act, long lease_s, struct job *out)
{
	struct rows r;
	enum status st = store_query(act, Q_JOB_TAKE, ARGS(arg_long(act, lease_s)), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "No job is due.");
	*out = (struct job){
		.tenant_id = rows_text(&r, 0, C_JOB_TAKE_TENANT_ID),
		.kind = rows_text(&r, 0, C_JOB_TAKE_KIND),
		.subject = rows_text(&r, 0, C_JOB_TAKE_SUBJECT),
		.id = rows_text(&r, 0, C_JOB_TAKE_JOB_ID),
		.attempts = rows_long(&r, 0, C_JOB_TAKE_ATTEMPTS),
	};
	return OK;
}

enum status
job_done(const struct act *act, const struct job *j)
{
	struct rows r;

	return store_query(act, Q_JOB_DONE, ARGS(j->tenant_id, j->kind, j->subject, j->id), &r);
}

enum status
job_later(const struct act *act, const struct job *j, long delay_s)
{
	struct rows r;

	return store_query(act, Q_JOB_LATER, ARGS(j->tenant_id, j->kind, j->subject, j->id,
	    arg_long(act, delay_s)), &r);
}

enum status
job_again(const struct act *act, const struct job *j, long delay_s)
{
	struct rows r;

	return store_query(act, Q_JOB_AGAIN, ARGS(j->tenant_id, j->kind, j->subject, j->id,
	    arg_long(act, delay_s)), &r);
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
