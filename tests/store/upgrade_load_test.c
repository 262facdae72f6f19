/* SPDX-License-Identifier: Apache-2.0 */
#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "before.h"
#include "database.h"
#include "store/migrate.h"
#include "test.h"

static const char rows_before[] =
    "BEGIN;"
    "WITH made AS (INSERT INTO tenant (tenant_id, name, canonical_domain) VALUES ('t', 'T', 't.example'))"
    " INSERT INTO tenant_domain (tenant_id, domain) VALUES ('t', 't.example');"
    "INSERT INTO client (tenant_id, client_id, name, secret_hash, scopes)"
    " VALUES ('t', repeat('c', 32), 'c', repeat('c', 64), '{}');"
    "INSERT INTO api_token (tenant_id, token_hash, client_id, scopes, expires_at)"
    " VALUES ('t', repeat('c', 64), repeat('c', 32), '{}', now() + interval '1 day');"
    "INSERT INTO profile (tenant_id, profile_id, name) VALUES ('t', 'ssp_' || repeat('a', 22), 'p');"
    "INSERT INTO ticket (tenant_id, ticket_id, secret_hash, profile_id, config, uses, opens_until, first_used_at, ends_at)"
    " VALUES ('t', repeat('a', 12), repeat('a', 64), 'ssp_' || repeat('a', 22), '{\"connection_config\":{\"name\":\"c1\"},"
    "  \"domain_aliases_config\":{\"domain_verification\":\"optional\"}}', 1, now(), now(), now() + interval '5 hours');"
    "INSERT INTO session (tenant_id, ticket_id, token_hash) VALUES ('t', repeat('a', 12), repeat('b', 64));"
    "INSERT INTO connection (tenant_id, connection_id, name, strategy, config, live_revision, enabled_at,"
    " intended_clients, enabled_clients)"
    " SELECT 't', 'con_aaaaaaaaaaaaaaa' || n, 'c' || n, 'samlp', '{\"options\":{\"domain_aliases\":"
    "  [\"b.example\",\"A.example\"]}}', 1, now(), '{c}', '{c}' FROM generate_series(1, 2) n;"
    "INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor)"
    " SELECT tenant_id, connection_id, 1, '{}', 'system:test' FROM connection;"
    "INSERT INTO wizard (tenant_id, ticket_id, strategy, step, connection_id)"
    " VALUES ('t', repeat('a', 12), 'samlp', 'access', 'con_aaaaaaaaaaaaaaa1');"
    "COMMIT";

/* --- workers of the previous version --- */

#define VISITOR "'t', repeat('a', 12), repeat('b', 64)"
#define ANY(prefix, digits) "'" prefix "' || left(md5(random()::text), " digits ")"

#define OWN_DOMAIN "'d' || current_setting('test.worker') || '.example'"

/* The queries of pages, programs and jobs. */
static const char *const asked[] = {
	"connection_list('t', NULL, NULL, NULL, '0', '50')",
	"connection_load('t', 'con_aaaaaaaaaaaaaaa1')",
	"connection_change('t', 'con_aaaaaaaaaaaaaaa1', '{\"display_name\":\"x\"}', NULL, '{}', '{}', NULL, 'client:x')",
	"home_realm('t.example', 'b.example', 'b.example')",
	"connection_change('t', 'con_aaaaaaaaaaaaaaa2', '{}', '{\"domain_aliases\":[\"b.example\",\"w.example\"]}',"
	" '{\"samlp\":{}}', '{}', NULL, 'client:x')",
	"visit_load('t.example', repeat('a', 12), repeat('b', 64), 'settings')",
	"check_load('t.example', repeat('a', 12), repeat('b', 64))",
	"domain_list('t', repeat('a', 12))",
	"domain_add(" VISITOR ", " OWN_DOMAIN ", 'd', 'false')",
	"caller_load('t.example', repeat('c', 64), '5')",
	"domain_ask(" VISITOR ", " OWN_DOMAIN ")",
	"revision_restore('t', 'con_aaaaaaaaaaaaaaa1', '1', 'client:x')",
	"domain_remove(" VISITOR ", " OWN_DOMAIN ")",
	"connection_add('t', " ANY("con_", "16") ", " ANY("n", "16") ", 'samlp', '{}', '{\"domain_aliases\":[\"b.example\"]}',"
	" '{}', '{}', '[]', 'client:x')",
	"organization_add('t', " ANY("org_", "16") ", " ANY("o", "16") ", NULL, NULL, NULL, NULL,"
	" '[{\"connection_id\":\"con_aaaaaaaaaaaaaaa1\"}]', 'client:x')",
	"wizard_submit(" VISITOR ", '1', '{}', NULL)",
	"ticket_add('t', " ANY("", "12") ", repeat('d', 64), 'ssp_' || repeat('a', 22), '{\"connection_config\":{\"name\":\"n\"}}',"
	" '60', 'client:x', NULL)",
	"job_take('60')",
	"event_list('t')",
};

enum { MIGRATORS = 2, WORKERS = 3, RUNS = 4, ROUNDS_AFTER = 3 };

struct scene {
	const char	*url;
	const char	*queries;
	int		*running;	/* migrators that are not done; shared by all processes */
};

static long
ask_all(struct arena *a, PGconn *connection)
{
	PGresult *result;
	long failures = 0;
	size_t i;

	for (i = 0; i < COUNT(asked); i++) {
		result = PQexec(connection, arena_print(a, "EXECUTE %s", asked[i]));
		if (PQresultStatus(result) != PGRES_TUPLES_OK) {
			fprintf(stderr, "%.40s: %s", asked[i], PQresultErrorMessage(result));
			failures++;
		}
		PQclear(result);
	}
	return failures;
}

/* A wait for a lock that is longer than any migration holds one is a failure. */
static long
serve(struct arena *a, int index, const struct scene *scene)
{
	PGconn *connection = PQconnectdb(scene->url);
	PGresult *prepared = PQexec(connection, scene->queries);
	long failures = PQresultStatus(prepared) != PGRES_COMMAND_OK;
	int rounds_after = 0;

	PQclear(prepared);
	PQclear(PQexec(connection, arena_print(a, "SET lock_timeout = '8s'; SET test.worker = '%d'", index)));
	while (rounds_after < ROUNDS_AFTER) {
		rounds_after += __atomic_load_n(scene->running, __ATOMIC_SEQ_CST) == 0;
		failures += ask_all(a, connection);
	}
	PQfinish(connection);
	return failures;
}

static void
ignore(const char *name)
{
	(void)name;
}

static enum status
migrate_at(struct arena *a, const char *url, struct fault *f)
{
	struct store *s = store_new(url);
	enum status st = store_connect_bare(s, f);

	if (st == OK)
		st = migrate(s, a, ignore, f);
	store_free(s);
	return st;
}

static long
migrate_repeatedly(struct arena *a, const struct scene *scene)
{
	struct fault f;
	long failures = 0;
	int i;

	for (i = 0; i < RUNS; i++)
		if (migrate_at(a, scene->url, &f) != OK) {
			fprintf(stderr, "migrate: %s\n", said(&f));
			failures++;
		}
	__atomic_sub_fetch(scene->running, 1, __ATOMIC_SEQ_CST);
	return failures;
}

static long
play(struct arena *a, int index, void *context)
{
	return index < MIGRATORS ? migrate_repeatedly(a, context) : serve(a, index, context);
}

TEST(upgrades_let_workers_of_the_version_before_go_on)
{
	struct place *p = place_new();
	struct scene scene = { .url = database_before(p->arena), .queries = queries_before(p->arena),
		.running = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) };

	assert_true(scene.running != MAP_FAILED);
	*scene.running = MIGRATORS;
	sql_text_at(p->arena, scene.url, rows_before);
	assert_int_equal(in_processes(MIGRATORS + WORKERS, play, &scene), 0);
	assert_string_equal(sql_text_at(p->arena, scene.url, "SELECT count(*) FROM connection WHERE "
	    "config -> 'options' ? 'domain_aliases'"), "0");
	assert_string_equal(sql_text_at(p->arena, scene.url, "SELECT count(*) FROM connection c WHERE "
	    "NOT aliases_of(c) ? 'b.example'"), "0");
	munmap(scene.running, sizeof(int));
}

/* --- what stands in its way --- */

static PGconn *
hold(const char *url)
{
	PGconn *holder = PQconnectdb(url);
	PGresult *result = PQexec(holder, "BEGIN; LOCK TABLE connection_alias IN ACCESS SHARE MODE");

	CHECK(PQresultStatus(result) == PGRES_COMMAND_OK, "%s", PQerrorMessage(holder));
	PQclear(result);
	return holder;
}

static void
wait_for_waiter(struct arena *a, const char *url)
{
	int tries;

	for (tries = 0; tries < 1000; tries++) {
		if (text_is(sql_text_at(a, url, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted"), "t"))
			return;
		usleep(10000);
	}
	CHECK(false, "nobody waits for %s", url);
}

TEST(upgrades_that_are_killed_or_given_up_leave_all_as_it_was)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena), *former = schema_of(p->arena, url);
	PGconn *holder = hold(url);
	struct fault f;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(migrate_at(p->arena, url, &f));
	wait_for_waiter(p->arena, url);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(migrate_at(p->arena, url, &f), UNAVAILABLE);
	assert_non_null(strstr(said(&f), "Another session holds a lock on a table for too long"));
	assert_non_null(strstr(said(&f), "Nothing was changed"));
	assert_non_null(strstr(said(&f), "lock timeout"));
	assert_string_equal(schema_of(p->arena, url), former);
	PQfinish(holder);
	upgrade(p, url);
	CHECK(!text_is(schema_of(p->arena, url), former), "nothing was done");
}

/* Here every table has a writer, as in a busy database. */
TEST(upgrades_that_are_done_wait_for_nobody)
{
	struct place *p = place_new();
	const char *url = database_empty(p->arena);
	PGconn *writer;
	struct fault f;

	upgrade(p, url);
	writer = PQconnectdb(url);
	PQclear(PQexec(writer, "BEGIN"));
	PQclear(PQexec(writer, "DO $$ BEGIN EXECUTE (SELECT 'LOCK TABLE ' || string_agg(relname, ', ') || "
	    "' IN ROW EXCLUSIVE MODE' FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
	    "AND relname <> 'migration'); END $$"));
	assert_int_equal(PQtransactionStatus(writer), PQTRANS_INTRANS);
	assert_int_equal(migrate_at(p->arena, url, &f), OK);
	PQfinish(writer);
}
