/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields_schema.h"

#include <string.h>

#include "test.h"

struct thing {
	struct given	 given;
	const char	*text;
	long		 number;
	bool		 flag;
	struct texts	 texts;
	struct objects	 objects;
	struct verbatim	*object;
};

static bool
holds(const char *value)
{
	return value[0] != '\0';
}

static const char *const choices[] = { "a", "b", NULL };
static const struct format pattern = { "^\\d+$", true, holds }, uri = { "uri", false, holds };

static const struct field inner_fields[] = {
	{ "x", FIELD_TEXT, REQUIRED, offsetof(struct thing, text) },
};
static const struct shape inner = SHAPE(struct thing, inner_fields);

/* One row a shape: what each side says of it. */
static const struct {
	struct field	 row;
	const char	*create, *patch, *answer;	/* NULL: not there */
} rows[] = {
	{ { "n", FIELD_TEXT, REQUIRED, offsetof(struct thing, text), .min = 1, .max = 9,
	    .about = "A \"word\"." },
	    "{\"type\":\"string\",\"minLength\":1,\"maxLength\":9,\"description\":\"A \\\"word\\\".\"}",
	    "{\"type\":\"string\",\"minLength\":1,\"maxLength\":9,\"description\":\"A \\\"word\\\".\"}",
	    "{\"type\":\"string\",\"description\":\"A \\\"word\\\".\"}" },
	{ { "n", FIELD_TEXT, PATCH_NULLABLE, offsetof(struct thing, text), .choices = choices },
	    "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}",
	    "{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",\"b\",null]}",
	    "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}" },
	{ { "n", FIELD_TEXT, NULLABLE, offsetof(struct thing, text), .format = &pattern },
	    "{\"type\":[\"string\",\"null\"],\"pattern\":\"^\\\\d+$\"}",
	    "{\"type\":[\"string\",\"null\"],\"pattern\":\"^\\\\d+$\"}", "{\"type\":\"string\"}" },
	{ { "n", FIELD_TEXT, ANSWER_ONLY, offsetof(struct thing, text), .format = &uri },
	    NULL, NULL, "{\"type\":\"string\"}" },
	{ { "n", FIELD_TEXT, REQUEST_ONLY, offsetof(struct thing, text), .format = &uri },
	    "{\"type\":\"string\",\"format\":\"uri\"}", "{\"type\":\"string\",\"format\":\"uri\"}", NULL },
	{ { "n", FIELD_TEXT, CREATE_ONLY, offsetof(struct thing, text) },
	    "{\"type\":\"string\"}", NULL, "{\"type\":\"string\"}" },
	{ { "n", FIELD_NUMBER, 0, offsetof(struct thing, number), .max = 5 },
	    "{\"type\":\"integer\",\"minimum\":0,\"maximum\":5}",
	    "{\"type\":\"integer\",\"minimum\":0,\"maximum\":5}", "{\"type\":\"integer\"}" },
	{ { "n", FIELD_BOOL, 0, offsetof(struct thing, flag) },
	    "{\"type\":\"boolean\"}", "{\"type\":\"boolean\"}", "{\"type\":\"boolean\"}" },
	{ { "n", FIELD_TEXTS, UNIQUE, offsetof(struct thing, texts), .min = 1, .max = 3, .item_min = 2,
	    .item_max = 4 },
	    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":4},"
	    "\"minItems\":1,\"maxItems\":3,\"uniqueItems\":true}",
	    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":4},"
	    "\"minItems\":1,\"maxItems\":3,\"uniqueItems\":true}",
	    "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true}" },
	{ { "n", FIELD_OBJECT, NULLABLE, offsetof(struct thing, object), .shape = &inner },
	    "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"object\",\"properties\":{\"x\":{\"type\":"
	    "\"string\"}},\"required\":[\"x\"],\"additionalProperties\":false}]}",
	    "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"object\",\"properties\":{\"x\":{\"type\":"
	    "\"string\"}},\"required\":[\"x\"],\"additionalProperties\":false}]}",
	    "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}}}" },
	{ { "n", FIELD_OBJECT, 0, offsetof(struct thing, object), .shape = &verbatim_shape },
	    "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":{}}",
	    "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":{}}",
	    "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":{}}" },
	{ { "n", FIELD_OBJECTS, 0, offsetof(struct thing, objects), .max = 2, .shape = &inner },
	    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":"
	    "\"string\"}},\"required\":[\"x\"],\"additionalProperties\":false},\"maxItems\":2}",
	    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":"
	    "\"string\"}},\"required\":[\"x\"],\"additionalProperties\":false},\"maxItems\":2}",
	    "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":"
	    "\"string\"}}}}" },
	{ { "n", FIELD_MAP, 0, offsetof(struct thing, objects), .min = 1, .max = 64, .item_max = 9,
	    .shape = &inner },
	    "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"object\",\"properties\":{\"x\":"
	    "{\"type\":\"string\"}},\"required\":[\"x\"],\"additionalProperties\":false},"
	    "\"minProperties\":1,\"maxProperties\":64,\"propertyNames\":{\"maxLength\":9}}",
	    "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"object\",\"properties\":{\"x\":"
	    "{\"type\":\"string\"}},\"required\":[\"x\"],\"additionalProperties\":false},"
	    "\"minProperties\":1,\"maxProperties\":64,\"propertyNames\":{\"maxLength\":9}}",
	    "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"object\",\"properties\":{\"x\":"
	    "{\"type\":\"string\"}}},\"propertyNames\":{}}" },
	{ { "n", FIELD_EITHER, 0, 0, .max = 4, .item_max = 9 },
	    "{\"anyOf\":[{\"type\":\"string\",\"maxLength\":9},{\"type\":\"array\",\"items\":{\"type\":"
	    "\"string\",\"maxLength\":9},\"maxItems\":4}]}",
	    "{\"anyOf\":[{\"type\":\"string\",\"maxLength\":9},{\"type\":\"array\",\"items\":{\"type\":"
	    "\"string\",\"maxLength\":9},\"maxItems\":4}]}",
	    "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"array\",\"items\":{\"type\":\"string\"}}]}" },
	{ { "n", FIELD_ANY }, "{}", "{}", "{}" },
};

static void
check(struct arena *a, size_t row, enum schema_side side, const char *expected)
{
	struct shape s = SHAPE(struct thing, inner_fields);
	struct buf b = buf_in(a);
	const char *required = side == SCHEMA_CREATE ? ",\"required\":[]" : "";

	if (side == SCHEMA_CREATE && (rows[row].row.rules & REQUIRED) != 0)
		required = ",\"required\":[\"n\"]";
	s.fields = &rows[row].row;
	fields_schema(&b, &s, side);
	expected = arena_print(a, "{\"type\":\"object\",\"properties\":{%s%s}%s%s}",
	    expected == NULL ? "" : "\"n\":", expected == NULL ? "" : expected, required,
	    side == SCHEMA_ANSWER ? "" : ",\"additionalProperties\":false");
	CHECK(strcmp(b.text, expected) == 0, "row %zu:\n%s\nand not\n%s", row, b.text, expected);
}

TEST(schemas_say_what_the_rows_say)
{
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		check(a, i, SCHEMA_CREATE, rows[i].create);
		check(a, i, SCHEMA_PATCH, rows[i].patch);
		check(a, i, SCHEMA_ANSWER, rows[i].answer);
	}
	arena_free(a);
}

TEST(schemas_have_further_rows_and_limits_of_the_object)
{
	static const struct field rest = { .type = FIELD_TEXT, .max = 7 };
	struct shape further = SHAPE(struct thing, inner_fields), s = { .also = &further,
		.rest = &rest, .min_properties = 1, .max_properties = 3 };
	struct arena *a = arena_new();
	struct buf b = buf_in(a);

	fields_schema(&b, &s, SCHEMA_CREATE);
	assert_string_equal(b.text, "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}},"
	    "\"required\":[],\"additionalProperties\":{\"type\":\"string\",\"maxLength\":7},"
	    "\"minProperties\":1,\"maxProperties\":3}");
	arena_free(a);
}

TEST(schemas_of_rows_stand_alone)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);

	fields_schema_row(&b, &rows[0].row, SCHEMA_CREATE);
	assert_string_equal(b.text, rows[0].create);
	arena_free(a);
}
