/* SPDX-License-Identifier: Apache-2.0 */
#include "store/job.h"

enum status
job_take(struct store *s, struct arena *a, long lease_s, struct job *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_JOB_TAKE, ARGS(arena_print(a, "%ld", lease_s)), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(f, NOT_FOUND, "No job is due.");
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
job_done(struct store *s, struct arena *a, const struct job *j, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_JOB_DONE, ARGS(j->tenant_id, j->kind, j->subject, j->id), &r, f);
}

enum status
job_later(struct store *s, struct arena *a, const struct job *j, long delay_s, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_JOB_LATER, ARGS(j->tenant_id, j->kind, j->subject, j->id,
	    arena_print(a, "%ld", delay_s)), &r, f);
}

enum status
job_again(struct store *s, struct arena *a, const struct job *j, long delay_s, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_JOB_AGAIN, ARGS(j->tenant_id, j->kind, j->subject, j->id,
	    arena_print(a, "%ld", delay_s)), &r, f);
}

enum status
job_next_due(struct store *s, struct arena *a, long *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_JOB_NEXT_DUE, NULL, &r, f);

	if (st == OK)
		*out = r.count == 0 ? -1 : rows_long(&r, 0, C_JOB_NEXT_DUE_WAIT_MS);
	return st;
}
