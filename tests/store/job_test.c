/* SPDX-License-Identifier: Apache-2.0 */
#include "store/job.h"

#include <string.h>

#include "base/text.h"
#include "database.h"
#include "store/profile.h"
#include "test.h"

#define WITH_LOGO "{\"name\":\"A\",\"branding\":{\"logo_url\":\"https://a.example/l.png\"}}"

/* Alone in the queue. */
static struct place *
place_with_job(const char **profile)
{
	struct place *p = place_new();

	sql("DELETE FROM job");
	*profile = place_profile(p, WITH_LOGO);
	return p;
}

static void
ask_again(struct place *p, const char *profile)
{
	static const char json[] = "{\"branding\":{\"logo_url\":\"https://a.example/new.png\"}}";
	struct profile wanted = { 0 }, changed;

	must(p, fields_decode(p->arena, json, strlen(json), &profile_shape, PATCHING, &wanted,
	    &p->fault));
	must(p, profile_change(place_act(p), profile, &wanted, &changed));
}

static enum status
take(struct place *p, struct job *out)
{
	return job_take(place_act(p), A_TAKER, out);
}

static long
jobs(void)
{
	return sql_long("SELECT count(*) FROM job");
}

TEST(jobs_wait_for_profiles_with_a_logo)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	struct job job;

	place_profile(p, "{\"name\":\"B\",\"branding\":{}}");
	place_profile(p, "{\"name\":\"C\"}");
	assert_int_equal(jobs(), 1);
	must(p, take(p, &job));
	assert_string_equal(job.tenant_id, p->tenant);
	assert_string_equal(job.kind, "fetch_logo");
	assert_string_equal(job.subject, profile);
	assert_int_equal(job.attempts, 1);
	must(p, job_done(place_act(p), &job));
	assert_int_equal(jobs(), 0);
	assert_int_equal(take(p, &job), NOT_FOUND);
}

TEST(jobs_taken_are_not_taken_again)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	struct store *second = store_beside(p);
	struct job first, other;

	must(p, take(p, &first));
	assert_int_equal(job_take(ACT(second, p->arena, NULL, NULL, &p->fault), A_TAKER, &other),
	    NOT_FOUND);
	profile = place_profile(p, WITH_LOGO);
	must(p, job_take(ACT(second, p->arena, NULL, NULL, &p->fault), A_TAKER, &other));
	assert_string_equal(other.subject, profile);
}

/* A worker skips a row that another is just taking, and does not wait for it. */
TEST(jobs_that_another_holds_are_skipped)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	struct job job;

	sql("BEGIN");
	sql("SELECT * FROM job FOR UPDATE");
	assert_int_equal(take(p, &job), NOT_FOUND);
	sql("ROLLBACK");
	must(p, take(p, &job));
	assert_string_equal(job.subject, profile);
}

static long
take_all(struct arena *a, int index, void *context)
{
	struct store *s = store_new(database_url());
	struct fault f;
	struct job job;
	long count = 0;
	int i;

	(void)index;
	(void)context;
	if (store_connect(s, &f) != OK)
		return 1000;
	for (i = 0; i < 40; i++)
		count += job_take(ACT(s, a, NULL, NULL, &f), A_TAKER, &job) == OK;
	store_free(s);
	return count;
}

TEST(jobs_are_each_taken_once_by_four_at_once)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	int i;

	for (i = 1; i < 20; i++)
		place_profile(p, WITH_LOGO);
	assert_int_equal(in_processes(4, take_all, NULL), 20);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE attempts = 1"), 20);
}

TEST(jobs_of_a_dead_worker_come_back)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	struct job job;
	long due;

	must(p, take(p, &job));
	must(p, job_next_due(place_act(p), &due));
	assert_true(due > 50000 && due <= 60000);
	sql("UPDATE job SET leased_until = now() - interval '1 second'");
	must(p, job_next_due(place_act(p), &due));
	assert_int_equal(due, 0);
	must(p, take(p, &job));
	assert_int_equal(job.attempts, 2);
}

TEST(jobs_asked_for_again_survive_the_old_one)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	struct job old, new;

	must(p, take(p, &old));
	ask_again(p, profile);
	must(p, job_done(place_act(p), &old));
	assert_int_equal(jobs(), 1);
	must(p, job_later(place_act(p), &old, 3600));
	must(p, take(p, &new));
	assert_int_equal(new.attempts, 1);
	assert_string_equal(new.subject, profile);
	assert_false(text_is(new.id, old.id));
	must(p, job_done(place_act(p), &new));
	assert_int_equal(jobs(), 0);
}

TEST(jobs_put_off_wait)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	struct job job;
	long due;

	must(p, take(p, &job));
	must(p, job_later(place_act(p), &job, 100));
	assert_int_equal(take(p, &job), NOT_FOUND);
	must(p, job_next_due(place_act(p), &due));
	assert_true(due > 90000 && due <= 100000);
	sql("UPDATE job SET run_at = now()");
	must(p, take(p, &job));
	assert_int_equal(job.attempts, 2);
}

TEST(jobs_due_are_none_in_an_empty_queue)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	long due = 7;

	sql("DELETE FROM job");
	must(p, job_next_due(place_act(p), &due));
	assert_int_equal(due, -1);
}

TEST(oldest_job_is_taken_first)
{
	const char *profile, *older;
	struct place *p = place_with_job(&profile);
	struct job job;

	older = place_profile(p, WITH_LOGO);
	sql("UPDATE job SET run_at = now() - interval '1 hour' WHERE subject = '%s'", older);
	must(p, take(p, &job));
	assert_string_equal(job.subject, older);
}

/* The notice ends these waits; without it the test would take longer than anyone
 * waits. */
TEST(jobs_wake_a_worker_that_waits)
{
	const char *profile;
	struct place *p = place_with_job(&profile);
	struct store *waiting = store_beside(p);
	bool is_woken;

	must(p, store_listen(waiting, "job_wake", &p->fault));
	place_profile(p, WITH_LOGO);
	must(p, store_wait(waiting, -1, 3600 * 1000, NULL, &is_woken, &p->fault));
	assert_true(is_woken);
	ask_again(p, profile);
	must(p, store_wait(waiting, -1, 3600 * 1000, NULL, &is_woken, &p->fault));
	assert_true(is_woken);
}

TEST(a_wait_is_for_one_payload)
{
	struct place *p = place_new();
	struct store *waiting = store_beside(p);
	moment begun = clock_steady_ms();

	must(p, store_listen(waiting, "told", &p->fault));
	sql("NOTIFY told, 'another'");
	sql("NOTIFY told, 'mine'");
	must(p, store_wait_for(waiting, "mine", 3600 * 1000, &p->fault));
	sql("NOTIFY told, 'another'");
	must(p, store_wait_for(waiting, "mine", 50, &p->fault));
	assert_true(clock_steady_ms() - begun >= 50);
	must(p, store_listen(waiting, NULL, &p->fault));
	sql("NOTIFY told, 'mine'");
	must(p, store_wait_for(waiting, "mine", 50, &p->fault));
	assert_true(clock_steady_ms() - begun >= 100);
}
