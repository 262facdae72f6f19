/*
 * jobs.c - postern-jobs: workers that take jobs from the queue, each one at a time
 *
 * Only they talk to the outside.  A NOTIFY wakes them within milliseconds; a lost
 * database connection is made again.  A job whose worker was killed is free again
 * when its lease is over.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <sys/select.h>

#include "base/log.h"
#include "base/seal.h"
#include "base/sentence.h"
#include "jobs/kinds.h"
#include "main/memory.h"
#include "main/service.h"
#include "main/supervisor.h"

enum {
	LEASE_S = 60,		/* longer than any job takes */
	IDLE_MS = 30 * 1000,	/* the longest wait between two looks at the queue */
	RETRY_MS = 1000,	/* the wait for a database that is away */
	LATER_S = 5,		/* the first delay of a job that failed; it doubles */
};

struct jobs {
	const char	*database;
	long		 worker_mib;
	struct tools	 tools;
};

static volatile sig_atomic_t is_told_to_end;

static void
end(int signal)
{
	(void)signal;
	is_told_to_end = 1;
}

static long
delay_s(long attempts)
{
	return (long)LATER_S << (attempts > 10 ? 10 : attempts - 1);
}

/* NOT_FOUND: there is nothing to do. */
static enum status
work_once(const struct act *act, const struct tools *tools)
{
	struct fault why = { 0 };
	struct job job;
	enum status st = job_take(act, LEASE_S, &job);
	moment started = clock_steady_ms();

	if (st != OK)
		return st;
	st = job_run(ACT(act->store, act->arena, job.tenant_id, NULL, &why), tools, &job);
	log_line(st == OK ? LOG_INFO : LOG_WARN, "job", "kind", job.kind, "tenant", job.tenant_id,
	    "subject", job.subject, "attempt", arena_print(act->arena, "%ld", job.attempts),
	    "ms", arena_print(act->arena, "%lld", (long long)(clock_steady_ms() - started)),
	    "result", st == OK ? "done" : fault_english(act->arena, &why), NULL);
	if (st == UNAVAILABLE || st == BROKEN)
		return job_later(act, &job, delay_s(job.attempts));
	return job_done(act, &job);
}

static enum status
wait_for_work(const struct act *act, const sigset_t *unblocked)
{
	long due_ms;
	enum status st = job_next_due(act, &due_ms);

	if (st != OK)
		return st;
	return store_wait(act->store, due_ms < 0 || due_ms > IDLE_MS ? IDLE_MS : (int)due_ms,
	    unblocked, act->fault);
}

static enum status
turn(const struct act *act, const struct tools *tools, const sigset_t *unblocked)
{
	enum status st = store_refresh(act->store, act->fault);

	if (st == OK)
		st = store_listen(act->store, act->fault);
	if (st == OK)
		st = work_once(act, tools);
	return st == NOT_FOUND ? wait_for_work(act, unblocked) : st;
}

static void
pause_for_database(const sigset_t *unblocked)
{
	struct timespec time = { .tv_sec = RETRY_MS / 1000 };

	pselect(0, NULL, NULL, NULL, &time, unblocked);
}

/* Lets a pending SIGTERM through.  Called before each job, as the queue may never be empty. */
static bool
is_over(const sigset_t *blocked, const sigset_t *unblocked)
{
	sigprocmask(SIG_SETMASK, unblocked, NULL);
	sigprocmask(SIG_SETMASK, blocked, NULL);
	return is_told_to_end != 0;
}

/* OK: it was told to end, or is overgrown. */
static enum status
work_until_told(struct store *s, const struct jobs *jobs, struct fault *f)
{
	bool is_overgrown = false;
	struct arena *a = arena_new();
	enum status st = OK;
	sigset_t blocked, unblocked;

	sigprocmask(SIG_SETMASK, NULL, &blocked);
	unblocked = blocked;
	sigdelset(&unblocked, SIGTERM);
	signal(SIGTERM, end);
	while (st != BROKEN && !is_overgrown && !is_over(&blocked, &unblocked)) {
		st = turn(ACT(s, a, NULL, NULL, f), &jobs->tools, &unblocked);
		if (st == UNAVAILABLE)
			pause_for_database(&unblocked);
		arena_reset(a);
		is_overgrown = memory_exceeds(jobs->worker_mib);
	}
	arena_free(a);
	return st;
}

static int
work(void *service)
{
	const struct jobs *jobs = service;
	struct store *s = store_new(jobs->database);
	struct fault f;
	enum status st = work_until_told(s, jobs, &f);

	if (st == BROKEN)
		log_fault(LOG_ERROR, &f);
	store_free(s);
	if (st == BROKEN)
		return EXIT_UNFIT;
	return is_told_to_end ? 0 : EXIT_OVERGROWN;
}

static const struct service service;

static int
run_service(struct arena *a, const struct settings *settings)
{
	const struct dns_settings dns = { settings->dns_resolver, settings->dns_root,
		settings->dns_anchor, settings->fetch_allow };
	const struct fetch_settings fetch = { settings->fetch_allow, settings->fetch_refuse,
		settings->fetch_ports, settings->fetch_ca };
	struct jobs jobs = { .database = settings->database, .worker_mib = settings->worker_mib };
	struct crew crew = { .size = settings->job_workers, .work = work, .service = &jobs };
	const char *seal_key;
	struct fault f;
	int code;

	jobs.tools.seal_key = settings->seal_public_key;
	if (seal_key_read(a, settings->seal_public_key, &seal_key, &f) != OK
	    || fetcher_new(&fetch, &jobs.tools.fetcher, &f) != OK
	    || dns_new(&dns, &jobs.tools.dns, &f) != OK)
		return service_refuse(&service, &f);
	log_line(LOG_INFO, "ready", NULL);
	code = supervise(&crew);
	dns_free(jobs.tools.dns);
	fetcher_free(jobs.tools.fetcher);
	return code;
}

static const struct service service = {
	.program = "postern-jobs",
	.log_name = "jobs",
	.about = "Does the work that leaves the machine",
	.run = run_service,
};

int
main(int argc, char **argv)
{
	return service_main(&service, argc, argv);
}
