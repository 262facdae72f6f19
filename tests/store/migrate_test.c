/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include <string.h>

#include "base/text.h"
#include "database.h"
#include "test.h"

static long told;

static void
count(const char *name)
{
	CHECK(name[0] != '\0', "a migration without a name");
	told++;
}

/* How many migrations it applied to the database of that URL; -1 if it failed. */
static long
migrate_there(struct arena *a, const char *url)
{
	struct store *s = store_new(url);
	struct fault f;
	bool is_fine = store_connect_bare(s, &f) == OK;

	told = 0;
	is_fine = is_fine && migrate(s, a, count, &f) == OK;
	store_free(s);
	return is_fine ? told : -1;
}

TEST(migrations_may_be_repeated)
{
	struct place *p = place_new();
	const char *url = database_empty(p->arena);

	assert_int_equal(migrate_there(p->arena, url), migration_count);
	assert_int_equal(migrate_there(p->arena, url), 0);
}

static long
migrate_in_process(struct arena *a, int index, void *url)
{
	(void)index;
	return migrate_there(a, url);
}

TEST(migrations_by_two_at_once_are_applied_once)
{
	struct place *p = place_new();
	const char *url = database_empty(p->arena);
	int i;

	for (i = 0; i < 3; i++) {
		url = database_empty(p->arena);
		assert_int_equal(in_processes(2, migrate_in_process, (void *)(uintptr_t)url),
		    migration_count);
		assert_int_equal(migrate_there(p->arena, url), 0);
	}
}

TEST(migrations_are_numbered_upwards)
{
	size_t i;

	for (i = 1; i < migration_count; i++)
		CHECK(migrations[i].number > migrations[i - 1].number, "%s", migrations[i].name);
	assert_true(migration_count > 0);
}

/* A database as it was before the migration of that number. */
static struct store *
database_before(struct place *p, int number)
{
	struct store *s = store_new(database_empty(p->arena));
	size_t i;

	must(p, store_connect_bare(s, &p->fault));
	must(p, store_script(s, "CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL, "
	    "applied_at timestamptz NOT NULL DEFAULT now())", &p->fault));
	for (i = 0; i < migration_count && migrations[i].number < number; i++)
		must(p, store_script(s, arena_print(p->arena, "BEGIN; %s; INSERT INTO migration VALUES (%d, "
		    "'%s'); COMMIT", migrations[i].sql, migrations[i].number, migrations[i].name),
		    &p->fault));
	return s;
}

/* One of each kind of what the former rules left behind, and of what is sound. */
static const char claims_before[] =
    "BEGIN;"
    "WITH made AS (INSERT INTO tenant (tenant_id, name, canonical_domain) VALUES ('t', 'T', 't.example'))"
    " INSERT INTO tenant_domain (tenant_id, domain) VALUES ('t', 't.example');"
    "INSERT INTO organization (tenant_id, organization_id, name, domain_count) VALUES"
    " ('t', 'org_aaaaaaaaaaaaaaaa', 'a', 3);"
    "INSERT INTO connection (tenant_id, connection_id, name, strategy, config, live_revision) VALUES"
    " ('t', 'con_aaaaaaaaaaaaaaaa', 'a', 'samlp', '{\"options\":{\"domain_aliases\":"
    "  [\"sound.example\",\"unlisted.example\"]}}', 1);"
    "INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor) VALUES"
    " ('t', 'con_aaaaaaaaaaaaaaaa', 1, '{}', 'system:test');"
    "INSERT INTO organization_domain (tenant_id, organization_id, domain_id, domain, status,"
    " verification_txt, created_at) VALUES"
    " ('t', 'org_aaaaaaaaaaaaaaaa', 'ord_1caaaaaaaaaaaaaaaaaaa1', 'sound.example', 'verified', repeat('a', 32), now()),"
    " ('t', 'org_aaaaaaaaaaaaaaaa', 'ord_1caaaaaaaaaaaaaaaaaaa2', 'aliasless.example', 'verified', repeat('b', 32), now()),"
    " ('t', 'org_aaaaaaaaaaaaaaaa', 'ord_1caaaaaaaaaaaaaaaaaaa3', 'tenants.example', 'pending', repeat('c', 32), now() - interval '1 day');"
    "INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, challenge,"
    " organization_id, verified_at)"
    " SELECT 't', 'con_aaaaaaaaaaaaaaaa', name || '.example', name, status, 'administrator', repeat('a', 32),"
    "  'org_aaaaaaaaaaaaaaaa', CASE status WHEN 'verified' THEN now() END"
    " FROM (VALUES ('sound', 'verified'), ('unlisted', 'verified'), ('aliasless', 'verified'),"
    "  ('tenants', 'pending')) v (name, status);"
    "INSERT INTO domain_owner SELECT 't', name || '.example', 'org_aaaaaaaaaaaaaaaa'"
    " FROM (VALUES ('sound'), ('unlisted'), ('aliasless'), ('orphan')) v (name);"
    "COMMIT";

TEST(migrations_bring_claims_in_order)
{
	struct place *p = place_new();
	struct store *s = database_before(p, 5);
	static const char *const sound[] = {
		"SELECT FROM (SELECT string_agg(domain || ' ' || status, ', ' ORDER BY domain) AS all FROM "
		"connection_domain) d WHERE d.all = 'sound.example verified, tenants.example pending'",
		"SELECT FROM (SELECT string_agg(domain, ' ') AS all FROM domain_owner) d WHERE d.all = "
		"'sound.example'",
		"SELECT FROM (SELECT string_agg(domain, ' ') AS all FROM connection_alias) d WHERE d.all = "
		"'sound.example'",
		"SELECT FROM organization_domain WHERE domain = 'sound.example' AND is_by_dns AND is_from_claim",
		"SELECT FROM organization_domain WHERE domain = 'tenants.example' AND NOT is_from_claim",
		"SELECT FROM organization o WHERE domain_count = (SELECT count(*) FROM organization_domain)",
		"SELECT FROM event GROUP BY kind HAVING kind = 'ss_sso_delete_verified_domain' AND count(*) = 2",
	};
	bool holds;
	size_t i;

	must(p, store_script(s, claims_before, &p->fault));
	must(p, migrate(s, p->arena, count, &p->fault));
	for (i = 0; i < COUNT(sound); i++) {
		must(p, store_has(s, sound[i], &holds, &p->fault));
		CHECK(holds, "not so: %s", sound[i]);
	}
	store_free(s);
}

TEST(store_says_when_the_database_is_not_migrated)
{
	struct place *p = place_new();
	struct store *s = store_new(database_empty(p->arena));

	assert_int_equal(store_connect(s, &p->fault), BROKEN);
	assert_string_equal(p->fault.sentence,
	    "The database does not fit this version: run \"postern migrate\".");
	store_free(s);
}

TEST(store_says_when_there_is_no_database)
{
	struct place *p = place_new();
	struct store *s = store_new("host=/nonexistent dbname=postern");
	struct rows r;

	assert_int_equal(store_connect(s, &p->fault), UNAVAILABLE);
	assert_int_equal(store_query(s, p->arena, Q_HEALTH, NULL, &r, &p->fault), UNAVAILABLE);
	store_free(s);
}

/* --- the conventions of the schema, by its catalogue --- */

#define TABLES "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace " \
	"AND n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'migration' "

TEST(schema_primary_keys_begin_with_the_tenant)
{
	struct place *p = place_new();

	assert_true(sql_long("SELECT count(*) " TABLES) >= 14);
	assert_string_equal(sql_text(p->arena, "SELECT string_agg(c.relname, ' ') " TABLES
	    "WHERE NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid "
	    "AND a.attnum = i.indkey[0] AND a.attname = 'tenant_id' WHERE i.indrelid = c.oid "
	    "AND i.indisprimary)"), "");
}

/* A request that knows only its host finds the tenant by it: the one exception. */
TEST(schema_unique_indexes_begin_with_the_tenant)
{
	struct place *p = place_new();

	assert_string_equal(sql_text(p->arena, "SELECT string_agg(x.relname, ' ') " TABLES
	    "JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique "
	    "JOIN pg_class x ON x.oid = i.indexrelid "
	    "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
	    "WHERE a.attname IS DISTINCT FROM 'tenant_id'"), "tenant_domain_domain_key");
}

TEST(schema_foreign_keys_begin_with_the_tenant)
{
	struct place *p = place_new();

	assert_string_equal(sql_text(p->arena, "SELECT string_agg(k.conname, ' ') " TABLES
	    "JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' "
	    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] "
	    "WHERE a.attname <> 'tenant_id'"), "");
}

/* What deleting or checking the parent looks for must be found by an index: of
 * all its columns, or a unique one of the first of them. */
TEST(schema_foreign_keys_have_an_index)
{
	struct place *p = place_new();

	assert_string_equal(sql_text(p->arena, "SELECT string_agg(k.conname, ' ') " TABLES
	    "JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' "
	    "WHERE c.relname <> 'tenant' AND NOT EXISTS (SELECT FROM pg_index i "
	    "WHERE i.indrelid = c.oid AND ((i.indkey::int2[])[0:cardinality(k.conkey) - 1] "
	    "@> k.conkey OR i.indisunique AND i.indexprs IS NULL AND k.conkey @> i.indkey::int2[]))"), "");
}

TEST(schema_tables_have_a_comment)
{
	struct place *p = place_new();

	assert_string_equal(sql_text(p->arena, "SELECT string_agg(c.relname, ' ' ORDER BY c.relname) "
	    TABLES "WHERE obj_description(c.oid) IS NULL"), "");
	assert_string_equal(sql_text(p->arena,
	    "SELECT obj_description('migration'::regclass) IS NOT NULL"), "t");
}

TEST(schema_times_know_their_zone)
{
	struct place *p = place_new();

	assert_string_equal(sql_text(p->arena, "SELECT string_agg(table_name || '.' || column_name, "
	    "' ') FROM information_schema.columns WHERE table_schema = 'public' AND "
	    "(data_type LIKE 'timestamp without%%' OR data_type = 'timestamp with time zone' "
	    "AND column_name !~ '(_at|_until|_since|^at)$')"), "");
}
