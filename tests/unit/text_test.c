/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <limits.h>
#include <string.h>

#include "test.h"

TEST(text_compares)
{
	assert_true(text_is("a", "a"));
	assert_true(text_is(NULL, NULL));
	assert_true(text_is("", ""));
	assert_false(text_is("a", NULL));
	assert_false(text_is(NULL, ""));
	assert_false(text_is("a", "A"));
	assert_true(text_is_nocase("aBc-1", "AbC-1"));
	assert_true(text_is_nocase("", ""));
	assert_false(text_is_nocase("ab", "a"));
	assert_false(text_is_nocase("a", "ab"));
	assert_false(text_is_nocase("@", "`"));
	assert_false(text_is_nocase("[", "{"));
	assert_false(text_is_nocase("\xc3\x84", "\xc3\xa4"));
	assert_true(text_starts("ssp_1", "ssp_"));
	assert_true(text_starts("x", ""));
	assert_false(text_starts("ss", "ssp_"));
}

TEST(text_knows_alphabets)
{
	assert_true(text_is_alnum("aZ09"));
	assert_false(text_is_alnum(""));
	assert_false(text_is_alnum("a b"));
	assert_false(text_is_alnum("a_"));
	assert_false(text_is_alnum("\xc3\xa9"));
	assert_true(text_is_hex("0123456789abcdef", 16));
	assert_true(text_is_hex("", 0));
	assert_false(text_is_hex("abc", 4));
	assert_false(text_is_hex("abcde", 4));
	assert_false(text_is_hex("ABCD", 4));
	assert_false(text_is_hex("abcg", 4));
}

TEST(text_utf8_follows_rfc_3629)
{
	static const char *const valid[] = { "", "a", "\x7f", "\xc2\x80", "\xdf\xbf",
		"\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
		"\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "a\xc3\xa9z" };
	static const char *const invalid[] = { "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2",
		"\xc2\x41", "\xc3\xc3", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xe1\x80",
		"\xe1\x80\x41",
		"\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
		"\xf1\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe", "a\x80",
		"\xf8\x88\x80\x80\x80" };
	size_t i;

	for (i = 0; i < COUNT(valid); i++)
		CHECK(text_is_utf8(valid[i], strlen(valid[i])), "valid row %zu", i);
	for (i = 0; i < COUNT(invalid); i++)
		CHECK(!text_is_utf8(invalid[i], strlen(invalid[i])), "invalid row %zu", i);
	assert_true(text_is_utf8("a\0b", 3));
	assert_false(text_is_utf8("\xc3\xa9", 1));
}

TEST(text_counts_characters)
{
	assert_int_equal(text_chars(""), 0);
	assert_int_equal(text_chars("abc"), 3);
	assert_int_equal(text_chars("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x91"), 4);
}

TEST(text_printable_has_no_control_characters)
{
	assert_true(text_is_printable(""));
	assert_true(text_is_printable("a\tb\r\nc \xc3\xa9"));
	assert_false(text_is_printable("\x1b[31m"));
	assert_false(text_is_printable("a\x01"));
	assert_false(text_is_printable("a\x7f"));
}

TEST(text_numbers_are_whole_and_within_limits)
{
	static const char *const refused[] = { "", "-", "+1", " 1", "1 ", "1x", "0x10", "1.0",
		"--1", "-1", "101", "99999999999999999999", "-99999999999999999999" };
	long n = 42;
	size_t i;

	for (i = 0; i < COUNT(refused); i++)
		CHECK(!text_to_long(refused[i], 0, 100, &n), "\"%s\" was taken", refused[i]);
	assert_int_equal(n, 42);
	assert_true(text_to_long("0", 0, 100, &n));
	assert_int_equal(n, 0);
	assert_true(text_to_long("100", 0, 100, &n));
	assert_int_equal(n, 100);
	assert_true(text_to_long("-7", -7, 0, &n));
	assert_int_equal(n, -7);
	assert_true(text_to_long("007", 0, 100, &n));
	assert_int_equal(n, 7);
	assert_true(text_to_long("9223372036854775807", LONG_MIN, LONG_MAX, &n));
	assert_true(n == LONG_MAX);
	assert_false(text_to_long("9223372036854775808", LONG_MIN, LONG_MAX, &n));
}

TEST(text_makes_lower_and_trims_copies)
{
	struct arena *a = arena_new();

	assert_string_equal(text_lower(a, "AbC-1[\xc3\x84"), "abc-1[\xc3\x84");
	assert_string_equal(text_trim(a, " \t a b\r\n "), "a b");
	assert_string_equal(text_trim(a, " \n"), "");
	assert_string_equal(text_trim(a, ""), "");
	arena_free(a);
}

TEST(text_splits_into_parts_that_are_not_empty)
{
	static const struct {
		const char *text, *separators, *joined;
		size_t count;
	} rows[] = {
		{ "", " ", "", 0 }, { "   ", " ", "", 0 }, { "a", " ", "a|", 1 },
		{ " a  b ", " ", "a|b|", 2 }, { "a,b c", ", ", "a|b|c|", 3 },
		{ ",a,,b,", ",", "a|b|", 2 }, { "abc", "", "abc|", 1 },
		{ "a b c d", " ", "a|b|c|d|", 4 },
	};
	struct arena *a = arena_new();
	const char **parts;
	char *joined;
	size_t i, j, count;

	for (i = 0; i < COUNT(rows); i++) {
		count = text_split(a, rows[i].text, rows[i].separators, &parts);
		joined = "";
		for (j = 0; j < count; j++)
			joined = arena_print(a, "%s%s|", joined, parts[j]);
		CHECK(count == rows[i].count && text_is(joined, rows[i].joined), "row %zu: %s",
		    i, joined);
	}
	arena_free(a);
}

TEST(text_begins_with_a_word_in_any_case)
{
	assert_true(text_begins("MII", 3, "mii"));
	assert_false(text_begins("MII", 2, "MII"));
	assert_true(text_begins("any", 0, ""));
	assert_true(text_begins("0\x82z", 3, "0\x82"));
	assert_true(text_is_html("<!DOCTYPE HTML>", 15));
	assert_true(text_is_html("<html lang=en>", 14));
	assert_false(text_is_html("<htm", 4));
	assert_false(text_is_html(" <html>", 7));
	assert_int_equal(text_mark_length("\xef\xbb\xbf{}", 5), 3);
	assert_int_equal(text_mark_length("\xef\xbb\xbf", 2), 0);
	assert_int_equal(text_mark_length("{}", 2), 0);
}
