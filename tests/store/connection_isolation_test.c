/*
 * connection_isolation_test.c - another tenant's wizard and connection are nobody's
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "base/text.h"
#include "customer.h"
#include "test.h"

#define OTHER_ID "con_0000000000000000"

/* The owner's, who is tried to be reached from another tenant's place. */
struct prey {
	struct customer		 owner;
	struct wizard_key	 key;
	const char		*id;
};

static enum status
try_choose(struct prey *x, struct place *p)
{
	return wizard_choose(place_act(p), &x->key, "okta");
}

static enum status
try_step(struct prey *x, struct place *p)
{
	return wizard_step(place_act(p), &x->key, STEP_MAPPING, STEP_ACCESS);
}

static enum status
try_submit(struct prey *x, struct place *p)
{
	struct provider_settings typed = { .given = GIVEN_ALL, .client_id = "stolen" };

	return wizard_submit(place_act(p), &x->key, &typed, "stolen", true);
}

static enum status
try_draft(struct prey *x, struct place *p)
{
	struct provider_settings draft = { .given = GIVEN_ALL, .certificate = "stolen" };

	return draft_keep(place_act(p), &x->key, &draft);
}

static enum status
try_create(struct prey *x, struct place *p)
{
	return connection_confirm(place_act(p), &x->key, OTHER_ID, "okta", "{}", NULL);
}

static enum status
try_finish(struct prey *x, struct place *p)
{
	return connection_finish(place_act(p), &x->key);
}

static enum status
try_load(struct prey *x, struct place *p)
{
	struct connection row;

	return connection_load(place_act(p), x->id, NULL, &row);
}

static enum status
try_check_wanted(struct prey *x, struct place *p)
{
	struct wanted_check check;

	return check_wanted(place_act(p), x->key.ticket_id, &check);
}

struct row {
	const char	*name;
	enum status	(*run)(struct prey *x, struct place *p);
	enum status	 refused;
	const char	*step, *check_state;	/* where the owner may */
};

static const struct row rows[] = {
	{ "wizard_choose", try_choose, CONFLICT, "mapping", "found" },
	{ "wizard_step", try_step, CONFLICT, "mapping", "found" },
	{ "wizard_submit", try_submit, CONFLICT, "mapping", "found" },
	{ "draft_keep", try_draft, NOT_FOUND, "mapping", "found" },
	{ "connection_confirm", try_create, CONFLICT, "mapping", "found" },
	{ "connection_finish", try_finish, CONFLICT, "enable", "found" },
	{ "connection_load", try_load, NOT_FOUND, "enable", "found" },
	{ "check_wanted", try_check_wanted, NOT_FOUND, "enable", "waiting" },
};

static struct prey
prey_new(struct place *p, const struct row *row)
{
	struct prey x = { .owner = customer_new(p, "\"name\":\"acme\"", "," CLIENTS) };

	x.id = customer_connect(&x.owner);
	sql("UPDATE wizard SET step = '%s' WHERE tenant_id = '%s'", row->step, p->tenant);
	if (text_is(row->check_state, "found"))
		sql("UPDATE wizard SET check_state = 'found', found = '{}' WHERE tenant_id = '%s'",
		    p->tenant);
	if (text_is(row->check_state, "waiting"))
		sql("UPDATE wizard SET check_state = 'waiting', found = NULL WHERE tenant_id = '%s'",
		    p->tenant);
	x.key = customer_key(&x.owner, 0);
	return x;
}

static char *
belongings(struct prey *x)
{
	static const char *const tables[] = { "ticket", "session", "wizard", "connection",
		"connection_revision", "job", "event" };
	struct arena *a = x->owner.place->arena;
	char *all = arena_text(a, "");
	size_t i;

	for (i = 0; i < COUNT(tables); i++)
		all = arena_print(a, "%s %s", all, sql_text(a, "SELECT md5(string_agg(t::text, '|' "
		    "ORDER BY t::text)) FROM %s t WHERE tenant_id = '%s'", tables[i], x->owner.tenant));
	return all;
}

TEST(connections_are_out_of_reach_of_other_tenants)
{
	struct place *p, other;
	struct prey x;
	char *before;
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		p = place_new();
		other = place_beside(p);
		x = prey_new(p, &rows[i]);
		before = belongings(&x);
		st = rows[i].run(&x, &other);
		CHECK(st == rows[i].refused, "%s: status %d", rows[i].name, st);
		CHECK(text_is(belongings(&x), before), "%s changed something", rows[i].name);
		assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
		    "kind <> 'tenant_added'", other.tenant), 0);
	}
}

/* So that none of these fails for another reason. */
TEST(connections_are_in_reach_of_their_owner)
{
	struct place *p;
	struct prey x;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		p = place_new();
		x = prey_new(p, &rows[i]);
		CHECK(rows[i].run(&x, p) == OK, "%s: %s", rows[i].name, said(&p->fault));
	}
}

/* These answer OK whether or not there was something to keep. */
TEST(checks_are_out_of_reach_of_other_tenants)
{
	struct place *p = place_new(), other = place_beside(p);
	struct prey x = prey_new(p, &rows[COUNT(rows) - 1]);
	struct found found = { .given = GIVEN_ALL, .issuer = "https://evil.example" };
	struct objects problem = place_said(p, "No.");
	char *before = belongings(&x);

	must(p, check_found(ACT(p->store, p->arena, other.tenant, NULL, &p->fault),
	    x.key.ticket_id, x.key.revision, &found));
	must(p, check_failed(ACT(p->store, p->arena, other.tenant, NULL, &p->fault),
	    x.key.ticket_id, x.key.revision, &problem, NULL));
	assert_string_equal(belongings(&x), before);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind <> 'tenant_added'", other.tenant), 0);
}

TEST(connections_are_listed_by_tenant)
{
	struct place *p = place_new(), other = place_beside(p);
	struct customer a = customer_new(p, "\"name\":\"same\"", "");
	struct customer b = customer_new(&other, "\"name\":\"same\"", "");
	struct connection_filter filter = { 0 };
	struct slice slice = { .limit = 100 };
	struct objects list;
	const char *mine = customer_connect(&a), *theirs = customer_connect(&b);
	long total;

	must(p, connection_list(place_act(p), &filter, &slice, &list, &total));
	assert_true(list.count == 1 && total == 1);
	assert_string_equal(((struct connection *)list.items)[0].id, mine);
	must(p, connection_list(ACT(p->store, p->arena, other.tenant, NULL, &p->fault), &filter,
	    &slice, &list, &total));
	assert_true(list.count == 1 && total == 1);
	assert_string_equal(((struct connection *)list.items)[0].id, theirs);
	must(p, connection_list(ACT(p->store, p->arena, "nobody", NULL, &p->fault), &filter,
	    &slice, &list, &total));
	assert_true(list.count == 0 && total == 0);
}
