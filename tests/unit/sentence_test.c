/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sentence.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

TEST(a_sentence_keeps_its_arguments_as_texts)
{
	struct arena *a = arena_new();
	struct sentence *s = sentence(a, "%s has %zu of %d, %lld%% (%u).", "a.example", (size_t)3, -7,
	    1234567890123LL, 4000000000u);

	assert_string_equal(s->id, "%s has %zu of %d, %lld%% (%u).");
	assert_int_equal(s->args.count, 5);
	assert_string_equal(s->args.items[0], "a.example");
	assert_string_equal(s->args.items[2], "-7");
	assert_string_equal(sentence_english(a, s), "a.example has 3 of -7, 1234567890123% (4000000000).");
	arena_free(a);
}

TEST(a_count_decides_between_one_and_many)
{
	static const struct {
		long		 count;
		const char	*text;
	} rows[] = { { 0, "0 seconds" }, { 1, "1 second" }, { 2, "2 seconds" } };
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_string_equal(rows[i].text, sentence_english(a, sentence_counted(a, rows[i].count,
		    "%ld second", "%ld seconds", rows[i].count)));
		fail_counted(&f, INVALID, rows[i].count, "%ld second", "%ld seconds", rows[i].count);
		assert_string_equal(rows[i].text, fault_english(a, &f));
	}
	arena_free(a);
}

TEST(a_translation_may_turn_the_arguments_round)
{
	static const char *const formats[][2] = {
		{ N_("%2$s of %1$s"), "b of a" }, { "%1$s %1$s", "a a" }, { "%3$s|%s", "|a" },
		{ "%s %s %s %s", "a b c " }, { N_("100 %"), "100 %" }, { "%", "%" }, { "%%s", "%s" },
		{ "", "" }, { "%0$s", "a" },
	};
	struct arena *a = arena_new();
	struct sentence *s = sentence(a, "%s%s%s", "a", "b", "c");
	size_t i;

	for (i = 0; i < COUNT(formats); i++) {
		s->id = formats[i][0];
		if (text_is(s->id, "%3$s|%s"))
			s->args.count = 2;
		CHECK(text_is(sentence_english(a, s), formats[i][1]), "%s: %s", formats[i][0],
		    sentence_english(a, s));
		s->args.count = 3;
	}
	arena_free(a);
}

TEST(an_argument_may_be_a_list)
{
	static const char *items[] = { "ns1", "ns2", "ns3" };
	struct texts t = { items, 3 };
	struct arena *a = arena_new();

	assert_string_equal(sentence_english(a, sentence(a, "Ask %s.", listed(a, &t))),
	    "Ask ns1, ns2 and ns3.");
	t.count = 1;
	assert_string_equal(sentence_english(a, sentence(a, "Ask %s.", listed(a, &t))), "Ask ns1.");
	t.count = 0;
	assert_string_equal(sentence_english(a, sentence(a, "Ask %s.", listed(a, &t))), "Ask .");
	arena_free(a);
}

TEST(sentences_are_kept_as_json)
{
	struct arena *a = arena_new();
	struct objects list = { 0 }, back;
	struct fault f;

	sentences_add(a, &list, sentence(a, "\"%s\" is wrong.", "a\xc3\xa9"));
	sentences_add(a, &list, sentence_counted(a, 2, "%d day", "%d days", 2));
	assert_int_equal(fields_decode_objects(a, fields_encode_list(a, &sentence_shape, list.items,
	    list.count), &sentence_shape, &back, &f), OK);
	assert_string_equal(sentences_english(a, &back), "\"a\xc3\xa9\" is wrong. 2 days");
	arena_free(a);
}

TEST(a_failure_has_several_sentences)
{
	struct arena *a = arena_new();
	struct fault f, copy;

	fail(&f, INVALID, "The name is %s.", "x");
	fault_add(&f, "Enter %s instead of %s.", "y", "x");
	copy = f;
	memset(&f, 0, sizeof(f));
	assert_string_equal(fault_english(a, &copy), "The name is x. Enter y instead of x.");
	assert_int_equal(fault_sentences(a, &copy).count, 2);
	arena_free(a);
}

TEST(a_failure_keeps_as_much_of_its_arguments_as_it_has_room_for)
{
	struct arena *a = arena_new();
	char *text = arena_alloc(a, 2 * FAULT_ARGS_BYTES);
	struct fault f;
	size_t length;

	for (length = 0; length < FAULT_ARGS_BYTES + 3; length++) {
		memset(text, 'x', length);
		text[length] = '\0';
		fail(&f, INVALID, "%s-%s-%s.", text, "yy", "z");
		fault_add(&f, "%s", "more");
		assert_int_equal(fault_sentences(a, &f).count, 2);
		assert_true(text_starts(fault_english(a, &f), length < FAULT_ARGS_BYTES ? text : "xxxxx"));
		if (length + sizeof("-yy-z-more") <= FAULT_ARGS_BYTES)
			assert_non_null(strstr(fault_english(a, &f), "-yy-z. more"));
	}
	arena_free(a);
}
