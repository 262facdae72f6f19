/* SPDX-License-Identifier: Apache-2.0 */
#include "store/signing_key.h"

#include <string.h>

#include "base/text.h"
#include "customer.h"
#include "keys.h"
#include "store/migrate.h"
#include "test.h"

static const char *
connect(struct place *p, const char *name)
{
	struct customer c = customer_new(p, arena_print(p->arena, "\"name\":\"%s\"", name), "");

	return customer_connect(&c);
}

static enum status
create(struct place *p, const char *connection, const char *algorithm)
{
	struct connection_key *keys;
	size_t count;

	return connection_keys_create(place_act(p), connection, algorithm, &keys, &count);
}

static enum status
rotate(struct place *p, const char *connection, const char *algorithm, struct connection_key *out)
{
	return connection_keys_rotate(place_act(p), connection, algorithm, out);
}

/* "current RS256 ID, next RS256 ID", in the order of the list. */
static const char *
listed(struct place *p, const char *connection)
{
	struct connection_key *keys;
	const char *text = "";
	size_t count, i;

	must(p, connection_keys_list(place_act(p), connection, &keys, &count));
	for (i = 0; i < count; i++)
		text = arena_print(p->arena, "%s%s%s %s %s", text, i == 0 ? "" : ", ", keys[i].state,
		    keys[i].algorithm, keys[i].id);
	return text;
}

/* The request for keys that waits, which this removes. */
static bool
is_asked(struct place *p)
{
	return sql_long("WITH gone AS (DELETE FROM job WHERE tenant_id = '%s' AND kind = 'make_keys' "
	    "RETURNING 1) SELECT count(*) FROM gone", p->tenant) == 1;
}

static long
events(struct place *p, const char *kind)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = '%s'", p->tenant,
	    kind);
}

TEST(keys_are_asked_for_with_the_tenant)
{
	struct place *p = place_new();
	const char *kind, *domain;

	assert_true(is_asked(p));
	must(p, key_wanted(place_act(p), &kind, &domain));
	assert_string_equal(kind, "rsa3072");
	assert_string_equal(domain, p->domain);
	assert_int_equal(key_wanted(ACT(p->store, p->arena, "nobody", NULL, &p->fault), &kind,
	    &domain), NOT_FOUND);
}

TEST(keys_are_asked_for_by_the_migration)
{
	struct place *p = place_new();
	struct store *s = store_new(database_empty(p->arena));
	bool has;
	size_t i;

	must(p, store_connect_bare(s, &p->fault));
	for (i = 0; i < migration_count; i++) {
		if (migrations[i].number == 3)
			must(p, store_script(s, "WITH t AS (INSERT INTO tenant VALUES ('old', 'Old', NULL, "
			    "'o.example')) INSERT INTO tenant_domain VALUES ('old', 'o.example')", &p->fault));
		must(p, store_script(s, migrations[i].sql, &p->fault));
	}
	must(p, store_has(s, "SELECT FROM job WHERE tenant_id = 'old' AND kind = 'make_keys'", &has,
	    &p->fault));
	assert_true(has);
	store_free(s);
}

TEST(first_rsa_keys_are_the_tenants_own)
{
	struct place *p = place_new();

	place_keys(p, "p256", 1);
	assert_int_equal(count_keys(p, "tenant"), 0);
	place_keys(p, "rsa3072", 4);
	assert_int_equal(count_keys(p, "tenant"), 1);
	assert_int_equal(count_keys(p, "tenant_next"), 1);
	assert_int_equal(count_keys(p, "spare"), 3);
	assert_int_equal(sql_long("SELECT count(*) FROM signing_key WHERE tenant_id = '%s' "
	    "AND starts_with(use, 'tenant') AND kind = 'rsa3072'", p->tenant), 2);
}

/* --- for encryption --- */

static const char *
encryption_key(struct place *p, const char *use)
{
	return sql_text(p->arena, "SELECT key_id || ' ' || kind FROM signing_key WHERE tenant_id = '%s' AND use = '%s'",
	    p->tenant, use);
}

TEST(keys_for_encryption_roll_over_with_the_tenants_own)
{
	struct place *p = place_new();
	const char *first, *second;

	place_keys(p, "rsa3072", 3);
	place_keys(p, "encryption", 2);
	first = encryption_key(p, "encryption");
	second = encryption_key(p, "encryption_next");
	assert_non_null(strstr(first, " rsa3072"));
	assert_int_equal(count_keys(p, "tenant") + count_keys(p, "tenant_next") + count_keys(p, "spare"), 3);
	sql("SELECT tenant_key_rotate(tenant_id, key_id, 'system:test') FROM signing_key WHERE tenant_id = '%s' AND "
	    "use = 'tenant_next'", p->tenant);
	assert_string_equal(encryption_key(p, "encryption"), second);
	assert_string_equal(encryption_key(p, "encryption_previous"), first);
	assert_string_equal(encryption_key(p, "encryption_next"), "");
	sql("SELECT tenant_key_rotate(tenant_id, key_id, 'system:test') FROM signing_key WHERE tenant_id = '%s' AND "
	    "use = 'tenant_next'", p->tenant);		/* the next one is not made yet */
	assert_string_equal(encryption_key(p, "encryption"), second);
	place_keys(p, "encryption", 1);
	assert_string_not_equal(encryption_key(p, "encryption_next"), "");
	assert_int_equal(count_keys(p, "spare"), 0);
}

/* "current ID, next ID, previous ID" */
static const char *
own_keys(struct place *p)
{
	struct tenant_key *keys;
	const char *text = "";
	size_t count, i;

	must(p, tenant_keys_list(place_act(p), &keys, &count));
	for (i = 0; i < count; i++)
		text = arena_print(p->arena, "%s%s%s %s", text, i == 0 ? "" : ", ", keys[i].state, keys[i].id);
	return text;
}

static const char *
own_key(struct place *p, const char *state)
{
	struct tenant_key *keys;
	size_t count, i;

	must(p, tenant_keys_list(place_act(p), &keys, &count));
	for (i = 0; i < count; i++)
		if (text_is(keys[i].state, state))
			return keys[i].id;
	return NULL;
}

TEST(tenants_keys_roll_over)
{
	struct place *p = place_new(), other = place_beside(p);
	struct arena *a = p->arena;
	const char *first, *second, *third, *others;

	assert_string_equal(own_keys(p), "");
	place_keys(p, "rsa3072", 3);
	place_keys(&other, "rsa3072", 3);
	others = own_keys(&other);
	first = own_key(p, "current");
	second = own_key(p, "next");
	third = sql_text(a, "SELECT key_id FROM signing_key WHERE tenant_id = '%s' AND use = 'spare'", p->tenant);
	is_asked(p);
	must(p, tenant_key_rotate(place_act(p), second));
	assert_string_equal(own_keys(p), arena_print(a, "current %s, next %s, previous %s", second, third, first));
	assert_true(is_asked(p));
	assert_string_equal(sql_text(a, "SELECT actor || ' ' || details::text FROM event WHERE tenant_id = '%s' AND "
	    "kind = 'signing_key_rotated'", p->tenant), arena_print(a, "system:test {\"key_id\": \"%s\", "
	    "\"next_key_id\": \"%s\", \"previous_key_id\": \"%s\"}", second, third, first));
	must(p, tenant_key_rotate(place_act(p), third));		/* no spare key is left */
	assert_string_equal(own_keys(p), arena_print(a, "current %s, previous %s", third, second));
	place_keys(p, "rsa3072", 1);
	assert_non_null(own_key(p, "next"));
	assert_string_equal(own_keys(&other), others);
}

TEST(tenants_keys_roll_over_to_the_next_one_alone)
{
	struct place *p = place_new(), other = place_beside(p);
	const char *before;
	size_t i;

	place_keys(p, "rsa3072", 3);
	place_keys(&other, "rsa3072", 3);
	before = own_keys(p);
	const char *const wrong[] = { own_key(p, "current"), own_key(&other, "next"), "nonsense", "",
		sql_text(p->arena, "SELECT key_id FROM signing_key WHERE tenant_id = '%s' AND use = 'spare'",
		p->tenant) };
	for (i = 0; i < COUNT(wrong); i++)
		CHECK(tenant_key_rotate(place_act(p), wrong[i]) == CONFLICT, "%s", wrong[i]);
	assert_string_equal(own_keys(p), before);
	assert_int_equal(events(p, "signing_key_rotated"), 0);
	assert_int_equal(tenant_key_rotate(ACT(p->store, p->arena, "nobody", "system:test", &p->fault), "x"), NOT_FOUND);
}

enum { ROTATORS = 8 };

static long
rotate_own(struct arena *a, int index, void *context)
{
	const char *const *names = context;
	struct store *s = store_new(database_url());
	struct fault f;
	long done = store_connect(s, &f) == OK
	    && tenant_key_rotate(ACT(s, a, names[0], "system:test", &f), names[1]) == OK;

	(void)index;
	store_free(s);
	return done;
}

TEST(tenants_keys_that_are_rotated_at_once_roll_over_once)
{
	struct place *p = place_new();
	const char *names[2] = { p->tenant, NULL };

	place_keys(p, "rsa3072", ROTATORS + 2);
	names[1] = own_key(p, "next");
	assert_int_equal(in_processes(ROTATORS, rotate_own, names), 1);
	assert_string_equal(own_key(p, "current"), names[1]);
	assert_int_equal(count_keys(p, "tenant_next") + count_keys(p, "tenant_previous"), 2);
}

TEST(keys_of_a_connection_are_taken_from_the_spare_ones)
{
	static const struct {
		const char	*algorithm, *kind;
	} rows[] = { { "RS256", "rsa3072" }, { "RS384", "rsa3072" }, { "RS512", "rsa3072" },
		{ "PS256", "rsa3072" }, { "PS384", "rsa3072" }, { "ES256", "p256" }, { "ES384", "p384" } };
	struct place *p = place_new();
	const char *connection;
	size_t i;

	place_keys(p, "rsa3072", 12);
	place_keys(p, "p256", 2);
	place_keys(p, "p384", 2);
	for (i = 0; i < COUNT(rows); i++) {
		connection = connect(p, arena_print(p->arena, "c%zu", i));
		assert_string_equal(listed(p, connection), "");
		sql("DELETE FROM job WHERE tenant_id = '%s'", p->tenant);
		must(p, create(p, connection, rows[i].algorithm));
		assert_true(is_asked(p));
		CHECK(sql_long("SELECT count(*) FROM signing_key WHERE connection_id = '%s' AND kind = '%s' "
		    "AND algorithm = '%s' AND state IN ('current', 'next')", connection, rows[i].kind,
		    rows[i].algorithm) == 2, "%s: %s", rows[i].algorithm, listed(p, connection));
	}
	assert_int_equal(count_keys(p, "spare"), 0);
	assert_int_equal(count_keys(p, "tenant"), 1);
	assert_int_equal(events(p, "connection_keys_created"), (long)COUNT(rows));
}

TEST(keys_of_a_connection_are_created_once)
{
	struct place *p = place_new();
	const char *connection = connect(p, "a"), *before;

	place_keys(p, "rsa3072", 6);
	must(p, create(p, connection, "RS256"));
	before = listed(p, connection);
	sql("DELETE FROM job WHERE tenant_id = '%s'", p->tenant);
	assert_int_equal(create(p, connection, "RS256"), CONFLICT);
	assert_string_equal(said(&p->fault), "Keys have already been created for this connection.");
	assert_string_equal(listed(p, connection), before);
	assert_int_equal(count_keys(p, "spare"), 2);
	assert_false(is_asked(p));
	assert_int_equal(events(p, "connection_keys_created"), 1);
}

/* One spare key is not enough for two; it stays, and more are asked for. */
TEST(keys_that_are_not_there_yet_are_asked_for)
{
	struct place *p = place_new();
	const char *connection = connect(p, "a");
	struct connection_key next;

	place_keys(p, "rsa3072", 3);
	sql("DELETE FROM job WHERE tenant_id = '%s'", p->tenant);
	assert_int_equal(create(p, connection, "RS256"), UNAVAILABLE);
	assert_true(is_asked(p));
	assert_string_equal(listed(p, connection), "");
	assert_int_equal(count_keys(p, "spare"), 1);
	place_keys(p, "rsa3072", 1);
	must(p, create(p, connection, "RS256"));
	sql("DELETE FROM job WHERE tenant_id = '%s'", p->tenant);
	assert_int_equal(rotate(p, connection, NULL, &next), UNAVAILABLE);
	assert_true(is_asked(p));
	assert_int_equal(events(p, "connection_keys_rotated"), 0);
}

TEST(keys_turn_when_they_are_rotated)
{
	struct place *p = place_new();
	const char *connection = connect(p, "a"), *first, *second, *third;
	struct connection_key next;

	place_keys(p, "rsa3072", 6);
	place_keys(p, "p256", 1);
	must(p, create(p, connection, "PS256"));
	first = arena_copy(p->arena, strstr(listed(p, connection), "PS256 ") + 6, 22);
	second = arena_copy(p->arena, strstr(listed(p, connection), "next PS256 ") + 11, 22);
	must(p, rotate(p, connection, NULL, &next));
	assert_string_equal(next.state, "next");
	assert_string_equal(next.algorithm, "PS256");
	third = next.id;
	assert_string_equal(listed(p, connection), arena_print(p->arena, "current PS256 %s, "
	    "next PS256 %s, previous PS256 %s", second, third, first));
	must(p, rotate(p, connection, "ES256", &next));
	assert_string_equal(listed(p, connection), arena_print(p->arena, "current PS256 %s, "
	    "next ES256 %s, previous PS256 %s", third, next.id, second));
	assert_int_equal(sql_long("SELECT count(*) FROM signing_key WHERE key_id = '%s'", first), 0);
	assert_int_equal(events(p, "connection_keys_rotated"), 2);
	assert_int_equal(sql_long("SELECT count(*) FROM signing_key WHERE connection_id = '%s' AND "
	    "(current_since IS NULL) = (state = 'next')", connection), 3);
}

TEST(keys_are_for_connections_that_can_have_them)
{
	struct place *p = place_new();
	struct customer c = customer_new(p, "\"name\":\"saml\"", "");
	struct connection_key *keys, next;
	const char *connection;
	size_t count;

	place_keys(p, "rsa3072", 6);
	customer_choose(&c, "samlp");
	customer_submit(&c, "client", NULL);
	customer_find(&c, "urn:idp");
	connection = customer_create(&c, "{}");
	assert_int_equal(create(p, connection, "RS256"), INVALID);
	assert_int_equal(rotate(p, connection, NULL, &next), INVALID);
	assert_int_equal(connection_keys_list(place_act(p), connection, &keys, &count),
	    INVALID);
	connection = connect(p, "okta");
	assert_int_equal(rotate(p, connection, NULL, &next), INVALID);
	assert_non_null(strstr(said(&p->fault), "has no keys yet"));
	assert_int_equal(create(p, "con_0000000000000000", "RS256"), NOT_FOUND);
	assert_int_equal(rotate(p, "con_0000000000000000", NULL, &next), NOT_FOUND);
	assert_int_equal(count_keys(p, "spare"), 4);
}

TEST(keys_go_with_their_connection)
{
	struct place *p = place_new();
	const char *connection = connect(p, "a");

	place_keys(p, "rsa3072", 4);
	must(p, create(p, connection, "RS256"));
	assert_int_equal(count_keys(p, "connection"), 2);
	sql("DELETE FROM connection WHERE connection_id = '%s'", connection);
	assert_int_equal(count_keys(p, "connection"), 0);
	assert_int_equal(count_keys(p, "tenant"), 1);
}

TEST(keys_of_another_tenant_are_not_found)
{
	struct place *p = place_new(), other = place_beside(p);
	const char *connection = connect(p, "a"), *theirs, *before;
	struct connection_key *keys, next;
	size_t count;

	place_keys(p, "rsa3072", 6);
	must(p, create(p, connection, "RS256"));
	before = listed(p, connection);
	assert_int_equal(connection_keys_list(ACT(p->store, p->arena, other.tenant, NULL,
	    &p->fault), connection, &keys, &count), NOT_FOUND);
	assert_string_equal(said(&p->fault), "Connection not found.");
	assert_int_equal(create(&other, connection, "RS256"), NOT_FOUND);
	assert_int_equal(rotate(&other, connection, NULL, &next), NOT_FOUND);
	assert_string_equal(listed(p, connection), before);
	theirs = connect(&other, "a");
	assert_int_equal(create(&other, theirs, "RS256"), UNAVAILABLE);
	assert_int_equal(count_keys(p, "spare"), 2);
}

/* --- at once --- */

struct race {
	const char	*tenant;
	const char	*connections[8];	/* one for each process */
};

static long
create_there(struct arena *a, int index, void *context)
{
	struct race *race = context;
	struct place p = { .arena = a, .store = store_new(database_url()), .tenant = race->tenant };
	enum status st = store_connect(p.store, &p.fault);

	st = st == OK ? create(&p, race->connections[index], "RS256") : st;
	store_free(p.store);
	return st == OK ? 1 : st == CONFLICT ? 100 : st == UNAVAILABLE ? 10000 : 1000000;
}

/* An act that finds only one spare key leaves it, so a race may leave some: they
 * are there for the next try. */
TEST(keys_taken_at_once_are_different_ones)
{
	struct place *p = place_new();
	struct race race = { .tenant = p->tenant };
	long sum, won;
	int i;

	place_keys(p, "rsa3072", 8);
	for (i = 0; i < 8; i++)
		race.connections[i] = connect(p, arena_print(p->arena, "c%d", i));
	sum = in_processes(8, create_there, &race);
	won = sum % 100;
	assert_int_equal(sum, won + (8 - won) * 10000);
	for (i = 0; i < 8; i++)
		won += create(p, race.connections[i], "RS256") == OK;
	assert_int_equal(won, 3);
	assert_int_equal(count_keys(p, "spare"), 0);
	assert_int_equal(events(p, "connection_keys_created"), 3);
	assert_int_equal(sql_long("SELECT count(*) FROM (SELECT FROM signing_key WHERE tenant_id = '%s' "
	    "AND use = 'connection' GROUP BY connection_id HAVING count(*) = 2) pairs", p->tenant), 3);
}

TEST(keys_of_one_connection_are_created_once_by_many)
{
	struct place *p = place_new();
	struct race race = { .tenant = p->tenant };
	int i;

	place_keys(p, "rsa3072", 18);
	race.connections[0] = connect(p, "a");
	for (i = 1; i < 8; i++)
		race.connections[i] = race.connections[0];
	assert_int_equal(in_processes(8, create_there, &race), 701);
	assert_int_equal(count_keys(p, "connection"), 2);
	assert_int_equal(count_keys(p, "spare"), 14);
}

static long
rotate_there(struct arena *a, int index, void *context)
{
	struct race *race = context;
	struct place p = { .arena = a, .store = store_new(database_url()), .tenant = race->tenant };
	enum status st = store_connect(p.store, &p.fault);
	struct connection_key next;

	st = st == OK ? rotate(&p, race->connections[index], NULL, &next) : st;
	store_free(p.store);
	return st == OK ? 1 : st == CONFLICT ? 100 : 10000;
}

TEST(keys_rotated_by_many_at_once_stay_one_of_each)
{
	struct place *p = place_new();
	struct race race = { .tenant = p->tenant };
	long sum;
	int i;

	place_keys(p, "rsa3072", 12);
	for (i = 0; i < 8; i++)
		race.connections[i] = i == 0 ? connect(p, "a") : race.connections[0];
	must(p, create(p, race.connections[0], "RS256"));
	sum = in_processes(8, rotate_there, &race);
	CHECK(sum % 100 >= 1 && sum % 100 + sum / 100 == 8, "%ld", sum);
	assert_int_equal(events(p, "connection_keys_rotated"), sum % 100);
	assert_int_equal(count_keys(p, "connection"), 3);
	assert_int_equal(count_keys(p, "spare"), 8 - sum % 100);
	assert_int_equal(sql_long("SELECT count(DISTINCT state) FROM signing_key WHERE connection_id = "
	    "'%s'", race.connections[0]), 3);
}
