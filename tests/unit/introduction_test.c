/*
 * introduction_test.c - the allow-list writer, by cases and by chance
 *
 * A case is a folder tests/unit/introduction/NAME with the files input and
 * expected, to the byte.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/tenant/introduction.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "introduction_check.h"
#include "rows.h"
#include "test.h"

static const char *
cases_folder(struct arena *a)
{
	const char *source = getenv("srcdir");

	return arena_print(a, "%s/tests/unit/introduction", source == NULL ? "." : source);
}

static char *
file_text(struct arena *a, const char *folder, const char *name, const char *file)
{
	FILE *from = fopen(arena_print(a, "%s/%s/%s", folder, name, file), "rb");
	char *text = arena_alloc(a, 65536);

	CHECK(from != NULL, "%s has no file %s", name, file);
	text[fread(text, 1, 65535, from)] = '\0';
	fclose(from);
	return text;
}

static void
check_safe(const char *what, const char *html)
{
	const char *at = html, *wrong = introduction_fault(html, &at);

	CHECK(wrong == NULL, "%.300s: %s, at %.60s", what, wrong, at);
	CHECK(text_is_utf8(html, strlen(html)), "%s: not UTF-8", what);
}

/* An empty file in a case means that nothing is shown. */
static const char *
made(struct arena *a, const char *text)
{
	const char *html = introduction_html(a, text);

	return html == NULL ? "" : html;
}

/* Tells of a case that came out otherwise; answers whether it did not. */
static bool
is_as_expected(struct arena *a, const char *folder, const char *name)
{
	const char *html = made(a, file_text(a, folder, name, "input"));
	const char *expected = file_text(a, folder, name, "expected");

	check_safe(name, html);
	if (strcmp(html, expected) == 0)
		return true;
	print_error("%s:\n  %.900s\nand not\n  %.900s\n", name, html, expected);
	return false;
}

TEST(introductions_come_out_as_expected)
{
	struct arena *a = arena_new();
	const char *folder = cases_folder(a);
	DIR *entries = opendir(folder);
	struct dirent *entry;
	size_t count = 0, wrong = 0;

	CHECK(entries != NULL, "there is no folder %s", folder);
	for (entry = readdir(entries); entry != NULL; entry = readdir(entries))
		if (entry->d_name[0] != '.') {
			wrong += !is_as_expected(a, folder, entry->d_name);
			count++;
		}
	closedir(entries);
	assert_true(count >= 40);
	assert_int_equal(wrong, 0);
	arena_free(a);
}

/* --- by chance: pieces that parsers stumble over, in any order --- */

static const char *const pieces[] = { "<", ">", "</", "/>", "&", ";", "\"", "'", "=", " ", "\n", "-",
	"!", "<b>", "</b>", "<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<br>",
	"<a href=\"https://a.example/\">", "<a href='mailto:a@b'>", "<a href=javascript:x>",
	"<a href=\"java&#115;cript:x\">", "</a>", "<script>", "</script>", "<style>", "</style>",
	"<svg onload=x>", "</svg>", "<math>", "<template>", "</template>", "<!--", "-->", "<![CDATA[",
	"]]>", "<img src=x onerror=y>", "&amp;", "&lt;", "&#60;", "&nbsp;", "&colon;", "href=",
	"<A HREF=", "https://", "text", "\xe2\x82\xac", "\x01", "<\xc3\xa9>", "<em", "<strong ",
	"<u/>", "<i><b>", "<title>", "<iframe srcdoc='" };

static uint32_t
next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static char *
by_chance(struct arena *a, uint32_t *seed)
{
	struct buf b = buf_in(a);
	uint32_t count = next(seed) % 60;

	for (; count > 0; count--)
		buf_add(&b, pieces[next(seed) % COUNT(pieces)]);
	return b.text;
}

TEST(introductions_hold_only_what_is_allowed_whatever_comes)
{
	struct arena *a = arena_new();
	uint32_t seed = 20261121;
	char *input;
	int i;

	for (i = 0; i < 20000; i++) {
		input = by_chance(a, &seed);
		check_safe(input, made(a, input));
		arena_reset(a);
	}
	arena_free(a);
}

static char *
repeated(struct arena *a, const char *text, size_t limit)
{
	struct buf b = buf_in(a);

	while (b.length + strlen(text) <= limit)
		buf_add(&b, text);
	return b.text;
}

TEST(introductions_of_one_piece_2000_characters_long_are_safe)
{
	struct arena *a = arena_new();
	size_t i;
	char *input;

	for (i = 0; i < COUNT(pieces); i++) {
		input = repeated(a, pieces[i], 2000);
		check_safe(pieces[i], made(a, input));
	}
	arena_free(a);
}

/* Where nothing more may be opened, a list's items must not lose theirs. */
TEST(introductions_nested_to_the_limit_are_safe)
{
	static const char *const inner[] = { "<ul>x", "<ol><li>x", "<p>x", "<a href=\"https://x\">x",
		"<ul>&amp;", "<ul><br>x", "<ul><b>x</ul>y" };
	struct arena *a = arena_new();
	size_t i, outer, lists;
	char *input;

	for (i = 0; i < COUNT(inner); i++)
		for (outer = 0; outer < 20; outer++)
			for (lists = 0; lists < 12; lists++) {
				input = arena_print(a, "%s%s%s", repeated(a, "<b>", outer * 3),
				    repeated(a, "<ul>", lists * 4), inner[i]);
				check_safe(input, made(a, input));
				arena_reset(a);
			}
	arena_free(a);
}

TEST(introductions_made_twice_stay_safe)
{
	struct arena *a = arena_new();
	uint32_t seed = 42;
	const char *once;
	int i;

	for (i = 0; i < 2000; i++) {
		once = made(a, by_chance(a, &seed));
		check_safe(once, made(a, once));
		arena_reset(a);
	}
	arena_free(a);
}

TEST(introductions_that_show_nothing_are_none)
{
	static const char *const rows[] = { "", " ", "\r\n\t ", "<b></b>", "<p> </p>", "<!-- x -->",
		"<script>x</script>", "<img src=x>", "<br>", "<ul><li></li></ul>" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(introduction_html(a, rows[i]) == NULL, "%s", rows[i]);
	arena_free(a);
}

TEST(introduction_checker_sees_what_is_wrong)
{
	static const char *const wrong[] = { "<script>", "<b>", "</b>", "<b></i>", "<b onclick=\"x\"></b>",
		"<a></a>", "<a href=\"javascript:x\"></a>", "<a href=\"https://x\" target=\"y\"></a>",
		"<a href='https://x'></a>", "&", "&#x60;", "&lt", "&#;", "&;", "&1;", "<a href=\"https://x&colon;\"></a>", ">", "\"", "<ul>x</ul>", "<li></li>",
		"<ul><p></p></ul>", "<p><p></p></p>", "<p><ul></ul></p>", "<br/>", "<B></B>", "<",
		"<a href=\"https://x\"><a href=\"https://y\"></a></a>", "\x01", "<ul><br></ul>",
		"<a href=\"https://x", "<a href=\"https://x y\"></a>" };
	static const char *const right[] = { "", "a &amp; b", "<b>x<br></b>", "<ul> <li>x</li>\n</ul>",
		"<p><a href=\"https://x?a=1&amp;b=2\">y</a></p>", "<ul><li><p>x</p></li></ul>",
		"<a href=\"HTTPS://x\">y</a>" };
	const char *at;
	size_t i;

	for (i = 0; i < COUNT(wrong); i++)
		CHECK(introduction_fault(wrong[i], &at) != NULL, "%s was taken", wrong[i]);
	for (i = 0; i < COUNT(right); i++)
		CHECK(introduction_fault(right[i], &at) == NULL, "%s was not taken", right[i]);
}
