/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

struct part {
	struct given	 given;
	const char	*word;
	long		 size;
};

struct crate {
	struct given	 given;
	const char	*id, *name, *note, *link, *kind;
	long		 count, left;
	bool		 is_open;
	struct texts	 tags;
	struct part	*part;
	struct objects	 parts;
	struct part	*loose;
};

static bool
is_link(const char *value)
{
	return text_starts(value, "https://");
}

static bool
is_lower(const char *value)
{
	return value[strspn(value, "abc")] == '\0';
}

static const struct format link_format = { "uri", false, is_link };
static const struct format lower_format = { "^[a-c]*$", true, is_lower };
static const char *const kinds[] = { "box", "bag", NULL };

static const struct field part_fields[] = {
	{ "word", FIELD_TEXT, REQUIRED, offsetof(struct part, word), .max = 3, .about = "A word." },
	{ "size", FIELD_NUMBER, 0, offsetof(struct part, size), .max = 9 },
};
static const struct shape part_shape = SHAPE(struct part, part_fields);

static const struct field rest_text = { .type = FIELD_TEXT, .rules = NULLABLE, .max = 4 };
static const struct shape loose_shape = {
	.fields = part_fields, .count = 2, .size_bytes = sizeof(struct part),
	.given_offset = offsetof(struct part, given), .rest = &rest_text, .max_properties = 3,
};

enum row { ID, NAME, NOTE, LINK, KIND, COUNT_OF, LEFT, IS_OPEN, TAGS, PART, PARTS, LOOSE };

static const struct field crate_fields[] = {
	[ID] = { "id", FIELD_TEXT, ANSWER_ONLY, offsetof(struct crate, id) },
	[NAME] = { "name", FIELD_TEXT, REQUIRED, offsetof(struct crate, name), .min = 2, .max = 4,
	    .about = "What it is called." },
	[NOTE] = { "note", FIELD_TEXT, PATCH_NULLABLE, offsetof(struct crate, note),
	    .format = &lower_format },
	[LINK] = { "link", FIELD_TEXT, NULLABLE, offsetof(struct crate, link),
	    .format = &link_format },
	[KIND] = { "kind", FIELD_TEXT, 0, offsetof(struct crate, kind), .choices = kinds },
	[COUNT_OF] = { "count", FIELD_NUMBER, 0, offsetof(struct crate, count), .min = 1, .max = 10,
	    .about = "How many." },
	[LEFT] = { "left", FIELD_NUMBER, NULLABLE, offsetof(struct crate, left), .min = 900 },
	[IS_OPEN] = { "is_open", FIELD_BOOL, 0, offsetof(struct crate, is_open) },
	[TAGS] = { "tags", FIELD_TEXTS, 0, offsetof(struct crate, tags), .min = 1, .max = 3,
	    .item_min = 1, .item_max = 2, .about = "Marks." },
	[PART] = { "part", FIELD_OBJECT, NULLABLE, offsetof(struct crate, part),
	    .shape = &part_shape },
	[PARTS] = { "parts", FIELD_OBJECTS, PATCH_NULLABLE, offsetof(struct crate, parts), .max = 2,
	    .shape = &part_shape, .about = "Its parts." },
	[LOOSE] = { "loose", FIELD_OBJECT, 0, offsetof(struct crate, loose),
	    .shape = &loose_shape },
};
static const struct shape crate_shape = SHAPE(struct crate, crate_fields);

static enum status
decode(struct arena *a, const char *json, enum decode_mode mode, struct crate *out,
    struct fault *f)
{
	memset(out, 0, sizeof(*out));
	memset(f, 0, sizeof(*f));
	return fields_decode(a, json, strlen(json), &crate_shape, mode, out, f);
}

struct refusal {
	const char	*json, *sentence;
};

static void
check_refusals(const struct refusal *rows, size_t count, enum decode_mode mode, const char *code)
{
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;
	size_t i;

	for (i = 0; i < count; i++) {
		CHECK(decode(a, rows[i].json, mode, &c, &f) == INVALID, "%s was taken",
		    rows[i].json);
		CHECK(strcmp(said(&f), rows[i].sentence) == 0, "%s: %s", rows[i].json,
		    said(&f));
		CHECK(strcmp(f.code, code) == 0, "%s: code %s", rows[i].json, f.code);
	}
	arena_free(a);
}

static const struct refusal plain_refusals[] = {
	{ "{}", "Payload validation error: 'Missing required property: name'." },
	{ "[]", "Payload validation error: 'Expected type object but found type array'." },
	{ "1", "Payload validation error: 'Expected type object but found type integer'." },
	{ "null", "Payload validation error: 'Expected type object but found type null'." },
	{ "{\"name\":\"ab\",\"nope\":1}",
	    "Payload validation error: 'Additional properties not allowed: nope'." },
	{ "{\"name\":1}", "Payload validation error: 'Expected type string but found type "
	    "integer' on property name (What it is called.)." },
	{ "{\"name\":1.5}", "Payload validation error: 'Expected type string but found type "
	    "number' on property name (What it is called.)." },
	{ "{\"name\":null}", "Payload validation error: 'Expected type string but found type "
	    "null' on property name (What it is called.)." },
	{ "{\"name\":true}", "Payload validation error: 'Expected type string but found type "
	    "boolean' on property name (What it is called.)." },
	{ "{\"name\":{}}", "Payload validation error: 'Expected type string but found type "
	    "object' on property name (What it is called.)." },
	{ "{\"name\":\"a\"}", "Payload validation error: 'String is too short (1 chars), "
	    "minimum 2' on property name (What it is called.)." },
	{ "{\"name\":\"abcde\"}", "Payload validation error: 'String is too long (5 chars), "
	    "maximum 4' on property name (What it is called.)." },
	{ "{\"name\":\"ab\",\"note\":\"abd\"}", "Payload validation error: 'String does not "
	    "match pattern ^[a-c]*$: abd' on property note." },
	{ "{\"name\":\"ab\",\"link\":\"ftp:x\"}", "Payload validation error: 'Object didn't "
	    "pass validation for format uri: ftp:x' on property link." },
	{ "{\"name\":\"ab\",\"link\":3}", "Payload validation error: 'Expected type "
	    "string,null but found type integer' on property link." },
	{ "{\"name\":\"ab\",\"kind\":\"jar\"}",
	    "Payload validation error: 'No enum match for: jar' on property kind." },
	{ "{\"name\":\"ab\",\"count\":0}", "Payload validation error: 'Value 0 is less than "
	    "minimum 1' on property count (How many.)." },
	{ "{\"name\":\"ab\",\"count\":11}", "Payload validation error: 'Value 11 is greater "
	    "than maximum 10' on property count (How many.)." },
	{ "{\"name\":\"ab\",\"count\":\"5\"}", "Payload validation error: 'Expected type "
	    "integer but found type string' on property count (How many.)." },
	{ "{\"name\":\"ab\",\"count\":5.5}", "Payload validation error: 'Expected type "
	    "integer but found type number' on property count (How many.)." },
	{ "{\"name\":\"ab\",\"count\":9223372036854775807}", "Payload validation error: "
	    "'Value 9223372036854775807 is greater than maximum 10' on property count "
	    "(How many.)." },
	{ "{\"name\":\"ab\",\"count\":-9223372036854775808}", "Payload validation error: "
	    "'Value -9223372036854775808 is less than minimum 1' on property count "
	    "(How many.)." },
	{ "{\"name\":\"ab\",\"left\":899}", "Payload validation error: 'Value 899 is less "
	    "than minimum 900' on property left." },
	{ "{\"name\":\"ab\",\"left\":\"\"}", "Payload validation error: 'Expected type "
	    "integer,null but found type string' on property left." },
	{ "{\"name\":\"ab\",\"is_open\":1}", "Payload validation error: 'Expected type "
	    "boolean but found type integer' on property is_open." },
	{ "{\"name\":\"ab\",\"is_open\":null}", "Payload validation error: 'Expected type "
	    "boolean but found type null' on property is_open." },
};

static const struct refusal nested_refusals[] = {
	{ "{\"name\":\"ab\",\"tags\":[]}", "Payload validation error: 'Array is too short "
	    "(0), minimum 1' on property tags (Marks.)." },
	{ "{\"name\":\"ab\",\"tags\":[\"a\",\"b\",\"c\",\"d\"]}", "Payload validation error: "
	    "'Array is too long (4), maximum 3' on property tags (Marks.)." },
	{ "{\"name\":\"ab\",\"tags\":[\"a\",2]}", "Payload validation error: 'Expected type "
	    "string but found type integer' on property tags[1]." },
	{ "{\"name\":\"ab\",\"tags\":[\"\"]}", "Payload validation error: 'String is too "
	    "short (0 chars), minimum 1' on property tags[0]." },
	{ "{\"name\":\"ab\",\"tags\":[\"abc\"]}", "Payload validation error: 'String is too "
	    "long (3 chars), maximum 2' on property tags[0]." },
	{ "{\"name\":\"ab\",\"tags\":{}}", "Payload validation error: 'Expected type array "
	    "but found type object' on property tags (Marks.)." },
	{ "{\"name\":\"ab\",\"tags\":null}", "Payload validation error: 'Expected type array "
	    "but found type null' on property tags (Marks.)." },
	{ "{\"name\":\"ab\",\"part\":[]}", "Payload validation error: 'Expected type "
	    "object,null but found type array' on property part." },
	{ "{\"name\":\"ab\",\"part\":{}}", "Payload validation error: 'Missing required "
	    "property: word' on property part." },
	{ "{\"name\":\"ab\",\"part\":{\"word\":\"long\"}}", "Payload validation error: "
	    "'String is too long (4 chars), maximum 3' on property part.word (A word.)." },
	{ "{\"name\":\"ab\",\"part\":{\"word\":\"a\",\"x\":1}}", "Payload validation error: "
	    "'Additional properties not allowed: x' on property part." },
	{ "{\"name\":\"ab\",\"parts\":[{\"word\":\"a\"},{\"word\":1}]}", "Payload validation "
	    "error: 'Expected type string but found type integer' on property "
	    "parts[1].word (A word.)." },
	{ "{\"name\":\"ab\",\"parts\":[1]}", "Payload validation error: 'Expected type object "
	    "but found type integer' on property parts[0]." },
	{ "{\"name\":\"ab\",\"parts\":null}", "Payload validation error: 'Expected type array "
	    "but found type null' on property parts (Its parts.)." },
	{ "{\"name\":\"ab\",\"loose\":{\"word\":\"a\",\"b\":\"1\",\"c\":\"2\",\"d\":\"3\"}}",
	    "Payload validation error: 'Too many properties defined (4), maximum 3' on "
	    "property loose." },
	{ "{\"name\":\"ab\",\"loose\":{\"word\":\"a\",\"b\":\"12345\"}}", "Payload validation "
	    "error: 'String is too long (5 chars), maximum 4' on property loose.b." },
	{ "{\"name\":\"ab\",\"loose\":{\"word\":\"a\",\"b\":1}}", "Payload validation error: "
	    "'Expected type string,null but found type integer' on property loose.b." },
};

TEST(fields_word_errors_as_the_contract_does)
{
	check_refusals(plain_refusals, COUNT(plain_refusals), CREATING, "invalid_body");
	check_refusals(nested_refusals, COUNT(nested_refusals), CREATING, "invalid_body");
}

TEST(fields_word_errors_of_a_query)
{
	static const struct refusal rows[] = {
		{ "{}", "Query validation error: 'Missing required property: name'." },
		{ "{\"name\":\"ab\",\"count\":11}", "Query validation error: 'Value 11 is greater "
		    "than maximum 10' on property count (How many.)." },
		{ "{\"name\":\"ab\",\"nope\":1}",
		    "Query validation error: 'Additional properties not allowed: nope'." },
	};

	check_refusals(rows, COUNT(rows), QUERYING, "invalid_query_string");
}

/* JSON knows one kind of number: 5.0 and 5e0 are 5. */
TEST(fields_take_whole_numbers_however_written)
{
	static const struct {
		const char	*json;
		long		 count;
	} rows[] = { { "5", 5 }, { "5.0", 5 }, { "0.1e2", 10 }, { "1e1", 10 }, { "5.5", 0 },
		{ "1e300", 0 }, { "-1e300", 0 }, { "1e-3", 0 }, { "10.0000001", 0 } };
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(decode(a, arena_print(a, "{\"name\":\"ab\",\"count\":%s}", rows[i].json),
		    CREATING, &c, &f) == (rows[i].count == 0 ? INVALID : OK), "%s: %s", rows[i].json,
		    said(&f));
		CHECK(rows[i].count == 0 || c.count == rows[i].count, "%s: %ld", rows[i].json, c.count);
	}
	arena_free(a);
}

TEST(fields_say_that_a_patch_takes_null)
{
	static const struct refusal rows[] = {
		{ "{\"note\":1}", "Payload validation error: 'Expected type string,null but found type "
		    "integer' on property note." },
		{ "{\"parts\":1}", "Payload validation error: 'Expected type array,null but found type "
		    "integer' on property parts (Its parts.)." },
	};

	check_refusals(rows, COUNT(rows), PATCHING, "invalid_body");
}

TEST(fields_refuse_text_that_is_not_json)
{
	static const char *const rows[] = { "", " ", "{", "{\"name\"}", "{\"name\":\"ab\"} x",
		"{'name':'ab'}", "{\"name\":\"ab\",}", "nul", "\"", "{\"name\":\"\xff\xfe\"}",
		"{\"name\":\"\xc0\x80\"}", "{\"name\":\"\\ud800\"}", "{\"name\":\"a\\u0000b\"}",
		"{\"na\\u0000me\":\"ab\"}", "{\"name\":\"a\nb\"}", "{\"count\":01}",
		"{\"count\":99999999999999999999}", "{\"count\":1e999}", "{\"name\":NaN}",
		"\xef\xbb\xbf{\"name\":\"ab\"}" };
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(decode(a, rows[i], CREATING, &c, &f) == INVALID, "%s was taken", rows[i]);
		CHECK(text_starts(said(&f), "Invalid request payload JSON format: "), "row %zu: %s",
		    i, said(&f));
		CHECK(text_is_utf8(said(&f), strlen(said(&f))), "row %zu", i);
		assert_string_equal(f.code, "invalid_body");
	}
	arena_free(a);
}

/* The JSON reader's quotation may end inside a character; the sentence may not. */
TEST(fields_word_errors_in_whole_characters)
{
	static const char *const rows[] = { "{\"name\":\"\\ud8\xcd\xbb\"}",
		"{\"name\":\"\\u\xe2\x82\xac\"}", "{\"name\":\"\\\xf0\x9f\x94\x91\"}", "\xe2\x82\xac", "{\"name\":\xf0\x9f\x94\x91}" };
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(decode(a, rows[i], CREATING, &c, &f) == INVALID, "row %zu", i);
		CHECK(text_is_utf8(said(&f), strlen(said(&f))), "row %zu: %s", i, said(&f));
	}
	arena_free(a);
}

TEST(fields_refuse_a_raw_nul)
{
	static const char json[] = "{\"name\":\"ab\"}\0";
	struct arena *a = arena_new();
	struct crate c = { 0 };
	struct fault f;

	assert_int_equal(fields_decode(a, json, sizeof(json), &crate_shape, CREATING, &c, &f),
	    INVALID);
	assert_int_equal(fields_decode(a, "{\"name\":\"ab\"}", 12, &crate_shape, CREATING, &c, &f),
	    INVALID);
	arena_free(a);
}

TEST(fields_refuse_a_name_twice)
{
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;

	assert_int_equal(decode(a, "{\"name\":\"ab\",\"name\":\"cd\"}", CREATING, &c, &f), INVALID);
	assert_int_equal(decode(a, "{\"name\":\"ab\",\"part\":{\"word\":\"a\",\"w\\u006frd\":\"b\"}}",
	    CREATING, &c, &f), INVALID);
	arena_free(a);
}

/* Arrays in an open object: what stands there is not checked, but its depth is. */
static char *
nested(struct arena *a, int levels)
{
	char *inner = "1";
	int i;

	for (i = 0; i < levels; i++)
		inner = arena_print(a, i % 2 == 0 ? "[%s]" : "{\"x\":%s}", inner);
	return inner;
}

static const struct field anything = { .type = FIELD_ANY };
static const struct shape open_shape = {
	.size_bytes = sizeof(struct part), .given_offset = offsetof(struct part, given),
	.rest = &anything,
};

TEST(fields_refuse_nesting_over_32_levels)
{
	struct arena *a = arena_new();
	struct part p = { 0 };
	struct fault f;
	const char *json = arena_print(a, "{\"a\":%s}", nested(a, 31));

	CHECK(fields_decode(a, json, strlen(json), &open_shape, CREATING, &p, &f) == OK, "%s",
	    said(&f));
	assert_string_equal(p.given.whole, json);
	json = arena_print(a, "{\"a\":%s}", nested(a, 32));
	assert_int_equal(fields_decode(a, json, strlen(json), &open_shape, CREATING, &p, &f),
	    INVALID);
	assert_string_equal(said(&f),
	    "Invalid request payload JSON format: nested more than 32 levels deep.");
	json = arena_print(a, "{\"a\":%s}", nested(a, 1900));
	assert_int_equal(fields_decode(a, json, strlen(json), &open_shape, CREATING, &p, &f),
	    INVALID);
	arena_free(a);
}

TEST(fields_survive_a_hundred_thousand_brackets)
{
	enum { DEPTH = 100000 };
	struct arena *a = arena_new();
	char *json = arena_alloc(a, DEPTH + 1);
	struct crate c;
	struct fault f;

	memset(json, '[', DEPTH);
	assert_int_equal(decode(a, json, CREATING, &c, &f), INVALID);
	arena_free(a);
}

TEST(fields_count_characters_and_not_bytes)
{
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;

	CHECK(decode(a, "{\"name\":\"\xe2\x82\xac\xe2\x82\xac\xf0\x9f\x94\x91\\u20ac\"}", CREATING,
	    &c, &f) == OK, "%s", said(&f));
	assert_int_equal(strlen(c.name), 13);
	assert_int_equal(decode(a, "{\"name\":\"\xe2\x82\xac\"}", CREATING, &c, &f), INVALID);
	assert_int_equal(decode(a, "{\"name\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"}",
	    CREATING, &c, &f), INVALID);
	assert_non_null(strstr(said(&f), "(5 chars)"));
	CHECK(decode(a, "{\"name\":\"ab\",\"loose\":{\"word\":\"a\",\"b\":\"\xc3\xa9\xc3\xa9\xc3\xa9\""
	    "}}", CREATING, &c, &f) == OK, "%s", said(&f));
	arena_free(a);
}

TEST(fields_tell_absent_from_null_from_there)
{
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;

	CHECK(decode(a, "{\"name\":\"ab\",\"link\":null,\"count\":3}", CREATING, &c, &f) == OK, "%s",
	    said(&f));
	assert_true(given_at(&c.given, NAME) && !given_null(&c.given, NAME));
	assert_true(given_at(&c.given, LINK) && given_null(&c.given, LINK));
	assert_null(c.link);
	assert_false(given_at(&c.given, NOTE));
	assert_true(given_at(&c.given, COUNT_OF));
	assert_int_equal(c.count, 3);
	assert_false(given_at(&c.given, IS_OPEN));
	arena_free(a);
}

TEST(fields_of_a_patch_need_nothing_and_may_remove)
{
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;

	assert_int_equal(decode(a, "{}", PATCHING, &c, &f), OK);
	assert_true(c.given.present == 0);
	CHECK(decode(a, "{\"note\":null,\"parts\":null}", PATCHING, &c, &f) == OK, "%s", said(&f));
	assert_true(given_null(&c.given, NOTE) && given_null(&c.given, PARTS));
	assert_int_equal(c.parts.count, 0);
	assert_int_equal(decode(a, "{\"name\":null}", PATCHING, &c, &f), INVALID);
	assert_int_equal(decode(a, "{\"tags\":null}", PATCHING, &c, &f), INVALID);
	/* what it sets is checked as ever, the required members inside too */
	assert_int_equal(decode(a, "{\"name\":\"a\"}", PATCHING, &c, &f), INVALID);
	assert_int_equal(decode(a, "{\"part\":{}}", PATCHING, &c, &f), INVALID);
	assert_int_equal(decode(a, "{\"parts\":[{}]}", PATCHING, &c, &f), INVALID);
	assert_int_equal(decode(a, "{\"nope\":null}", PATCHING, &c, &f), INVALID);
	arena_free(a);
}

TEST(fields_that_are_ours_are_unknown_in_a_request)
{
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;

	assert_int_equal(decode(a, "{\"name\":\"ab\",\"id\":\"x\"}", CREATING, &c, &f), INVALID);
	assert_string_equal(said(&f),
	    "Payload validation error: 'Additional properties not allowed: id'.");
	assert_int_equal(decode(a, "{\"id\":null}", PATCHING, &c, &f), INVALID);
	CHECK(decode(a, "{\"id\":\"x\"}", STORED, &c, &f) == OK, "%s", said(&f));
	assert_string_equal(c.id, "x");
	arena_free(a);
}

TEST(fields_that_are_stored_are_not_checked_again)
{
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;

	CHECK(decode(a, "{\"name\":\"longer than any\",\"kind\":\"jar\",\"note\":null,\"count\":3,"
	    "\"tags\":[\"a\",\"a\"]}", STORED, &c, &f) == OK, "%s", said(&f));
	assert_string_equal(c.name, "longer than any");
	assert_int_equal(c.tags.count, 2);
	arena_free(a);
}

TEST(fields_keep_open_shapes_whole)
{
	static const char json[] = "{\"name\":\"ab\",\"loose\":{\"b\":null,\"word\":\"a\",\"c\":\"x\"}}";
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;

	CHECK(decode(a, json, CREATING, &c, &f) == OK, "%s", said(&f));
	assert_string_equal(c.loose->given.whole, "{\"b\":null,\"word\":\"a\",\"c\":\"x\"}");
	assert_string_equal(c.loose->word, "a");
	assert_string_equal(c.given.whole, json);
	assert_string_equal(fields_encode(a, &crate_shape, &c), json);
	arena_free(a);
}

TEST(fields_come_out_as_they_went_in)
{
	static const char *const rows[] = {
		"{\"name\":\"ab\"}",
		"{\"name\":\"a\\\"b\",\"note\":\"abc\",\"link\":\"https://x\",\"kind\":\"bag\"}",
		"{\"name\":\"\xc3\xa9\xe2\x82\xac\",\"count\":10,\"is_open\":false}",
		"{\"name\":\"ab\",\"left\":9223372036854775807}",
		"{\"name\":\"ab\",\"tags\":[\"a\",\"b\"],\"part\":{\"word\":\"x\",\"size\":0}}",
		"{\"name\":\"ab\",\"parts\":[{\"word\":\"x\"},{\"word\":\"\",\"size\":9}]}",
		"{\"name\":\"ab\",\"parts\":[]}",
	};
	struct arena *a = arena_new();
	struct crate c;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(decode(a, rows[i], CREATING, &c, &f) == OK, "%s: %s", rows[i], said(&f));
		CHECK(strcmp(fields_encode(a, &crate_shape, &c), rows[i]) == 0, "%s came as %s",
		    rows[i], fields_encode(a, &crate_shape, &c));
	}
	arena_free(a);
}

TEST(fields_that_are_null_are_left_out)
{
	struct arena *a = arena_new();
	struct crate c = { .given = GIVEN_ALL, .name = "ab", .left = 3 };

	assert_string_equal(fields_encode(a, &crate_shape, &c), "{\"name\":\"ab\",\"count\":0,"
	    "\"left\":3,\"is_open\":false,\"tags\":[],\"parts\":[]}");
	arena_free(a);
}

TEST(fields_lists_come_out_as_arrays)
{
	struct part parts[] = { { .given = GIVEN_ALL, .word = "a", .size = 1 },
		{ .given = { .present = 1 }, .word = "b" } };
	const char *words[] = { "x", "\"", "\xe2\x82\xac" };
	struct arena *a = arena_new();

	assert_string_equal(fields_encode_list(a, &part_shape, parts, 2),
	    "[{\"word\":\"a\",\"size\":1},{\"word\":\"b\"}]");
	assert_string_equal(fields_encode_list(a, &part_shape, NULL, 0), "[]");
	assert_string_equal(fields_encode_texts(a, &(struct texts){ words, 3 }),
	    "[\"x\",\"\\\"\",\"\xe2\x82\xac\"]");
	arena_free(a);
}

TEST(fields_kept_as_arrays_come_back)
{
	struct arena *a = arena_new();
	struct objects parts = { 0 };
	struct texts texts = { 0 };
	struct fault f;

	assert_int_equal(fields_decode_texts(a, "[\"a\",\"b\"]", &texts, &f), OK);
	assert_int_equal(texts.count, 2);
	assert_string_equal(texts.items[1], "b");
	assert_int_equal(fields_decode_objects(a, "[{\"word\":\"long enough\"}]", &part_shape, &parts,
	    &f), OK);
	assert_int_equal(parts.count, 1);
	assert_string_equal(((struct part *)parts.items)->word, "long enough");
	assert_int_equal(fields_decode_texts(a, "{}", &texts, &f), BROKEN);
	assert_int_equal(fields_decode_texts(a, "[", &texts, &f), BROKEN);
	assert_int_equal(fields_decode_objects(a, "7", &part_shape, &parts, &f), BROKEN);
	arena_free(a);
}

TEST(fields_cut_a_long_sentence_at_a_whole_character)
{
	struct arena *a = arena_new();
	char *json = arena_alloc(a, 8192);
	struct crate c;
	struct fault f;
	size_t i;

	strcpy(json, "{\"name\":\"ab\",\"kind\":\"");
	for (i = 0; i < 900; i++)
		strcat(json, "\xe2\x82\xac");
	strcat(json, "\"}");
	assert_int_equal(decode(a, json, CREATING, &c, &f), INVALID);
	assert_int_equal(f.used_bytes, FAULT_ARGS_BYTES - 1);
	assert_true(text_is_utf8(said(&f), strlen(said(&f))));
	arena_free(a);
}

/* A body that makes a thing may name fields that a body that changes it may not. */
TEST(fields_of_creation_are_unknown_in_a_patch)
{
	struct one {
		struct given	 given;
		const char	*key;
	} one = { 0 };
	static const struct field rows[] = {
		{ "key", FIELD_TEXT, REQUIRED | CREATE_ONLY, offsetof(struct one, key) },
	};
	static const struct shape shape = SHAPE(struct one, rows);
	static const char json[] = "{\"key\":\"k\"}";
	struct arena *a = arena_new();
	struct fault f;

	assert_int_equal(fields_decode(a, json, strlen(json), &shape, CREATING, &one, &f), OK);
	assert_int_equal(fields_decode(a, json, strlen(json), &shape, STORED, &one, &f), OK);
	assert_int_equal(fields_decode(a, json, strlen(json), &shape, PATCHING, &one, &f), INVALID);
	assert_string_equal(said(&f),
	    "Payload validation error: 'Additional properties not allowed: key'.");
	assert_string_equal(fields_encode(a, &shape, &one), json);
	arena_free(a);
}
