/*
 * jobs.c - postern-jobs: takes work from the queue, one piece at a time
 *
 * It alone talks to the outside.  A NOTIFY wakes it within milliseconds; a
 * lost database connection is made again; SIGTERM ends it after the job in
 * hand.  A job whose process was killed is free again when its lease is over.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "base/seal.h"
#include "base/settings.h"
#include "base/text.h"
#include "jobs/check_provider.h"
#include "jobs/derive_connection.h"
#include "jobs/fetch_logo.h"
#include "jobs/make_keys.h"

enum {
	LEASE_S = 60,		/* longer than any job takes */
	IDLE_MS = 30 * 1000,	/* looks by itself at least this often */
	RETRY_MS = 1000,	/* for a database that is away */
	LATER_S = 5,		/* the first delay of a job; it doubles */
};

struct kind {
	const char	*name;
	enum status	(*run)(struct store *s, const struct tools *tools, struct arena *a,
			    const struct job *j, struct fault *f);
};

static const struct kind kinds[] = {
	{ "fetch_logo", fetch_logo },
	{ "check_provider", check_provider },
	{ "derive_connection", derive_connection },
	{ "make_keys", make_keys },
};

static volatile sig_atomic_t is_told_to_end;

static void
end(int signal)
{
	(void)signal;
	is_told_to_end = 1;
}

static enum status
run(struct store *s, const struct tools *tools, struct arena *a, const struct job *j,
    struct fault *f)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_is(kinds[i].name, j->kind))
			return kinds[i].run(s, tools, a, j, f);
	return fail(f, BROKEN, "no such kind of job");
}

static long
delay_s(long attempts)
{
	return (long)LATER_S << (attempts > 10 ? 10 : attempts - 1);
}

/* NOT_FOUND: nothing to do. */
static enum status
work_once(struct store *s, const struct tools *tools, struct arena *a, struct fault *f)
{
	struct fault why = { 0 };
	struct job job;
	enum status st = job_take(s, a, LEASE_S, &job, f);
	moment started = clock_steady_ms();

	if (st != OK)
		return st;
	st = run(s, tools, a, &job, &why);
	log_line(st == OK ? LOG_INFO : LOG_WARN, "job", "kind", job.kind, "tenant", job.tenant_id,
	    "subject", job.subject, "attempt", arena_print(a, "%ld", job.attempts),
	    "ms", arena_print(a, "%lld", (long long)(clock_steady_ms() - started)),
	    "result", st == OK ? "done" : why.sentence, NULL);
	if (st == UNAVAILABLE || st == BROKEN)
		return job_later(s, a, &job, delay_s(job.attempts), f);
	return job_done(s, a, &job, f);
}

static enum status
wait_for_work(struct store *s, struct arena *a, const sigset_t *unblocked, struct fault *f)
{
	long due_ms;
	enum status st = job_next_due(s, a, &due_ms, f);

	if (st != OK)
		return st;
	return store_wait(s, due_ms < 0 || due_ms > IDLE_MS ? IDLE_MS : (int)due_ms, unblocked, f);
}

static enum status
turn(struct store *s, const struct tools *tools, struct arena *a, const sigset_t *unblocked,
    struct fault *f)
{
	enum status st = store_refresh(s, f);

	if (st == OK)
		st = store_listen(s, f);
	if (st == OK)
		st = work_once(s, tools, a, f);
	return st == NOT_FOUND ? wait_for_work(s, a, unblocked, f) : st;
}

static void
pause_for_database(const sigset_t *unblocked)
{
	struct timespec time = { .tv_sec = RETRY_MS / 1000 };

	pselect(0, NULL, NULL, NULL, &time, unblocked);
}

/* Answers the process's exit code. */
static int
work(struct store *s, const struct tools *tools)
{
	struct arena *a = arena_new();
	sigset_t blocked, unblocked;
	struct fault f = { 0 };
	enum status st = OK;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, &unblocked);
	sigdelset(&unblocked, SIGTERM);
	sigdelset(&unblocked, SIGINT);
	signal(SIGTERM, end);
	signal(SIGINT, end);
	log_line(LOG_INFO, "ready", NULL);
	while (is_told_to_end == 0 && st != BROKEN) {
		st = turn(s, tools, a, &unblocked, &f);
		if (st == UNAVAILABLE)
			pause_for_database(&unblocked);
		arena_reset(a);
	}
	if (st == BROKEN)
		log_line(LOG_ERROR, f.sentence, NULL);
	arena_free(a);
	return st == BROKEN ? 3 : 0;
}

static int
refuse(struct arena *a, const struct fault *f)
{
	fprintf(stderr, "postern-jobs: %s\n", f->sentence);
	arena_free(a);
	return 1;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct settings settings;
	struct tools tools;
	struct store *s;
	struct fault f;
	int code;

	if ((argc != 1 && argc != 3) || (argc == 3 && !text_is(argv[1], "--config"))) {
		fputs("usage: postern-jobs [--config FILE]\n\n"
		    "Does what leaves the machine; \"postern settings\" lists the settings.\n", stderr);
		arena_free(a);
		return 2;
	}
	log_open("jobs");
	if (sodium_init() < 0)
		abort();
	if (settings_load(a, argc == 3 ? argv[2] : NULL, &settings, &f) != OK
	    || seal_key_read(a, settings.seal_public_key, &tools.seal_key, &f) != OK
	    || fetcher_new(settings.fetch_allow, settings.fetch_ca, &tools.fetcher, &f) != OK)
		return refuse(a, &f);
	s = store_new(settings.database);
	code = work(s, &tools);
	store_free(s);
	fetcher_free(tools.fetcher);
	arena_free(a);
	return code;
}
