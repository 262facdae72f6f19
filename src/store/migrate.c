/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

/* Any number will do as long as it stays the same: "postern" on a keypad. */
#define LOCK "SET statement_timeout = 0; SELECT pg_advisory_lock(7678376)"
#define UNLOCK "SELECT pg_advisory_unlock(7678376)"

static const char ledger[] =
    "SET client_min_messages = warning;"
    "CREATE TABLE IF NOT EXISTS migration ("
    " number integer PRIMARY KEY, name text NOT NULL,"
    " applied_at timestamptz NOT NULL DEFAULT now());"
    "COMMENT ON TABLE migration IS 'Which files of sql/schema this database has seen.'";

static enum status
is_applied(struct store *s, struct arena *a, const struct migration *m, bool *out, struct fault *f)
{
	return store_has(s, arena_print(a, "SELECT 1 FROM migration WHERE number = %d", m->number),
	    out, f);
}

/* A script that fails inside BEGIN leaves the transaction to be ended; the
 * caller hangs up after a failure, which does that. */
static enum status
apply(struct store *s, struct arena *a, const struct migration *m, struct fault *f)
{
	return store_script(s, arena_print(a, "BEGIN; %s;"
	    "INSERT INTO migration (number, name) VALUES (%d, '%s'); COMMIT",
	    m->sql, m->number, m->name), f);
}

static enum status
apply_missing(struct store *s, struct arena *a, void (*told)(const char *), struct fault *f)
{
	enum status st = store_script(s, ledger, f);
	bool is_done = false;
	size_t i;

	for (i = 0; i < migration_count && st == OK; i++) {
		st = is_applied(s, a, &migrations[i], &is_done, f);
		if (st != OK || is_done)
			continue;
		st = apply(s, a, &migrations[i], f);
		if (st == OK)
			told(migrations[i].name);
	}
	return st;
}

enum status
migrate(struct store *s, struct arena *a, void (*told)(const char *name), struct fault *f)
{
	enum status st = store_script(s, LOCK, f);

	if (st == OK)
		st = apply_missing(s, a, told, f);
	return st == OK ? store_script(s, UNLOCK, f) : st;
}
