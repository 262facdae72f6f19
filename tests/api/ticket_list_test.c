/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "base/encode.h"
#include "call.h"
#include "customer.h"
#include "model/ticket/ticket.h"
#include "test.h"

#define SCOPE "read:sso_access_tickets"

static struct answer
list(struct place *p, const struct caller *c, const char *profile, const char *query)
{
	return ASK(p, .path = arena_print(p->arena, PROFILES "/%s/sso-ticket", profile), .query = query,
	    .authorization = c->authorization);
}

static struct answer
get(struct place *p, const struct caller *c, const char *profile, const char *id)
{
	return call(p, c, "GET", arena_print(p->arena, PROFILES "/%s/sso-ticket/%s", profile, id), NULL);
}

/* The public id of a ticket that was made that many minutes ago. */
static const char *
made(struct place *p, const char *profile, int minutes_ago)
{
	const char *ticket = place_ticket(p, profile, "");

	sql("UPDATE ticket SET created_at = created_at - interval '%d minutes' WHERE tenant_id = '%s' "
	    "AND ticket_id = '%.12s'", minutes_ago, p->tenant, ticket);
	return ticket_id_of(p->arena, ticket);
}

static const char *
ids_of(struct place *p, const struct answer *a)
{
	json_t *value = json_loads(a->body, JSON_REJECT_DUPLICATES, NULL), *one;
	const char *text = "";
	size_t i;

	CHECK(a->code == 200 && value != NULL, "%d: %s", a->code, a->body);
	json_array_foreach(json_object_get(value, "sso_tickets"), i, one)
		text = arena_print(p->arena, "%s%s ", text, json_string_value(json_object_get(one, "id")));
	json_decref(value);
	return text;
}

TEST(tickets_are_listed_newest_first)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, SCOPE);
	const char *profile = place_profile(p, "{\"name\":\"A\"}");
	const char *other = place_profile(p, "{\"name\":\"B\"}");
	const char *one, *two, *three, *next;
	struct answer a = list(p, &c, profile, "");

	check_answer(&a, 200, "{\"sso_tickets\":[]}");
	one = made(p, profile, 30);
	three = made(p, profile, 10);
	two = made(p, profile, 20);
	made(p, other, 15);
	a = list(p, &c, profile, "");
	assert_int_equal(a.round_trips, 2);
	assert_string_equal(ids_of(p, &a), arena_print(p->arena, "%s %s %s ", three, two, one));
	assert_string_equal(member(p, &a, "next"), "");
	a = list(p, &c, profile, "take=2");
	assert_string_equal(ids_of(p, &a), arena_print(p->arena, "%s %s ", three, two));
	next = member(p, &a, "next");
	assert_string_equal(base64url_decode(p->arena, next), two);
	a = list(p, &c, profile, arena_print(p->arena, "take=2&from=%s", next));
	assert_string_equal(ids_of(p, &a), arena_print(p->arena, "%s ", one));
	assert_string_equal(member(p, &a, "next"), "");
	a = list(p, &c, profile, "take=3");
	assert_string_equal(member(p, &a, "next"), "");
}

TEST(tickets_tell_what_became_of_them)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, SCOPE);
	struct customer k = customer_new(p, "\"name\":\"acme\"", "");
	char *id = ticket_id_of(p->arena, k.ticket), *profile = sql_text(p->arena, "SELECT profile_id "
	    "FROM ticket WHERE tenant_id = '%s'", p->tenant);
	struct wizard_key key;
	struct answer a = get(p, &c, profile, id);

	sql("UPDATE ticket SET created_at = '2026-11-22 01:02:03.456Z', first_used_at = '2026-11-22 "
	    "02:03:04.5Z', ends_at = '2126-11-22 07:03:04.5Z' WHERE tenant_id = '%s'", p->tenant);
	a = get(p, &c, profile, id);
	check_answer(&a, 200, arena_print(p->arena, "{\"id\":\"%s\",\"state\":\"live\",\"uses\":2,"
	    "\"uses_allowed\":10,\"created_at\":\"2026-11-22T01:02:03.456Z\",\"first_used_at\":"
	    "\"2026-11-22T02:03:04.500Z\",\"expires_at\":\"2126-11-22T07:03:04.500Z\",\"step\":"
	    "\"provider\",\"connection_name\":\"acme\"}", id));
	customer_choose(&k, "okta");
	customer_submit(&k, "client", "sealed-secret");
	customer_find(&k, "https://acme.okta.com");
	key = customer_key(&k, 0);
	must(p, connection_confirm(place_act(p), &key, "con_000000000000000A", "okta", "{}", NULL));
	a = get(p, &c, profile, id);
	assert_string_equal(member(p, &a, "connection"),
	    "{\"id\":\"con_000000000000000A\",\"name\":\"acme\"}");
	assert_string_equal(member(p, &a, "step"), "mapping");
	assert_null(strstr(a.body, k.ticket));
	assert_null(strstr(a.body, sql_text(p->arena, "SELECT secret_hash FROM ticket WHERE "
	    "tenant_id = '%s'", p->tenant)));
}

TEST(tickets_tell_their_state)
{
	static const struct {
		const char	*change, *state;
	} rows[] = {
		{ "uses = uses", "live" }, { "opens_until = now()", "expired" },
		{ "uses = 10, first_used_at = now(), ends_at = now() + interval '1 hour'", "used_up" },
		{ "uses = 10, first_used_at = now(), ends_at = now()", "expired" },
		{ "revoked_at = now()", "revoked" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, SCOPE);
	const char *profile = place_profile(p, "{\"name\":\"A\"}"), *id;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		id = made(p, profile, 0);
		a = get(p, &c, profile, id);
		assert_string_equal(member(p, &a, "state"), "live");
		assert_string_equal(member(p, &a, "step"), "");
		assert_string_equal(member(p, &a, "first_used_at"), "");
		sql("UPDATE ticket SET %s WHERE tenant_id = '%s' AND ticket_id = '%s'", rows[i].change,
		    p->tenant, id);
		a = get(p, &c, profile, id);
		assert_string_equal(member(p, &a, "state"), rows[i].state);
	}
}

TEST(tickets_not_there_are_not_found)
{
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, SCOPE);
	const char *profile = place_profile(p, "{\"name\":\"A\"}");
	const char *second = place_profile(p, "{\"name\":\"B\"}");
	const char *their_profile = place_profile(&other, "{\"name\":\"C\"}");
	const char *whole = place_ticket(p, profile, "");
	const char *const ids[] = { made(p, second, 0), made(&other, their_profile, 0), "aaaaaaaaaaaa",
		"x'--", whole };
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(ids); i++) {
		a = get(p, &c, profile, ids[i]);
		check_error(p, &a, 404, "The ticket does not exist.", NULL);
	}
	a = list(p, &c, their_profile, "");
	check_error(p, &a, 404, arena_print(p->arena, "Profile with ID: %s not found", their_profile),
	    NULL);
	a = get(p, &c, their_profile, ids[1]);
	check_error(p, &a, 404, arena_print(p->arena, "Profile with ID: %s not found", their_profile),
	    NULL);
	a = list(p, &c, profile, "from=aaaaaaaaaaaa");
	check_error(p, &a, 400, "from must be the next of an earlier answer.", "invalid_query_string");
	a = list(p, &c, profile, "from=YWFhYWFhYWFhYWFh");
	check_error(p, &a, 400, "There is no ticket to go on after: aaaaaaaaaaaa",
	    "invalid_query_string");
	a = list(p, &c, profile, "take=0");
	assert_int_equal(a.code, 400);
}
