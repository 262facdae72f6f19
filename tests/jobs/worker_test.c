/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/worker.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "database.h"
#include "hostile_server.h"
#include "jobs/fetch_logo.h"
#include "jobs/limit.h"
#include "main/supervisor.h"
#include "test.h"

/* --- a service whose jobs tell by a pipe what happens to them --- */

static int told[2];

static void
tell(char what)
{
	if (write(told[1], &what, 1) != 1)
		_exit(1);
}

static enum status
compute(const struct act *act, const struct tools *tools, const struct job *j)
{
	volatile unsigned long sum = 0;

	(void)act;
	(void)tools;
	(void)j;
	tell('r');
	while (sum + 1 > 0)
		sum++;
	return OK;
}

static enum status
crash(const struct act *act, const struct tools *tools, const struct job *j)
{
	(void)act;
	(void)tools;
	(void)j;
	tell('r');
	kill(getpid(), SIGKILL);
	return OK;
}

static enum status
work_well(const struct act *act, const struct tools *tools, const struct job *j)
{
	(void)act;
	(void)tools;
	tell(text_is(j->subject, "last") ? 'L' : 'r');
	return OK;
}

static enum status
ended(const struct act *act, const struct job *j, enum job_end why)
{
	CHECK(text_is(act->tenant_id, j->tenant_id), "%s", act->tenant_id);
	tell(why == JOB_TOO_MUCH_WORK ? 'W' : 'K');
	return OK;
}

static const struct kind kinds[] = {
	{ "compute", compute, ended, 1 },
	{ "crash", crash, ended, 20 },
	{ "work_well", work_well, ended, 20 },
};

static bool
is_told_to_end(void)
{
	sigset_t waiting;

	sigpending(&waiting);
	return sigismember(&waiting, SIGTERM) == 1;
}

static int
work(void *desks, long place)
{
	struct arena *a = arena_new();
	struct store *s = store_new(database_url());
	struct worker w = { .kinds = kinds, .kind_count = COUNT(kinds), .crew = "crew", .workers = 2,
		.desk = (struct desk *)desks + place };
	struct fault f;

	while (!is_told_to_end()) {
		if (store_refresh(s, &f) != OK || worker_turn(ACT(s, a, NULL, NULL, &f), &w) != OK)
			usleep(20 * 1000);
		arena_reset(a);
	}
	return 0;
}

static void
killed(void *desks, long place, int signal)
{
	((struct desk *)desks)[place].signal = signal;
}

/* Runs two workers under a supervisor until that was told; returns all that was told. */
static const char *
run_until(struct arena *a, char last)
{
	struct desk *desks = mmap(NULL, 2 * sizeof(*desks), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct crew crew = { .size = 2, .work = work, .killed = killed, .service = desks };
	char *all = arena_alloc(a, 64), *end = all;
	pid_t pid;
	int status;

	assert_true(desks != MAP_FAILED);
	assert_int_equal(pipe(told), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(supervise(&crew));
	close(told[1]);
	while (end < all + 60 && read(told[0], end, 1) == 1 && *end++ != last)
		;
	assert_int_equal(kill(pid, SIGTERM), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	while (end < all + 60 && read(told[0], end, 1) == 1)
		end++;
	close(told[0]);
	munmap(desks, 2 * sizeof(*desks));
	return all;
}

static void
ask(struct place *p, const char *kind, const char *subject)
{
	sql("INSERT INTO asked_job (tenant_id, kind, subject) VALUES ('%s', '%s', '%s')", p->tenant, kind,
	    subject);
}

static struct place *
empty_queue(void)
{
	struct place *p = place_new();

	sql("DELETE FROM job");
	return p;
}

/* --- a job's limits --- */

TEST(workers_that_compute_too_long_are_killed_and_their_job_is_ended)
{
	struct place *p = empty_queue();

	ask(p, "compute", "s");
	assert_string_equal(run_until(p->arena, 'W'), "rW");
	assert_int_equal(sql_long("SELECT count(*) FROM job"), 0);
}

TEST(workers_killed_twice_by_a_job_end_it)
{
	struct place *p = empty_queue();

	ask(p, "crash", "s");
	assert_string_equal(run_until(p->arena, 'K'), "rrK");
	assert_int_equal(sql_long("SELECT count(*) FROM job"), 0);
}

TEST(workers_do_other_jobs_after_one_that_kills)
{
	struct place *p = empty_queue();
	const char *all;

	ask(p, "crash", "s");
	ask(p, "work_well", "t");
	all = run_until(p->arena, 'K');
	assert_int_equal(sql_long("SELECT count(*) FROM job"), 0);
	assert_string_equal(all, "rrrK");
	ask(p, "work_well", "last");
	assert_string_equal(run_until(p->arena, 'L'), "L");
}

/* The time of a lease is longer than any job may live: nobody takes it in between. */
TEST(workers_are_dead_before_their_lease_ends)
{
	size_t i;

	assert_true(JOB_WALL_S < JOB_LEASE_S);
	for (i = 0; i < job_kind_count; i++)
		CHECK(job_kinds[i].cpu_s > 0 && job_kinds[i].cpu_s < JOB_WALL_S, "%s", job_kinds[i].name);
}

/* A job of several steps has its limits for each. */
TEST(workers_renew_their_lease_with_each_step)
{
	struct place *p = empty_queue();
	struct job job;

	ask(p, "work_well", "s");
	must(p, job_take(place_act(p), A_TAKER, &job));
	sql("UPDATE job SET leased_until = now() + interval '1 second'");
	limit_begin(JOB_CPU_S);
	must(p, worker_next_step(place_act(p), &job));
	limit_end();
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE leased_until > now() + interval '50 seconds'"), 1);
	assert_int_equal(alarm(0), 0);
}

/* --- a logo --- */

static const char *
problem_of(struct place *p, const char *profile)
{
	return sql_text(p->arena, "SELECT problem::text FROM profile_logo WHERE tenant_id = '%s' AND profile_id = '%s'",
	    p->tenant, profile);
}

TEST(logos_that_killed_their_worker_end_with_a_diagnosis)
{
	struct place *p = empty_queue();
	const char *profile = place_profile(p,
	    "{\"name\":\"A\",\"branding\":{\"logo_url\":\"https://a.example/l.png\"}}");
	struct job job = { .tenant_id = p->tenant, .kind = "fetch_logo", .subject = profile };

	must(p, end_logo(place_act(p), &job, JOB_TOO_MUCH_WORK));
	assert_non_null(strstr(problem_of(p, profile), "The logo is too complex for us to read."));
	must(p, end_logo(place_act(p), &job, JOB_KILLS));
	assert_non_null(strstr(problem_of(p, profile), "We could not check the logo."));
}

/* Its server compresses whatever it is asked for. */
TEST(logos_are_decompressed)
{
	static const char *const codings[] = { "gzip", "zlib", "br", "identity" };
	struct place *p = empty_queue();
	struct fetcher *fr;
	struct job job = { .kind = "fetch_logo", .attempts = 1 };
	size_t i;

	hostile_server_start();
	must(p, fetcher_new(&(struct fetch_settings){ "localhost", "", "1-65535", hostile_server.trusted }, &fr,
	    &p->fault));
	job.tenant_id = p->tenant;
	for (i = 0; i < COUNT(codings); i++) {
		job.subject = place_profile(p, arena_print(p->arena, "{\"name\":\"%s\",\"branding\":{\"logo_url\":"
		    "\"https://localhost:%d/coded/%s/ok\"}}", codings[i], hostile_server.good, codings[i]));
		must(p, fetch_logo(place_act(p), &(struct tools){ .fetcher = fr }, &job));
		CHECK(text_is(sql_text(p->arena, "SELECT image_hash IS NOT NULL FROM profile_logo WHERE tenant_id = '%s' AND "
		    "profile_id = '%s'", p->tenant, job.subject), "t"), "%s: %s", codings[i],
		    problem_of(p, job.subject));
	}
	fetcher_free(fr);
}
