/* SPDX-License-Identifier: Apache-2.0 */
#include "http/form.h"

#include <string.h>

#include "base/buf.h"
#include "rows.h"
#include "test.h"

static enum status
parse(struct arena *a, const char *text, struct form *out, struct fault *f)
{
	return form_parse(a, text, strlen(text), out, f);
}

TEST(forms_are_read)
{
	static const struct {
		const char	*text, *name, *value;
		size_t		 count;
	} rows[] = {
		{ "", "a", NULL, 0 }, { "a=1", "a", "1", 1 }, { "a=1&b=2", "b", "2", 2 },
		{ "a", "a", "", 1 }, { "a=", "a", "", 1 }, { "=1", "", "1", 1 }, { "&&a=1&", "a", "1", 1 },
		{ "a=1=2", "a", "1=2", 1 }, { "a=b+c%26%3D", "a", "b c&=", 1 },
		{ "%61=%C3%A9", "a", "\xc3\xa9", 1 }, { "a=1", "A", NULL, 1 },
		{ "a%5B%5D=1&a[]=2", "a[]", "1", 2 }, { "a=%0D%0A", "a", "\r\n", 1 },
	};
	struct arena *a = arena_new();
	struct form form;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(parse(a, rows[i].text, &form, &f) == OK, "%s: %s", rows[i].text, said(&f));
		CHECK(form.count == rows[i].count, "%s has %zu", rows[i].text, form.count);
		CHECK(rows[i].value == NULL ? form_get(&form, rows[i].name) == NULL
		    : form_get(&form, rows[i].name) != NULL
		    && strcmp(form_get(&form, rows[i].name), rows[i].value) == 0, "%s", rows[i].text);
	}
	arena_free(a);
}

static bool
is_long(const char *name)
{
	return strcmp(name, "long") == 0;
}

TEST(forms_have_lengths)
{
	static const struct {
		const char	*name;
		size_t		 name_chars, value_chars;
		enum status	 st;
	} rows[] = {
		{ "", 128, 65536, OK }, { "", 129, 1, INVALID }, { "a", 1, 65537, INVALID },
		{ "long", 4, 65536, OK }, { "long", 4, 100000, OK }, { "longer", 6, 65537, INVALID },
	};
	struct arena *a = arena_new();
	struct form form;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		form.count = 2;
		form.pairs[0] = (struct form_pair){ "a", "b" };
		form.pairs[1] = (struct form_pair){ rows[i].name[0] == '\0' ? long_text(a, rows[i].name_chars)
		    : rows[i].name, long_text(a, rows[i].value_chars) };
		CHECK(form_check_lengths(&form, is_long, &f) == rows[i].st, "row %zu", i);
	}
	assert_int_equal(form_check_lengths(&form, NULL, &f), INVALID);
	assert_string_equal(said(&f), "Part of the form is too long. Go back and try again.");
	arena_free(a);
}

TEST(forms_that_are_broken_are_refused)
{
	static const struct {
		const char	*text, *sentence;
	} rows[] = {
		{ "a=%", "The form is not properly encoded." },
		{ "a=%4", "The form is not properly encoded." },
		{ "a=%zz", "The form is not properly encoded." },
		{ "%=1", "The form is not properly encoded." },
		{ "a=%00", "The form is not properly encoded." },
		{ "a=%FF", "The form is not properly encoded." },
		{ "a=\xff", "The form is not properly encoded." },
		{ "a=%C3", "The form is not properly encoded." },
		{ "a=%ED%A0%80", "The form is not properly encoded." },
	};
	struct arena *a = arena_new();
	struct form form;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(parse(a, rows[i].text, &form, &f) == INVALID, "%s was taken", rows[i].text);
		CHECK(strcmp(said(&f), rows[i].sentence) == 0, "%s: %s", rows[i].text, said(&f));
		assert_string_equal(f.code, "invalid_body");
	}
	assert_int_equal(form_parse(a, "a=1\0b", 5, &form, &f), INVALID);
	assert_int_equal(form_parse(a, "\0", 1, &form, &f), INVALID);
	arena_free(a);
}

/* Programs repeat a name to send a list; a page of ours never does. */
TEST(forms_of_people_have_each_name_once)
{
	static const char *const twice[] = { "a=1&a=2", "a&a", "a=1&b=2&%61=3", "[]=1&[]=2",
		"a[]=1&b=1&a[]=2" };
	struct arena *a = arena_new();
	struct form form;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(twice); i++) {
		CHECK(parse(a, twice[i], &form, &f) == OK, "%s: %s", twice[i], said(&f));
		CHECK(form_check_names(&form, &f) == INVALID, "%s was taken", twice[i]);
		assert_string_equal(said(&f), "The form contains the same field twice. Go "
		    "back, reload the page and try again.");
	}
	assert_int_equal(parse(a, "a=1&A=1&b=2&a[]=3", &form, &f), OK);
	assert_int_equal(form_check_names(&form, &f), OK);
	assert_int_equal(parse(a, "", &form, &f), OK);
	assert_int_equal(form_check_names(&form, &f), OK);
	arena_free(a);
}

TEST(forms_have_at_most_64_fields)
{
	struct arena *a = arena_new();
	struct buf text = buf_in(a);
	struct form form;
	struct fault f;
	int i;

	for (i = 0; i < FORM_MAX_FIELDS; i++)
		buf_print(&text, "f%d=%d&", i, i);
	CHECK(parse(a, text.text, &form, &f) == OK, "%s", said(&f));
	assert_int_equal(form.count, FORM_MAX_FIELDS);
	assert_string_equal(form_get(&form, "f63"), "63");
	buf_add(&text, "f64=1");
	assert_int_equal(parse(a, text.text, &form, &f), INVALID);
	assert_string_equal(said(&f), "The form has too many fields.");
	arena_free(a);
}

TEST(forms_hold_numbers)
{
	static const char *const wrong[] = { "a", "b", "c", "d", "e", "nowhere" };
	struct arena *a = arena_new();
	struct form form;
	struct fault f;
	long number = 7;
	size_t i;

	assert_int_equal(parse(a, "a=&b=x&c=-1&d=101&e=1%200&f=100", &form, &f), OK);
	for (i = 0; i < COUNT(wrong); i++) {
		CHECK(form_number(&form, wrong[i], 0, 100, &number, &f) == INVALID, "%s", wrong[i]);
		assert_string_equal(said(&f), "Part of the form is missing. Go back, reload "
		    "the page and try again.");
	}
	assert_int_equal(number, 7);
	assert_int_equal(form_number(&form, "f", 0, 100, &number, &f), OK);
	assert_int_equal(number, 100);
	arena_free(a);
}

struct thing {
	struct given	 given;
	const char	*name;
	long		 size;
	bool		 is_big;
	struct texts	 tags;
};

static const struct field fields[] = {
	{ "name", FIELD_TEXT, REQUIRED, offsetof(struct thing, name) },
	{ "size", FIELD_NUMBER, 0, offsetof(struct thing, size), .min = -100, .max = 1000 },
	{ "is_big", FIELD_BOOL, 0, offsetof(struct thing, is_big) },
	{ "tags", FIELD_TEXTS, 0, offsetof(struct thing, tags) },
};
static const struct shape shape = SHAPE(struct thing, fields);

TEST(forms_stand_for_json)
{
	static const struct {
		const char	*form, *json;
	} rows[] = {
		{ "", "{}" },
		{ "name=A", "{\"name\":\"A\"}" },
		{ "name=1&size=2", "{\"name\":\"1\",\"size\":2}" },
		{ "size=-7&is_big=true", "{\"size\":-7,\"is_big\":true}" },
		{ "is_big=false", "{\"is_big\":false}" },
		{ "is_big=1&size=x", "{\"is_big\":\"1\",\"size\":\"x\"}" },
		{ "is_big=&size=", "{\"is_big\":\"\",\"size\":\"\"}" },
		{ "tags[]=a&name=A&tags[]=b", "{\"tags\":[\"a\",\"b\"],\"name\":\"A\"}" },
		{ "tags=a", "{\"tags\":[\"a\"]}" },
		{ "tags=a&name=A&tags=b&tags=", "{\"tags\":[\"a\",\"b\",\"\"],\"name\":\"A\"}" },
		{ "name=A&name=B", "{\"name\":\"A\",\"name\":\"B\"}" },
		{ "x=true", "{\"x\":\"true\"}" },
		{ "name=%22%5C%0A%09%7F", "{\"name\":\"\\\"\\\\\\u000a\\u0009\x7f\"}" },
		{ "branding[colors]=x", "{\"branding[colors]\":\"x\"}" },
		{ "size=99999999999999999999", "{\"size\":\"99999999999999999999\"}" },
	};
	struct arena *a = arena_new();
	struct form form;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(parse(a, rows[i].form, &form, &f) == OK, "%s: %s", rows[i].form, said(&f));
		CHECK(strcmp(form_json(a, &form, &shape), rows[i].json) == 0, "%s came as %s",
		    rows[i].form, form_json(a, &form, &shape));
	}
	arena_free(a);
}

TEST(forms_of_a_shape_are_decoded_by_its_rows)
{
	static const char *const bad[] = { "name=A&size=1001", "name=A&is_big=yes", "size=1",
		"name=A&x=1", "name=A&name=B", "name=A&tags=a&tags[]=b", "name=A&name[]=B", "name=A&size=1.5", "name=A&size=0x10" };
	struct arena *a = arena_new();
	struct thing t = { 0 };
	struct form form;
	struct fault f;
	const char *json;
	size_t i;

	assert_int_equal(parse(a, "name=A%20%26&size=12&is_big=true&tags[]=x&tags[]=y", &form, &f),
	    OK);
	json = form_json(a, &form, &shape);
	CHECK(fields_decode(a, json, strlen(json), &shape, CREATING, &t, &f) == OK, "%s", said(&f));
	assert_string_equal(t.name, "A &");
	assert_true(t.size == 12 && t.is_big && t.tags.count == 2);
	for (i = 0; i < COUNT(bad); i++) {
		CHECK(parse(a, bad[i], &form, &f) == OK, "%s", bad[i]);
		json = form_json(a, &form, &shape);
		t = (struct thing){ 0 };
		CHECK(fields_decode(a, json, strlen(json), &shape, CREATING, &t, &f) == INVALID,
		    "%s was taken", bad[i]);
	}
	arena_free(a);
}

/* JSON knows no "007"; whatever is sent, the sentence names the field. */
TEST(forms_with_leading_zeros_stay_json)
{
	static const char *const rows[] = { "name=A&size=007", "name=A&size=00", "name=A&size=-07" };
	struct arena *a = arena_new();
	struct thing t;
	struct form form;
	struct fault f;
	const char *json;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(parse(a, rows[i], &form, &f), OK);
		json = form_json(a, &form, &shape);
		t = (struct thing){ 0 };
		CHECK(fields_decode(a, json, strlen(json), &shape, CREATING, &t, &f) == OK
		    || strstr(said(&f), "on property size") != NULL, "%s: %s", json, said(&f));
	}
	arena_free(a);
}
