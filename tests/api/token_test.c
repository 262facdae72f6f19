/* SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "actions/client.h"
#include "call.h"
#include "model/rules.h"
#include "model/tenant/client.h"
#include "test.h"

#define READ "read:self_service_profiles"

static struct answer
post(struct place *p, const char *type, const char *body)
{
	return ASK(p, .method = "POST", .path = "/oauth/token", .type = type, .body = body);
}

static const char *
json_of(struct place *p, const struct caller *c, const char *secret, const char *rest)
{
	return arena_print(p->arena, "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\","
	    "\"client_secret\":\"%s\"%s}", c->id, secret, rest);
}

static const char *
basic(struct place *p, const char *id, const char *secret)
{
	const char *plain = arena_print(p->arena, "%s:%s", id, secret);
	char *text = arena_alloc(p->arena, 512);

	sodium_bin2base64(text, 512, (const unsigned char *)plain, strlen(plain),
	    sodium_base64_VARIANT_ORIGINAL);
	return arena_print(p->arena, "Basic %s", text);
}

static void
check_token(struct place *p, const struct answer *a)
{
	const char *token;

	CHECK(a->code == 200, "%d: %s", a->code, a->body);
	check_headers(a, false);
	assert_string_equal(member(p, a, "token_type"), "Bearer");
	assert_string_equal(member(p, a, "expires_in"), "86400");
	assert_string_equal(member(p, a, "scope"), READ);
	token = member(p, a, "access_token");
	assert_int_equal(strlen(token), 43);
	assert_null(strstr(a->log, token));
	assert_int_equal(ASK(p, .path = PROFILES, .authorization = arena_print(p->arena, "Bearer %s",
	    token)).code, 200);
}

TEST(tokens_are_issued_for_json_forms_and_basic)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, READ);
	const char *audience = arena_print(p->arena, ",\"audience\":\"https://%s/api/v2/\"", p->domain);
	struct answer a;

	a = post(p, JSON_TYPE, json_of(p, &c, c.secret, ""));
	check_token(p, &a);
	a = post(p, JSON_TYPE "; charset=utf-8", json_of(p, &c, c.secret, audience));
	check_token(p, &a);
	a = post(p, JSON_TYPE, json_of(p, &c, c.secret, ",\"organization\":\"x\",\"scope\":null"));
	check_token(p, &a);
	a = post(p, FORM_TYPE, arena_print(p->arena, "grant_type=client_credentials&client_id=%s&"
	    "client_secret=%s&audience=https%%3A%%2F%%2F%s%%2Fapi%%2Fv2%%2F", c.id, c.secret,
	    p->domain));
	check_token(p, &a);
	a = ASK(p, .method = "POST", .path = "/oauth/token", .type = FORM_TYPE,
	    .body = "grant_type=client_credentials", .authorization = basic(p, c.id, c.secret));
	check_token(p, &a);
}

TEST(tokens_are_not_issued_to_strangers)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, READ), other = caller_new(p, READ);
	struct place beside = place_beside(p);
	const char *const bodies[] = {
		json_of(p, &c, "wrong", ""), json_of(p, &c, "", ""), json_of(p, &c, other.secret, ""),
		"{\"grant_type\":\"client_credentials\"}",
		"{\"grant_type\":\"client_credentials\",\"client_id\":\"x\",\"client_secret\":\"y\"}",
		"{\"grant_type\":\"client_credentials\",\"client_id\":\"' OR true --\","
		    "\"client_secret\":\"y\"}",
	};
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		a = post(p, JSON_TYPE, bodies[i]);
		check_answer(&a, 401,
		    "{\"error\":\"access_denied\",\"error_description\":\"Unauthorized\"}");
		assert_string_equal(answer_header(&a, "WWW-Authenticate"), "Basic realm=\"Postern\"");
		assert_null(strstr(a.log, "wrong"));
	}
	a = post(&beside, JSON_TYPE, json_of(p, &c, c.secret, ""));
	assert_int_equal(a.code, 401);
	a = ASK(p, .method = "POST", .path = "/oauth/token", .type = FORM_TYPE,
	    .body = "grant_type=client_credentials", .authorization = basic(p, c.id, "wrong"));
	assert_int_equal(a.code, 401);
	a = ASK(p, .method = "POST", .path = "/oauth/token", .type = FORM_TYPE,
	    .body = "grant_type=client_credentials", .authorization = "Basic !!!");
	assert_int_equal(a.code, 401);
}

TEST(tokens_are_for_this_api)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, READ);
	struct answer a = post(p, JSON_TYPE, json_of(p, &c, c.secret,
	    ",\"audience\":\"https://evil.example/\""));

	check_answer(&a, 403, "{\"error\":\"access_denied\",\"error_description\":\"Service not "
	    "enabled within domain: https://evil.example/\"}");
}

TEST(tokens_need_a_request_that_can_be_read)
{
	static const struct {
		const char	*type, *body, *error;
	} rows[] = {
		{ JSON_TYPE, "", "invalid_request" }, { JSON_TYPE, "{", "invalid_request" },
		{ JSON_TYPE, "[]", "invalid_request" }, { JSON_TYPE, "{}", "invalid_request" },
		{ JSON_TYPE, "{\"grant_type\":7}", "invalid_request" },
		{ JSON_TYPE, "{\"grant_type\":\"client_credentials\",\"client_id\":1}",
		    "invalid_request" },
		{ JSON_TYPE, "{\"grant_type\":\"a\",\"grant_type\":\"b\"}", "invalid_request" },
		{ JSON_TYPE, "{\"grant_type\":\"password\"}", "unsupported_grant_type" },
		{ FORM_TYPE, "grant_type=a&grant_type=b", "invalid_request" },
		{ FORM_TYPE, "grant_type=%zz", "invalid_request" },
		{ FORM_TYPE, "grant_type=authorization_code", "unsupported_grant_type" },
		{ "text/plain", "grant_type=client_credentials", "invalid_request" },
	};
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = post(p, rows[i].type, rows[i].body);
		CHECK(a.code == 400, "row %zu: %d", i, a.code);
		CHECK(strcmp(member(p, &a, "error"), rows[i].error) == 0, "row %zu: %s", i, a.body);
	}
}

/* --- fewer scopes, wrong secrets --- */

TEST(tokens_have_the_scopes_that_were_asked_for)
{
	static const struct {
		const char	*asked, *granted;
	} rows[] = {
		{ "", READ " read:connections" }, { ",\"scope\":null", READ " read:connections" },
		{ ",\"scope\":\"" READ "\"", READ },
		{ ",\"scope\":\" read:connections  " READ " " READ " \"", READ " read:connections" },
		{ ",\"scope\":\"\"", READ " read:connections" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, READ " read:connections");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = post(p, JSON_TYPE, json_of(p, &c, c.secret, rows[i].asked));
		assert_int_equal(a.code, 200);
		assert_string_equal(member(p, &a, "scope"), rows[i].granted);
	}
	a = post(p, JSON_TYPE, json_of(p, &c, c.secret, rows[2].asked));
	c.authorization = arena_print(p->arena, "Bearer %s", member(p, &a, "access_token"));
	assert_int_equal(call(p, &c, "GET", PROFILES, NULL).code, 200);
	assert_int_equal(call(p, &c, "GET", "/api/v2/connections", NULL).code, 403);
	a = post(p, JSON_TYPE, json_of(p, &c, c.secret, ",\"scope\":\"read:connections read:clients\""));
	check_answer(&a, 400, "{\"error\":\"invalid_scope\",\"error_description\":\"The client does "
	    "not have all of these scopes: read:connections read:clients\"}");
}

static struct answer
show(struct place *p, const struct caller *c, const char *secret, const char *address)
{
	return ASK(p, .method = "POST", .path = "/oauth/token", .type = JSON_TYPE,
	    .body = json_of(p, c, secret, ""), .address = address);
}

/* A client whose wrong secrets are counted elsewhere than those of c. */
static struct caller
caller_beside(struct place *p, const struct caller *c)
{
	struct caller other;

	do
		other = caller_new(p, READ);
	while (sql_long("SELECT count(*) WHERE rate_secret('%s', NULL) = rate_secret('%s', NULL)", c->id,
	    other.id) > 0);
	return other;
}

TEST(tokens_are_not_guessed)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, READ), other = caller_beside(p, &c);
	struct answer a;
	long wait_s;
	int i;

	for (i = 0; i < WRONG_SECRETS; i++) {
		a = show(p, &c, "wrong", "192.0.2.1");
		CHECK(a.code == 401, "try %d: %d", i, a.code);
		assert_int_equal(a.round_trips, 3);
		assert_string_equal(answer_header(&a, "WWW-Authenticate"), "Basic realm=\"Postern\"");
	}
	/* tries again if a window ends in between */
	for (i = 0; i < 3 && a.code != 429; i++) {
		sql("UPDATE rate SET ends_at = rate_window_end(%d), used = %d WHERE tenant_id = '%s'",
		    WRONG_SECRETS_WINDOW_S, WRONG_SECRETS, p->tenant);
		a = show(p, &c, c.secret, "192.0.2.1");
	}
	check_answer(&a, 429, "{\"error\":\"too_many_attempts\",\"error_description\":\"Too many "
	    "wrong secrets from your address.\"}");
	wait_s = strtol(answer_header(&a, "Retry-After"), NULL, 10);
	CHECK(wait_s >= 1 && wait_s <= WRONG_SECRETS_WINDOW_S, "%ld", wait_s);
	assert_int_equal(show(p, &other, other.secret, "192.0.2.1").code, 200);
	assert_int_equal(show(p, &c, c.secret, "192.0.2.2").code, 200);
	sql("UPDATE rate SET ends_at = ends_at - interval '%d s' WHERE tenant_id = '%s'",
	    WRONG_SECRETS_WINDOW_S, p->tenant);
	assert_int_equal(show(p, &c, c.secret, "192.0.2.1").code, 200);
}

/* Everything that a stranger sees of an answer, and the work that it took. */
static char *
seen(struct place *p, const struct answer *a)
{
	char *text = arena_print(p->arena, "%d %s %ld\n", a->code, a->body, a->round_trips);
	size_t i;

	for (i = 0; i < a->response.header_count; i++)
		if (strcmp(a->response.headers[i].name, "X-Request-Id") != 0
		    && strcmp(a->response.headers[i].name, "Retry-After") != 0)
			text = arena_print(p->arena, "%s%s: %s\n", text, a->response.headers[i].name,
			    a->response.headers[i].value);
	return text;
}

/* Wrong secrets for that id from that address, until they are refused unseen, as one text.  It is
 * begun again if a window ends in between. */
static char *
seen_of(struct place *p, const char *id, const char *address)
{
	struct caller c = { .id = id };
	struct answer a;
	char *text, *window;
	int i;

	do {
		window = sql_text(p->arena, "SELECT rate_window_end(%d)", WRONG_SECRETS_WINDOW_S);
		sql("DELETE FROM rate WHERE tenant_id = '%s'", p->tenant);
		text = arena_text(p->arena, "");
		for (i = 0; i < WRONG_SECRETS + 2; i++) {
			a = show(p, &c, "wrong", address);
			text = arena_print(p->arena, "%s%s", text, seen(p, &a));
		}
	} while (strcmp(window, sql_text(p->arena, "SELECT rate_window_end(%d)", WRONG_SECRETS_WINDOW_S)) != 0);
	return text;
}

/* Neither an answer nor the way in which answers end tells that there is such a client. */
TEST(tokens_do_not_tell_which_clients_exist)
{
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, READ), gone = caller_new(p, READ), theirs = caller_new(&other, READ);
	const char *const ids[] = { "0123456789abcdef0123456789ABCDEF", theirs.id, gone.id, "x", "", "' OR true --",
		"\xc3\xa4", arena_print(p->arena, "%0100d", 0) };
	char *expected = seen_of(p, c.id, "192.0.2.1");
	size_t i;

	assert_non_null(strstr(expected, "401 "));
	assert_non_null(strstr(expected, "429 "));
	must(p, remove_client(place_act(p), gone.id));
	for (i = 0; i < COUNT(ids); i++)
		CHECK(strcmp(seen_of(p, ids[i], "192.0.2.1"), expected) == 0, "%s: %s", ids[i],
		    seen_of(p, ids[i], "192.0.2.1"));
}

/* A secret of another tenant's client, or of one that is gone, is as wrong as any. */
TEST(tokens_need_a_client_of_this_tenant)
{
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, READ), theirs = caller_new(&other, READ);
	struct answer wrong = show(p, &c, "wrong", "192.0.2.1"), a;

	a = show(p, &theirs, theirs.secret, "192.0.2.1");
	assert_string_equal(seen(p, &a), seen(p, &wrong));
	must(p, remove_client(place_act(p), c.id));
	a = show(p, &c, c.secret, "192.0.2.1");
	assert_string_equal(seen(p, &a), seen(p, &wrong));
}

/* From everywhere else the right secret counts, whatever a flood makes up. */
TEST(tokens_are_issued_during_a_flood_from_another_address)
{
	enum { FLOOD = 300 };
	struct place *p = place_new();
	struct caller c = caller_new(p, READ), made_up = { 0 };
	int i;

	for (i = 0; i < FLOOD; i++) {
		made_up.id = i % 2 == 0 ? c.id : arena_print(p->arena, "made-up-%d", i);
		show(p, &made_up, "wrong", arena_print(p->arena, "198.51.100.%d", i % 8));
	}
	assert_int_equal(show(p, &c, c.secret, "192.0.2.1").code, 200);
	assert_int_equal(show(p, &c, c.secret, "2001:db8::1").code, 200);
	CHECK(sql_long("SELECT count(*) FROM rate WHERE tenant_id = '%s' AND subject LIKE 'secret:%%'", p->tenant) <= 8 * WRONG_SECRET_BUCKETS,
	    "made-up ids fill the table");
}

/* --- how often a client may call --- */

static long
number(const struct answer *a, const char *header)
{
	return strtol(answer_header(a, header), NULL, 10);
}

static void
check_left(const struct answer *a, long left)
{
	CHECK(number(a, "X-RateLimit-Remaining") == left, "%s",
	    answer_header(a, "X-RateLimit-Remaining"));
	assert_int_equal(number(a, "X-RateLimit-Limit"), CALLS);
	assert_int_equal(number(a, "X-RateLimit-Reset") % WINDOW_S, 0);
}

TEST(answers_tell_what_is_left)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, READ);
	struct answer a = call(p, &c, "GET", PROFILES, NULL);

	check_left(&a, CALLS - 1);
	assert_int_equal(a.round_trips, 2);
	a = call(p, &c, "GET", PROFILES "/ssp_x", NULL);
	assert_int_equal(a.code, 404);
	check_left(&a, CALLS - 2);
	a = call(p, &c, "POST", PROFILES, "{}");
	assert_int_equal(a.code, 403);
	check_left(&a, CALLS - 3);
	a = ASK(p, .path = PROFILES, .authorization = "Bearer x");
	assert_string_equal(answer_header(&a, "X-RateLimit-Limit"), "");
	a = call(p, &c, "GET", "/api/v2/nothing", NULL);
	assert_string_equal(answer_header(&a, "X-RateLimit-Limit"), "");
}

TEST(answers_end_with_the_limit_and_go_on_in_the_next_window)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, READ), other = caller_new(p, READ);
	struct answer a = call(p, &c, "GET", PROFILES, NULL);
	long wait_s;

	sql("UPDATE rate SET used = %d WHERE tenant_id = '%s'", CALLS - 1, p->tenant);
	a = call(p, &c, "GET", PROFILES, NULL);
	assert_int_equal(a.code, 200);
	check_left(&a, 0);
	assert_string_equal(answer_header(&a, "Retry-After"), "");
	a = call(p, &c, "GET", PROFILES, NULL);
	check_error(p, &a, 429, "Global limit has been reached", "too_many_requests");
	check_left(&a, 0);
	assert_int_equal(a.round_trips, 2);
	assert_string_equal(answer_header(&a, "X-Auth0-Error-Kind"), "global-rate-limit");
	wait_s = number(&a, "Retry-After");
	CHECK(wait_s >= 1 && wait_s <= WINDOW_S, "%ld", wait_s);
	assert_int_equal(call(p, &other, "GET", PROFILES, NULL).code, 200);
	sql("UPDATE rate SET ends_at = ends_at - interval '%d s' WHERE tenant_id = '%s'", WINDOW_S,
	    p->tenant);
	a = call(p, &c, "GET", PROFILES, NULL);
	assert_int_equal(a.code, 200);
	check_left(&a, CALLS - 1);
}

TEST(tokens_end)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, READ);
	struct answer a;

	sql("UPDATE api_token SET expires_at = now() WHERE tenant_id = '%s'", p->tenant);
	a = call(p, &c, "GET", PROFILES, NULL);
	check_error(p, &a, 401, "Invalid token.", NULL);
	assert_string_equal(answer_header(&a, "WWW-Authenticate"), "Bearer realm=\"Postern\"");
}

/* --- what a client may do --- */

static const struct {
	const char	*method, *path, *scope;
} routes[] = {
	{ "GET", PROFILES, "read:self_service_profiles" },
	{ "HEAD", PROFILES, "read:self_service_profiles" },
	{ "POST", PROFILES, "create:self_service_profiles" },
	{ "GET", PROFILES "/ssp_x", "read:self_service_profiles" },
	{ "PATCH", PROFILES "/ssp_x", "update:self_service_profiles" },
	{ "DELETE", PROFILES "/ssp_x", "delete:self_service_profiles" },
	{ "GET", PROFILES "/ssp_x/custom-text/en/get-started",
	    "read:self_service_profile_custom_texts" },
	{ "PUT", PROFILES "/ssp_x/custom-text/en/get-started",
	    "update:self_service_profile_custom_texts" },
	{ "POST", PROFILES "/ssp_x/sso-ticket", "create:sso_access_tickets" },
	{ "POST", PROFILES "/ssp_x/sso-ticket/aaaaaaaaaaaa/revoke", "delete:sso_access_tickets" },
	{ "GET", PROFILES "/ssp_x/sso-ticket", "read:sso_access_tickets" },
	{ "GET", PROFILES "/ssp_x/sso-ticket/aaaaaaaaaaaa", "read:sso_access_tickets" },
	{ "GET", "/api/v2/client-grants", "read:client_grants" },
	{ "PATCH", "/api/v2/client-grants/cgr_x", "update:client_grants" },
	{ "PATCH", "/api/v2/clients/x", "update:clients" },
	{ "DELETE", "/api/v2/clients/x", "delete:clients" },
	{ "POST", "/api/v2/clients/x/rotate-secret", "update:client_keys" },
	{ "POST", "/api/v2/clients/x/revoke-tokens", "update:client_keys" },
	{ "GET", "/api/v2/organizations/org_x/client-grants", "read:organization_client_grants" },
};

/* All scopes except one. */
static const char *
scopes_without(struct place *p, const char *scope)
{
	const char *found = strstr(all_scopes, scope), *rest = found + strlen(scope);

	rest += *rest == ' ';
	return arena_print(p->arena, "%.*s%s%s", (int)(found - all_scopes), all_scopes, rest,
	    *rest == '\0' ? READ : "");
}

TEST(routes_need_their_scope)
{
	struct place *p = place_new();
	struct caller with, without;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(routes); i++) {
		without = caller_new(p, scopes_without(p, routes[i].scope));
		a = call(p, &without, routes[i].method, routes[i].path, NULL);
		check_error(p, &a, 403, arena_print(p->arena, "Insufficient scope, expected any of: %s",
		    routes[i].scope), "insufficient_scope");
		with = caller_new(p, routes[i].scope);
		a = call(p, &with, routes[i].method, routes[i].path, NULL);
		CHECK(a.code != 401 && a.code != 403, "%s %s: %d", routes[i].method, routes[i].path,
		    a.code);
	}
}

TEST(routes_need_a_token)
{
	static const char missing[] = "Missing or malformed authorization header: "
	    "send \\\"Authorization: Bearer\\\" and a token.";
	static const char *const none[] = { NULL, "", "Bearer", "Bearer ", "Basic abc", "Bearerabc",
		"x Bearer abc" };
	static const char *const wrong[] = { "Bearer x", "Bearer ' OR true --", "bearer x",
		"Bearer \xc3\xa9" };
	struct place *p = place_new();
	struct answer a;
	size_t i, j;

	for (i = 0; i < COUNT(routes); i++) {
		for (j = 0; j < COUNT(none); j++) {
			a = ASK(p, .method = routes[i].method, .path = routes[i].path,
			    .authorization = none[j]);
			check_error(p, &a, 401, missing, NULL);
			assert_string_equal(answer_header(&a, "WWW-Authenticate"),
			    "Bearer realm=\"Postern\"");
		}
		for (j = 0; j < COUNT(wrong); j++) {
			a = ASK(p, .method = routes[i].method, .path = routes[i].path,
			    .authorization = wrong[j]);
			check_error(p, &a, 401, "Invalid token.", NULL);
		}
	}
}

TEST(routes_know_tokens_of_their_own_tenant_only)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct place other = place_beside(p);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(routes); i++) {
		a = call(&other, &c, routes[i].method, routes[i].path, NULL);
		check_error(p, &a, 401, "Invalid token.", NULL);
	}
	a = ASK(p, .path = PROFILES, .authorization = c.authorization, .host = "nobody.example");
	check_error(p, &a, 401, "Invalid token.", NULL);
}

TEST(unknown_routes_answer_json)
{
	static const struct {
		const char	*method, *path, *allow;
	} rows[] = {
		{ "GET", "/api/v2/connection", NULL }, { "GET", "/api/v2/", NULL },
		{ "GET", "/api/v2/self-service-profiles/", NULL }, { "GET", "/oauth/authorize", NULL },
		{ "GET", PROFILES "/ssp_x/sso-ticket/x/y", NULL }, { "GET", "/oauth/token", "POST" },
		{ "DELETE", PROFILES, "GET, HEAD, POST" },
		{ "PUT", PROFILES "/ssp_x", "GET, HEAD, PATCH, DELETE" },
		{ "PUT", PROFILES "/ssp_x/sso-ticket", "GET, HEAD, POST" },
		{ "POST", PROFILES "/ssp_x/custom-text/en/get-started", "GET, HEAD, PUT" },
	};
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(p, .method = rows[i].method, .path = rows[i].path);
		if (rows[i].allow == NULL) {
			check_error(p, &a, 404, "Check the address.", NULL);
			continue;
		}
		check_error(p, &a, 405, arena_print(p->arena, "The method %s is not allowed here.",
		    rows[i].method), NULL);
		assert_string_equal(answer_header(&a, "Allow"), rows[i].allow);
	}
}
