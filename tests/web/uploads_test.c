/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "test.h"
#include "walk.h"

#define KEY "-----BEGIN PRIVATE KEY-----\r\nMIIEvQIBADANBgkq\r\n-----END PRIVATE KEY-----\r\n"
#define MULTIPART "multipart/form-data; boundary=XyZ"
#define PART(name) "\r\n--XyZ\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define UPLOAD(name) "\r\n--XyZ\r\nContent-Disposition: form-data; name=\"" name \
	"\"; filename=\"f\"\r\nContent-Type: application/octet-stream\r\n\r\n"

static const char *
column(struct walk *w, const char *expression)
{
	return sql_text(w->p->arena, "SELECT %s FROM wizard WHERE tenant_id = '%s' AND ticket_id = '%s'",
	    expression, w->p->tenant, w->v.id);
}

static struct walk
walk_to_settings(const char *strategy)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");

	walk_to(&w, strategy, STEP_SETTINGS);
	return w;
}

static struct answer
upload(struct walk *w, const char *parts, size_t count)
{
	struct buf body = buf_in(w->p->arena);

	buf_print(&body, "--XyZ\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s" PART("revision")
	    "%ld", w->v.csrf, walk_revision(w));
	buf_add_bytes(&body, parts, count);
	buf_add(&body, "\r\n--XyZ--\r\n");
	return ASK(w->p, .method = "POST", .path = walk_path(w, "settings"), .cookie = w->v.cookie,
	    .type = MULTIPART, .body = body.text, .body_bytes = body.length);
}

#define SEND(w, parts) upload(w, parts, sizeof(parts) - 1)

TEST(uploads_count_before_what_was_pasted)
{
	struct walk w = walk_to_settings("samlp");
	struct answer a = SEND(&w, PART("source") "xml" PART("metadata_xml") "<pasted/>"
	    UPLOAD("metadata_file") "<uploaded/>" UPLOAD("certificate_file"));

	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'metadata_xml'"), "<uploaded/>");
	assert_string_equal(column(&w, "input ->> 'certificate'"), "");
	a = SEND(&w, PART("source") "xml" PART("metadata_xml") "<pasted/>" UPLOAD("metadata_file"));
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'metadata_xml'"), "<pasted/>");
	a = SEND(&w, PART("source") "manual" PART("sign_in_url") "https://a.example" PART("certificate")
	    UPLOAD("certificate_file") "\x30\5\x30\2\xff\0\xff");
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'certificate'"), "MAUwAv8A/w==");
}

/* The federation metadata of AD FS: as long as it may be, as a file and as text. */
TEST(uploads_of_ad_fs_may_have_128_kilobytes)
{
	static const char *const parts[] = { UPLOAD("metadata_file"), PART("metadata_xml") };
	struct walk w = walk_to_settings("adfs");
	struct buf body = buf_in(w.p->arena);
	struct answer a;
	size_t i, j;

	for (i = 0; i < COUNT(parts); i++) {
		body.length = 0;
		buf_print(&body, PART("source") "xml%s<%zu>", parts[i], i);
		for (j = 3; j < 128 * 1024; j++)
			buf_add_char(&body, 'x');
		a = upload(&w, body.text, body.length);
		check_goes(&w, &a, "check");
		assert_string_equal(column(&w, "length(input ->> 'metadata_xml')::text || left(input ->> 'metadata_xml', 3)"),
		    i == 0 ? "131072<0>" : "131072<1>");
		buf_add_char(&body, 'x');
		a = upload(&w, body.text, body.length);
		assert_int_equal(a.code, 400);
		assert_true(shows(&a, "This is too long. It can have at most 131,072 characters."));
	}
}

TEST(metadata_that_was_given_is_kept_without_being_shown)
{
	struct walk w = walk_to_settings("samlp");
	struct answer a = SEND(&w, PART("source") "xml" UPLOAD("metadata_file") "<uploaded-once/>");

	check_goes(&w, &a, "check");
	walk_fail(&w, "idp.example.com");
	a = walk_get(&w, "settings");
	assert_true(shows(&a, "We could not use the metadata you provided."));
	assert_true(shows(&a, "The name idp.example.com does not exist in the DNS."));
	assert_false(shows(&a, "class=\"kept\""));
	assert_false(shows(&a, "uploaded-once"));
	a = SEND(&w, PART("source") "xml" PART("metadata_xml") UPLOAD("metadata_file"));
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'metadata_xml'"), "<uploaded-once/>");
	a = walk_get(&w, "settings");
	assert_true(shows(&a, "The metadata you provided before is saved (1 KB)."));
	assert_false(shows(&a, "We could not use"));
}

TEST(uploads_that_are_broken_are_refused)
{
	struct walk w = walk_to_settings("samlp");
	struct answer a = ASK(w.p, .method = "POST", .path = walk_path(&w, "settings"),
	    .cookie = w.v.cookie, .type = MULTIPART, .body = "--XyZ\r\nContent-Disposition: form-data; "
	    "name=\"csrf\"\r\n\r\nx");

	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "The form did not reach us correctly."));
	a = SEND(&w, PART("source") "url" PART("source") "xml");
	assert_int_equal(a.code, 400);
	a = ASK(w.p, .method = "POST", .path = walk_path(&w, "settings"), .cookie = w.v.cookie,
	    .type = MULTIPART, .body = "x", .is_cut = true);
	assert_int_equal(a.code, 413);
}

/* Neither in the page nor in the database nor in the log. */
TEST(private_keys_are_not_kept)
{
	static const struct {
		const char	*parts;
		size_t		 count;
		const char	*field;
	} rows[] = {
#define ROW(parts, field) { parts, sizeof(parts) - 1, field }
		ROW(PART("source") "manual" PART("sign_in_url") "https://a.example" PART("certificate") KEY,
		    "certificate"),
		ROW(PART("source") "manual" PART("sign_in_url") "https://a.example"
		    UPLOAD("certificate_file") KEY, "certificate"),
		ROW(PART("source") "xml" UPLOAD("metadata_file") "<a>" KEY "</a>", "metadata_xml"),
		ROW(PART("source") "url" PART("metadata_url") "https://a.example" PART("certificate") KEY,
		    "certificate"),
		ROW(PART("source") "manual" PART("sign_in_url") "https://a.example"
		    UPLOAD("certificate_file") "\x30\x77\x02\x01\1\x04\x20MIIEvQIBADANBgkq\0\0\0\xff",
		    "certificate"),
#undef ROW
	};
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_to_settings("samlp");
		a = upload(&w, rows[i].parts, rows[i].count);
		check_problem(&w, &a, rows[i].field, "You sent us a private key.");
		CHECK(!shows(&a, "MIIEvQIBADANBgkq") && !shows(&a, "TUlJRXZRSUJBREFOQmdrc"), "row %zu", i);
		CHECK(strstr(a.log, "MIIEvQ") == NULL, "row %zu is in the log", i);
		CHECK(i == 2 || i == 3 || shows(&a, "value=\"https://a.example\""), "row %zu", i);
	}
}
