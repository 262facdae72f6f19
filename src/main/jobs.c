/*
 * jobs.c - postern-jobs: workers that take jobs from the queue, and workers that verify logins
 *
 * Only they talk to the outside: the ones do a job at a time, the others have many logins in
 * hand.  A NOTIFY wakes them within milliseconds; a lost database connection is made again.
 * What killed its worker is ended by the next one at the same place; what one had whose
 * machine is gone is free again when its lease is over.
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
#include "jobs/login_worker.h"
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
	const struct settings	*settings;
	struct worker		 worker;	/* what all have in common; each has a desk of its own */
	struct desk		*desks;		/* of the first places */
	struct login_desk	*login_desks;	/* of the others */
};

/* The turns of a worker of either kind. */
struct shift {
	const char	*channel;	/* whose NOTIFY ends its wait */
	/* Works, and waits when there is nothing to do.  is_last: takes up nothing new. */
	enum status	(*turn)(const struct act *act, const struct shift *s, bool is_last);
	bool		(*has_work)(const struct shift *s);	/* in hand */
	struct worker	*worker;	/* one of these */
	struct login_worker *login_worker;
	sigset_t	 unblocked;	/* the signals that end a wait */
};

static volatile sig_atomic_t is_told_to_end;

static void
end(int signal)
{
	(void)signal;
	is_told_to_end = 1;
}

static enum status
wait_for_job(const struct act *act, const struct shift *s)
{
	long due_ms;
	bool ignored;
	enum status st = job_next_due(act, &due_ms);

	if (st != OK)
		return st;
	return store_wait(act->store, -1, due_ms < 0 || due_ms > IDLE_MS ? IDLE_MS : (int)due_ms,
	    &s->unblocked, &ignored, act->fault);
}

static enum status
turn_with_job(const struct act *act, const struct shift *s, bool is_last)
{
	enum status st = worker_turn(act, s->worker);

	(void)is_last;
	return st == NOT_FOUND ? wait_for_job(act, s) : st;
}

static bool
has_no_job(const struct shift *s)
{
	(void)s;
	return false;
}

static bool
has_logins(const struct shift *s)
{
	return !login_worker_is_idle(s->login_worker);
}

static enum status
turn_with_logins(const struct act *act, const struct shift *s, bool is_last)
{
	enum status st = login_worker_turn(act, s->login_worker, !is_last);

	return st == OK && (has_logins(s) || !is_last)
	    ? login_worker_wait(act, s->login_worker, &s->unblocked) : st;
}

static enum status
turn(const struct act *act, const struct shift *s, bool is_last)
{
	enum status st = store_refresh(act->store, act->fault);

	if (st == OK)
		st = store_listen(act->store, s->channel, act->fault);
	return st == OK ? s->turn(act, s, is_last) : st;
}

static void
pause_for_database(const sigset_t *unblocked)
{
	struct timespec time = { .tv_sec = RETRY_MS / 1000 };

	pselect(0, NULL, NULL, NULL, &time, unblocked);
}

/* Lets a pending SIGTERM through.  Called before each turn, as there may always be work. */
static bool
is_told(const struct shift *s)
{
	sigset_t blocked;

	sigprocmask(SIG_SETMASK, &s->unblocked, &blocked);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	return is_told_to_end != 0;
}

/* OK: it was told to end, or is overgrown; and nothing is in hand. */
static enum status
work_until_told(struct store *store, struct shift *s, long worker_mib, struct fault *f)
{
	struct arena *a = arena_new();
	enum status st = OK;
	bool is_last;

	sigprocmask(SIG_SETMASK, NULL, &s->unblocked);
	sigdelset(&s->unblocked, SIGTERM);
	signal(SIGTERM, end);
	is_last = is_told(s);
	while (st != BROKEN && !(is_last && !s->has_work(s))) {
		st = turn(ACT(store, a, NULL, NULL, f), s, is_last);
		if (st == UNAVAILABLE)
			pause_for_database(&s->unblocked);
		arena_reset(a);
		is_last = is_last || memory_exceeds(worker_mib) || is_told(s);
	}
	arena_free(a);
	return st;
}

static int
work_shift(const struct settings *settings, struct shift *s)
{
	struct store *store = store_new(settings->database);
	struct fault f;
	enum status st = work_until_told(store, s, settings->worker_mib, &f);

	if (st == BROKEN)
		log_fault(LOG_ERROR, &f);
	store_free(store);
	if (st == BROKEN)
		return EXIT_UNFIT;
	return is_told_to_end ? 0 : EXIT_OVERGROWN;
}

static int
work_on_jobs(const struct jobs *jobs, long place)
{
	struct worker w = jobs->worker;

	w.desk = &jobs->desks[place];
	return work_shift(jobs->settings, &(struct shift){ .channel = "job_wake", .turn = turn_with_job,
		.has_work = has_no_job, .worker = &w });
}

static int
work_on_logins(const struct jobs *jobs, long place)
{
	struct arena *a = arena_new();
	const struct login_tools tools = { .exchanges = exchanges_new(a, jobs->worker.tools.fetcher),
		.secret_key = jobs->settings->seal_secret_key,
		.claims_days = jobs->settings->login_claims_days, .cpu_s = LOGIN_CPU_S,
		.begin = login_begin };
	const char *taker = arena_print(a, "%s.%ld", jobs->worker.crew, place);
	struct login_worker *w = login_worker_new(a, &tools, taker, &jobs->login_desks[place]);
	int code = work_shift(jobs->settings, &(struct shift){ .channel = "login_wake",
		.turn = turn_with_logins, .has_work = has_logins, .login_worker = w });

	arena_free(a);
	return code;
}

static int
work(void *service, long place)
{
	const struct jobs *jobs = service;
	long job_workers = jobs->settings->job_workers;

	return place < job_workers ? work_on_jobs(jobs, place) : work_on_logins(jobs, place - job_workers);
}

static void
killed(void *service, long place, int signal)
{
	const struct jobs *jobs = service;
	long job_workers = jobs->settings->job_workers;

	if (place < job_workers)
		jobs->desks[place].signal = signal;
	else
		jobs->login_desks[place - job_workers].signal = signal;
}

/* The supervisor and all workers see the same desks. */
static void *
desks_new(long count, size_t size_bytes)
{
	void *desks = mmap(NULL, (size_t)count * size_bytes, PROT_READ | PROT_WRITE,
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
	struct jobs jobs = { .settings = settings, .worker = { .kinds = job_kinds, .kind_count = job_kind_count,
		.tools.next_step = worker_next_step, .tools.seal_key = settings->seal_public_key,
		.crew = random_alnum(a, CREW_CHARS), .workers = settings->job_workers } };
	struct tools *tools = &jobs.worker.tools;
	struct crew crew = { .size = settings->job_workers + settings->login_workers, .work = work,
		.killed = killed, .service = &jobs };
	const char *seal_key;
	struct fault f;
	int code;

	if (seal_key_read(a, settings->seal_public_key, &seal_key, &f) != OK
	    || fetcher_new(&fetch, &tools->fetcher, &f) != OK
	    || dns_new(&dns, &tools->dns, &f) != OK)
		return service_refuse(&service, &f);
	jobs.desks = desks_new(settings->job_workers, sizeof(*jobs.desks));
	jobs.login_desks = desks_new(settings->login_workers, sizeof(*jobs.login_desks));
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
