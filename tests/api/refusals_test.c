/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "call.h"
#include "database.h"
#include "test.h"

/* The event of the only refusal with that reason, and its line of the log. */
static void
check_told(struct place *p, const struct answer *a, const char *reason, const char *actor, int code)
{
	const char *line = strstr(a->log, "\"refused\"");

	assert_int_equal(a->code, code);
	CHECK(line != NULL && strstr(line, arena_print(p->arena, "\"reason\":\"%s\",\"actor\":\"%s\"", reason,
	    actor)) != NULL, "%s: %s", reason, a->log);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = 'refused' "
	    "AND details ->> 'reason' = '%s' AND actor = '%s' AND (details ->> 'status')::integer = %d "
	    "AND host(address) = '192.0.2.7'", p->tenant, reason, actor, code), 1);
}

TEST(refusals_name_the_client_and_its_address)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:self_service_profiles");
	const char *known = arena_print(p->arena, "client:%s", c.id);
	const char *claimed = arena_print(p->arena, "stranger:%s", c.id);
	struct answer a;

	a = ASK(p, .method = "POST", .path = PROFILES, .authorization = c.authorization, .type = JSON_TYPE,
	    .body = "{}", .address = "192.0.2.7");
	check_told(p, &a, "insufficient_scope", known, 403);
	a = ASK(p, .path = PROFILES, .authorization = "Bearer nonsense-of-some-length", .address = "192.0.2.7");
	check_told(p, &a, "unauthorized", "stranger:", 401);
	assert_null(strstr(a.log, "nonsense"));
	a = ASK(p, .method = "POST", .path = "/oauth/token", .type = JSON_TYPE, .address = "192.0.2.7",
	    .body = arena_print(p->arena, "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\","
	    "\"client_secret\":\"wrong\",\"audience\":\"https://%s/elsewhere\"}", c.id, p->domain));
	assert_non_null(strstr(a.log, arena_print(p->arena, "\"actor\":\"%s\"", claimed)));
}

TEST(a_secret_that_is_sent_as_an_id_is_not_told)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:self_service_profiles");
	struct answer a = ASK(p, .method = "POST", .path = "/oauth/token", .type = JSON_TYPE,
	    .body = arena_print(p->arena, "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\","
	    "\"client_secret\":\"%s\"}", c.secret, c.id));

	assert_int_equal(a.code, 401);
	assert_non_null(strstr(a.log, "\"actor\":\"stranger:\""));
	assert_null(strstr(a.log, c.secret));
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE event::text LIKE '%%%s%%'", c.secret), 0);
}

TEST(what_is_not_refused_is_no_event_of_one)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:self_service_profiles");

	assert_int_equal(ASK(p, .path = PROFILES, .authorization = c.authorization).code, 200);
	assert_int_equal(ASK(p, .path = PROFILES "/ssp_nothing", .authorization = c.authorization).code, 404);
	assert_int_equal(ASK(p, .path = PROFILES, .query = "page=x", .authorization = c.authorization).code, 400);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = 'refused'",
	    p->tenant), 0);
}
