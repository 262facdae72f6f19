/*
 * jobs.c - postern-jobs: workers that take jobs from the queue, each one at a time
 *
 * Only they talk to the outside.  A NOTIFY wakes them within milliseconds; a lost
 * database connection is made again.  A job that killed its worker is ended by the next
 * one at the same place; one whose machine is gone is free again when its lease is over.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/select.h>

#include "base/log.h"
#include "base/random.h"
#include "base/seal.h"
#include "jobs/worker.h"
#include "main/memory.h"
#include "main/service.h"
#include "main/supervisor.h"

enum {
	IDLE_MS = 30 * 1000,	/* the longest wait between two looks at the queue */
	RETRY_MS = 1000,	/* the wait for a database that is away */
	CREW_CHARS = 16,
};

struct jobs {
	const char	*database;
	long		 worker_mib;
	struct worker	 worker;	/* what all have in common; each has a desk of its own */
	struct desk	*desks;
};

static volatile sig_atomic_t is_told_to_end;

static void
end(int signal)
{
	(void)signal;
	is_told_to_end = 1;
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
turn(const struct act *act, struct worker *w, const sigset_t *unblocked)
{
	enum status st = store_refresh(act->store, act->fault);

	if (st == OK)
		st = store_listen(act->store, "job_wake", act->fault);
	if (st == OK)
		st = worker_turn(act, w);
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
work_until_told(struct store *s, struct worker *w, long worker_mib, struct fault *f)
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
		st = turn(ACT(s, a, NULL, NULL, f), w, &unblocked);
		if (st == UNAVAILABLE)
			pause_for_database(&unblocked);
		arena_reset(a);
		is_overgrown = memory_exceeds(worker_mib);
	}
	arena_free(a);
	return st;
}

static int
work(void *service, long place)
{
	const struct jobs *jobs = service;
	struct worker w = jobs->worker;
	struct store *s = store_new(jobs->database);
	struct fault f;
	enum status st;

	w.desk = &jobs->desks[place];
	st = work_until_told(s, &w, jobs->worker_mib, &f);
	if (st == BROKEN)
		log_fault(LOG_ERROR, &f);
	store_free(s);
	if (st == BROKEN)
		return EXIT_UNFIT;
	return is_told_to_end ? 0 : EXIT_OVERGROWN;
}

static void
killed(void *service, long place, int signal)
{
	const struct jobs *jobs = service;

	jobs->desks[place].signal = signal;
}

/* The supervisor and all workers see the same desks. */
static struct desk *
desks_new(long count)
{
	struct desk *desks = mmap(NULL, (size_t)count * sizeof(*desks), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (desks == MAP_FAILED)
		abort();
	return desks;
}

static const struct service service;

static int
run_service(struct arena *a, const struct settings *settings)
{
	const struct dns_settings dns = { settings->dns_resolver, settings->dns_root,
		settings->dns_anchor, settings->fetch_allow };
	const struct fetch_settings fetch = { settings->fetch_allow, settings->fetch_refuse,
		settings->fetch_ports, settings->fetch_ca };
	struct jobs jobs = { .database = settings->database, .worker_mib = settings->worker_mib,
		.worker = { .kinds = job_kinds, .kind_count = job_kind_count,
		.tools.next_step = worker_next_step, .tools.seal_key = settings->seal_public_key,
		.crew = random_alnum(a, CREW_CHARS), .workers = settings->job_workers } };
	struct tools *tools = &jobs.worker.tools;
	struct crew crew = { .size = settings->job_workers, .work = work, .killed = killed,
		.service = &jobs };
	const char *seal_key;
	struct fault f;
	int code;

	if (seal_key_read(a, settings->seal_public_key, &seal_key, &f) != OK
	    || fetcher_new(&fetch, &tools->fetcher, &f) != OK
	    || dns_new(&dns, &tools->dns, &f) != OK)
		return service_refuse(&service, &f);
	jobs.desks = desks_new(crew.size);
	log_line(LOG_INFO, "ready", NULL);
	code = supervise(&crew);
	dns_free(tools->dns);
	fetcher_free(tools->fetcher);
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
