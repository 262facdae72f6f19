/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "call.h"
#include "model/tenant/client.h"
#include "test.h"

static struct answer
create(struct place *p, const struct caller *c, const char *body)
{
	return call(p, c, "POST", PROFILES, body);
}

static const char *
path_of(struct place *p, const char *id, const char *rest)
{
	return arena_print(p->arena, PROFILES "/%s%s", id, rest);
}

/* The answer without the values that differ from run to run. */
static void
check_profile(struct place *p, const struct answer *a, int code, const char *rest)
{
	const char *id = member(p, a, "id"), *made = member(p, a, "created_at");
	const char *changed = member(p, a, "updated_at");

	CHECK(text_starts(id, "ssp_") && strlen(id) == 26, "%s", a->body);
	CHECK(strlen(made) == strlen("2026-11-21T21:57:15.042Z") && made[23] == 'Z', "%s", made);
	check_answer(a, code, arena_print(p->arena, "{\"id\":\"%s\",%s,\"created_at\":\"%s\","
	    "\"updated_at\":\"%s\"}", id, rest, made, changed));
}

TEST(profiles_are_created_read_changed_and_deleted)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = create(p, &c, "{\"name\":\"A\",\"description\":\"d\",\"allowed_strategies\":"
	    "[\"okta\",\"adfs\",\"okta\"],\"branding\":{\"colors\":{\"primary\":\"#ABC\"},\"x\":1},"
	    "\"user_attributes\":[{\"name\":\"email\",\"description\":\"m\",\"is_optional\":false}]}");
	struct answer same;
	const char *path;

	check_profile(p, &a, 201, "\"name\":\"A\",\"description\":\"d\",\"user_attributes\":[{\"name\":"
	    "\"email\",\"description\":\"m\",\"is_optional\":false}],\"allowed_strategies\":[\"okta\","
	    "\"adfs\"],\"branding\":{\"colors\":{\"primary\":\"#ABC\"},\"x\":1}");
	path = path_of(p, member(p, &a, "id"), "");
	same = call(p, &c, "GET", path, NULL);
	check_answer(&same, 200, a.body);
	a = call(p, &c, "PATCH", path, "{\"name\":\"B\",\"description\":null,\"branding\":null}");
	check_profile(p, &a, 200, "\"name\":\"B\",\"user_attributes\":[{\"name\":\"email\","
	    "\"description\":\"m\",\"is_optional\":false}],\"allowed_strategies\":[\"okta\",\"adfs\"]");
	a = call(p, &c, "PATCH", path, "{}");
	assert_int_equal(a.code, 200);
	a = call(p, &c, "DELETE", path, NULL);
	assert_int_equal(a.code, 204);
	assert_string_equal(a.body, "");
	a = call(p, &c, "DELETE", path, NULL);
	assert_int_equal(a.code, 204);
	a = call(p, &c, "GET", path, NULL);
	assert_int_equal(a.code, 404);
}

TEST(profiles_may_have_a_language)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = create(p, &c, "{\"name\":\"A\",\"language\":\"pt-BR\"}");
	const char *path = path_of(p, member(p, &a, "id"), "");

	check_profile(p, &a, 201, "\"name\":\"A\",\"user_attributes\":[],\"language\":\"pt-BR\"");
	a = call(p, &c, "PATCH", path, "{\"language\":\"xx\"}");
	check_profile(p, &a, 200, "\"name\":\"A\",\"user_attributes\":[],\"language\":\"xx\"");
	a = call(p, &c, "PATCH", path, "{\"description\":null}");
	assert_string_equal(member(p, &a, "language"), "xx");
	a = ASK(p, .path = PROFILES, .authorization = c.authorization);
	assert_non_null(strstr(a.body, "\"language\":\"xx\""));
	a = call(p, &c, "PATCH", path, "{\"language\":null}");
	check_profile(p, &a, 200, "\"name\":\"A\",\"user_attributes\":[]");
	a = call(p, &c, "PATCH", path, "{\"language\":\"de_DE\"}");
	check_error(p, &a, 400, "Payload validation error: 'String does not match pattern "
	    "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$: de_DE' on property language (The language of the "
	    "assistant's pages for an administrator whose browser asks for none that is installed.).",
	    "invalid_body");
	a = call(p, &c, "POST", PROFILES, "{\"name\":\"A\",\"language\":\"german\"}");
	assert_int_equal(a.code, 400);
	assert_non_null(strstr(a.body, "{1,8})*$: german' on property language"));
	a = ASK(p, .method = "POST", .path = PROFILES, .type = FORM_TYPE, .authorization = c.authorization,
	    .body = "name=A&language=fr");
	check_profile(p, &a, 201, "\"name\":\"A\",\"user_attributes\":[],\"language\":\"fr\"");
}

TEST(profiles_may_require_a_test)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = create(p, &c, "{\"name\":\"A\",\"requires_test\":true}");
	const char *path = path_of(p, member(p, &a, "id"), "");

	check_profile(p, &a, 201, "\"name\":\"A\",\"user_attributes\":[],\"requires_test\":true");
	a = call(p, &c, "PATCH", path, "{\"description\":null}");
	check_profile(p, &a, 200, "\"name\":\"A\",\"user_attributes\":[],\"requires_test\":true");
	a = ASK(p, .path = PROFILES, .authorization = c.authorization);
	assert_non_null(strstr(a.body, "\"requires_test\":true"));
	a = call(p, &c, "PATCH", path, "{\"requires_test\":false}");
	check_profile(p, &a, 200, "\"name\":\"A\",\"user_attributes\":[]");
	a = call(p, &c, "PATCH", path, "{\"requires_test\":true}");
	assert_non_null(strstr(a.body, "\"requires_test\":true"));
	a = call(p, &c, "PATCH", path, "{\"requires_test\":null}");
	check_profile(p, &a, 200, "\"name\":\"A\",\"user_attributes\":[]");
	a = call(p, &c, "PATCH", path, "{\"requires_test\":\"yes\"}");
	assert_int_equal(a.code, 400);
}

TEST(profiles_not_there_are_worded_as_in_the_contract)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct place other = place_beside(p);
	const char *theirs = place_profile(&other, "{\"name\":\"A\"}");
	const char *const ids[] = { "ssp_x", theirs, "x'--" };
	struct answer a;
	const char *message;
	size_t i;

	for (i = 0; i < COUNT(ids); i++) {
		message = arena_print(p->arena, "Profile with ID: %s not found", ids[i]);
		a = call(p, &c, "GET", path_of(p, ids[i], ""), NULL);
		check_error(p, &a, 404, message, NULL);
		a = call(p, &c, "PATCH", path_of(p, ids[i], ""), "{\"name\":\"B\"}");
		check_error(p, &a, 404, message, NULL);
		a = call(p, &c, "GET", path_of(p, ids[i], "/custom-text/en/get-started"), NULL);
		check_error(p, &a, 404, message, NULL);
		a = call(p, &c, "PUT", path_of(p, ids[i], "/custom-text/en/get-started"), "{}");
		check_error(p, &a, 404, message, NULL);
		a = call(p, &c, "POST", path_of(p, ids[i], "/sso-ticket"),
		    "{\"connection_config\":{\"name\":\"a\"}}");
		check_error(p, &a, 404, message, NULL);
		a = call(p, &c, "DELETE", path_of(p, ids[i], ""), NULL);
		assert_int_equal(a.code, 204);
	}
	assert_int_equal(sql_long("SELECT count(*) FROM profile WHERE tenant_id = '%s'", other.tenant),
	    1);
}

TEST(profiles_bodies_that_are_wrong_get_the_contracts_400)
{
	static const struct {
		const char	*body, *message;
	} rows[] = {
		{ "{}", "Payload validation error: 'Missing required property: name'." },
		{ "{\"name\":\"A\",\"x\":1}",
		    "Payload validation error: 'Additional properties not allowed: x'." },
		{ "{\"name\":7}", "Payload validation error: 'Expected type string but found type "
		    "integer' on property name (The name of the self-service Profile.)." },
		{ "{\"name\":\"A\",\"allowed_strategies\":[\"ad\"]}", "Payload validation error: 'No "
		    "enum match for: ad' on property allowed_strategies[0]." },
		{ "{\"name\":\"A\",\"user_attribute_profile_id\":\"uap_1\"}", "Payload validation error: "
		    "'Object didn't pass validation for format user-attribute-profile-id: uap_1' on property "
		    "user_attribute_profile_id (ID of the user-attribute-profile to associate with this "
		    "self-service profile.)." },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = create(p, &c, rows[i].body);
		check_error(p, &a, 400, rows[i].message, "invalid_body");
	}
	a = create(p, &c, "{\"name\":");
	assert_int_equal(a.code, 400);
	assert_true(text_starts(member(p, &a, "message"), "Invalid request payload JSON format: "));
	a = ASK(p, .method = "POST", .path = PROFILES, .body = "{\"name\":\"A\"}", .type = "text/xml",
	    .authorization = c.authorization);
	check_error(p, &a, 400, "Unsupported content type: send application/json or "
	    FORM_TYPE ".", "invalid_body");
	a = ASK(p, .method = "POST", .path = PROFILES, .body = "{\"name\":\"A\"}", .type = JSON_TYPE,
	    .authorization = c.authorization, .is_cut = true);
	check_error(p, &a, 413, "The request is too large or was cut off.", NULL);
	assert_int_equal(sql_long("SELECT count(*) FROM profile WHERE tenant_id = '%s'", p->tenant), 0);
}

TEST(profiles_are_created_by_forms_too)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = ASK(p, .method = "POST", .path = PROFILES, .type = FORM_TYPE,
	    .authorization = c.authorization,
	    .body = "name=A+%26+B&description=d&allowed_strategies[]=okta&allowed_strategies[]=waad");

	check_profile(p, &a, 201, "\"name\":\"A & B\",\"description\":\"d\",\"user_attributes\":[],"
	    "\"allowed_strategies\":[\"okta\",\"waad\"]");
	a = ASK(p, .method = "POST", .path = PROFILES, .type = FORM_TYPE,
	    .authorization = c.authorization, .body = "name=A&name=B");
	CHECK(a.code == 400 && strstr(member(p, &a, "message"), "duplicate object key") != NULL, "%s",
	    a.body);
	assert_string_equal(member(p, &a, "errorCode"), "invalid_body");
}

TEST(profiles_are_twenty_at_most)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a;
	int i;

	for (i = 0; i < 20; i++)
		assert_int_equal(create(p, &c, "{\"name\":\"A\"}").code, 201);
	a = create(p, &c, "{\"name\":\"A\"}");
	check_error(p, &a, 409, "No more profiles can be created for this tenant.", NULL);
}

/* --- lists --- */

static struct answer
list(struct place *p, const struct caller *c, const char *query)
{
	return ASK(p, .path = PROFILES, .query = query, .authorization = c->authorization);
}

TEST(profiles_are_listed_by_pages)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a = list(p, &c, "");

	check_answer(&a, 200, "[]");
	a = list(p, &c, "include_totals=true");
	check_answer(&a, 200, "{\"self_service_profiles\":[],\"start\":0,\"limit\":50,\"total\":0}");
	create(p, &c, "{\"name\":\"First\"}");
	create(p, &c, "{\"name\":\"Second\"}");
	create(p, &c, "{\"name\":\"Third\"}");
	a = list(p, &c, "page=1&per_page=2&include_totals=true");
	assert_int_equal(a.code, 200);
	assert_true(a.round_trips == 2);
	assert_string_equal(member(p, &a, "start"), "2");
	assert_string_equal(member(p, &a, "limit"), "2");
	assert_string_equal(member(p, &a, "total"), "3");
	assert_non_null(strstr(a.body, "\"Third\""));
	assert_null(strstr(a.body, "\"First\""));
	a = list(p, &c, "per_page=100&include_totals=false");
	assert_true(a.body[0] == '[' && strstr(a.body, "\"First\"") < strstr(a.body, "\"Third\""));
	a = list(p, &c, "page=1000000000&per_page=100");
	check_answer(&a, 200, "[]");
}

TEST(profiles_lists_refuse_wrong_queries)
{
	static const struct {
		const char	*query, *what;
	} rows[] = {
		{ "page=-1", "'Value -1 is less than minimum 0' on property page" },
		{ "page=x", "'Expected type integer but found type string' on property page" },
		{ "per_page=0", "'Value 0 is less than minimum 1' on property per_page" },
		{ "per_page=101", "'Value 101 is greater than maximum 100' on property per_page" },
		{ "per_page=", "on property per_page" },
		{ "include_totals=1", "'Expected type boolean but found type string' on property "
		    "include_totals" },
		{ "take=5", "'Additional properties not allowed: take'" },
		{ "page=99999999999999999999", "on property page" },
		{ "page=1&page=2", "duplicate object key" }, { "page=%zz", "not properly encoded" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = list(p, &c, rows[i].query);
		CHECK(a.code == 400, "%s: %d", rows[i].query, a.code);
		CHECK(strstr(member(p, &a, "message"), rows[i].what) != NULL, "%s: %s", rows[i].query,
		    a.body);
		assert_string_equal(member(p, &a, "errorCode"), "invalid_query_string");
	}
}

/* --- custom text --- */

TEST(custom_texts_are_echoed_as_sent)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	const char *id = place_profile(p, "{\"name\":\"A\"}");
	const char *path = path_of(p, id, "/custom-text/en/get-started");
	struct answer a = call(p, &c, "GET", path, NULL);

	check_answer(&a, 200, "{}");
	a = call(p, &c, "PUT", path, "{\"introduction\":\"<b>Hi</b><script>alert(1)</script>\"}");
	assert_int_equal(a.code, 200);
	assert_string_equal(member(p, &a, "introduction"), "<b>Hi</b><script>alert(1)</script>");
	a = call(p, &c, "GET", path, NULL);
	assert_string_equal(member(p, &a, "introduction"), "<b>Hi</b><script>alert(1)</script>");
	a = call(p, &c, "PUT", path, "{}");
	check_answer(&a, 200, "{}");
	a = call(p, &c, "PUT", path, "{\"introduction\":7}");
	assert_int_equal(a.code, 400);
	a = call(p, &c, "GET", path_of(p, id, "/custom-text/de/get-started"), NULL);
	check_error(p, &a, 400, "Path validation error: 'No enum match for: de' on property language "
	    "(The language of the custom text.).", "invalid_uri");
	a = call(p, &c, "PUT", path_of(p, id, "/custom-text/en/hub"), "{}");
	check_error(p, &a, 400, "Path validation error: 'No enum match for: hub' on property page "
	    "(The page where the custom text is shown.).", "invalid_uri");
}

/* --- without a database --- */

TEST(programs_without_a_database_are_told_to_try_again)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, all_scopes);
	struct answer a;
	int i;

	database_stop();
	a = call(p, &c, "GET", PROFILES, NULL);
	check_error(p, &a, 503, "The service is temporarily unavailable. Try again in a "
	    "moment.",
	    NULL);
	assert_string_equal(answer_header(&a, "Retry-After"), "5");
	a = create(p, &c, "{\"name\":\"A\"}");
	assert_int_equal(a.code, 503);
	a = ASK(p, .method = "POST", .path = "/oauth/token", .type = JSON_TYPE, .body =
	    arena_print(p->arena, "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\","
	    "\"client_secret\":\"%s\"}", c.id, c.secret));
	assert_int_equal(a.code, 503);
	database_start();
	for (i = 0; i < 100 && a.code != 201; i++) {
		a = create(p, &c, "{\"name\":\"A\"}");
		if (a.code != 201)
			usleep(50000);
	}
	assert_int_equal(a.code, 201);
	assert_int_equal(sql_long("SELECT count(*) FROM profile WHERE tenant_id = '%s'", p->tenant), 1);
}
