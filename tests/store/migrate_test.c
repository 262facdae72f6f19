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

TEST(store_says_when_the_database_is_not_migrated)
{
	struct place *p = place_new();
	struct store *s = store_new(database_empty(p->arena));

	assert_int_equal(store_connect(s, &p->fault), BROKEN);
	assert_string_equal(said(&p->fault),
	    "The database does not fit this version: run \"postern migrate\".");
	store_free(s);
}

/* A query whose header names other columns than it returns stops the start. */
TEST(store_says_when_a_query_answers_other_columns_than_it_names)
{
	static const char *const names[] = { "one", "two" };
	static const struct {
		const char	*sql;
		int		 count;
		const char	*sentence;
	} cases[] = {
		{ "SELECT 1 AS one, 2 AS two", 2, NULL },
		{ "SELECT 1 AS one, 2 AS two", 0, NULL },
		{ "SELECT 1 AS one, 2 AS two", 1,
		    "The query q answers another number of columns (2) than it names (1)." },
		{ "DELETE FROM event", 2, "The query q answers another number of columns (0) than it names (2)." },
		{ "SELECT 2 AS two, 1 AS one", 2,
		    "Column 1 of the query q is named \"one\", but answered as \"two\"." },
		{ "SELECT 1 AS one, nothing", 2,
		    "The database does not fit this version: run \"postern migrate\"." },
	};
	struct place *p = place_new();
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const struct query_text texts[] = { { "fine", .sql = "SELECT 1" },
			{ "q", .sql = cases[i].sql, .column_count = cases[i].count, .columns = names },
			{ "fine_too", .sql = "SELECT 2" } };
		struct store *s = store_new(database_url());
		enum status st;

		must(p, store_connect_bare(s, &p->fault));
		st = store_prepare(s, texts, COUNT(texts), &p->fault);
		assert_int_equal(st, cases[i].sentence == NULL ? OK : BROKEN);
		if (st != OK)
			assert_string_equal(said(&p->fault), cases[i].sentence);
		store_free(s);
	}
}

TEST(store_says_when_there_is_no_database)
{
	struct place *p = place_new();
	struct store *s = store_new("host=/nonexistent dbname=postern");
	struct rows r;

	assert_int_equal(store_connect(s, &p->fault), UNAVAILABLE);
	assert_int_equal(store_query(ACT(s, p->arena, NULL, NULL, &p->fault), Q_HEALTH, NULL,
	    &r), UNAVAILABLE);
	store_free(s);
}

/* --- the conventions of the schema, by its catalog --- */

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

/* An index must find the rows that deleting or checking the parent looks for: one of
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
