/* SPDX-License-Identifier: Apache-2.0 */
#include "http/multipart.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "rows.h"
#include "test.h"

#define TYPE "multipart/form-data; boundary=XyZ"
#define FIELD(name) "--XyZ\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define UPLOAD(name, file) "--XyZ\r\nContent-Disposition: form-data; name=\"" name \
	"\"; filename=\"" file "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
#define END "\r\n--XyZ--\r\n"
#define SENTENCE "The form did not reach us correctly. " \
	"Go back, reload the page and try again."

/* At the end of a block of its own, so that a read past it is seen. */
static enum status
parse_bytes(struct arena *a, const char *type, const char *bytes, size_t count, struct form *out,
    struct fault *f)
{
	char *block = malloc(count == 0 ? 1 : count);
	struct request r = { .content_type = type, .body = block, .body_bytes = count };
	enum status st;

	assert_non_null(block);
	memcpy(block, bytes, count);
	st = multipart_parse(a, &r, out, f);
	free(block);
	return st;
}

static enum status
parse(struct arena *a, const char *type, const char *body, struct form *out, struct fault *f)
{
	return parse_bytes(a, type, body, strlen(body), out, f);
}

TEST(multipart_forms_are_read)
{
	struct arena *a = arena_new();
	struct form form;
	struct fault f = { 0 };

	CHECK(parse(a, TYPE, FIELD("csrf") "abc\r\n" FIELD("empty") "\r\n" FIELD("text")
	    "one\r\ntwo\r\n--Xy\r\n--\r\n" UPLOAD("metadata_file", "idp.xml") "<?xml?>\r\n<a/>\r\n"
	    UPLOAD("none", "") END, &form, &f) == OK, "%s", said(&f));
	assert_int_equal(form.count, 4);
	assert_string_equal(form_get(&form, "csrf"), "abc");
	assert_string_equal(form_get(&form, "empty"), "");
	assert_string_equal(form_get(&form, "text"), "one\r\ntwo\r\n--Xy\r\n--");
	assert_string_equal(form_get(&form, "metadata_file"), "<?xml?>\r\n<a/>");
	assert_null(form_get(&form, "none"));
	arena_free(a);
}

TEST(multipart_boundaries_are_written_in_many_ways)
{
	static const struct {
		const char	*type, *boundary;
	} rows[] = {
		{ "multipart/form-data; boundary=X", "X" },
		{ "multipart/form-data;boundary=X", "X" },
		{ "multipart/form-data; boundary=\"X\"", "X" },
		{ "multipart/form-data; charset=utf-8; boundary=X; more=1", "X" },
		{ "Multipart/Form-Data; BOUNDARY=X", "X" },
		{ "multipart/form-data; boundary=\"a b?:(c)'+,./=\"", "a b?:(c)'+,./=" },
		{ "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
		    "----WebKitFormBoundary7MA4YWxkTrZu0gW" },
		{ "multipart/form-data; boundary=--", "--" },
		{ "multipart/form-data; boundary=1234567890123456789012345678901234567890123456789012345678"
		    "901234567890", "1234567890123456789012345678901234567890123456789012345678901234567890" },
	};
	struct arena *a = arena_new();
	struct form form;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(parse(a, rows[i].type, arena_print(a, "--%1$s\r\ncontent-disposition:form-data;name=n"
		    "\r\n\r\nvalue\r\n--%1$s--", rows[i].boundary), &form, &f) == OK, "%s", rows[i].type);
		assert_int_equal(form.count, 1);
		assert_string_equal(form_get(&form, "n"), "value");
	}
	arena_free(a);
}

TEST(multipart_forms_without_parts_are_empty)
{
	struct arena *a = arena_new();
	struct form form = { .count = 7 };
	struct fault f = { 0 };

	assert_int_equal(parse(a, TYPE, "--XyZ--\r\n", &form, &f), OK);
	assert_int_equal(form.count, 0);
	arena_free(a);
}

/* RFC 2046 5.1.1: what stands behind the last boundary is to be ignored, and so
 * is what stands behind a boundary on its line if it is blank. */
TEST(multipart_forms_may_have_something_behind)
{
	struct arena *a = arena_new();
	struct form form;
	struct fault f = { 0 };

	assert_int_equal(parse(a, TYPE, FIELD("a") "1" END "anything \xff", &form, &f), OK);
	assert_string_equal(form_get(&form, "a"), "1");
	assert_int_equal(parse(a, TYPE, "--XyZ  \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"
	    END, &form, &f), OK);
	assert_string_equal(form_get(&form, "a"), "1");
	arena_free(a);
}

TEST(multipart_headers_come_in_any_order)
{
	struct arena *a = arena_new();
	struct form form;
	struct fault f = { 0 };

	assert_int_equal(parse(a, TYPE, "--XyZ\r\nContent-Type: text/plain; name=\"b\"\r\n"
	    "X-Content-Disposition: form-data; name=\"c\"\r\n"
	    "CONTENT-DISPOSITION: form-data; filename=\"name=d\"; Name=\"a\"\r\n"
	    "Content-Length: 1\r\n\r\n1" END, &form, &f), OK);
	assert_int_equal(form.count, 1);
	assert_string_equal(form_get(&form, "a"), "1");
	arena_free(a);
}

/* Text inside a quoted value is not a parameter. */
TEST(multipart_file_names_are_not_read_as_parameters)
{
	static const char *const files[] = { "x; name=b", "; name=b;", "a;name=b.xml" };
	struct arena *a = arena_new();
	struct form form;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(files); i++) {
		CHECK(parse(a, TYPE, arena_print(a, "--XyZ\r\nContent-Disposition: form-data; "
		    "filename=\"%s\"; name=\"file\"\r\n\r\n1" END, files[i]), &form, &f) == OK, "%s",
		    files[i]);
		CHECK(form_get(&form, "file") != NULL, "%s is read as the name %s", files[i],
		    form.pairs[0].name);
	}
	arena_free(a);
}

TEST(multipart_files_become_utf8_or_base64)
{
	static const struct {
		const char	*bytes;
		size_t		 count;
		const char	*value;
	} rows[] = {
		{ "\x30\x82\x01\x00", 4, "MIIBAA==" },
		{ "\0", 1, "AA==" },
		{ "a\0b", 3, "YQBi" },
		{ "\xff\xfe<\0", 4, "<" },
		{ "\xfe\xff\0a\x20\x14", 6, "a\xe2\x80\x94" },
		{ "\xff\xfe<\0\0", 5, "//48AAA=" },
		{ "\xff\xfe\0\0", 4, "//4AAA==" },
		{ "\xc3\xa9", 2, "\xc3\xa9" },
		{ "\r\n", 2, "\r\n" },
	};
	struct arena *a = arena_new();
	struct buf body;
	struct form form;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		body = buf_in(a);
		buf_add(&body, UPLOAD("file", "a.der"));
		buf_add_bytes(&body, rows[i].bytes, rows[i].count);
		buf_add(&body, END);
		CHECK(parse_bytes(a, TYPE, body.text, body.length, &form, &f) == OK, "row %zu", i);
		CHECK(text_is(form_get(&form, "file"), rows[i].value), "row %zu: %s", i,
		    form_get(&form, "file"));
	}
	arena_free(a);
}

TEST(multipart_fields_that_are_not_text_are_refused)
{
	static const char not_utf8[] = FIELD("a") "\xff" END, nul[] = FIELD("a") "x\0y" END;
	struct arena *a = arena_new();
	struct form form;
	struct fault f = { 0 };

	assert_int_equal(parse_bytes(a, TYPE, not_utf8, sizeof(not_utf8) - 1, &form, &f), INVALID);
	assert_string_equal(said(&f), SENTENCE);
	assert_int_equal(parse_bytes(a, TYPE, nul, sizeof(nul) - 1, &form, &f), INVALID);
	arena_free(a);
}

TEST(multipart_forms_that_are_broken_are_refused)
{
	static const struct {
		const char	*type, *body;
	} rows[] = {
		{ NULL, FIELD("a") "1" END },
		{ "multipart/form-data", FIELD("a") "1" END },
		{ "multipart/form-data; boundary=", FIELD("a") "1" END },
		{ "multipart/form-data; boundary=\"\"", FIELD("a") "1" END },
		{ "multipart/form-data; boundary=Other", FIELD("a") "1" END },
		{ "multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789"
		    "012345678901", "--12345678901234567890123456789012345678901234567890123456789012345678901"
		    "--" },
		{ TYPE, "" }, { TYPE, "-" }, { TYPE, "--XyZ" }, { TYPE, "--XyZ-" }, { TYPE, "--XyZ\r\n" },
		{ TYPE, "\r\n--XyZ--\r\n" }, { TYPE, "preamble\r\n" FIELD("a") "1" END },
		{ TYPE, FIELD("a") "1" }, { TYPE, FIELD("a") "1\r\n--XyZ" }, { TYPE, FIELD("a") "1\r\n--XyZ-" },
		{ TYPE, FIELD("a") "1\n--XyZ--\n" },
		{ TYPE, "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n" },
		{ TYPE, "--XyZ\r\nContent-Disposition: form-data\r\n\r\n1" END },
		{ TYPE, "--XyZ\r\nContent-Disposition: form-data; nom=\"a\"\r\n\r\n1" END },
		{ TYPE, "--XyZ\r\nContent-Type: text/plain; name=\"a\"\r\n\r\n1" END },
		{ TYPE, "--XyZ\r\n\r\n1" END },
		{ TYPE, FIELD("a") "1\r\n" FIELD("a") "2" END },
		{ TYPE, FIELD("a") "1\r\n" UPLOAD("a", "x") "2" END },
	};
	struct arena *a = arena_new();
	struct form form;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		f = (struct fault){ 0 };
		CHECK(parse(a, rows[i].type, rows[i].body, &form, &f) == INVALID, "row %zu was taken", i);
		CHECK(text_is(said(&f), SENTENCE), "row %zu: %s", i, said(&f));
	}
	arena_free(a);
}

/* Wherever it is cut, nothing is read behind it and nothing is taken. */
TEST(multipart_forms_that_are_cut_are_refused)
{
	static const char whole[] = FIELD("a") "1\r\n" UPLOAD("b", "c") "\xff\r\n--XyZ--";
	struct arena *a = arena_new();
	struct form form;
	struct fault f;
	size_t length;

	for (length = 0; length < sizeof(whole) - 1; length++)
		CHECK(parse_bytes(a, TYPE, whole, length, &form, &f) == INVALID, "cut to %zu", length);
	assert_int_equal(parse_bytes(a, TYPE, whole, length, &form, &f), OK);
	arena_free(a);
}

TEST(multipart_forms_have_at_most_64_fields)
{
	struct arena *a = arena_new();
	struct buf body = buf_in(a);
	struct form form;
	struct fault f;
	int i;

	for (i = 0; i < FORM_MAX_FIELDS; i++)
		buf_print(&body, "--XyZ\r\nContent-Disposition: form-data; name=\"f%d\"\r\n\r\n%d\r\n", i, i);
	assert_int_equal(parse(a, TYPE, arena_print(a, "%s--XyZ--", body.text), &form, &f), OK);
	assert_int_equal(form.count, FORM_MAX_FIELDS);
	assert_int_equal(parse(a, TYPE, arena_print(a, "%s" FIELD("x") "1" END, body.text), &form, &f),
	    INVALID);
	arena_free(a);
}

TEST(multipart_files_that_were_not_chosen_count_as_fields)
{
	struct arena *a = arena_new();
	struct buf body = buf_in(a);
	struct form form;
	struct fault f;
	int i;

	for (i = 0; i < FORM_MAX_FIELDS; i++)
		buf_add(&body, UPLOAD("f", "") "\r\n");
	assert_int_equal(parse(a, TYPE, arena_print(a, "%s--XyZ--", body.text), &form, &f), OK);
	assert_int_equal(parse(a, TYPE, arena_print(a, "%s" UPLOAD("f", "") END, body.text), &form, &f),
	    INVALID);
	arena_free(a);
}

TEST(multipart_files_of_a_hundred_kilobytes_arrive_whole)
{
	struct arena *a = arena_new();
	const char *text = long_text(a, 102400);
	struct form form;
	struct fault f;

	assert_int_equal(parse(a, TYPE, arena_print(a, UPLOAD("file", "a") "%s" END, text), &form, &f),
	    OK);
	assert_string_equal(form_get(&form, "file"), text);
	arena_free(a);
}
