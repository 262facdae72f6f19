/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include <string.h>
#include <time.h>

#include "base/sentence.h"

/* Any number will do, as long as it stays the same ("postern" on a phone's keypad). */
#define LOCK "SET statement_timeout = 0; SELECT pg_advisory_lock(7678376)"
#define UNLOCK "SELECT pg_advisory_unlock(7678376)"

/* While this waits for a table's lock, all others that need the table wait behind it.
 * It must be shorter than the deadlock_timeout of a worker's connection, a second. */
#define BEGIN_SQL "BEGIN; SET LOCAL lock_timeout = '400ms'"

enum {
	TRIES = 20,
	OTHERS_TURN_MS = 100,
};

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

static enum status
apply(struct store *s, struct arena *a, const struct migration *m, struct fault *f)
{
	return store_script(s, arena_print(a, "%s;INSERT INTO migration (number, name) VALUES (%d, '%s')",
	    m->sql, m->number, m->name), f);
}

/* Replacing a trigger waits for all that write to its table, so it is left alone if it
 * is there as it should be. */
static enum status
set_trigger(struct store *s, struct arena *a, const char *sql, struct fault *f)
{
	bool is_there = false;
	enum status st = store_has(s, arena_print(a, "SELECT 1 FROM pg_trigger WHERE "
	    "replace(pg_get_triggerdef(oid, true), 'CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER') = $_$%s$_$",
	    sql), &is_there, f);

	return st != OK || is_there ? st : store_script(s, sql, f);
}

static enum status
apply_missing(struct store *s, struct arena *a, size_t from, struct fault *f)
{
	enum status st = OK;
	size_t i;

	for (i = from; i < migration_count && st == OK; i++)
		st = apply(s, a, &migrations[i], f);
	for (i = 0; i < function_file_count && st == OK; i++)
		st = store_script(s, function_files[i].sql, f);
	for (i = 0; i < trigger_count && st == OK; i++)
		st = set_trigger(s, a, triggers[i], f);
	return st;
}

static enum status
try_once(struct store *s, struct arena *a, size_t from, struct fault *f)
{
	enum status st = store_script(s, BEGIN_SQL, f);
	struct fault ignored;

	if (st == OK)
		st = apply_missing(s, a, from, f);
	if (st == OK)
		return store_script(s, "COMMIT", f);
	return store_script(s, "ROLLBACK", &ignored) == OK ? st : fail_unavailable(f);
}

/* The statements of others are short: after a pause the locks are mostly free. */
static enum status
try_often(struct store *s, struct arena *a, size_t from, struct fault *f)
{
	static const struct timespec others_turn = { .tv_nsec = OTHERS_TURN_MS * 1000000L };
	enum status st = try_once(s, a, from, f);
	const char *said;
	int i;

	for (i = 1; i < TRIES && st == UNAVAILABLE; i++) {
		nanosleep(&others_turn, NULL);
		st = try_once(s, a, from, f);
	}
	if (st == UNAVAILABLE) {
		said = fault_english(a, f);
		return fail(f, st, "Another session holds a lock on a table for too long "
		    "(pg_stat_activity shows which), or the database is away. Nothing was changed: run "
		    "\"postern migrate\" again. The reason: %s", arena_copy(a, said, strcspn(said, "\n")));
	}
	return st;
}

static enum status
find_missing(struct store *s, struct arena *a, size_t *from, struct fault *f)
{
	enum status st = store_script(s, ledger, f);
	bool is_done = true;

	for (*from = 0; *from < migration_count && st == OK && is_done; *from += is_done)
		st = is_applied(s, a, &migrations[*from], &is_done, f);
	return st;
}

static enum status
migrate_alone(struct store *s, struct arena *a, void (*told)(const char *), struct fault *f)
{
	size_t i = 0;
	enum status st = find_missing(s, a, &i, f);

	if (st == OK)
		st = try_often(s, a, i, f);
	for (; i < migration_count && st == OK; i++)
		told(migrations[i].name);
	return st;
}

enum status
migrate(struct store *s, struct arena *a, void (*told)(const char *name), struct fault *f)
{
	enum status st = store_script(s, LOCK, f);

	if (st == OK)
		st = migrate_alone(s, a, told, f);
	return st == OK ? store_script(s, UNLOCK, f) : st;
}
