/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "claims.h"
#include "database.h"
#include "store/job.h"
#include "test.h"

/* --- one job of a party at a time --- */

static struct place *
empty_queue(void)
{
	struct place *p = place_new();

	sql("DELETE FROM job");
	return p;
}

static void
ask(const char *tenant, const char *subject, int urgency)
{
	sql("INSERT INTO asked_job (tenant_id, kind, subject, run_at, urgency) "
	    "VALUES ('%s', 'verify_domain', '%s', now(), %d)", tenant, subject, urgency);
}

/* The tenant and subject that the worker of a crew of four gets; "" if it gets none. */
static const char *
taken(struct place *p, struct job *out)
{
	const struct job_taker t = { 60, "crew", 4, "", "" };
	enum status st = job_take(place_act(p), &t, out);

	if (st == NOT_FOUND)
		return "";
	must(p, st);
	return arena_print(p->arena, "%s %s", out->tenant_id, out->subject);
}

static const char *
of(struct place *p, const char *tenant, const char *subject)
{
	return arena_print(p->arena, "%s %s", tenant, subject);
}

TEST(queue_runs_one_job_of_a_party_at_a_time)
{
	struct place *p = empty_queue();
	struct job first, second;

	ask(p->tenant, "con_x a.example", 0);
	ask(p->tenant, "con_x b.example", 0);
	assert_string_equal(taken(p, &first), of(p, p->tenant, "con_x a.example"));
	assert_string_equal(taken(p, &second), "");
	ask(p->tenant, "con_y c.example", 0);
	assert_string_equal(taken(p, &second), of(p, p->tenant, "con_y c.example"));
	must(p, job_done(place_act(p), &first));
	assert_string_equal(taken(p, &second), of(p, p->tenant, "con_x b.example"));
}

/* The ticket's check and the looks at its connection's domains are one party's. */
TEST(queue_knows_the_ticket_of_a_domain)
{
	struct customer c = customer_connected(place_new(), CONFIG, OPTIONAL);
	struct place *p = c.place;
	struct job job;

	sql("DELETE FROM job");
	must(p, claim_add(&c, "acme.com"));
	sql("INSERT INTO asked_job (tenant_id, kind, subject) VALUES ('%s', 'check_provider', '%s')", c.tenant,
	    c.id);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE party = '%s'", c.id), 2);
	must(p, job_take(place_act(p), A_TAKER, &job));
	assert_string_equal(job.party, c.id);
	assert_int_equal(job_take(place_act(p), A_TAKER, &job), NOT_FOUND);
}

TEST(queue_runs_a_job_that_was_asked_for_again_after_its_end)
{
	struct place *p = empty_queue();
	struct job first, second;
	int i;

	ask(p->tenant, "con_x a.example", 0);
	taken(p, &first);
	for (i = 0; i < 3; i++) {
		ask(p->tenant, "con_x a.example", 0);
		assert_string_equal(taken(p, &second), "");
	}
	must(p, job_later(place_act(p), &first, 600));
	assert_string_equal(taken(p, &second), of(p, p->tenant, "con_x a.example"));
	assert_int_equal(second.attempts, 1);
	assert_string_not_equal(second.lease_id, first.lease_id);
	must(p, job_done(place_act(p), &first));
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE leased_until > now()"), 1);
	must(p, job_done(place_act(p), &second));
	assert_int_equal(sql_long("SELECT count(*) FROM job"), 0);
}

/* --- leases --- */

TEST(leases_are_renewed_by_their_worker_alone)
{
	struct place *p = empty_queue();
	struct job job, other;

	ask(p->tenant, "con_x a.example", 0);
	taken(p, &job);
	sql("UPDATE job SET leased_until = now() + interval '1 second'");
	must(p, job_renew(place_act(p), &job, 60));
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE leased_until > now() + interval '50 seconds'"), 1);
	sql("UPDATE job SET leased_until = now() - interval '1 second'");
	taken(p, &other);
	assert_string_equal(other.subject, job.subject);
	assert_int_equal(job_renew(place_act(p), &job, 60), CONFLICT);
	must(p, job_done(place_act(p), &job));
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE leased_until > now()"), 1);
	must(p, job_renew(place_act(p), &other, 60));
}

TEST(leases_count_the_workers_that_a_request_killed)
{
	struct place *p = empty_queue();
	struct job job, again;
	long deaths;

	ask(p->tenant, "con_x a.example", 0);
	taken(p, &job);
	must(p, job_died(place_act(p), &job, 60, &deaths));
	assert_int_equal(deaths, 1);
	must(p, job_later(place_act(p), &job, 0));
	taken(p, &job);
	ask(p->tenant, "con_x a.example", 0);
	assert_int_equal(job_died(place_act(p), &job, 60, &deaths), NOT_FOUND);
	must(p, job_done(place_act(p), &job));
	taken(p, &again);
	must(p, job_died(place_act(p), &again, 60, &deaths));
	assert_int_equal(deaths, 1);
}

/* --- a tenant's share --- */

static void
ask_for_many(const char *tenant, int count, int urgency)
{
	sql("INSERT INTO asked_job (tenant_id, kind, subject, run_at, urgency) SELECT '%s', 'verify_domain', "
	    "'con_' || n || ' a.example', now() - interval '1 hour', %d FROM generate_series(1, %d) n", tenant,
	    urgency, count);
}

static long
running(const char *tenant)
{
	return sql_long("SELECT count(*) FROM job WHERE leased_until > now() AND tenant_id = '%s'", tenant);
}

TEST(queue_gives_a_tenant_half_of_a_crew_while_others_wait)
{
	struct place *p = empty_queue(), other = place_beside(p);
	struct job job, mine[3];
	int i;

	sql("DELETE FROM job");
	ask_for_many(p->tenant, 20, 0);
	for (i = 0; i < 3; i++)
		taken(p, &mine[i]);
	assert_int_equal(running(p->tenant), 3);
	/* the last worker is for those who come */
	assert_string_equal(taken(p, &job), "");
	ask(other.tenant, "con_x a.example", 0);
	ask(other.tenant, "con_y a.example", 0);
	assert_string_equal(taken(p, &job), of(p, other.tenant, "con_x a.example"));
	must(p, job_done(place_act(p), &mine[0]));
	assert_string_equal(taken(p, &job), of(p, other.tenant, "con_y a.example"));
	assert_int_equal(running(p->tenant), 2);
	must(p, job_done(place_act(p), &mine[1]));
	taken(p, &job);
	assert_string_equal(job.tenant_id, p->tenant);
}

/* A job that may wait takes a few seconds, so these need leave no worker. */
TEST(queue_gives_a_tenant_that_is_alone_the_whole_crew_for_what_may_wait)
{
	struct place *p = empty_queue(), other = place_beside(p);
	struct job job, last;
	int i;

	sql("DELETE FROM job");
	ask_for_many(p->tenant, 20, 1);
	for (i = 0; i < 4; i++)
		taken(p, &last);
	assert_int_equal(running(p->tenant), 4);
	must(p, job_done(place_act(p), &last));
	ask(other.tenant, "con_x a.example", 1);
	assert_string_equal(taken(p, &job), of(p, other.tenant, "con_x a.example"));
}

/* Leases of other crews are their business; a party is busy whoever serves it. */
TEST(queue_counts_a_share_for_each_crew)
{
	struct place *p = empty_queue();
	struct job job;
	int i;

	ask_for_many(p->tenant, 4, 0);
	for (i = 0; i < 3; i++)
		taken(p, &job);
	sql("UPDATE job SET crew = 'other' WHERE leased_until > now()");
	ask(p->tenant, arena_print(p->arena, "%s b.example", job.party), 0);
	taken(p, &job);
	assert_int_equal(running(p->tenant), 4);
	assert_string_equal(taken(p, &job), "");
}

TEST(queue_serves_waiting_tenants_in_turn)
{
	struct place *p = empty_queue(), b = place_beside(p), c = place_beside(p);
	struct job_taker t = { 60, "crew", 8, "", "" };
	struct job job;
	int i, turns = 0;

	sql("DELETE FROM job");
	ask_for_many(p->tenant, 200, 0);
	ask_for_many(b.tenant, 100, 0);
	ask_for_many(c.tenant, 100, 0);
	sql("UPDATE job SET run_at = run_at - interval '1 hour' WHERE tenant_id = '%s'", p->tenant);
	for (i = 0; i < 8; i++) {
		must(p, job_take(place_act(p), &t, &job));
		turns += i > 0 && !text_is(t.tenant_id, job.tenant_id);
		t.tenant_id = job.tenant_id;
		t.party = job.party;
	}
	assert_int_equal(running(p->tenant), 4);
	assert_true(running(b.tenant) >= 1 && running(c.tenant) >= 1 && turns >= 2);
}

/* --- what a choice costs --- */

/* Rows of the table that this connection has read since PostgreSQL last gathered them, which
 * it does between transactions, at most once a second. */
static long
rows_read(void)
{
	return sql_long("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'job'");
}

/* A worker reads some hundred rows of the table to get a job of that tenant; "": none. */
static void
check_rows_read(const char *tenant)
{
	long before, count;

	sql("BEGIN");
	before = rows_read();
	assert_int_equal(sql_long("SELECT count(*) FROM job_take(60, 'crew', 4, '', '') WHERE tenant_id = '%s'",
	    tenant), *tenant != '\0');
	count = rows_read() - before;
	sql("ROLLBACK");
	CHECK(count < 2000, "%ld rows", count);
}

TEST(queue_of_a_hundred_thousand_is_not_read_for_one_job)
{
	struct place *p = empty_queue(), other = place_beside(p);
	struct job job;

	/* What the planner knows is of an empty table.  All are due at the same moment, so the
	 * first comes first only where no room of former rows is filled. */
	sql("TRUNCATE job");
	sql("ANALYZE job");
	sql("INSERT INTO job (tenant_id, kind, subject, run_at, is_ready, urgency) SELECT '%s', 'verify_domain', "
	    "CASE WHEN n <= 50000 THEN 'con_x' ELSE 'con_' || n END || ' d' || n, now() - interval '1 day', "
	    "true, 1 FROM generate_series(1, 100000) n", p->tenant);
	/* any; then past 50,000 of a party that is busy */
	check_rows_read(p->tenant);
	taken(p, &job);
	assert_string_equal(job.party, "con_x");
	check_rows_read(p->tenant);
	taken(p, &job);
	/* of a full tenant because nobody else waits; then past 99,998 of that tenant */
	check_rows_read(p->tenant);
	ask(other.tenant, "con_x a.example", 1);
	check_rows_read(other.tenant);
	/* nothing for anybody, while all are not due yet or are not marked */
	sql("UPDATE job SET is_ready = false");
	check_rows_read(p->tenant);
	sql("UPDATE job SET run_at = now() + interval '1 day' WHERE leased_until IS NULL");
	check_rows_read("");
	sql("DELETE FROM job");
}
