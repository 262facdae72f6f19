/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "connection_desk.h"
#include "logins.h"
#include "test.h"

static struct answer
list(struct place *p, const struct caller *c, const char *id, const char *query)
{
	return ASK(p, .path = arena_print(p->arena, CONNECTIONS "/%s/logins", id), .query = query,
	    .authorization = c->authorization);
}

/* One that passed and brought something. */
static const char *
passed(struct customer *c)
{
	const char *value = "ann@acme.example", *id = logins_answer(c);
	struct received email = { .given = GIVEN_ALL, .source = "id_token", .name = "email", .values = { &value, 1 } };
	struct login_claims claims = { .received = { &email, 1 } };
	struct login_outcome outcome = { .given = GIVEN_ALL, .failure = "passed" };
	struct login_work w = logins_take(c->place);

	must(c->place, login_end(place_act(c->place), &w, &outcome, &claims, "{\"email\":\"ann@acme.example\"}", 7));
	return id;
}

TEST(logins_of_a_connection_are_listed_newest_first)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct caller reader = caller_new(p, "read:connections read:connection_logins");
	const char *connection = customer_visit(&c).connection.id, *ids[3], *next;
	struct answer a;

	ids[0] = passed(&c);
	ids[1] = logins_test(&c, "audience_wrong");
	ids[2] = logins_start(&c, BROWSER);
	sql("UPDATE login SET started_at = '2026-11-30', ended_at = '2026-11-30 00:00:01' WHERE login_id IN ('%s', '%s')",
	    ids[0], ids[1]);
	sql("UPDATE login SET started_at = '2026-11-29' WHERE login_id = '%s'", ids[0]);
	a = list(p, &reader, connection, "");
	assert_int_equal(a.round_trips, 2);
	CHECK(strstr(a.body, arena_print(p->arena, "{\"logins\":[{\"id\":\"%s\",\"purpose\":\"test\",\"state\":\"started\","
	    "\"revision\":1,\"ticket_id\":\"%s\",\"started_at\":\"", ids[2], c.id)) == a.body, "%s", a.body);
	CHECK(strstr(a.body, arena_print(p->arena, "{\"id\":\"%s\",\"purpose\":\"test\",\"state\":\"failed\",\"outcome\":"
	    "\"failed\",\"diagnosis\":\"audience_wrong\",\"revision\":1,\"ticket_id\":\"%s\",\"started_at\":"
	    "\"2026-11-30T00:00:00.000Z\",\"ended_at\":\"2026-11-30T00:00:01.000Z\"},{\"id\":\"%s\",\"purpose\":"
	    "\"test\",\"state\":\"verified\",\"outcome\":\"passed\",\"revision\":1,", ids[1], c.id, ids[0])) != NULL
	    && strstr(a.body, "\"next\"") == NULL, "%s", a.body);
	CHECK(strstr(a.body, "\"source\":\"id_token\",\"name\":\"email\"") != NULL
	    && strstr(a.body, "\"profile\":{\"email\":\"ann@acme.example\"}") != NULL, "%s", a.body);
	a = list(p, &reader, connection, "take=2");
	next = member(p, &a, "next");
	a = list(p, &reader, connection, arena_print(p->arena, "take=2&from=%s", next));
	CHECK(strstr(a.body, arena_print(p->arena, "{\"logins\":[{\"id\":\"%s\"", ids[0])) == a.body
	    && strstr(a.body, "next") == NULL, "%s", a.body);
	a = list(p, &reader, connection, "from=eA");
	check_error(p, &a, 400, "from must be the next of an earlier answer.", "invalid_query_string");
}

TEST(logins_show_their_claims_with_a_scope_of_its_own)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct caller reader = caller_new(p, "read:connections"), other = caller_new(p, "read:connection_logins");
	const char *connection = customer_visit(&c).connection.id;
	struct answer a;

	passed(&c);
	a = list(p, &reader, connection, "");
	CHECK(a.code == 200 && strstr(a.body, "acme.example") == NULL && strstr(a.body, "claims") == NULL
	    && strstr(a.body, "\"outcome\":\"passed\"") != NULL, "%s", a.body);
	a = list(p, &other, connection, "");
	assert_int_equal(a.code, 403);
	a = list(p, &reader, "con_0000000000000000", "");
	check_error(p, &a, 404, "The connection does not exist.", "inexistent_connection");
}

TEST(logins_are_in_the_logs)
{
	struct customer c = logins_customer();
	struct place *p = c.place;
	struct caller reader = caller_new(p, "read:logs");
	const char *id = logins_test(&c, "audience_wrong");
	struct answer a;

	a = ASK(p, .path = "/api/v2/logs", .query = "q=type:ss_sso_info", .authorization = reader.authorization);
	CHECK(a.code == 200 && strstr(a.body, "\"ss_sso_event_name\":\"ss_sso_try_connection_start\"") != NULL
	    && strstr(a.body, "\"ss_sso_event_name\":\"ss_sso_try_connection_end\"") != NULL
	    && strstr(a.body, "\"diagnosis\":\"audience_wrong\"") != NULL
	    && strstr(a.body, arena_print(p->arena, "\"login_id\":\"%s\"", id)) != NULL, "%s", a.body);
}
