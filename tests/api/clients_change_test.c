/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/client.h"
#include "base/hash.h"
#include "base/text.h"
#include "call.h"
#include "model/rules.h"
#include "test.h"

#define CLIENTS "/api/v2/clients"
#define GRANTS "/api/v2/client-grants"
#define MAKING "update:clients delete:clients update:client_keys update:client_grants"

/* A program that may change programs, and one that it changes. */
struct desk {
	struct place	*p;
	struct caller	 admin, target;
};

static struct desk
desk_with(const char *target_scopes)
{
	struct desk d = { .p = place_new() };

	d.admin = caller_new(d.p, MAKING " read:logs read:connections read:clients");
	d.target = caller_new(d.p, target_scopes);
	return d;
}

static const char *
at(const struct desk *d, const char *id, const char *rest)
{
	return arena_print(d->p->arena, CLIENTS "/%s%s", id, rest);
}

static const char *
grant(const struct desk *d, const char *id)
{
	return arena_print(d->p->arena, GRANTS "/cgr_%.16s", id);
}

static long
code_of_call(const struct desk *d, const struct caller *c)
{
	return call(d->p, c, "GET", CLIENTS, NULL).code;
}

static struct answer
show(const struct desk *d, const char *id, const char *secret)
{
	return ASK(d->p, .method = "POST", .path = "/oauth/token", .type = JSON_TYPE, .body = arena_print(
	    d->p->arena, "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}",
	    id, secret), .address = "192.0.2.9");
}

static void
check_event(const struct desk *d, const char *kind, const char *details)
{
	assert_string_equal(sql_text(d->p->arena, "SELECT string_agg(concat_ws(' ', actor, details), '; ') FROM event "
	    "WHERE tenant_id = '%s' AND kind = '%s'", d->p->tenant, kind), arena_print(d->p->arena,
	    "client:%s %s", d->admin.id, details));
}

TEST(clients_are_renamed)
{
	struct desk d = desk_with("read:clients");
	struct answer a = call(d.p, &d.admin, "PATCH", at(&d, d.target.id, ""), "{\"name\":\"Shop\"}");

	check_answer(&a, 200, arena_print(d.p->arena, "{\"client_id\":\"%s\",\"name\":\"Shop\",\"tenant\":\"%s\","
	    "\"global\":false,\"app_type\":\"non_interactive\",\"is_first_party\":true,\"oidc_conformant\":true,"
	    "\"token_endpoint_auth_method\":\"client_secret_post\",\"grant_types\":[\"client_credentials\"]}",
	    d.target.id, d.p->tenant));
	assert_int_equal(a.round_trips, 2);
	check_event(&d, "client_updated", arena_print(d.p->arena, "{\"name\": \"Shop\", \"client_id\": \"%s\"}",
	    d.target.id));
	assert_int_equal(code_of_call(&d, &d.target), 200);
}

TEST(clients_have_only_what_is_built)
{
	static const char *const bodies[] = {
		"{}", "{\"name\":\"\"}", "{\"name\":null}", "{\"name\":7}", "{\"name\":\"<b>\"}",
		"{\"name\":\"a\\nb\"}", "{\"name\":\"a\\u001bb\"}", "{\"client_secret\":\"mine\"}",
		"{\"name\":\"A\",\"scope\":[\"read:logs\"]}", "{\"client_id\":\"x\"}", "{\"tenant_id\":\"x\"}",
		"{\"name\":\"A\",\"callbacks\":[]}", "{\"scopes\":\"read:logs\"}", "[]", "", "{",
	};
	struct desk d = desk_with("read:clients");
	struct answer a;
	char *before = sql_text(d.p->arena, "SELECT md5(string_agg(c::text, '' ORDER BY client_id)) FROM client c");
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		a = call(d.p, &d.admin, "PATCH", at(&d, d.target.id, ""), bodies[i]);
		CHECK(a.code == 400, "%s: %d %s", bodies[i], a.code, a.body);
	}
	assert_string_equal(sql_text(d.p->arena, "SELECT md5(string_agg(c::text, '' ORDER BY client_id)) FROM client c"),
	    before);
	a = call(d.p, &d.admin, "POST", CLIENTS, "{\"name\":\"A\"}");
	assert_int_equal(a.code, 405);
}

TEST(clients_lose_scopes_with_their_next_call)
{
	struct desk d = desk_with("read:clients read:logs");
	struct answer a = call(d.p, &d.admin, "PATCH", grant(&d, d.target.id), "{\"scope\":[\"read:logs\"]}");

	assert_int_equal(a.round_trips, 2);
	check_answer(&a, 200, arena_print(d.p->arena, "{\"id\":\"cgr_%.16s\",\"client_id\":\"%s\",\"audience\":"
	    "\"https://%s/api/v2/\",\"scope\":[\"read:logs\"]}", d.target.id, d.target.id, d.p->domain));
	check_event(&d, "client_updated", arena_print(d.p->arena, "{\"scopes\": [\"read:logs\"], \"client_id\": \"%s\"}",
	    d.target.id));
	assert_int_equal(code_of_call(&d, &d.target), 403);
	assert_int_equal(call(d.p, &d.target, "GET", "/api/v2/logs", NULL).code, 200);
	a = call(d.p, &d.admin, "PATCH", grant(&d, d.target.id), "{\"scope\":[\"read:clients\",\"read:clients\"]}");
	assert_int_equal(a.code, 200);
	assert_string_equal(member(d.p, &a, "scope"), "[\"read:clients\"]");
	/* the token had it from the beginning */
	assert_int_equal(code_of_call(&d, &d.target), 200);
	a = call(d.p, &d.admin, "PATCH", grant(&d, d.target.id), "{\"scope\":[]}");
	assert_string_equal(member(d.p, &a, "scope"), "[]");
	assert_int_equal(code_of_call(&d, &d.target), 403);
}

/* Nobody gives what it does not hold: not to itself, not to another, by no way. */
TEST(clients_give_no_scope_that_they_do_not_hold)
{
	static const char *const bodies[] = {
		"{\"scope\":[\"delete:connections\"]}", "{\"scope\":[\"read:logs\",\"delete:connections\"]}",
	};
	struct desk d = desk_with("read:clients");
	struct caller strong = caller_new(d.p, "read:clients delete:connections");
	struct answer a;
	const char *const ids[] = { d.admin.id, d.target.id };
	size_t i;

	for (i = 0; i < COUNT(bodies) * COUNT(ids); i++) {
		a = call(d.p, &d.admin, "PATCH", grant(&d, ids[i % 2]), bodies[i / 2]);
		check_error(d.p, &a, 403, "Insufficient scope: nobody can give a client scopes without holding them.",
		    "insufficient_scope");
	}
	a = call(d.p, &d.admin, "POST", at(&d, strong.id, "/rotate-secret"), NULL);
	check_error(d.p, &a, 403, "Insufficient scope: nobody can give a client scopes without holding them.",
	    "insufficient_scope");
	assert_int_equal(show(&d, strong.id, strong.secret).code, 200);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind IN ('client_updated', "
	    "'client_secret_rotated')", d.p->tenant), 0);
	/* what another has already, it may keep */
	a = call(d.p, &d.admin, "PATCH", grant(&d, strong.id), "{\"scope\":[\"delete:connections\",\"read:logs\"]}");
	assert_int_equal(a.code, 200);
}

/* A token with fewer scopes than its client is no way to those of the client. */
TEST(clients_give_no_scope_that_their_token_does_not_hold)
{
	struct desk d = desk_with("read:logs");
	struct credentials c = { d.admin.id, d.admin.secret, NULL, "update:client_grants update:client_keys" };
	struct client out;
	const char *token = "";
	struct answer a;

	must(d.p, issue_token(place_act(d.p), d.p->domain, &c, &token, &out));
	d.admin.authorization = arena_print(d.p->arena, "Bearer %s", token);
	a = call(d.p, &d.admin, "PATCH", grant(&d, d.target.id), "{\"scope\":[\"read:connections\"]}");
	assert_int_equal(a.code, 403);
	a = call(d.p, &d.admin, "POST", at(&d, d.admin.id, "/rotate-secret"), NULL);
	assert_int_equal(a.code, 403);
}

TEST(grants_have_only_what_is_built)
{
	static const char *const bodies[] = {
		"{}", "{\"scope\":null}", "{\"scope\":\"read:logs\"}", "{\"scope\":[\"no:such\"]}", "{\"scope\":[7]}",
		"{\"scope\":[\"\"]}", "{\"scope\":[\"all\"]}", "{\"scope\":[],\"organization_usage\":\"deny\"}",
		"{\"scope\":[],\"allow_all_scopes\":true}", "{\"client_id\":\"x\"}",
	};
	struct desk d = desk_with("read:logs");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		a = call(d.p, &d.admin, "PATCH", grant(&d, d.target.id), bodies[i]);
		CHECK(a.code == 400, "%s: %d %s", bodies[i], a.code, a.body);
	}
	assert_string_equal(sql_text(d.p->arena, "SELECT array_to_string(scopes, ' ') FROM client WHERE client_id = '%s'",
	    d.target.id), "read:logs");
}

TEST(secrets_are_rotated_with_an_overlap)
{
	static const struct {
		const char	*body;
		long		 overlap_s;
	} rows[] = {
		{ NULL, SECRET_OVERLAP_S }, { "{}", SECRET_OVERLAP_S }, { "{\"overlap_sec\":60}", 60 },
		{ "{\"overlap_sec\":0}", 0 }, { "{\"overlap_sec\":2592000}", SECRET_OVERLAP_MAX_S },
	};
	struct desk d = desk_with("read:clients");
	const char *before = d.target.secret, *secret;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = call(d.p, &d.admin, "POST", at(&d, d.target.id, "/rotate-secret"), rows[i].body);
		secret = member(d.p, &a, "client_secret");
		CHECK(a.code == 200 && strlen(secret) == 64, "row %zu: %d %s", i, a.code, a.body);
		assert_int_equal(a.round_trips, 2);
		assert_string_equal(answer_header(&a, "Cache-Control"), "no-store");
		assert_string_equal(member(d.p, &a, "client_id"), d.target.id);
		assert_null(strstr(a.log, secret));
		assert_int_equal(show(&d, d.target.id, secret).code, 200);
		assert_int_equal(show(&d, d.target.id, before).code, rows[i].overlap_s > 0 ? 200 : 401);
		assert_int_equal(sql_long("SELECT coalesce(round(extract(epoch FROM former_until - now()) / 10), 0) "
		    "FROM client WHERE client_id = '%s'", d.target.id), rows[i].overlap_s / 10);
		assert_int_equal(sql_long("SELECT count(*) FROM event WHERE event::text LIKE '%%%s%%' OR event::text "
		    "LIKE '%%%s%%'", secret, hash_text(d.p->arena, secret)), 0);
		before = secret;
	}
	/* tokens go on */
	assert_int_equal(code_of_call(&d, &d.target), 200);
	a = call(d.p, &d.admin, "GET", at(&d, d.target.id, ""), NULL);
	assert_string_equal(member(d.p, &a, "client_secret"), "");
}

TEST(secrets_are_not_rotated_by_half)
{
	static const char *const bodies[] = {
		"{\"overlap_sec\":-1}", "{\"overlap_sec\":2592001}", "{\"overlap_sec\":\"1\"}", "{\"overlap_sec\":null}",
		"{\"client_secret\":\"mine\"}", "[]", "{",
	};
	struct desk d = desk_with("read:clients");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		a = call(d.p, &d.admin, "POST", at(&d, d.target.id, "/rotate-secret"), bodies[i]);
		CHECK(a.code == 400, "%s: %d %s", bodies[i], a.code, a.body);
	}
	assert_int_equal(show(&d, d.target.id, d.target.secret).code, 200);
	assert_int_equal(sql_long("SELECT count(*) FROM client WHERE former_until IS NOT NULL AND tenant_id = '%s'",
	    d.p->tenant), 0);
}

TEST(clients_are_removed_with_their_tokens)
{
	struct desk d = desk_with("read:clients");
	struct answer a, wrong = show(&d, d.target.id, "wrong");

	a = call(d.p, &d.admin, "DELETE", at(&d, d.target.id, ""), NULL);
	assert_int_equal(a.code, 204);
	assert_int_equal(a.round_trips, 2);
	check_event(&d, "client_removed", arena_print(d.p->arena, "{\"name\": \"Program\", \"client_id\": \"%s\"}",
	    d.target.id));
	a = call(d.p, &d.target, "GET", CLIENTS, NULL);
	check_error(d.p, &a, 401, "Invalid token.", NULL);
	a = show(&d, d.target.id, d.target.secret);
	check_answer(&a, 401, wrong.body);
	a = call(d.p, &d.admin, "DELETE", at(&d, d.target.id, ""), NULL);
	assert_int_equal(a.code, 204);
	check_event(&d, "client_removed", arena_print(d.p->arena, "{\"name\": \"Program\", \"client_id\": \"%s\"}",
	    d.target.id));
}

TEST(clients_may_remove_and_rotate_themselves)
{
	struct desk d = desk_with(MAKING);
	struct answer a = call(d.p, &d.target, "POST", at(&d, d.target.id, "/rotate-secret"), NULL);

	assert_int_equal(a.code, 200);
	a = call(d.p, &d.target, "DELETE", at(&d, d.target.id, ""), NULL);
	assert_int_equal(a.code, 204);
	a = call(d.p, &d.target, "DELETE", at(&d, d.target.id, ""), NULL);
	assert_int_equal(a.code, 401);
}

TEST(tokens_of_a_client_are_revoked)
{
	struct desk d = desk_with("read:clients");
	struct answer a = call(d.p, &d.admin, "POST", at(&d, d.target.id, "/revoke-tokens"), NULL);

	assert_int_equal(a.code, 204);
	check_event(&d, "client_tokens_revoked", arena_print(d.p->arena, "{\"tokens\": 1, \"client_id\": \"%s\"}",
	    d.target.id));
	assert_int_equal(code_of_call(&d, &d.target), 401);
	assert_int_equal(code_of_call(&d, &d.admin), 200);
	a = show(&d, d.target.id, d.target.secret);
	d.target.authorization = arena_print(d.p->arena, "Bearer %s", member(d.p, &a, "access_token"));
	assert_int_equal(code_of_call(&d, &d.target), 200);
}

/* The ids of others, and foreign text in a path. */
TEST(clients_not_there_are_not_changed)
{
	struct desk d = desk_with("read:clients");
	struct place other = place_beside(d.p);
	struct caller theirs = caller_new(&other, "read:clients");
	const char *const ids[] = { theirs.id, "x", "x'--", "..%2f..", "%", "_", "a%00b", "\xc3\xa4",
		arena_print(d.p->arena, "%0900d", 0) };
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(ids); i++) {
		a = call(d.p, &d.admin, "PATCH", at(&d, ids[i], ""), "{\"name\":\"A\"}");
		check_error(d.p, &a, 404, "The client does not exist", "inexistent_client");
		a = call(d.p, &d.admin, "POST", at(&d, ids[i], "/rotate-secret"), NULL);
		check_error(d.p, &a, 404, "The client does not exist", "inexistent_client");
		a = call(d.p, &d.admin, "POST", at(&d, ids[i], "/revoke-tokens"), NULL);
		check_error(d.p, &a, 404, "The client does not exist", "inexistent_client");
		a = call(d.p, &d.admin, "DELETE", at(&d, ids[i], ""), NULL);
		assert_int_equal(a.code, 204);
		a = call(d.p, &d.admin, "PATCH", arena_print(d.p->arena, GRANTS "/%s", ids[i]), "{\"scope\":[]}");
		check_error(d.p, &a, 404, "The client grant does not exist", "inexistent_client_grant");
	}
	a = call(d.p, &d.admin, "PATCH", grant(&d, theirs.id), "{\"scope\":[]}");
	assert_int_equal(a.code, 404);
	assert_int_equal(sql_long("SELECT count(*) FROM client WHERE client_id = '%s' AND scopes = '{read:clients}'",
	    theirs.id), 1);
}
