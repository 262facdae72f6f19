/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/outcome.h"
#include "model/login/received.h"

#include <string.h>

#include "base/text.h"
#include "rows.h"
#include "test.h"

static struct arena *arena;

/* How a text that came is kept. */
static const char *
kept(const char *text)
{
	struct login_outcome out = { 0 };

	assert_int_equal(login_refuse(arena, &out, LOGIN_OTHER, NULL, text), INVALID);
	return out.came;
}

TEST(login_failures_have_names_of_their_own)
{
	int i, j;

	assert_string_equal(login_failure_name(LOGIN_PASSED), "passed");
	for (i = 0; i < LOGIN_FAILURES; i++) {
		assert_int_equal(login_failure_parse(login_failure_name(i)), i);
		for (j = 0; j < i; j++)
			assert_string_not_equal(login_failure_name(i), login_failure_name(j));
	}
	assert_int_equal(login_failure_parse("of_a_later_version"), LOGIN_OTHER);
	assert_int_equal(login_failure_parse(NULL), LOGIN_OTHER);
}

TEST(login_outcome_survives_the_database)
{
	struct login_outcome out = { 0 }, read = { 0 };
	struct fault f;
	char *json;

	arena = arena_new();
	login_doubt(arena, &out, "sha1");
	assert_int_equal(login_refuse(arena, &out, LOGIN_CLOCK_SKEW, "12:00", NULL), INVALID);
	out.seconds = -90;
	out.is_in_metadata = true;
	json = fields_encode(arena, &login_outcome_shape, &out);
	assert_int_equal(fields_decode(arena, json, strlen(json), &login_outcome_shape, STORED, &read,
	    &f), OK);
	assert_string_equal(read.failure, "clock_skew");
	assert_string_equal(read.expected, "12:00");
	assert_null(read.came);
	assert_null(read.code);
	assert_null(read.detail);
	assert_int_equal(read.seconds, -90);
	assert_true(read.is_in_metadata);
	assert_int_equal(read.doubts.count, 1);
	assert_string_equal(read.doubts.items[0], "sha1");
	arena_free(arena);
}

TEST(login_received_survives_the_database)
{
	static const char *texts[] = { "Müller", "" };
	struct received one = { .given = GIVEN_ALL, .source = "attribute", .name = "urn:oid:2.5.4.4",
		.friendly_name = "sn", .values = { texts, COUNT(texts) } }, read = { 0 };
	struct fault f;
	char *json;

	arena = arena_new();
	json = fields_encode(arena, &received_shape, &one);
	assert_int_equal(fields_decode(arena, json, strlen(json), &received_shape, STORED, &read, &f),
	    OK);
	assert_string_equal(read.source, "attribute");
	assert_string_equal(read.name, "urn:oid:2.5.4.4");
	assert_string_equal(read.friendly_name, "sn");
	assert_null(read.format);
	assert_int_equal(read.values.count, 2);
	assert_string_equal(read.values.items[0], "Müller");
	assert_string_equal(read.values.items[1], "");
	assert_true(claim_is_of_protocol("at_hash"));
	assert_false(claim_is_of_protocol("email"));
	arena_free(arena);
}

TEST(login_doubts_are_named_once)
{
	struct login_outcome out = { 0 };

	arena = arena_new();
	login_doubt(arena, &out, "sha1");
	login_doubt(arena, &out, "empty");
	login_doubt(arena, &out, "sha1");
	assert_int_equal(out.doubts.count, 2);
	assert_string_equal(out.doubts.items[0], "sha1");
	assert_string_equal(out.doubts.items[1], "empty");
	arena_free(arena);
}

TEST(login_outcome_keeps_what_the_provider_told)
{
	struct login_outcome out = { 0 };

	arena = arena_new();
	assert_int_equal(login_refuse_told(arena, &out, LOGIN_USER_NOT_ASSIGNED, "AADSTS50105",
	    "Not assigned.\r\nTrace ID: 1\n"), INVALID);
	assert_string_equal(out.failure, "user_not_assigned");
	assert_string_equal(out.code, "AADSTS50105");
	assert_string_equal(out.detail, "Not assigned.  Trace ID: 1");
	assert_null(out.expected);
	assert_int_equal(login_refuse_told(arena, &out, LOGIN_OTHER, NULL, NULL), INVALID);
	assert_null(out.code);
	assert_null(out.detail);
	arena_free(arena);
}

TEST(login_outcome_shows_each_character)
{
	static const struct {
		const char	*came, *kept;
	} rows[] = {
		{ "https://idp.example.com", "https://idp.example.com" },
		{ "", "" },
		{ "Müller 会社 😀", "Müller 会社 😀" },
		{ "https://idp.example.com\n", "https://idp.example.com\\u000A" },
		{ "a\tb\x1b[0m\x7f", "a\\u0009b\\u001B[0m\\u007F" },
		{ "a\xc2\x85" "b\xc2\xa0", "a\\u0085b\\u00A0" },
		{ "\xe2\x80\xae" "cba", "\\u202Ecba" },
		{ "\xef\xbb\xbf" "a\xe2\x80\x8d", "\\uFEFFa\\u200D" },
		{ "a\xff" "b\xc3", "a\\xFFb\\xC3" },
		{ "\xed\xa0\x80", "\\xED\\xA0\\x80" },
	};
	size_t i;

	arena = arena_new();
	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(kept(rows[i].came), rows[i].kept), "row %zu: %s", i, kept(rows[i].came));
	arena_free(arena);
}

TEST(login_outcome_cuts_at_a_whole_character)
{
	const char *cut;

	arena = arena_new();
	assert_string_equal(kept(long_text(arena, 500)), long_text(arena, 500));
	assert_string_equal(kept(wide_text(arena, 500)), wide_text(arena, 500));
	cut = kept(wide_text(arena, 501));
	assert_int_equal(text_chars(cut), 500);
	assert_true(text_is_utf8(cut, strlen(cut)));
	assert_true(text_starts(cut, wide_text(arena, 499)));
	assert_string_equal(cut + strlen(wide_text(arena, 499)), "…");
	cut = kept(arena_print(arena, "%s\n\n", long_text(arena, 490)));
	assert_string_equal(cut, arena_print(arena, "%s\\u000A…", long_text(arena, 490)));
	arena_free(arena);
}
