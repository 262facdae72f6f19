/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/verify_domain.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions/domain.h"
#include "base/text.h"
#include "customer.h"
#include "store/ticket.h"
#include "test.h"

#define OPTIONAL ",\"domain_aliases_config\":{\"domain_verification\":\"optional\"}"
#define NAME "acme.example"

/* A customer who claims one domain, and a DNS that does not answer. */
struct claimant {
	struct customer	 customer;
	const char	*connection_id;
	struct dns	*dns;
};

/* A bound port of loopback, which no other process can get, and which never answers. */
static int
silent_socket(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
	return fd;
}

static const char *
address_of(struct arena *a, int fd)
{
	struct sockaddr_in at;
	socklen_t size = sizeof(at);

	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &size), 0);
	return arena_print(a, "127.0.0.1@%d", ntohs(at.sin_port));
}

static void
release_dns(void *dns)
{
	dns_free(dns);
}

static struct dns *
dns_at(struct place *p, const char *address)
{
	struct dns *d = NULL;

	must(p, dns_new(&(struct dns_settings){ address, address, "", "127.0.0.0/8" }, &d, &p->fault));
	arena_defer(p->arena, release_dns, d);
	return d;
}

static struct claimant
claimant_new(void)
{
	struct place *p = place_new();
	struct claimant c = { .customer = customer_new(p, "\"name\":\"acme\"", OPTIONAL) };
	struct claim_key key = { c.customer.id, c.customer.session_hash[0], NAME };
	int fd = silent_socket();

	customer_connect(&c.customer);
	sql("DELETE FROM job");
	must(p, domain_add(place_act(p), &key, NAME, false));
	c.connection_id = customer_column(&c.customer, "connection_id");
	c.dns = dns_at(p, address_of(p->arena, fd));
	close(fd);
	return c;
}

static const char *
column(struct claimant *c, const char *expression)
{
	return sql_text(c->customer.place->arena, "SELECT %s FROM connection_domain WHERE tenant_id = "
	    "'%s' AND connection_id = '%s'", expression, c->customer.tenant, c->connection_id);
}

/* Takes the job as postern-jobs does, now that it is due. */
static struct job
take(struct claimant *c)
{
	struct place *p = c->customer.place;
	struct job job;

	sql("UPDATE job SET run_at = now(), leased_until = NULL");
	must(p, job_take(place_act(p), A_TAKER, &job));
	assert_string_equal(job.kind, "verify_domain");
	assert_string_equal(job.subject, arena_print(p->arena, "%s " NAME, c->connection_id));
	return job;
}

/* Does everything that postern-jobs does with one job. */
static void
run(struct claimant *c)
{
	struct place *p = c->customer.place;
	struct job job = take(c);

	must(p, look_up_domain(place_act(p), &(struct tools){ .dns = c->dns }, &job));
	must(p, job_done(place_act(p), &job));
}

/* Seconds until the job comes back; -1: it does not. */
static long
delay_s(void)
{
	return sql_long("SELECT coalesce((SELECT extract(epoch FROM run_at - (SELECT max(looked_at) "
	    "FROM connection_domain d WHERE d.tenant_id = job.tenant_id))::bigint FROM job WHERE kind = "
	    "'verify_domain'), -1)");
}

static void
find_record(struct claimant *c)
{
	struct place *p = c->customer.place;
	struct domain_claim claim = { .connection_id = c->connection_id, .name = NAME };

	must(p, domain_wanted(place_act(p), &claim));
	must(p, verify_domain(place_act(p), &claim, "{\"is_verified\":true}"));
}

TEST(domain_jobs_come_back_while_the_dns_is_away)
{
	static const struct {
		long	 looks, delay_s;
	} rows[] = { { 0, 60 }, { 2, 120 }, { 5, 1200 }, { 10, 28800 }, { 40, 86400 } };
	struct claimant c = claimant_new();
	struct place *p = c.customer.place;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		sql("UPDATE connection_domain SET looks = %ld", rows[i].looks);
		run(&c);
		CHECK(labs(delay_s() - rows[i].delay_s) <= 5, "after %ld looks: %ld s", rows[i].looks,
		    delay_s());
		assert_string_equal(column(&c, "status"), "pending");
		assert_string_equal(column(&c, "looks"), arena_print(p->arena, "%ld", rows[i].looks + 1));
	}
	assert_string_equal(column(&c, "looked_at IS NOT NULL AND seen ->> 'finding' IN ('no_answer', "
	    "'servfail') AND seen ->> 'is_verified' = 'false'"), "t");
}

TEST(domain_jobs_end_after_thirty_days_of_nothing)
{
	struct claimant c = claimant_new();

	sql("UPDATE connection_domain SET added_at = now() - interval '31 days', asked_at = NULL");
	run(&c);
	assert_int_equal(delay_s(), -1);
	assert_string_equal(column(&c, "status"), "pending");
	/* when they are asked for again, they begin from the start */
	must(c.customer.place, domain_ask(place_act(c.customer.place),
	    &(struct claim_key){ c.customer.id, c.customer.session_hash[0], NAME }));
	run(&c);
	assert_true(labs(delay_s() - 60) <= 5);
}

TEST(domain_jobs_of_a_domain_that_was_removed_are_done)
{
	struct claimant c = claimant_new();
	struct place *p = c.customer.place;
	struct job job = take(&c);

	sql("DELETE FROM connection_domain");
	must(p, look_up_domain(place_act(p), &(struct tools){ .dns = c.dns }, &job));
	must(p, job_done(place_act(p), &job));
	assert_int_equal(sql_long("SELECT count(*) FROM job"), 0);
	assert_int_equal(customer_events(&c.customer, "ss_sso_domain_verification_unsuccessful",
	    "success"), 0);
}

TEST(domain_jobs_do_not_miss_a_verified_record_because_the_dns_is_away)
{
	struct claimant c = claimant_new();

	find_record(&c);
	sql("UPDATE tenant SET domain_loss = 'remove'");
	run(&c);
	assert_string_equal(column(&c, "status || coalesce(missing_since::text, '')"), "verified");
	assert_true(labs(delay_s() - 86400) <= 60);
	assert_int_equal(customer_events(&c.customer, "domain_record_missing", "info"), 0);
}

TEST(domain_jobs_whose_subject_is_nonsense_do_not_reach_the_dns)
{
	struct claimant c = claimant_new();
	struct place *p = c.customer.place;
	struct job job = { .tenant_id = c.customer.tenant, .kind = "verify_domain",
		.subject = "nonsense" };

	assert_int_equal(look_up_domain(place_act(p), &(struct tools){ 0 }, &job), INVALID);
}

TEST(domain_jobs_that_killed_their_worker_count_as_a_look_without_answers)
{
	struct claimant c = claimant_new();
	struct place *p = c.customer.place;
	struct job job = take(&c);

	must(p, end_look(place_act(p), &job, JOB_TOO_MUCH_WORK));
	assert_string_equal(column(&c, "status || looks"), "pending1");
	assert_non_null(strstr(column(&c, "coalesce(findings, seen)::text"), "did not answer in time"));
	assert_true(delay_s() > 0);
	find_record(&c);
	job = take(&c);
	must(p, end_look(place_act(p), &job, JOB_KILLS));
	assert_string_equal(column(&c, "status || coalesce(missing_since::text, '')"), "verified");
}

TEST(domain_jobs_may_be_done_twice)
{
	struct claimant c = claimant_new();
	struct place *p = c.customer.place;
	struct job job = take(&c);
	int i;

	for (i = 0; i < 2; i++)
		must(p, look_up_domain(place_act(p), &(struct tools){ .dns = c.dns }, &job));
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE attempts = 0 AND urgency = 1 AND "
	    "leased_until IS NULL AND run_at > now()"), 1);
	assert_string_equal(column(&c, "looks"), "2");
	find_record(&c);
	find_record(&c);
	assert_int_equal(customer_events(&c.customer, "ss_sso_domain_verification_successful",
	    "success"), 1);
}

/* Takes the job, asks a server that never answers, and waits for its end. */
static void
be_killed(const char *address, int told)
{
	struct arena *a = arena_new();
	struct store *s = store_new(database_url());
	struct tools tools = { 0 };
	struct fault f;
	struct job job;

	if (dns_new(&(struct dns_settings){ address, address, "", "127.0.0.0/8" }, &tools.dns,
	    &f) != OK || store_connect(s, &f) != OK
	    || job_take(ACT(s, a, NULL, NULL, &f), A_TAKER, &job) != OK || write(told, "t", 1) != 1)
		_exit(1);
	if (look_up_domain(ACT(s, a, job.tenant_id, NULL, &f), &tools, &job) == OK)
		pause();
	_exit(1);
}

TEST(domain_jobs_whose_worker_is_killed_are_resumed)
{
	struct claimant c = claimant_new();
	struct timeval limit = { .tv_sec = 30 };
	int silent = silent_socket(), told[2], status;
	const char *address = address_of(c.customer.place->arena, silent);
	char byte;
	pid_t pid;

	sql("UPDATE job SET run_at = now()");
	assert_int_equal(setsockopt(silent, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)), 0);
	assert_int_equal(pipe(told), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		be_killed(address, told[1]);
	close(told[1]);
	assert_int_equal(read(told[0], &byte, 1), 1);
	/* its question has arrived, so it is in the middle of the lookup */
	assert_int_equal(recv(silent, &byte, 1, 0), 1);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(told[0]);
	close(silent);
	assert_string_equal(column(&c, "status || looks"), "pending0");
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE leased_until > now()"), 1);
	run(&c);
	assert_string_equal(column(&c, "status || looks"), "pending1");
	assert_true(delay_s() > 0);
}
