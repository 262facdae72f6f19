/* SPDX-License-Identifier: Apache-2.0 */
#include "base/status.h"

#include <string.h>

#include "base/arena.h"
#include "base/sentence.h"
#include "base/text.h"
#include "test.h"

TEST(fail_returns_the_status_and_keeps_the_sentence)
{
	struct fault f = { .code = "old" };

	assert_int_equal(fail(&f, NOT_FOUND, "No ticket %s.", "x"), NOT_FOUND);
	assert_string_equal(said(&f), "No ticket x.");
	assert_string_equal(f.code, "");
	assert_int_equal(fail_code(&f, CONFLICT, "name_taken", "%d", 7), CONFLICT);
	assert_string_equal(said(&f), "7");
	assert_string_equal(f.code, "name_taken");
}

TEST(fail_shows_no_detail_of_our_own_mistakes)
{
	struct fault f;

	assert_int_equal(fail_broken(&f), BROKEN);
	assert_int_equal(strlen(f.code), 0);
	assert_non_null(strstr(said(&f), "our side"));
	assert_int_equal(fail_unavailable(&f), UNAVAILABLE);
	assert_non_null(strstr(said(&f), "Try again"));
}

/* Each start puts the cut at another byte of a character. */
TEST(fail_cuts_a_long_sentence_at_a_whole_character)
{
	static const char *const characters[] = { "a", "\xc3\xa9", "\xe2\x82\xac",
		"\xf0\x9f\x94\x91" };
	struct arena *a = arena_new();
	struct fault f;
	size_t i, start, j;
	char *text;

	for (i = 0; i < COUNT(characters); i++)
		for (start = 0; start < 8; start++) {
			text = arena_print(a, "%.*s", (int)start, "xxxxxxxx");
			for (j = 0; j < 8; j++)
				text = arena_print(a, "%s%s%s", text, text, characters[i]);
			for (j = 0; strlen(text) < 2 * FAULT_ARGS_BYTES; j++)
				text = arena_print(a, "%s%s", text, characters[i]);
			fail(&f, INVALID, "%s", text);
			CHECK(text_is_utf8(said(&f), strlen(said(&f))), "%zu %zu", i,
			    start);
			assert_in_range(strlen(said(&f)), FAULT_ARGS_BYTES - 8,
			    FAULT_ARGS_BYTES - 1);
		}
	arena_free(a);
}

TEST(fail_keeps_a_sentence_that_just_fits)
{
	struct arena *a = arena_new();
	struct fault f;
	char *text = arena_print(a, "%0*d\xc3\xa9", (int)FAULT_ARGS_BYTES - 3, 0);

	fail(&f, INVALID, "%s", text);
	assert_string_equal(said(&f), text);
	arena_free(a);
}

TEST(faults_take_the_sentences_of_another)
{
	struct arena *a = arena_new();
	struct fault f, why;
	const struct sentence *s;
	size_t i;

	fail_code(&f, INVALID, "ours", "We left out %s.", "one");
	fail_counted(&why, INVALID, 2, "%s has %d.", "%s have %d.", "They", 2);
	fault_add(&why, "Ask.");
	fault_add(&why, "Ask %s.", "");
	fault_join(&f, &why);
	assert_string_equal(said(&f), "We left out one. They have 2. Ask. Ask .");
	assert_string_equal(f.code, "ours");
	s = fault_sentences(a, &f).items;
	assert_string_equal(s[1].id, "%s has %d.");
	assert_string_equal(s[1].plural, "%s have %d.");
	assert_int_equal(s[1].count, 2);
	fault_join(&f, &why);		/* no room */
	assert_int_equal(f.count, FAULT_SENTENCES);
	for (i = 0; i < 4; i++) {	/* arguments that fill one, and then another */
		fail(&f, INVALID, "%s", arena_print(a, "%*s", FAULT_ARGS_BYTES - 4 + (int)i, "\xe2\x82\xac"));
		fail(&why, INVALID, "%s %s", arena_print(a, "%*s", FAULT_ARGS_BYTES, "\xe2\x82\xac"), "lost");
		fault_join(&f, &why);
		CHECK(f.count == 2 && text_is_utf8(said(&f), strlen(said(&f))), "%zu", i);
		assert_in_range(f.used_bytes, FAULT_ARGS_BYTES - 4, FAULT_ARGS_BYTES - 1);
	}
	arena_free(a);
}
