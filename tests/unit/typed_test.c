/* SPDX-License-Identifier: Apache-2.0 */
#include "base/typed.h"

#include <string.h>

#include "base/text.h"
#include "base/unicode.h"
#include "test.h"

#define NBSP "\xc2\xa0"
#define SHY "\xc2\xad"
#define ZWSP "\xe2\x80\x8b"
#define ZWNJ "\xe2\x80\x8c"
#define LRM "\xe2\x80\x8e"
#define WORD_JOINER "\xe2\x81\xa0"
#define BOM "\xef\xbb\xbf"

/* Invisible characters, each at both ends and inside. */
static const struct {
	const char	*text;
	bool		 is_blank;	/* inside it stays, and is told */
} characters[] = {
	{ " ", true }, { "\t", true }, { "\r", true }, { "\n", true }, { "\x0b", true }, { "\x7f", true },
	{ NBSP, true }, { "\xe1\x9a\x80", true }, { "\xe2\x80\x83", true }, { "\xe2\x80\xa8", true },
	{ "\xe2\x80\xaf", true }, { "\xe2\x81\x9f", true }, { "\xe3\x80\x80", true },
	{ SHY, false }, { ZWSP, false }, { LRM, false }, { "\xe2\x80\x8f", false },
	{ "\xe2\x80\xaa", false }, { "\xe2\x80\xac", false }, { WORD_JOINER, false },
	{ "\xe2\x81\xa9", false }, { BOM, false }, { "\xe1\xa0\x8e", false }, { "\xd8\x9c", false },
};

TEST(typed_texts_lose_what_nobody_sees)
{
	struct arena *a = arena_new();
	const char *c, *got;
	size_t i, bytes;

	for (i = 0; i < COUNT(characters); i++) {
		c = characters[i].text;
		got = typed_text(a, arena_print(a, "%s%s \xc3\xa9%s\xf0\x9f\x98\x80%s" NBSP "%s", c, c, c, c, c));
		CHECK(text_is(got, arena_print(a, "\xc3\xa9%s\xf0\x9f\x98\x80", characters[i].is_blank ? c : "")),
		    "character %zu: [%s]", i, got);
		CHECK(typed_has_blank(got) == characters[i].is_blank, "character %zu", i);
		CHECK(unicode_is_blank(unicode_first(c, &bytes)) == characters[i].is_blank, "character %zu", i);
		CHECK(bytes == strlen(c), "character %zu: %zu bytes", i, bytes);
		CHECK(typed_has_blank(c) == characters[i].is_blank, "character %zu", i);
		CHECK(text_is(typed_text(a, arena_print(a, "%s%s", c, c)), ""), "character %zu", i);
	}
	assert_string_equal(typed_text(a, ZWNJ "\xd9\x85" ZWNJ "\xd9\x85" ZWNJ), "\xd9\x85" ZWNJ "\xd9\x85");
	assert_string_equal(typed_text(a, ""), "");
	assert_string_equal(typed_text(a, "\xc2"), "\xc2");
	assert_string_equal(typed_text(a, "\xe2\x80"), "\xe2\x80");
	arena_free(a);
}

TEST(typed_addresses_lose_what_is_around_them)
{
	static const struct {
		const char	*text, *address;
	} rows[] = {
		{ "idp.example.com", "idp.example.com" },
		{ "\"https://idp.example.com\",", "https://idp.example.com" },
		{ "<https://idp.example.com>", "https://idp.example.com" },
		{ "“https://idp.example.com”", "https://idp.example.com" },
		{ "„https://idp.example.com“", "https://idp.example.com" },
		{ "‘https://idp.example.com’;", "https://idp.example.com" },
		{ "« https://idp.example.com »", "https://idp.example.com" },
		{ NBSP BOM "`https://idp." ZWSP "example" SHY ".com`" WORD_JOINER, "https://idp.example.com" },
		{ "Issuer: https://idp.example.com/a", "https://idp.example.com/a" },
		{ "issuer=https://idp.example.com", "https://idp.example.com" },
		{ "https://https://idp.example.com", "https://idp.example.com" },
		{ "https://a.example/?u=https://b.example", "https://a.example/?u=https://b.example" },
		{ "a.example/?u=https://b.example", "a.example/?u=https://b.example" },
		{ "https://a.example#https://b.example", "https://a.example#https://b.example" },
		{ "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\"?>" }, { "<a><b/></a>", "<a><b/></a>" },
		{ "\"\"", "" }, { "", "" },
	};
	struct arena *a = arena_new();
	const char *got;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		got = typed_address(a, rows[i].text);
		CHECK(text_is(got, rows[i].address), "%s: %s", rows[i].text, got);
	}
	arena_free(a);
}

TEST(typed_urls_get_the_scheme_that_is_missing)
{
	static const struct {
		const char	*text, *url;
	} rows[] = {
		{ "idp.example.com", "https://idp.example.com" },
		{ "idp.example.com/saml?x=y:z", "https://idp.example.com/saml?x=y:z" },
		{ "idp.example.com:8443/saml", "https://idp.example.com:8443/saml" },
		{ "localhost:8443", "https://localhost:8443" },
		{ "//idp.example.com", "https://idp.example.com" },
		{ "https:/idp.example.com", "https://idp.example.com" },
		{ "HTTPS://idp.example.com", "https://idp.example.com" },
		{ "“idp.example.com”", "https://idp.example.com" },
		{ "https://idp.example.com", "https://idp.example.com" },
		{ "http://idp.example.com", "http://idp.example.com" },
		{ "htps://idp.example.com", "htps://idp.example.com" },
		{ "urn:auth0:acme:con", "urn:auth0:acme:con" },
		{ "jane@acme.com", "jane@acme.com" }, { "metadata", "metadata" }, { "x:y@acme.com", "x:y@acme.com" }, { "/saml", "/saml" }, { "?x", "?x" },
		{ "<a><b/></a>", "<a><b/></a>" }, { "{\"a\":1}", "{\"a\":1}" }, { "", "" },
	};
	struct arena *a = arena_new();
	const char *got;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		got = typed_url(a, rows[i].text);
		CHECK(text_is(got, rows[i].url), "%s: %s", rows[i].text, got);
	}
	arena_free(a);
}
