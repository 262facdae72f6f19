/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/login_worker.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "jobs/limit.h"
#include "hostile_server.h"
#include "login_desk.h"
#include "main/supervisor.h"
#include "model/rules.h"
#include "test.h"

enum { PAUSE_US = 20 * 1000, PATIENCE_MS = 60 * 1000 };

static long
logins_with(const char *condition)
{
	return sql_long("SELECT count(*) FROM login WHERE %s", condition);
}

/* --- many at once --- */

/* The slow provider has more people than may be in work; none of them is served until it is
 * released, and the other tenant's is. */
TEST(logins_of_a_slow_provider_hold_up_nobody_else)
{
	struct login_place l = login_place_new();
	struct place other = place_beside(l.place);
	struct customer slow = login_customer(&l, l.place, "slow"), quick = login_customer(&l, &other, "quick");
	const char *id;
	int i;

	login_with_code(&l, &slow, "");
	login_work_until(&l, 1);
	for (i = 0; i < LOGIN_MAX_PER_CONNECTION + 5; i++)
		login_with_code(&l, &slow, "\"hold\":\"slow\"");
	id = login_with_code(&l, &quick, "");
	login_work_until(&l, 2);
	assert_string_equal(login_end_of(&l, id), "passed");
	assert_int_equal(logins_with("leased_until > now()"), LOGIN_MAX_PER_CONNECTION);
	login_release_held(&l, "slow");
	login_work_until(&l, LOGIN_MAX_PER_CONNECTION + 7);
	assert_int_equal(logins_with("state = 'verified'"), LOGIN_MAX_PER_CONNECTION + 7);
	login_place_free(&l);
}

/* As main/jobs.c does it, which pauses while the database is away. */
static enum status
turn(struct login_place *l, bool takes_more)
{
	struct place *p = l->place;
	struct arena *a = arena_new();
	enum status st = store_refresh(p->store, &p->fault);

	if (st == OK)
		st = login_worker_turn(ACT(p->store, a, NULL, NULL, &p->fault), l->worker, takes_more);
	arena_free(a);
	usleep(PAUSE_US);
	return st;
}

TEST(logins_end_once_the_database_is_back)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "database");
	moment ends_at = clock_steady_ms() + PATIENCE_MS;
	const char *id;

	login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	id = login_with_code(&l, &c, "\"hold\":\"database\"");
	while (!text_is(login_provider_says(&l, "/idp/database/fetched"), "1 2") && clock_steady_ms() < ends_at)
		must(l.place, turn(&l, true));
	database_stop();
	login_release_held(&l, "database");
	while (turn(&l, true) != UNAVAILABLE)
		assert_true(clock_steady_ms() < ends_at);
	database_start();
	while (!login_worker_is_idle(l.worker)) {
		(void)!turn(&l, true);
		assert_true(clock_steady_ms() < ends_at);
	}
	assert_string_equal(login_end_of(&l, id), "passed");
	login_place_free(&l);
}

/* One that is to end finishes what it has, and leaves the rest to others. */
TEST(logins_in_hand_are_finished)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "hand");
	moment ends_at = clock_steady_ms() + PATIENCE_MS;
	const char *id;

	login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	id = login_with_code(&l, &c, "\"hold\":\"hand\"");
	while (login_worker_is_idle(l.worker) && clock_steady_ms() < ends_at)
		must(l.place, turn(&l, true));
	login_with_code(&l, &c, "");
	must(l.place, turn(&l, false));
	login_release_held(&l, "hand");
	while (!login_worker_is_idle(l.worker)) {
		must(l.place, turn(&l, false));
		assert_true(clock_steady_ms() < ends_at);
	}
	assert_string_equal(login_end_of(&l, id), "passed");
	assert_int_equal(logins_with("state = 'answered' AND attempts = 0"), 1);
	login_place_free(&l);
}

/* --- workers that are killed --- */

static pid_t *worker_pid;	/* shared */

static bool
is_told_to_end(void)
{
	sigset_t waiting;

	sigpending(&waiting);
	return sigismember(&waiting, SIGTERM) == 1;
}

/* Its own connection and exchanges, as each worker has them. */
static int
work(void *service, long place)
{
	struct login_place *l = service;
	struct arena *a = arena_new(), *turn = arena_new();
	struct store *s = store_new(database_url());
	struct login_tools tools = l->tools;
	struct login_worker *w;
	struct fault f;
	struct act act = { s, turn, NULL, NULL, &f };

	(void)place;
	*worker_pid = getpid();
	tools.exchanges = exchanges_new(a, l->fetcher);
	w = login_worker_new(a, &tools, "place", l->desk);
	while (!is_told_to_end()) {
		if (store_refresh(s, &f) != OK || login_worker_turn(&act, w, true) != OK)
			return 1;
		usleep(PAUSE_US);
		arena_reset(turn);
	}
	return 0;
}

static void
killed(void *service, long place, int signal)
{
	(void)place;
	((struct login_place *)service)->desk->signal = signal;
}

static pid_t
crew_start(struct login_place *l)
{
	struct crew crew = { .size = 1, .work = work, .killed = killed, .service = l };
	pid_t pid;

	worker_pid = mmap(NULL, sizeof(*worker_pid), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(worker_pid != MAP_FAILED);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		_exit(supervise(&crew));
	}
	return pid;
}

static void
crew_end(pid_t pid)
{
	int status;

	assert_int_equal(kill(pid, SIGTERM), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	munmap(worker_pid, sizeof(*worker_pid));
}

static void
wait_for(const char *condition, long count)
{
	moment ends_at = clock_steady_ms() + PATIENCE_MS;

	while (logins_with(condition) < count) {
		CHECK(clock_steady_ms() < ends_at, "%ld: %s", logins_with(condition), condition);
		usleep(PAUSE_US);
	}
}

static void
wait_for_answer(struct login_place *l, const char *path, const char *wanted)
{
	moment ends_at = clock_steady_ms() + PATIENCE_MS;

	while (!text_is(login_provider_says(l, path), wanted)) {
		CHECK(clock_steady_ms() < ends_at, "%s", login_provider_says(l, path));
		usleep(PAUSE_US);
	}
}

/* Codes that are under way are lost; those who still wait for keys are tried again. */
TEST(logins_end_when_their_worker_is_killed)
{
	struct login_place l = login_place_new();
	struct customer sent = login_customer(&l, l.place, "sent"), waiting = login_customer(&l, l.place, "held-keys");
	pid_t crew;
	int i;

	login_with_code(&l, &sent, "");
	login_work_until(&l, 1);
	for (i = 0; i < 3; i++)
		login_with_code(&l, &sent, "\"hold\":\"sent\"");
	for (i = 0; i < 2; i++)
		login_with_code(&l, &waiting, "");
	crew = crew_start(&l);
	wait_for_answer(&l, "/idp/sent/fetched", "1 4");
	wait_for_answer(&l, "/idp/held-keys/fetched", "2 0");
	assert_int_equal(kill(*worker_pid, SIGKILL), 0);
	wait_for("outcome ->> 'failure' = 'interrupted'", 3);
	login_release_held(&l, "held-keys");
	wait_for("ended_at IS NOT NULL", 6);
	crew_end(crew);
	assert_int_equal(logins_with("outcome ->> 'failure' = 'interrupted' AND code_used_at IS NOT NULL"), 3);
	assert_int_equal(logins_with("state = 'verified' AND attempts = 2"), 2);
	login_release_held(&l, "sent");
	login_place_free(&l);
}

/* Computes without end, or waits for the provider until its worker is killed. */
static enum status
compute_or_wait(const struct act *act, struct login_task *t)
{
	static const struct fetch_kind patient = { .accept = "*/*", .max_bytes = 64, .total_ms = 300000,
		.connect_ms = 300000, .slow_s = 300 };
	const struct fetch_request r = { arena_print(t->arena, "https://localhost:%d/silent", hostile_server.good), &patient };
	volatile unsigned long sum = 0;

	if (t->work->attempts > 1)
		return login_begin(act, t);
	if (strstr(t->work->answer, "compute") == NULL) {
		t->exchange = exchange_begin(t->tools->exchanges, t->arena, &r);
		return OK;
	}
	while (sum + 1 > 0)
		sum++;
	return OK;
}

TEST(logins_that_compute_too_long_end_alone)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "alone");
	const char *id;
	pid_t crew;
	int i;

	login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	for (i = 0; i < 3; i++)
		login_with_code(&l, &c, "");
	id = login_with_query(&l, &c, "code=compute");
	l.tools.begin = compute_or_wait;
	l.tools.cpu_s = 1;
	crew = crew_start(&l);
	wait_for("ended_at IS NOT NULL", 5);
	crew_end(crew);
	assert_string_equal(login_end_of(&l, id), "too_much_work");
	assert_int_equal(logins_with("state = 'verified' AND attempts = 2"), 3);
	login_place_free(&l);
}

static enum status
crash_or_begin(const struct act *act, struct login_task *t)
{
	if (strstr(t->work->answer, "crash") == NULL)
		return login_begin(act, t);
	kill(getpid(), SIGKILL);
	return OK;
}

TEST(logins_that_kill_two_workers_end)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "crash");
	const char *id = login_with_query(&l, &c, "code=crash");
	pid_t crew;

	l.tools.begin = crash_or_begin;
	crew = crew_start(&l);
	wait_for("ended_at IS NOT NULL", 1);
	crew_end(crew);
	assert_string_equal(login_end_of(&l, id), "interrupted");
	assert_int_equal(logins_with("attempts = 2"), 1);
	login_place_free(&l);
}

/* The time of a lease is longer than its requests may take. */
TEST(logins_are_done_before_their_lease_ends)
{
	assert_true((int)LOGIN_CPU_S < JOB_WALL_S && JOB_WALL_S < (int)LOGIN_LEASE_S);
}
