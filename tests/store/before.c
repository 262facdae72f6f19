/* SPDX-License-Identifier: Apache-2.0 */
#include "before.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/migrate.h"
#include "test.h"

static const char *
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

const char *
database_before(struct arena *a)
{
	const char *url = database_empty(a);

	sql_text_at(a, url, kept(a, "schema.dump"));
	return url;
}

const char *
queries_before(struct arena *a)
{
	return kept(a, "queries.dump");
}

static void
ignore(const char *name)
{
	(void)name;
}

void
upgrade(struct place *p, const char *url)
{
	struct store *s = store_new(url);

	must(p, store_connect_bare(s, &p->fault));
	must(p, migrate(s, p->arena, ignore, &p->fault));
	must(p, store_connect(s, &p->fault));
	store_free(s);
}

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

const char *
schema_of(struct arena *a, const char *url)
{
	return sql_text_at(a, url, catalogue);
}
