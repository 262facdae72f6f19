/* SPDX-License-Identifier: Apache-2.0 */
#include "base/encode.h"

#include <string.h>

#include "test.h"

TEST(form_decodes)
{
	static const struct {
		const char *encoded, *text;
	} rows[] = {
		{ "", "" }, { "abc", "abc" }, { "a+b", "a b" }, { "a%2Bb", "a+b" },
		{ "%41%4a%4A", "AJJ" },
		{ "%C3%A9", "\xc3\xa9" }, { "%25", "%" }, { "%2541", "%41" },
		{ "a%3Db%26c", "a=b&c" },
		{ "\xc3\xa9", "\xc3\xa9" }, { "%0D%0A", "\r\n" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		assert_string_equal(form_decode(a, rows[i].encoded, strlen(rows[i].encoded)),
		    rows[i].text);
	assert_string_equal(form_decode(a, "abc", 2), "ab");
	arena_free(a);
}

TEST(form_refuses_what_is_broken)
{
	static const char *const rows[] = { "%", "%4", "a%", "a%4", "%g0", "%0g", "%%41", "%+1",
	    "%-1",
		"%00", "a%00b", "%ff", "%C3", "%C3x", "%ED%A0%80", "%C0%80", "\x80", "%u0041" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(form_decode(a, rows[i], strlen(rows[i])) == NULL, "%s was taken",
		    rows[i]);
	assert_null(form_decode(a, "a\0b", 3));
	assert_null(form_decode(a, "%41", 2));
	arena_free(a);
}

TEST(url_encodes_all_but_unreserved)
{
	struct arena *a = arena_new();

	assert_string_equal(url_encode(a, ""), "");
	assert_string_equal(url_encode(a, "aZ09-._~"), "aZ09-._~");
	assert_string_equal(url_encode(a, " /?#&=+%\"<>\n"),
	    "%20%2F%3F%23%26%3D%2B%25%22%3C%3E%0A");
	assert_string_equal(url_encode(a, "\xc3\xa9\xff"), "%C3%A9%FF");
	arena_free(a);
}

TEST(url_encoding_comes_back)
{
	struct arena *a = arena_new();
	char text[128];
	char *encoded;
	int i;

	for (i = 1; i < 128; i++)
		text[i - 1] = (char)i;
	text[127] = '\0';
	encoded = url_encode(a, text);
	assert_string_equal(form_decode(a, encoded, strlen(encoded)), text);
	arena_free(a);
}

TEST(base64_follows_rfc_4648)
{
	static const struct {
		const char *encoded, *text;
	} rows[] = {
		{ "", "" }, { "Zg==", "f" }, { "Zm8=", "fo" }, { "Zm9v", "foo" },
		{ "Zm9vYg==", "foob" },
		{ "Zm9vYmE=", "fooba" }, { "Zm9vYmFy", "foobar" }, { "+/+/", "\xfb\xff\xbf" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		assert_string_equal(base64_decode(a, rows[i].encoded), rows[i].text);
	arena_free(a);
}

TEST(base64_refuses_other_texts)
{
	static const char *const rows[] = { "Z", "Zg", "Zg=", "Zg===", "Zm8", "Zh==", "Zm9=",
	    "Zm9v=",
		"Zm 9v", "Zm9v\n", "-_-_", "=", "====", "Zg==Zg==", "AA==", "Zm8A",
		"Zm\xc3\xa9" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(base64_decode(a, rows[i]) == NULL, "\"%s\" was taken", rows[i]);
	arena_free(a);
}

TEST(base64url_has_no_padding)
{
	static const struct {
		const char *encoded, *text;
	} rows[] = {
		{ "", "" }, { "Zg", "f" }, { "Zm8", "fo" }, { "Zm9v", "foo" }, { "-_-_", "\xfb\xff\xbf" },
	};
	static const char *const wrong[] = { "Z", "Zg=", "Zg==", "Zh", "+/+/", "Zm9v\n", "Zm 9", "AA",
		"Zm8A", "!" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_string_equal(base64url_encode(a, rows[i].text, strlen(rows[i].text)), rows[i].encoded);
		assert_string_equal(base64url_decode(a, rows[i].encoded), rows[i].text);
	}
	for (i = 0; i < COUNT(wrong); i++)
		CHECK(base64url_decode(a, wrong[i]) == NULL, "\"%s\" was taken", wrong[i]);
	arena_free(a);
}

TEST(base64url_of_bytes_may_hold_nul)
{
	struct arena *a = arena_new();
	unsigned char *bytes;
	size_t count;

	bytes = base64url_bytes(a, "AGYA.rest", 4, &count);
	assert_int_equal(count, 3);
	assert_memory_equal(bytes, "\0f\0", 4);
	assert_non_null(base64url_bytes(a, "", 0, &count));
	assert_int_equal(count, 0);
	assert_null(base64url_bytes(a, "AGYA.rest", 5, &count));
	arena_free(a);
}
