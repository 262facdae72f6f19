/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields.h"

#include <string.h>

#include "test.h"

/* A shelf: a map of boxes, marks that must differ, a note in either form, and
 * rows that are checked without being kept apart. */
struct box {
	struct given	 given;
	const char	*name;
	long		 size;
};

struct extras {
	struct given	 given;
	const char	*color;
	const char	*secret;
};

struct shelf {
	struct given	 given;
	struct objects	 boxes;
	struct texts	 marks;
	struct extras	*extras;
};

static const struct field box_fields[] = {
	{ "size", FIELD_NUMBER, REQUIRED, offsetof(struct box, size), .max = 9, .about = "Its size." },
};
static const struct shape box_shape = {
	.fields = box_fields, .count = 1, .size_bytes = sizeof(struct box),
	.given_offset = offsetof(struct box, given), .name_offset = offsetof(struct box, name),
};

static const struct field anything = { .type = FIELD_ANY };
static const struct field farther_fields[] = {
	{ "depth", FIELD_NUMBER, 0, 0, .max = 5 },
};
static const struct shape farther_shape = { .fields = farther_fields, .count = 1 };
static const struct field further_fields[] = {
	{ "note", FIELD_EITHER, 0, 0, .max = 2, .item_max = 3 },
	{ "words", FIELD_TEXTS, NULLABLE, 0, .max = 1 },
	{ "box", FIELD_OBJECT, 0, 0, .shape = &box_shape },
};
static const struct shape further_shape = {
	.fields = further_fields, .count = 3, .also = &farther_shape,
};

static const struct field extras_fields[] = {
	{ "color", FIELD_TEXT, 0, offsetof(struct extras, color), .max = 4 },
	{ "secret", FIELD_TEXT, REQUEST_ONLY, offsetof(struct extras, secret) },
};
static const struct shape extras_shape = {
	.fields = extras_fields, .count = 2, .size_bytes = sizeof(struct extras),
	.given_offset = offsetof(struct extras, given), .also = &further_shape,
	.rest = &anything, .min_properties = 1,
};
static const struct shape closed_shape = {
	.fields = extras_fields, .count = 2, .size_bytes = sizeof(struct extras),
	.given_offset = offsetof(struct extras, given), .also = &further_shape,
};

static const struct field shelf_fields[] = {
	{ "boxes", FIELD_MAP, 0, offsetof(struct shelf, boxes), .min = 1, .max = 2, .item_max = 3,
	    .shape = &box_shape, .about = "Boxes by name." },
	{ "marks", FIELD_TEXTS, UNIQUE, offsetof(struct shelf, marks), .about = "Marks." },
	{ "extras", FIELD_OBJECT, 0, offsetof(struct shelf, extras), .shape = &extras_shape },
};
static const struct shape shelf_shape = SHAPE(struct shelf, shelf_fields);

static enum status
decode(struct arena *a, const char *json, struct shelf *out, struct fault *f)
{
	memset(out, 0, sizeof(*out));
	return fields_decode(a, json, strlen(json), &shelf_shape, CREATING, out, f);
}

struct bag {
	struct given	 given;
	struct verbatim	*inner;
};

static const struct field measured = { .type = FIELD_ANY, .max = 40 };
static const struct shape inner_bag_shape = { .size_bytes = sizeof(struct verbatim),
	.given_offset = offsetof(struct verbatim, given), .rest = &measured, .name_max = 3 };
static const struct field bag_fields[] = {
	{ "inner", FIELD_OBJECT, 0, offsetof(struct bag, inner), .shape = &inner_bag_shape },
};
static const struct shape bag_shape = { .fields = bag_fields, .count = 1,
	.size_bytes = sizeof(struct bag), .given_offset = offsetof(struct bag, given),
	.rest = &measured, .max_properties = 9, .name_max = 3 };

TEST(fields_without_rows_are_limited_all_together)
{
	static const struct {
		const char	*json, *what;
	} rows[] = {
		{ "{\"a\":\"123456789012345678901234567890123456\"}", NULL },		/* 39 */
		{ "{\"a\":[null, 12345678901, {\"xx\" : \"12345678\"}]}", NULL },	/* 38 */
		{ "{\"a\":\"12345678901234567890123456789012345678\"}",
		    "Too many bytes of properties that are not known here (41), maximum 40' on property a" },
		{ "{\"a\":\"1234567890123456789\",\"inner\":{\"b\":\"1234567890123456789\"}}",
		    "(44), maximum 40' on property inner.b" },
		{ "{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":null,\"f\":null,\"g\":null,\"h\":null}",
		    NULL },
		{ "{\"abcd\":1}", "String is too long (4 chars), maximum 3" },
		{ "{\"inner\":{\"abcd\":1}}", "maximum 3' on property inner" },
		{ "{\"inner\":{\"abc\":1}}", NULL },
	};
	struct arena *a = arena_new();
	struct bag bag;
	struct fault f;
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		memset(&bag, 0, sizeof(bag));
		st = fields_decode(a, rows[i].json, strlen(rows[i].json), &bag_shape, CREATING, &bag, &f);
		CHECK(st == (rows[i].what == NULL ? OK : INVALID), "%s: %d", rows[i].json, st);
		if (rows[i].what != NULL)
			CHECK(strstr(said(&f), rows[i].what) != NULL, "%s: %s", rows[i].json, said(&f));
		memset(&bag, 0, sizeof(bag));
		assert_int_equal(fields_decode(a, rows[i].json, strlen(rows[i].json), &bag_shape, STORED,
		    &bag, &f), OK);
	}
	arena_free(a);
}

TEST(texts_that_stand_twice_are_found)
{
	static const char *items[] = { "b", "a", "c", "a", "b", "a" };
	struct arena *a = arena_new();
	struct texts t = { items, 3 }, once;
	size_t first, second;

	assert_false(texts_repeat(a, &t, &first, &second));
	assert_int_equal(texts_once(a, &t).count, 3);
	t.count = 4;
	assert_true(texts_repeat(a, &t, &first, &second));
	assert_true(first == 1 && second == 3);
	t.count = 6;
	assert_true(texts_repeat(a, &t, &first, &second));
	assert_true(first == 0 && second == 4);
	once = texts_once(a, &t);
	assert_string_equal(texts_joined(a, &once), "b a c");
	t.count = 0;
	assert_false(texts_repeat(a, &t, &first, &second));
	assert_int_equal(texts_once(a, &t).count, 0);
	arena_free(a);
}

TEST(fields_of_a_map_know_their_names)
{
	static const char json[] = "{\"boxes\":{\"z\":{\"size\":1},\"a\":{\"size\":2}}}";
	struct arena *a = arena_new();
	struct shelf shelf;
	struct fault f;
	const struct box *boxes;

	assert_int_equal(decode(a, json, &shelf, &f), OK);
	boxes = shelf.boxes.items;
	assert_int_equal(shelf.boxes.count, 2);
	assert_string_equal(boxes[0].name, "z");
	assert_int_equal(boxes[0].size, 1);
	assert_string_equal(boxes[1].name, "a");
	assert_string_equal(fields_encode(a, &shelf_shape, &shelf), json);
	arena_free(a);
}

TEST(fields_that_are_only_checked_stay_in_the_whole)
{
	static const char json[] = "{\"extras\":{\"color\":\"red\",\"note\":[\"a\",\"b\"],\"depth\":5,"
	    "\"words\":null,\"box\":{\"size\":1},\"else\":[1]}}";
	struct arena *a = arena_new();
	struct shelf shelf;
	struct fault f;

	assert_int_equal(decode(a, json, &shelf, &f), OK);
	assert_string_equal(shelf.extras->color, "red");
	assert_string_equal(fields_encode(a, &shelf_shape, &shelf), json);
	arena_free(a);
}

TEST(fields_for_requests_alone_are_in_no_answer)
{
	struct extras e = { .given = GIVEN_ALL, .color = "red", .secret = "hush" };
	struct arena *a = arena_new();

	assert_string_equal(fields_encode(a, &closed_shape, &e), "{\"color\":\"red\"}");
	arena_free(a);
}

TEST(fields_of_maps_and_further_rows_are_refused_in_words)
{
	static const struct {
		const char	*json, *sentence;
	} rows[] = {
		{ "{\"boxes\":[]}", "'Expected type object but found type array' on property boxes "
		    "(Boxes by name.)" },
		{ "{\"boxes\":{}}", "'Too few properties defined (0), minimum 1' on property boxes "
		    "(Boxes by name.)" },
		{ "{\"boxes\":{\"a\":{\"size\":1},\"b\":{\"size\":1},\"c\":{\"size\":1}}}",
		    "'Too many properties defined (3), maximum 2' on property boxes (Boxes by name.)" },
		{ "{\"boxes\":{\"abcd\":{\"size\":1}}}", "'String is too long (4 chars), maximum 3' on "
		    "property boxes (Boxes by name.)" },
		{ "{\"boxes\":{\"a\":{}}}", "'Missing required property: size' on property boxes.a "
		    "(Boxes by name.)" },
		{ "{\"boxes\":{\"a\":{\"size\":10}}}", "'Value 10 is greater than maximum 9' on property "
		    "boxes.a.size (Its size.)" },
		{ "{\"boxes\":{\"a\":1}}", "'Expected type object but found type integer' on property "
		    "boxes.a (Boxes by name.)" },
		{ "{\"marks\":[\"a\",\"b\",\"a\"]}", "'Array items are not unique (indexes 0 and 2)' on "
		    "property marks (Marks.)" },
		{ "{\"extras\":{}}", "'Too few properties defined (0), minimum 1' on property extras" },
		{ "{\"extras\":{\"note\":1}}", "'Expected type string,array but found type integer' on "
		    "property extras.note" },
		{ "{\"extras\":{\"note\":\"abcd\"}}", "'String is too long (4 chars), maximum 3' on "
		    "property extras.note" },
		{ "{\"extras\":{\"note\":[\"a\",\"b\",\"c\"]}}", "'Array is too long (3), maximum 2' on "
		    "property extras.note" },
		{ "{\"extras\":{\"note\":[\"abcd\"]}}", "'String is too long (4 chars), maximum 3' on "
		    "property extras.note[0]" },
		{ "{\"extras\":{\"depth\":6}}", "'Value 6 is greater than maximum 5' on property "
		    "extras.depth" },
		{ "{\"extras\":{\"words\":[\"a\",\"b\"]}}", "'Array is too long (2), maximum 1' on "
		    "property extras.words" },
		{ "{\"extras\":{\"box\":{}}}", "'Missing required property: size' on property "
		    "extras.box" },
	};
	struct arena *a = arena_new();
	struct shelf shelf;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(decode(a, rows[i].json, &shelf, &f) == INVALID, "%s was taken", rows[i].json);
		CHECK(strcmp(said(&f), arena_print(a, "Payload validation error: %s.",
		    rows[i].sentence)) == 0, "%s: %s", rows[i].json, said(&f));
	}
	arena_free(a);
}

TEST(fields_of_a_closed_shape_refuse_what_no_row_names)
{
	static const char json[] = "{\"depth\":1,\"else\":1}";
	struct arena *a = arena_new();
	struct extras e = { 0 };
	struct fault f;

	assert_int_equal(fields_decode(a, json, strlen(json), &closed_shape, CREATING, &e, &f),
	    INVALID);
	assert_string_equal(said(&f),
	    "Payload validation error: 'Additional properties not allowed: else'.");
	arena_free(a);
}

static const struct field list = { .type = FIELD_OBJECTS, .min = 1, .max = 2, .shape = &box_shape };

static enum status
decode_list(struct arena *a, const char *json, struct objects *out, struct fault *f)
{
	return fields_decode_list(a, json, strlen(json), &list, out, f);
}

TEST(fields_of_a_body_that_is_an_array)
{
	static const struct {
		const char	*json, *sentence;
	} rows[] = {
		{ "{}", "Payload validation error: 'Expected type array but found type object'." },
		{ "[]", "Payload validation error: 'Array is too short (0), minimum 1'." },
		{ "[{\"size\":1},{\"size\":1},{\"size\":1}]",
		    "Payload validation error: 'Array is too long (3), maximum 2'." },
		{ "[{\"size\":1},{}]",
		    "Payload validation error: 'Missing required property: size' on property [1]." },
		{ "[", "Invalid request payload JSON format: ']' expected near end of file." },
	};
	struct arena *a = arena_new();
	struct objects boxes;
	struct fault f;
	size_t i;

	assert_int_equal(decode_list(a, "[{\"size\":3},{\"size\":4}]", &boxes, &f), OK);
	assert_int_equal(boxes.count, 2);
	assert_int_equal(((const struct box *)boxes.items)[1].size, 4);
	for (i = 0; i < COUNT(rows); i++) {
		CHECK(decode_list(a, rows[i].json, &boxes, &f) == INVALID, "%s was taken", rows[i].json);
		CHECK(strcmp(said(&f), rows[i].sentence) == 0, "%s: %s", rows[i].json, said(&f));
	}
	arena_free(a);
}

static const struct shape verbatim_body = { .size_bytes = sizeof(struct verbatim), .rest = &field_any };

/* {"x":[0,0,...]} with that many zeros, or with a text of as many commas. */
static char *
body_of(struct arena *a, size_t count, bool is_text)
{
	char *zeros = arena_alloc(a, 2 * count + 1);
	size_t i;

	for (i = 0; i < count; i++)
		memcpy(zeros + 2 * i, is_text ? ",," : i == 0 ? " 0" : ",0", 2);
	return arena_print(a, is_text ? "{\"x\":\"\\\"%s\"}" : "{\"x\":[%s]}", zeros);
}

TEST(a_body_has_so_many_values_and_no_more)
{
	struct arena *a = arena_new();
	const struct {
		char *body;
		enum decode_mode mode;
		enum status status;
	} rows[] = {
		{ body_of(a, FIELDS_MAX_MARKS - 2, false), CREATING, OK },
		{ body_of(a, FIELDS_MAX_MARKS - 1, false), CREATING, INVALID },
		{ body_of(a, FIELDS_MAX_MARKS, false), PATCHING, INVALID },
		{ body_of(a, FIELDS_MAX_MARKS, false), STORED, OK },
		{ body_of(a, FIELDS_MAX_MARKS, true), CREATING, OK },
	};
	struct verbatim out;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(fields_decode(a, rows[i].body, strlen(rows[i].body), &verbatim_body, rows[i].mode, &out,
		    &f) == rows[i].status, "row %zu: %s", i, said(&f));
	assert_int_equal(fields_decode(a, rows[1].body, strlen(rows[1].body), &verbatim_body, CREATING, &out, &f),
	    INVALID);
	assert_string_equal(said(&f), "Invalid request payload JSON format: more than 20000 values.");
	arena_free(a);
}
