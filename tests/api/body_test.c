/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "call.h"
#include "http/request.h"
#include "test.h"

#define PREFIX "Invalid request payload JSON format: "

static struct answer
send(struct place *p, const struct caller *c, const char *type, const char *body, size_t length)
{
	return ASK(p, .method = "POST", .path = PROFILES, .type = type, .body = body,
	    .body_bytes = length, .authorization = c->authorization);
}

/* A profile whose branding has that many nested arrays. */
static const char *
nested(struct arena *a, int levels)
{
	char *open = arena_alloc(a, (size_t)levels + 1), *close = arena_alloc(a, (size_t)levels + 1);

	memset(open, '[', (size_t)levels);
	memset(close, ']', (size_t)levels);
	return arena_print(a, "{\"name\":\"A\",\"branding\":{\"x\":%s%s}}", open, close);
}

TEST(bodies_that_are_not_json_are_refused)
{
	static const struct {
		const char	*body;
		size_t		 length;	/* 0: a string */
		const char	*message;
	} rows[] = {
		{ "{", 0, PREFIX }, { "{\"name\":\"A\"}x", 0, PREFIX }, { "{name:1}", 0, PREFIX },
		{ "{\"name\":\"A\",\"name\":\"B\"}", 0, PREFIX "duplicate object key" },
		{ "{\"name\":\"A\",\"branding\":{\"x\":1,\"x\":2}}", 0, PREFIX "duplicate object key" },
		{ "{\"name\":\"\xff\"}", 0, PREFIX }, { "{\"name\":\"\xc0\xaf\"}", 0, PREFIX },
		{ "{\"name\":\"\xed\xa0\x80\"}", 0, PREFIX }, { "{\"na\xfeme\":1}", 0, PREFIX },
		{ "{\"name\":\"\\ud800\"}", 0, PREFIX }, { "{\"name\":\"a\\u0000b\"}", 0, PREFIX },
		{ "{\"name\":\"a\0b\"}", sizeof("{\"name\":\"a\0b\"}") - 1, PREFIX },
		{ "\xef\xbb\xbf{\"name\":\"A\"}", 0, PREFIX },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, "create:self_service_profiles");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = send(p, &c, JSON_TYPE, rows[i].body, rows[i].length);
		CHECK(a.code == 400 && strncmp(member(p, &a, "message"), rows[i].message,
		    strlen(rows[i].message)) == 0, "row %zu: %d %s", i, a.code, a.body);
		assert_string_equal(member(p, &a, "errorCode"), "invalid_body");
		assert_string_equal(member(p, &a, "error"), "Bad Request");
		assert_string_equal(member(p, &a, "statusCode"), "400");
	}
	assert_int_equal(sql_long("SELECT count(*) FROM profile WHERE tenant_id = '%s'", p->tenant), 0);
}

TEST(bodies_are_nested_thirty_two_levels_at_most)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "create:self_service_profiles");
	struct answer a = send(p, &c, JSON_TYPE, nested(p->arena, 30), 0);

	assert_int_equal(a.code, 201);
	a = send(p, &c, JSON_TYPE, nested(p->arena, 31), 0);
	check_error(p, &a, 400, PREFIX "nested more than 32 levels deep.", "invalid_body");
	a = send(p, &c, JSON_TYPE, nested(p->arena, 500000), 0);
	CHECK(a.code == 400 && strncmp(member(p, &a, "message"), PREFIX, strlen(PREFIX)) == 0, "%s",
	    a.body);
}

/* The door cuts a longer body, and the request says so whatever the content. */
TEST(bodies_over_a_megabyte_are_refused)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "create:self_service_profiles");
	struct answer a = ASK(p, .method = "POST", .path = PROFILES, .type = JSON_TYPE,
	    .body = "{\"name\":\"A\"}", .is_cut = true, .authorization = c.authorization);

	check_error(p, &a, 413, "The request is too large or was cut off.", NULL);
	assert_int_equal(BODY_MAX_BYTES, 1048576);
}

TEST(bodies_are_json_or_forms)
{
	static const struct {
		const char	*type, *body;
		int		 code;
	} rows[] = {
		{ "application/json", "{\"name\":\"A\"}", 201 },
		{ "Application/JSON; charset=utf-8", "{\"name\":\"A\"}", 201 },
		{ NULL, "{\"name\":\"A\"}", 201 },
		{ "application/x-www-form-urlencoded", "name=A", 201 },
		{ "application/x-www-form-urlencoded;charset=UTF-8", "name=%C3%A9", 201 },
		{ "text/plain", "{\"name\":\"A\"}", 400 }, { "text/json", "{\"name\":\"A\"}", 400 },
		{ "application/jsonx", "{\"name\":\"A\"}", 400 },
		{ "application/xml", "<name>A</name>", 400 },
		{ "multipart/form-data; boundary=x", "--x--", 400 }, { "json", "{\"name\":\"A\"}", 400 },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, "create:self_service_profiles");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = send(p, &c, rows[i].type, rows[i].body, 0);
		CHECK(a.code == rows[i].code, "row %zu: %d %s", i, a.code, a.body);
		if (a.code == 400)
			check_error(p, &a, 400, "Unsupported content type: send application/json or "
			    FORM_TYPE ".", "invalid_body");
	}
}

/* A form has no nested objects: a field that looks like one is refused by its name. */
TEST(bodies_that_are_forms_have_no_objects_in_them)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, "create:self_service_profiles");
	struct answer a = send(p, &c, FORM_TYPE, "name=A&branding[logo_url]=https://a.example/a.png", 0);

	check_error(p, &a, 400, "Payload validation error: 'Additional properties not allowed: "
	    "branding[logo_url]'.", "invalid_body");
	a = send(p, &c, FORM_TYPE, "name=A&branding={}", 0);
	check_error(p, &a, 400, "Payload validation error: 'Expected type object but found type string' "
	    "on property branding.", "invalid_body");
	a = send(p, &c, FORM_TYPE, "name=%FF", 0);
	check_error(p, &a, 400, "The form is not properly encoded.", "invalid_body");
}
