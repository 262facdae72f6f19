/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/text.h"
#include "database.h"
#include "model/rules.h"
#include "store/client.h"
#include "test.h"

enum { BURST = 1000000 };	/* a window of eleven days: no test sees its end */

struct account {
	struct place	*p;
	struct client	 client;
	struct caller_key key;
};

static struct account
account_new(struct place *p, const char *id)
{
	struct account o = { .p = p, .client = { .tenant_id = p->tenant, .id = id,
		.scopes = "read:connections", .secret_hash = hash_text(p->arena, "secret") } };

	must(p, client_add(place_act(p), &o.client, "Program"));
	o.key = (struct caller_key){ p->domain, hash_text(p->arena, arena_print(p->arena, "%s of %s",
	    id, p->tenant)), { 1, BURST } };
	must(p, token_add(place_act(p), &o.client, o.key.token_hash));
	return o;
}

static struct allowance
call_once(const struct account *o, struct store *s)
{
	struct client out;

	must(o->p, caller_load(ACT(s, o->p->arena, NULL, NULL, &o->p->fault), &o->key, NULL,
	    &out));
	return out.allowance;
}

/* As if that many more calls had come through the client's first shard. */
static void
spend(const struct account *o, long used)
{
	sql("UPDATE rate SET used = used + %ld WHERE (tenant_id, subject, shard) = (SELECT tenant_id, "
	    "subject, min(shard) FROM rate WHERE tenant_id = '%s' AND subject = 'client:%s' "
	    "GROUP BY 1, 2)", used, o->p->tenant, o->client.id);
}

TEST(calls_are_counted_for_each_client)
{
	struct place *p = place_new();
	struct account one = account_new(p, "one00000000000000000000000000000");
	struct account two = account_new(p, "two00000000000000000000000000000");
	struct allowance a = call_once(&one, p->store);

	assert_int_equal(a.limit, BURST);
	assert_int_equal(a.left, BURST - 1);
	assert_true(a.ends_at > a.now);
	assert_int_equal(a.ends_at % (BURST * 1000L), 0);
	assert_int_equal(call_once(&one, p->store).left, BURST - 2);
	assert_int_equal(call_once(&one, store_beside(p)).left, BURST - 3);
	assert_int_equal(call_once(&two, p->store).left, BURST - 1);
	spend(&one, BURST - 3);
	assert_int_equal(call_once(&one, p->store).left, -1);
	assert_int_equal(call_once(&two, p->store).left, BURST - 2);
}

TEST(calls_are_counted_from_zero_in_the_next_window)
{
	struct place *p = place_new();
	struct account o = account_new(p, "one00000000000000000000000000000");
	struct store *other = store_beside(p);

	call_once(&o, p->store);
	call_once(&o, other);
	spend(&o, BURST);
	assert_true(call_once(&o, p->store).left < 0);
	sql("UPDATE rate SET ends_at = ends_at - interval '%d s' WHERE tenant_id = '%s'", BURST,
	    p->tenant);
	assert_int_equal(call_once(&o, p->store).left, BURST - 1);
	assert_int_equal(call_once(&o, other).left, BURST - 2);
}

/* --- several workers --- */

enum { WORKERS = 6, CALLS_EACH = 40, ROOM = 100 };

static long
call_often(struct arena *a, int index, void *context)
{
	const struct account *o = context;
	struct store *s = store_new(database_url());
	struct fault f;
	struct client out;
	long passed = 0;
	int i;

	(void)index;
	if (store_connect(s, &f) != OK)
		_exit(1);
	for (i = 0; i < CALLS_EACH; i++) {
		if (caller_load(ACT(s, a, NULL, NULL, &f), &o->key, NULL, &out) != OK)
			_exit(1);
		passed += out.allowance.left >= 0;
	}
	store_free(s);
	return passed;
}

/* At the limit simultaneous calls do not see each other: at
 * most one for each further worker may slip through. */
TEST(calls_are_limited_over_all_workers)
{
	struct place *p = place_new();
	struct account o = account_new(p, "one00000000000000000000000000000");
	long passed;

	call_once(&o, p->store);
	spend(&o, BURST - 1 - ROOM);
	passed = in_processes(WORKERS, call_often, &o);
	CHECK(passed >= ROOM && passed < ROOM + WORKERS, "%ld calls passed", passed);
	assert_int_equal(sql_long("SELECT sum(used) FROM rate WHERE tenant_id = '%s'", p->tenant),
	    BURST - ROOM + WORKERS * CALLS_EACH);
	assert_true(sql_long("SELECT count(*) FROM rate WHERE tenant_id = '%s'", p->tenant) > 1);
}

/* The log of a read is the commit of its transaction number: no page, no row. */
TEST(calls_that_read_hardly_write_to_the_log)
{
	enum { CALLS = 200, BYTES_MOST = 64 };
	struct place *p = place_new();
	struct account o = account_new(p, "one00000000000000000000000000000");
	char *before;
	long bytes;
	int i;

	call_once(&o, p->store);
	sql("CHECKPOINT");
	before = sql_text(p->arena, "SELECT pg_current_wal_insert_lsn()");
	for (i = 0; i < CALLS; i++)
		call_once(&o, p->store);
	bytes = sql_long("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '%s')", before) / CALLS;
	print_message("a call that reads writes %ld bytes of log\n", bytes);
	CHECK(bytes <= BYTES_MOST, "%ld bytes a call", bytes);
	assert_int_equal(sql_long("SELECT count(*) FROM pg_class WHERE relname IN ('rate', 'rate_pkey') "
	    "AND relpersistence = 'u'"), 2);
}

/* --- wrong secrets --- */

static long
tries_left(const struct account *o, const char *address)
{
	struct client out;

	must(o->p, client_find(place_act(o->p), o->p->domain, o->client.id, address, &out));
	assert_string_equal(out.secret_hash, o->client.secret_hash);
	assert_int_equal(out.allowance.limit, WRONG_SECRETS);
	return out.allowance.left;
}

static char *
running_window(struct place *p)
{
	return sql_text(p->arena, "SELECT rate_window_end(%d)", WRONG_SECRETS_WINDOW_S);
}

TEST(wrong_secrets_are_counted_by_client_and_network)
{
	static const struct {
		const char	*shown, *looked;
		long		 left;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1", WRONG_SECRETS - 1 },
		{ "192.0.2.2", "192.0.2.3", WRONG_SECRETS },
		{ "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", WRONG_SECRETS - 1 },
		{ "2001:db8:1:3::1", "2001:db8:1:4::1", WRONG_SECRETS },
		{ NULL, NULL, WRONG_SECRETS - 1 }, { "192.0.2.4", NULL, WRONG_SECRETS },
	};
	struct place *p = place_new();
	struct account one = account_new(p, "one00000000000000000000000000000");
	struct account two = account_new(p, "two00000000000000000000000000000");
	const char *window;
	size_t i;
	long left;

	for (i = 0; i < COUNT(rows); i++) {
		do {	/* again, if a window ends in between */
			sql("DELETE FROM rate WHERE tenant_id = '%s'", p->tenant);
			window = running_window(p);
			must(p, secret_wrong(place_act(p), p->tenant, one.client.id, rows[i].shown));
			left = tries_left(&one, rows[i].looked);
		} while (!text_is(window, running_window(p)));
		CHECK(left == rows[i].left, "row %zu: %ld", i, left);
		assert_int_equal(tries_left(&two, rows[i].shown), WRONG_SECRETS);
	}
}

TEST(wrong_secrets_are_forgotten_and_swept)
{
	struct place *p = place_new(), other = place_beside(p);
	struct account o = account_new(p, "one00000000000000000000000000000");
	struct account theirs = account_new(&other, "one00000000000000000000000000000");
	int i;

	for (i = 0; i < 3; i++)
		must(p, secret_wrong(place_act(p), p->tenant, o.client.id, arena_print(p->arena,
		    "192.0.2.%d", i)));
	must(p, secret_wrong(place_act(p), other.tenant, theirs.client.id, "192.0.2.1"));
	sql("UPDATE rate SET ends_at = ends_at - interval '60 s', used = 100 WHERE subject LIKE 'secret:%%'");
	assert_int_equal(tries_left(&o, "192.0.2.1"), WRONG_SECRETS);
	must(p, secret_wrong(place_act(p), p->tenant, o.client.id, "192.0.2.1"));
	assert_int_equal(sql_long("SELECT used FROM rate WHERE subject = rate_secret('%s', '192.0.2.1') "
	    "AND tenant_id = '%s'", o.client.id, p->tenant), 1);
	sql("UPDATE rate SET ends_at = now() - interval '61 s' WHERE subject <> rate_secret('%s', "
	    "'192.0.2.1')", o.client.id);
	must(p, token_add(place_act(p), &o.client, hash_text(p->arena, "next")));
	assert_int_equal(sql_long("SELECT count(*) FROM rate WHERE tenant_id = '%s'", p->tenant), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM rate WHERE tenant_id = '%s'", other.tenant), 1);
}

/* Made-up ids fill no table: each address has a few rows, and what is over is taken out. */
TEST(wrong_secrets_of_made_up_ids_are_counted_in_a_few_rows)
{
	enum { IDS = 1000 };
	struct place *p = place_new();
	long rows;
	int i;

	for (i = 0; i < IDS; i++)
		must(p, secret_wrong(place_act(p), p->tenant, arena_print(p->arena, "made-up-%d", i),
		    "192.0.2.1"));
	rows = sql_long("SELECT count(*) FROM rate WHERE tenant_id = '%s'", p->tenant);
	CHECK(rows > 1 && rows <= WRONG_SECRET_BUCKETS, "%ld rows", rows);
	sql("UPDATE rate SET ends_at = now() - interval '61 s' WHERE tenant_id = '%s'", p->tenant);
	for (i = 0; i < IDS; i++)
		must(p, secret_wrong(place_act(p), p->tenant, "made-up", arena_print(p->arena,
		    "198.51.%d.%d", i / 250, i % 250)));
	assert_int_equal(sql_long("SELECT count(*) FROM rate WHERE tenant_id = '%s'", p->tenant), IDS);
	sql("UPDATE rate SET ends_at = now() - interval '61 s' WHERE tenant_id = '%s'", p->tenant);
	for (i = 0; i < IDS / RATE_SWEEP_ROWS; i++)
		must(p, secret_wrong(place_act(p), p->tenant, "made-up", "203.0.113.1"));
	assert_int_equal(sql_long("SELECT count(*) FROM rate WHERE tenant_id = '%s'", p->tenant), 1);
}
