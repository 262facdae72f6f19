/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/worker.h"

#include <stdio.h>

#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"
#include "jobs/limit.h"

enum {
	LATER_S = 5,		/* the first delay of a job that failed; it doubles */
	KILLED_LATER_S = 1,	/* the delay of one that killed its worker */
	MAX_DEATHS = 2,
};

static const struct kind *
find_kind(const struct worker *w, const char *name)
{
	size_t i;

	for (i = 0; i < w->kind_count; i++)
		if (text_is(w->kinds[i].name, name))
			return &w->kinds[i];
	return NULL;
}

/* --- what is on the desk --- */

bool
desk_put(char to[DESK_CHARS], const char *text)
{
	return snprintf(to, DESK_CHARS, "%s", text) < DESK_CHARS;
}

static void
put_on_desk(struct desk *d, const struct job *j)
{
	d->signal = 0;
	d->is_taken = desk_put(d->tenant_id, j->tenant_id) && desk_put(d->kind, j->kind)
	    && desk_put(d->subject, j->subject) && desk_put(d->id, j->id) && desk_put(d->lease_id, j->lease_id);
}

/* NULL: the predecessor left nothing.  The desk is empty from then on, so that a job whose
 * end kills a worker, too, is not ended for ever: it comes back when its lease ends. */
static const struct job *
take_from_desk(struct arena *a, struct desk *d, int *signal)
{
	struct job *j;

	if (!d->is_taken)
		return NULL;
	j = arena_alloc(a, sizeof(*j));
	*j = (struct job){ .tenant_id = arena_text(a, d->tenant_id), .kind = arena_text(a, d->kind),
		.subject = arena_text(a, d->subject), .id = arena_text(a, d->id),
		.lease_id = arena_text(a, d->lease_id), .party = "" };
	*signal = d->signal;
	d->is_taken = false;
	return j;
}

/* --- the end of a job that killed its worker --- */

static enum status
end_killer(const struct act *act, const struct worker *w, const struct job *j, enum job_end why)
{
	const struct kind *k = find_kind(w, j->kind);
	struct fault f = { 0 };
	enum status st = k == NULL ? OK : k->end(ACT(act->store, act->arena, j->tenant_id, NULL, &f), j,
	    why);

	return st == UNAVAILABLE ? st : job_done(act, j);
}

static enum status
settle(const struct act *act, const struct worker *w, const struct job *j, int signal)
{
	bool is_too_much = signal == LIMIT_CPU_SIGNAL;
	long deaths;
	enum status st = job_died(act, j, JOB_LEASE_S, &deaths);

	if (st == NOT_FOUND)
		return job_done(act, j);
	if (st != OK)
		return st;
	log_line(LOG_ERROR, "a job killed its worker", "kind", j->kind, "tenant", j->tenant_id, "subject",
	    j->subject, "time", arena_print(act->arena, "%ld", deaths),
	    "reason", is_too_much ? "it computed too long" : "unknown", NULL);
	if (!is_too_much && deaths < MAX_DEATHS)
		return job_later(act, j, KILLED_LATER_S);
	return end_killer(act, w, j, is_too_much ? JOB_TOO_MUCH_WORK : JOB_KILLS);
}

/* Without a database, the job goes back on the desk. */
static enum status
settle_desk(const struct act *act, struct worker *w, const struct job *j, int signal)
{
	enum status st = settle(act, w, j, signal);

	if (st == OK)
		return OK;
	put_on_desk(w->desk, j);
	w->desk->signal = signal;
	return st;
}

/* --- a job --- */

static long
delay_s(long attempts)
{
	return (long)LATER_S << (attempts > 10 ? 10 : attempts - 1);
}

static enum status
run(const struct act *act, struct worker *w, const struct kind *k, const struct job *j)
{
	enum status st;

	if (k == NULL)		/* a newer version asked for it */
		return fail(act->fault, BROKEN, "no such kind of job");
	put_on_desk(w->desk, j);
	limit_begin(k->cpu_s);
	st = k->run(act, &w->tools, j);
	limit_end();
	w->desk->is_taken = false;
	return st;
}

static enum status
do_job(const struct act *act, struct worker *w, const struct job *j)
{
	struct fault why = { 0 };
	moment started = clock_steady_ms();
	enum status st = run(ACT(act->store, act->arena, j->tenant_id, NULL, &why), w,
	    find_kind(w, j->kind), j);

	log_line(st == OK ? LOG_INFO : LOG_WARN, "job", "kind", j->kind, "tenant", j->tenant_id,
	    "subject", j->subject, "attempt", arena_print(act->arena, "%ld", j->attempts),
	    "ms", arena_print(act->arena, "%lld", (long long)(clock_steady_ms() - started)),
	    "result", st == OK ? "done" : fault_english(act->arena, &why), NULL);
	if (st == UNAVAILABLE || st == BROKEN)
		return job_later(act, j, delay_s(j->attempts));
	return job_done(act, j);
}

enum status
worker_next_step(const struct act *act, const struct job *j)
{
	limit_again();
	return job_renew(act, j, JOB_LEASE_S);
}

enum status
worker_turn(const struct act *act, struct worker *w)
{
	const struct job_taker taker = { JOB_LEASE_S, w->crew, w->workers, w->tenant_id, w->party };
	struct job job;
	int signal;
	const struct job *left = take_from_desk(act->arena, w->desk, &signal);
	enum status st;

	if (left != NULL)
		return settle_desk(act, w, left, signal);
	st = job_take(act, &taker, &job);
	if (st != OK)
		return st;
	desk_put(w->tenant_id, job.tenant_id);
	desk_put(w->party, job.party);
	return do_job(act, w, &job);
}
