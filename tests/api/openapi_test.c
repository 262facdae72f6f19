/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "api/door.h"
#include "base/text.h"
#include "call.h"
#include "model/tenant/client.h"
#include "test.h"

static void
release(void *value)
{
	json_decref(value);
}

static json_t *
document(struct place *p)
{
	struct answer a = ASK(p, .path = "/api/v2/openapi.json");
	json_t *value = json_loads(a.body, JSON_REJECT_DUPLICATES, NULL);

	CHECK(a.code == 200 && value != NULL, "%d: %s", a.code, a.body);
	arena_defer(p->arena, release, value);
	return value;
}

/* Below an object, by names with a space between them. */
static json_t *
at(struct place *p, json_t *value, const char *path)
{
	const char **names;
	size_t count = text_split(p->arena, path, " ", &names), i;

	for (i = 0; i < count; i++) {
		value = json_object_get(value, names[i]);
		CHECK(value != NULL, "%s: no %s", path, names[i]);
	}
	return value;
}

TEST(routes_of_the_api_are_described_and_have_scopes_that_exist)
{
	struct place *p = place_new();
	const struct api_route *r;
	const char **scopes;
	size_t count, i = 0, k;

	for (r = api_route_at(0); r != NULL; r = api_route_at(++i)) {
		CHECK(r->scopes != NULL, "%s does not say who may enter", r->at.path);
		if (api_route_is_open(r))
			continue;
		CHECK(r->operation != NULL, "%s has no operation", r->at.path);
		CHECK(r->operation->summary != NULL && r->operation->code >= 200
		    && r->operation->code < 300, "%s", r->at.path);
		CHECK(r->at.method == POST || r->at.method == PUT || r->at.method == PATCH
		    || (r->operation->body == NULL && r->operation->body_list == NULL), "%s", r->at.path);
		count = text_split(p->arena, r->scopes, " +", &scopes);
		for (k = 0; k < count; k++)
			CHECK(is_scope(scopes[k]), "%s wants %s", r->at.path, scopes[k]);
	}
}

TEST(openapi_is_for_anyone_to_keep)
{
	struct place *p = place_new();
	struct answer a = ASK(p, .path = "/api/v2/openapi.json");

	assert_int_equal(a.code, 200);
	assert_int_equal(a.round_trips, 0);
	assert_string_equal(answer_header(&a, "Content-Type"), "application/json; charset=utf-8");
	assert_string_equal(answer_header(&a, "Cache-Control"), "public, max-age=3600");
	assert_null(strstr(a.body, "/self-service/"));
	assert_string_equal(json_string_value(json_object_get(document(p), "openapi")), "3.1.0");
}

TEST(openapi_tells_each_route_of_the_api)
{
	struct place *p = place_new();
	json_t *paths = json_object_get(document(p), "paths"), *path, *one;
	const struct api_route *r;
	const char *name, *method;
	size_t i = 0, described = 0, listed = 0;

	for (r = api_route_at(0); r != NULL; r = api_route_at(++i))
		described += r->operation != NULL;
	json_object_foreach(paths, name, path) {
		CHECK(strpbrk(name, ":") == NULL, "%s", name);
		json_object_foreach(path, method, one)
			listed++;
	}
	assert_int_equal(listed, described);
	assert_true(described > 10);
}

TEST(openapi_says_what_the_handlers_ask_for)
{
	struct place *p = place_new();
	json_t *paths = json_object_get(document(p), "paths");
	json_t *list = at(p, paths, PROFILES " get"), *create = at(p, paths, PROFILES " post");
	json_t *update = at(p, paths, PROFILES "/{id} patch");
	json_t *body = at(p, create, "requestBody content application/json schema");

	assert_string_equal(json_string_value(at(p, list, "operationId")), "get_self-service-profiles");
	assert_string_equal(json_string_value(at(p, update, "operationId")),
	    "patch_self-service-profiles_by_id");
	assert_int_equal(json_integer_value(at(p, body, "properties name maxLength")), 100);
	assert_string_equal(json_string_value(json_array_get(at(p, body, "required"), 0)), "name");
	assert_null(json_object_get(at(p, body, "properties"), "id"));
	assert_int_equal(json_integer_value(at(p, body, "properties language maxLength")), 35);
	assert_string_equal(json_string_value(at(p, body, "properties language pattern")),
	    "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$");
	assert_null(json_object_get(at(p, update, "requestBody content application/json schema"),
	    "required"));
	assert_non_null(at(p, create, "responses 201 content application/json schema properties id"));
	assert_non_null(at(p, create, "responses 409"));
	assert_int_equal(json_array_size(at(p, list, "parameters")), 3);
	assert_string_equal(json_string_value(json_array_get(at(p, json_array_get(at(p, list,
	    "security"), 0), "client"), 0)), "read:self_service_profiles");
	assert_int_equal(json_array_size(at(p, paths, "/api/v2/logs get security")), 2);
	assert_null(json_object_get(at(p, paths, PROFILES "/{id} delete responses 204"), "content"));
}
