/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/make_keys.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/seal.h"
#include "base/text.h"
#include "keys.h"
#include "store/signing_key.h"
#include "test.h"

enum { SPARE = 4, KINDS = 3 };

struct shop {
	struct place	*p;
	struct tools	 tools;
	const char	*secret_key;
};

/* Its tenant's job is alone in the queue. */
static struct shop
shop_new(void)
{
	struct shop x = { .p = place_new() };
	const char *public_key;

	seal_keys(x.p->arena, &public_key, &x.secret_key);
	x.tools.seal_key = file_of_text(x.p->arena, public_key);
	sql("DELETE FROM job WHERE tenant_id <> '%s'", x.p->tenant);
	return x;
}

static enum status
work(struct shop *x, struct store *s, struct fault *f)
{
	struct job job;
	enum status st = job_take(ACT(s, x->p->arena, NULL, NULL, f), A_TAKER, &job);

	if (st != OK)
		return st;
	st = make_keys(ACT(s, x->p->arena, job.tenant_id, NULL, f), &x->tools, &job);
	return st == OK ? job_done(ACT(s, x->p->arena, NULL, NULL, f), &job) : st;
}

static void
check_all_made(struct shop *x)
{
	assert_int_equal(count_keys(x->p, "tenant"), 1);
	assert_int_equal(count_keys(x->p, "tenant_next"), 1);
	assert_int_equal(count_keys(x->p, "encryption"), 1);
	assert_int_equal(count_keys(x->p, "encryption_next"), 1);
	assert_int_equal(count_keys(x->p, "spare"), SPARE * KINDS);
	assert_int_equal(sql_long("SELECT count(*) FROM (SELECT FROM signing_key WHERE tenant_id = '%s' "
	    "AND use = 'spare' GROUP BY kind HAVING count(*) = %d) right_count", x->p->tenant, SPARE),
	    KINDS);
}

TEST(jobs_make_keys_until_none_is_missing)
{
	struct shop x = shop_new();
	struct fault f = { 0 };

	must(x.p, work(&x, x.p->store, &x.p->fault));
	check_all_made(&x);
	assert_int_equal(work(&x, x.p->store, &f), NOT_FOUND);
	sql("DELETE FROM signing_key WHERE tenant_id = '%s' AND kind = 'p256' AND key_id <> "
	    "(SELECT min(key_id) FROM signing_key WHERE tenant_id = '%s' AND kind = 'p256')",
	    x.p->tenant, x.p->tenant);
	sql("INSERT INTO job (tenant_id, kind, subject) VALUES ('%s', 'make_keys', 'all')", x.p->tenant);
	must(x.p, work(&x, x.p->store, &x.p->fault));
	check_all_made(&x);
}

TEST(jobs_make_keys_that_only_postern_jobs_can_open)
{
	struct shop x = shop_new();
	struct arena *a = x.p->arena;
	const char *opened, *sealed, *id;
	struct fault f = { 0 };

	must(x.p, work(&x, x.p->store, &x.p->fault));
	id = sql_text(a, "SELECT key_id FROM signing_key WHERE tenant_id = '%s' AND use = 'tenant'",
	    x.p->tenant);
	sealed = sql_text(a, "SELECT sealed_key FROM signing_key WHERE tenant_id = '%s' AND key_id = '%s'",
	    x.p->tenant, id);
	must(x.p, seal_open(a, x.secret_key, arena_print(a, "signing_key %s %s", x.p->tenant, id), sealed,
	    &opened, &x.p->fault));
	assert_true(text_starts(opened, "-----BEGIN PRIVATE KEY-----\n"));
	assert_int_equal(seal_open(a, x.secret_key, arena_print(a, "signing_key other %s", id), sealed,
	    &opened, &f), BROKEN);
	assert_string_equal(sql_text(a, "SELECT subject FROM signing_key WHERE key_id = '%s'", id),
	    arena_print(a, "CN=%s", x.p->domain));
	assert_int_equal(sql_long("SELECT (SELECT count(*) FROM event WHERE event::text LIKE "
	    "'%%PRIVATE KEY%%') + (SELECT count(*) FROM signing_key k WHERE k::text LIKE '%%PRIVATE "
	    "KEY%%')"), 0);
}

/* A host name that no certificate can hold, and a port, which none should. */
TEST(jobs_make_keys_named_for_the_tenant)
{
	static const struct {
		const char	*domain, *name;
	} rows[] = {
		{ "localhost:8443", "localhost" },
		{ "a-name-of-more-than-sixty-four-characters.is-not.for-a-certificate.example", NULL },
	};
	struct shop x;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		x = shop_new();
		sql("INSERT INTO tenant_domain VALUES ('%s', '%s')", x.p->tenant, rows[i].domain);
		sql("UPDATE tenant SET canonical_domain = '%s' WHERE tenant_id = '%s'", rows[i].domain,
		    x.p->tenant);
		must(x.p, work(&x, x.p->store, &x.p->fault));
		assert_string_equal(sql_text(x.p->arena, "SELECT DISTINCT subject FROM signing_key WHERE "
		    "tenant_id = '%s'", x.p->tenant), arena_print(x.p->arena, "CN=%s",
		    rows[i].name == NULL ? x.p->tenant : rows[i].name));
	}
}

static pid_t
start(struct shop *x)
{
	pid_t pid = fork();
	struct store *s;
	struct fault f;

	if (pid != 0)
		return pid;
	s = store_new(database_url());
	_exit(store_connect(s, &f) == OK && work(x, s, &f) == OK ? 0 : 1);
}

TEST(jobs_killed_while_they_make_keys_are_gone_on_with)
{
	struct shop x = shop_new();
	struct fault f = { 0 };
	pid_t pid = start(&x);
	long made;

	assert_true(pid > 0);
	while (count_keys(x.p, "tenant") == 0)
		assert_int_equal(waitpid(pid, NULL, WNOHANG), 0);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	made = count_keys(x.p, "spare");
	CHECK(made < SPARE * KINDS, "it was killed too late to tell anything");
	assert_int_equal(work(&x, x.p->store, &f), NOT_FOUND);
	sql("UPDATE job SET leased_until = now() WHERE tenant_id = '%s'", x.p->tenant);
	must(x.p, work(&x, x.p->store, &x.p->fault));
	check_all_made(&x);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s'", x.p->tenant), 0);
}

/* Nobody waits for keys, and a tenant needs them: they are tried again, but not at once. */
TEST(keys_that_killed_their_worker_are_made_later)
{
	struct shop x = shop_new();
	struct job job;

	must(x.p, job_take(place_act(x.p), A_TAKER, &job));
	must(x.p, end_keys(place_act(x.p), &job, JOB_TOO_MUCH_WORK));
	must(x.p, job_done(place_act(x.p), &job));
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE kind = 'make_keys' AND urgency = 1 AND "
	    "leased_until IS NULL AND run_at > now() + interval '50 minutes'"), 1);
}
