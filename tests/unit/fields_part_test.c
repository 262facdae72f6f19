/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

struct body {
	struct given	 given;
	struct objects	 ignored;
};

#define IGNORED(name, kind, rules) name, kind, rules, offsetof(struct body, ignored)
#define ROWS(rows) .fields = rows, .count = COUNT(rows), .size_bytes = sizeof(struct body), \
	.given_offset = offsetof(struct body, given)

static const struct field any = { .type = FIELD_ANY };
static const struct field pair_fields[] = {
	{ IGNORED("cert", FIELD_TEXT, 0) }, { IGNORED("key", FIELD_TEXT, REQUEST_ONLY), .max = 8 },
};
static const struct shape pair_shape = { ROWS(pair_fields) };
static const struct field further_fields[] = {
	{ IGNORED("token", FIELD_TEXT, REQUEST_ONLY | NULLABLE) },
	{ IGNORED("either", FIELD_EITHER, REQUEST_ONLY | NULLABLE), .item_min = 1, .item_max = 8,
	    .shape = &pair_shape },
};
static const struct shape further_shape = { ROWS(further_fields) };
static const struct field body_fields[] = {
	{ IGNORED("name", FIELD_TEXT, 0) }, { IGNORED("pair", FIELD_OBJECT, 0), .shape = &pair_shape },
};
static const struct shape body_shape = { ROWS(body_fields), .also = &further_shape, .rest = &any };

/* "name=value " of each. */
static const char *
parted(struct arena *a, const char *json, const char **rest)
{
	struct objects o = fields_part(a, &body_shape, json, rest);
	const struct parted *p = o.items;
	const char *text = "";
	size_t i;

	for (i = 0; i < o.count; i++)
		text = arena_print(a, "%s%s=%s ", text, p[i].name, p[i].value == NULL ? "(null)" : p[i].value);
	return text;
}

TEST(fields_that_are_secret_are_kept_apart_however_deep)
{
	static const struct {
		const char	*json, *parted, *rest;
	} rows[] = {
		{ "{}", "", "{}" },
		{ "{\"name\":\"n\",\"x\":{\"key\":\"k\"}}", "", "{\"name\":\"n\",\"x\":{\"key\":\"k\"}}" },
		{ "{\"token\":\"t\",\"name\":\"n\"}", "token=t ", "{\"name\":\"n\"}" },
		{ "{\"token\":null}", "token=(null) ", "{}" }, { "{\"token\":\"\"}", "token= ", "{}" },
		{ "{\"pair\":{\"cert\":\"c\",\"key\":\"k\"}}", "pair.key=k ", "{\"pair\":{\"cert\":\"c\"}}" },
		{ "{\"pair\":{\"key\":\"k\"},\"token\":\"t\"}", "pair.key=k token=t ", "{\"pair\":{}}" },
		{ "{\"either\":\"e\"}", "either=e ", "{}" },
		{ "{\"either\":{\"cert\":\"c\",\"key\":\"k\"}}", "either.key=k ",
		    "{\"either\":{\"cert\":\"c\"}}" },
		{ "{\"either\":{\"cert\":\"c\"}}", "", "{\"either\":{\"cert\":\"c\"}}" },
	};
	struct arena *a = arena_new();
	const char *rest;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(text_is(parted(a, rows[i].json, &rest), rows[i].parted), "%s: %s", rows[i].json,
		    parted(a, rows[i].json, &rest));
		CHECK(text_is(rest, rows[i].rest), "%s leaves %s", rows[i].json, rest);
	}
	arena_free(a);
}

TEST(fields_are_a_text_or_else_an_object)
{
	static const struct {
		const char	*json, *what;
	} rows[] = {
		{ "{\"either\":\"12345678\"}", NULL }, { "{\"either\":null}", NULL },
		{ "{\"either\":{\"key\":\"12345678\"}}", NULL },
		{ "{\"either\":\"\"}", "too short" }, { "{\"either\":\"123456789\"}", "too long" },
		{ "{\"either\":{\"key\":\"123456789\"}}", "on property either.key" },
		{ "{\"either\":{\"x\":1}}", "Additional properties not allowed: x" },
		{ "{\"either\":[\"a\"]}", "Expected type string,object" },
		{ "{\"either\":1}", "Expected type string,object" },
	};
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		struct body b = { 0 };
		enum status st = fields_decode(a, rows[i].json, strlen(rows[i].json), &body_shape, CREATING,
		    &b, &f);

		CHECK(st == (rows[i].what == NULL ? OK : INVALID), "%s: %d", rows[i].json, st);
		CHECK(st == OK || strstr(said(&f), rows[i].what) != NULL, "%s: %s", rows[i].json,
		    said(&f));
	}
	arena_free(a);
}

/* Every number that a database writes out in full can be read again. */
TEST(fields_refuse_numbers_that_could_not_be_read_again)
{
	static const struct {
		const char	*number;
		enum status	 st;
	} rows[] = { { "1e18", INVALID }, { "-1e18", INVALID }, { "1e308", INVALID },
		{ "1e-308", INVALID }, { "-9e-19", INVALID }, { "9.9e17", OK }, { "1e-18", OK },
		{ "0.0", OK }, { "9223372036854775807", OK }, { "9223372036854775808", INVALID } };
	struct arena *a = arena_new();
	struct verbatim v = { 0 };
	struct fault f;
	const char *json;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		json = arena_print(a, "{\"a\":[{\"b\":%s}]}", rows[i].number);
		CHECK(fields_decode(a, json, strlen(json), &verbatim_shape, CREATING, &v, &f) == rows[i].st,
		    "%s", rows[i].number);
	}
	json = "{\"a\":1e20}";
	assert_int_equal(fields_decode(a, json, strlen(json), &verbatim_shape, CREATING, &v, &f), INVALID);
	assert_string_equal(said(&f),
	    "Invalid request payload JSON format: a number is too large or too small.");
	assert_int_equal(fields_decode(a, json, strlen(json), &verbatim_shape, STORED, &v, &f), OK);
	arena_free(a);
}

TEST(members_that_break_their_row_are_left_out)
{
	static const struct {
		const char	*json, *sound, *broken;
	} rows[] = {
		{ "{\"name\":\"a\",\"more\":1}", "{\"name\":\"a\",\"more\":1}", NULL },
		{ "{\"name\":7,\"more\":1}", "{\"more\":1}", "name" }, { "{\"name\":null}", "{}", NULL },
		/* no object at all */
		{ "", "", NULL }, { "<html>", "<html>", NULL }, { "{\"name\":", "{\"name\":", NULL },
		{ "[]", "[]", NULL }, { "null", "null", NULL }, { "7", "7", NULL },
	};
	struct arena *a = arena_new();
	struct texts broken;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_string_equal(fields_sound(a, &body_shape, rows[i].json, &broken), rows[i].sound);
		assert_true(text_is(texts_joined(a, &broken), rows[i].broken));
	}
	arena_free(a);
}
