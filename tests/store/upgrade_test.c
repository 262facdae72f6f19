/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "database.h"
#include "store/migrate.h"
#include "test.h"

/* --- a database as the version before left it (tests/store/before) --- */

static char *
kept(struct arena *a, const char *name)
{
	const char *source = getenv("srcdir");
	FILE *file = fopen(arena_print(a, "%s/tests/store/before/%s",
	    source == NULL ? "." : source, name), "r");
	size_t size = 1 << 18, length;
	char *text = arena_alloc(a, size);

	CHECK(file != NULL, "%s is missing", name);
	length = fread(text, 1, size - 1, file);
	text[length] = '\0';
	fclose(file);
	return text;
}

static const char *
database_before(struct arena *a)
{
	const char *url = database_empty(a);

	sql_text_at(a, url, kept(a, "schema.dump"));
	return url;
}

static void
ignore(const char *name)
{
	(void)name;
}

static void
upgrade(struct place *p, const char *url)
{
	struct store *s = store_new(url);

	must(p, store_connect_bare(s, &p->fault));
	must(p, migrate(s, p->arena, ignore, &p->fault));
	must(p, store_connect(s, &p->fault));
	store_free(s);
}

/* --- alike, however it came about --- */

/* All that one can name in a schema, a line each, but for the retired. */
static const char catalogue[] =
    "SELECT string_agg(line, E'\\n' ORDER BY line COLLATE \"C\") FROM ("
    "SELECT format('%s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),"
    "  a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) AS line"
    "  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    "  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
    "  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')"
    " UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid))"
    "  FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    " UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    "  WHERE c.relnamespace = 'public'::regnamespace"
    " UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    " UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    " UNION ALL SELECT pg_get_viewdef(oid) FROM pg_class"
    "  WHERE relnamespace = 'public'::regnamespace AND relkind = 'v') x";

TEST(upgrades_end_where_a_fresh_database_begins)
{
	struct place *p = place_new();
	const char *before = database_before(p->arena), *fresh = database_empty(p->arena);
	const char *one, *other;
	size_t i = 0;

	upgrade(p, before);
	upgrade(p, fresh);
	one = sql_text_at(p->arena, before, catalogue);
	other = sql_text_at(p->arena, fresh, catalogue);
	assert_true(strlen(one) > 10000);
	while (one[i] != '\0' && one[i] == other[i])
		i++;
	CHECK(text_is(one, other), "upgraded: ...%.200s\nfresh: ...%.200s", one + i, other + i);
}

/* --- what the rows become --- */

static const char rows_before[] =
    "BEGIN;"
    "WITH made AS (INSERT INTO tenant (tenant_id, name, canonical_domain) VALUES ('t', 'T', 't.example'))"
    " INSERT INTO tenant_domain (tenant_id, domain) VALUES ('t', 't.example');"
    "INSERT INTO connection (tenant_id, connection_id, name, strategy, config, live_revision)"
    " SELECT 't', 'con_aaaaaaaaaaaaaaa' || n, 'c' || n, 'samlp', config::jsonb, 1 FROM (VALUES"
    "  (1, '{\"options\":{\"icon_url\":\"u\",\"domain_aliases\":[\"B.example\",\"a.example.\",\"b.example\"]}}'),"
    "  (2, '{\"options\":{\"domain_aliases\":[]}}'), (3, '{\"options\":{\"domain_aliases\":null}}'),"
    "  (4, '{\"options\":null}'), (5, '{}')) v (n, config);"
    "INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor)"
    " SELECT tenant_id, connection_id, 1, '{}', 'system:test' FROM connection;"
    "INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, challenge, verified_at)"
    " VALUES ('t', 'con_aaaaaaaaaaaaaaa1', 'a.example', 'a', 'verified', 'administrator', repeat('a', 32), now());"
    "UPDATE connection_alias SET is_preferred = true WHERE domain = 'b.example';"
    "COMMIT";

TEST(upgrades_keep_the_domains_of_connections)
{
	struct place *p = place_new();
	const char *url = database_before(p->arena);

	sql_text_at(p->arena, url, rows_before);
	upgrade(p, url);
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(coalesce(aliases_of(c)::text, '-'), ' ' "
	    "ORDER BY connection_id) FROM connection c"),
	    "[\"B.example\", \"a.example.\", \"b.example\"] [] - - -");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(config::text, ' ' "
	    "ORDER BY connection_id) FROM connection"),
	    "{\"options\": {\"icon_url\": \"u\"}} {\"options\": {}} {\"options\": {}} {\"options\": null} {}");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT string_agg(domain, ' ' ORDER BY position) "
	    "FROM connection_alias WHERE is_preferred"), "b.example b.example");
	assert_string_equal(sql_text_at(p->arena, url, "SELECT count(*) FROM connection_domain"), "1");
}
