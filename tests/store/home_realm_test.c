/* SPDX-License-Identifier: Apache-2.0 */
#include "store/home_realm.h"

#include "base/hash.h"
#include "customer.h"
#include "test.h"

static const struct budget budget = { 1, 1000000 };

static struct caller_key
key_new(struct place *p)
{
	struct client c = { .tenant_id = p->tenant, .id = "one00000000000000000000000000000",
		.scopes = "read:connections", .secret_hash = hash_text(p->arena, "secret") };
	struct caller_key key = { p->domain, hash_text(p->arena, p->tenant), budget };

	must(p, client_add(place_act(p), &c, "Program"));
	must(p, token_add(place_act(p), &c, key.token_hash));
	return key;
}

/* The connection's name; "": none. */
static const char *
realm_of(struct place *p, const struct caller_key *key, const char *domain)
{
	struct home_realm realm = { .domain = domain };
	struct client caller;

	must(p, home_realm_load(place_act(p), key, &caller, &realm));
	assert_string_equal(caller.tenant_id, p->tenant);
	return realm.connection_id == NULL ? "" : realm.name;
}

static void
enable(struct customer *c)
{
	struct wizard_key key = customer_key(c, 0);

	must(c->place, connection_finish(place_act(c->place), &key));
}

static enum status
prefer(struct customer *c, const char *domain)
{
	return home_realm_prefer(ACT(c->place->store, c->place->arena, c->tenant, "client:x",
	    &c->place->fault), domain, customer_column(c, "connection_id"));
}

TEST(home_realm_is_the_connection_enabled_last_or_the_one_marked)
{
	struct place *p = place_new();
	struct caller_key key = key_new(p);
	struct customer old = customer_connected(p, "\"name\":\"old\",\"options\":{\"domain_aliases\":"
	    "[\"Acme.com.\"]}", "," CLIENTS), new = customer_connected(p, "\"name\":\"new\","
	    "\"options\":{\"domain_aliases\":[\"acme.com\",\"acme.org\"]}", "," CLIENTS);

	assert_string_equal(realm_of(p, &key, "acme.com"), "");
	enable(&old);
	assert_string_equal(realm_of(p, &key, "acme.com"), "old");
	assert_string_equal(realm_of(p, &key, "acme.org"), "");
	enable(&new);
	assert_string_equal(realm_of(p, &key, "acme.com"), "new");
	assert_string_equal(realm_of(p, &key, "acme.org"), "new");
	must(p, prefer(&old, "acme.com"));
	assert_string_equal(realm_of(p, &key, "acme.com"), "old");
	assert_int_equal(prefer(&old, "acme.org"), NOT_FOUND);
	sql("UPDATE connection SET enabled_clients = '{}' WHERE connection_id = '%s'",
	    customer_column(&old, "connection_id"));
	assert_string_equal(realm_of(p, &key, "acme.com"), "new");
}

/* A ticket accepts them as they are. */
TEST(home_realm_finds_aliases_that_were_sent_in_their_own_script)
{
	struct place *p = place_new();
	struct caller_key key = key_new(p);
	struct customer c = customer_connected(p, "\"name\":\"acme\",\"options\":{\"domain_aliases\":"
	    "[\"M\xc3\xbcnchen.example.\"]}", "," CLIENTS);

	enable(&c);
	assert_string_equal(realm_of(p, &key, "xn--mnchen-3ya.example"), "acme");
	must(p, prefer(&c, "xn--mnchen-3ya.example"));
}

TEST(home_realm_and_its_caller_take_one_round_trip_and_need_each_other)
{
	struct place *p = place_new(), beside = place_beside(p);
	struct caller_key key = key_new(p), wrong = { beside.domain, key.token_hash, budget };
	struct customer c = customer_connected(&beside, "\"name\":\"theirs\",\"options\":"
	    "{\"domain_aliases\":[\"acme.com\"]}", "," CLIENTS);
	struct home_realm realm = { .domain = "acme.com" };
	struct client caller;

	enable(&c);
	store_round_trips(p->store);
	assert_string_equal(realm_of(p, &key, "acme.com"), "");
	assert_int_equal(store_round_trips(p->store), 1);
	assert_int_equal(home_realm_load(place_act(p), &wrong, &caller, &realm), STRANGER);
	assert_null(realm.connection_id);
}

/* --- while the list of the connection changes --- */

struct rivals {
	const char	*tenant, *connection_id;
	bool		 marks_first;
};

#define UNTIL_SOMEBODY_WAITS "WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted) LOOP " \
	"PERFORM pg_sleep(0.01); END LOOP;"

static const char *
change_list(struct arena *a, const struct rivals *r, const char *then)
{
	return arena_print(a, "DO $$ BEGIN PERFORM FROM connection WHERE connection_id = '%s' FOR NO KEY UPDATE; "
	    "PERFORM aliases_after('%s', '%s', '[\"acme.org\", \"acme.com\"]'); %s END $$",
	    r->connection_id, r->tenant, r->connection_id, then);
}

static const char *
mark(struct arena *a, const struct rivals *r, const char *then)
{
	return arena_print(a, "DO $$ BEGIN PERFORM alias_prefer('%s', '{acme.com}', '%s'); %s END $$",
	    r->tenant, r->connection_id, then);
}

/* Once the other has written the alias and waits to be waited for. */
static bool
follow(struct arena *a, const struct rivals *r)
{
	struct store *s = store_new(database_url());
	const char *is_free = arena_print(a, "SELECT FROM connection_alias WHERE connection_id = '%s' AND "
	    "domain = 'acme.com' FOR UPDATE SKIP LOCKED", r->connection_id);
	struct fault f;
	bool goes_on = true, is_done = store_connect(s, &f) == OK;

	while (goes_on && is_done)
		is_done = store_has(s, is_free, &goes_on, &f) == OK;
	if (is_done && r->marks_first)
		is_done = store_script(s, change_list(a, r, ""), &f) == OK;
	else if (is_done)
		is_done = home_realm_prefer(ACT(s, a, r->tenant, "client:x", &f), "acme.com",
		    r->connection_id) == OK;
	store_free(s);
	return is_done;
}

static long
rival(struct arena *a, int index, void *context)
{
	const struct rivals *r = context;

	if (index > 0)
		return follow(a, r);
	sql("%s", (r->marks_first ? mark : change_list)(a, r, UNTIL_SOMEBODY_WAITS));
	return true;
}

TEST(home_realm_keeps_a_mark_that_is_made_while_the_list_changes)
{
	struct place *p;
	struct customer c;
	struct rivals r;
	int i;

	for (i = 0; i < 2; i++) {
		p = place_new();
		c = customer_connected(p, "\"name\":\"acme\",\"options\":{\"domain_aliases\":[\"acme.com\"]}", "");
		r = (struct rivals){ c.tenant, customer_column(&c, "connection_id"), i == 1 };
		assert_int_equal(in_processes(2, rival, &r), 2);
		assert_string_equal(sql_text(p->arena, "SELECT string_agg(typed || is_preferred, ' ' ORDER BY position) "
		    "FROM connection_alias WHERE connection_id = '%s'", r.connection_id), "acme.orgfalse acme.comtrue");
	}
}
