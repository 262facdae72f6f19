/* SPDX-License-Identifier: Apache-2.0 */
#include "language/language.h"

#include <string.h>

#include "language/words.h"
#include "test.h"

#define MINUTE ((moment)60 * 1000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const struct language some[] = {
	{ 0, "en", NULL, "English", "ltr" },
	{ 1, "de", "x/de", "Deutsch", "ltr" },
	{ 2, "pt-BR", "x/pt_BR", "Português (Brasil)", "ltr" },
	{ 3, "ar-XB", "x/ar_XB", "", "rtl" },
};
static const struct languages all = { some, COUNT(some) };

TEST(language_is_found_by_its_tag)
{
	assert_ptr_equal(language_find(&all, "DE"), &some[1]);
	assert_ptr_equal(language_find(&all, "pt-br"), &some[2]);
	assert_null(language_find(&all, "pt_BR"));
	assert_null(language_find(&all, "pt"));
	assert_null(language_find(&all, ""));
}

TEST(language_is_the_one_that_the_browser_likes_best)
{
	static const struct {
		const char	*header, *tag;
	} rows[] = {
		{ "de", "de" }, { "de-AT", "de" }, { "de-AT-1996, en", "de" }, { "DE-at", "de" },
		{ "pt-BR,pt;q=0.9,en;q=0.8", "pt-BR" }, { "pt, de;q=0.5", "de" },
		{ "en-US,en;q=0.5", "en" }, { "en;q=0.5,de;q=0.9", "de" }, { "de;q=0.5,en;q=0.5", "de" },
		{ "fr, es;q=0.9", NULL }, { "*", NULL }, { "", NULL }, { NULL, NULL }, { ",;,-,", NULL },
		{ "de;q=0", NULL }, { "de;q=0.000, en;q=0.001", "en" }, { "de ; q=0.4 , en ; q=0.6", "en" },
		{ "de;q=x", "de" }, { "de;q=0.4999999999999999999,en;q=0.5", "en" },
		{ "x-de, de-", "de" }, { "ar-XB", "ar-XB" }, { "ar", NULL },
		{ "../de", NULL }, { "%s%n", NULL },
	};
	struct arena *a = arena_new();
	const struct language *l;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		l = language_accepted(a, &all, rows[i].header);
		CHECK(rows[i].tag == NULL ? l == NULL : l != NULL && strcmp(l->tag, rows[i].tag) == 0,
		    "%s: %s", rows[i].header, l == NULL ? "none" : l->tag);
	}
	arena_free(a);
}

TEST(language_looks_at_a_bounded_part_of_a_long_wish)
{
	struct arena *a = arena_new();
	char *header = arena_alloc(a, 65536);
	size_t i;

	for (i = 0; i < 30; i++)
		memcpy(header + 3 * i, "fr,", 3);
	memcpy(header + 90, "de,", 4);
	assert_ptr_equal(language_accepted(a, &all, header), &some[1]);
	for (i = 0; i < 20000; i++)
		memcpy(header + 3 * i, "fr,", 3);
	memcpy(header + 60000, "de", 3);
	assert_null(language_accepted(a, &all, header));
	memset(header, '-', 65000);
	header[65000] = '\0';
	assert_null(language_accepted(a, &all, header));
	arena_free(a);
}

TEST(language_folder_that_is_not_there_is_named)
{
	struct arena *a = arena_new();
	struct languages out;
	struct fault f;

	assert_int_equal(languages_load(a, "/nonexistent/languages", &out, &f), INVALID);
	assert_string_equal(said(&f), "languages: /nonexistent/languages cannot be read");
	arena_free(a);
}

TEST(languages_of_the_build_speak)
{
	struct arena *a = arena_new();
	struct languages built;
	struct fault f;
	const struct language *accented, *leftward;
	struct sentence *s;

	assert_int_equal(languages_load(a, "languages", &built, &f), OK);
	assert_non_null(language_find(&built, "de"));
	assert_non_null(language_find(&built, "fr"));
	accented = language_find(&built, "en-XA");
	leftward = language_find(&built, "ar-XB");
	assert_non_null(accented);
	assert_non_null(leftward);
	assert_string_equal(accented->name, "");
	assert_string_equal(accented->direction, "ltr");
	assert_string_equal(leftward->name, "");
	assert_string_equal(leftward->direction, "rtl");
	assert_string_equal(language_relative(a, accented, 5 * HOUR, 0), "îîñ ⟨5⟩ ĥööûûŕš");
	assert_string_equal(language_relative(a, accented, MINUTE, 0), "îîñ ⟨1⟩ ɱîîñûûţéé");
	assert_string_equal(language_relative(a, leftward, 5 * HOUR, 0), "ين ⟨5⟩ هوورس");
	assert_string_equal(language_relative(a, leftward, MINUTE, 0), "ين ⟨1⟩ مينوتي");
	assert_string_equal(language_relative(a, &english, 5 * HOUR, 0), "in 5 hours");
	s = sentence(a, "Error: %s", translated(a, "Continue"));
	assert_string_equal(language_sentence(a, accented, s), "Ééŕŕööŕ: ⟨Çööñţîîñûûéé⟩");
	assert_string_equal(language_sentence(a, &english, s), "Error: Continue");
	assert_string_equal(sentence_english(a, s), "Error: Continue");
	arena_free(a);
}

TEST(english_needs_no_catalog)
{
	static const char *names[] = { "a", "b", "c" };
	struct arena *a = arena_new();
	struct sentence *s = sentence(a, "Ask %s by %s, %zu times.",
	    listed(a, &(struct texts){ names, 3 }), dated(a, 1795298235042), (size_t)102400);

	assert_string_equal(language_sentence(a, &english, s),
	    "Ask a, b and c by Saturday 21 November 2026, 21:57 UTC, 102,400 times.");
	assert_string_equal(language_text(&english, "One"), "One");
	assert_string_equal(language_text(&english, ""), "");
	assert_null(language_text(&english, NULL));
	assert_string_equal(language_text_of(a, &english, "verb", "Open"), "Open");
	assert_string_equal(language_day(a, &english, 1795298235042), "21 November 2026");
	arena_free(a);
}

TEST(a_sentence_of_a_damaged_row_is_no_text)
{
	static const char *const rows[] = { "[{}]", "[{\"id\":null}]", "[{\"id\":null,\"plural\":null,\"count\":1}]" };
	struct arena *a = arena_new();
	struct objects list;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(fields_decode_objects(a, rows[i], &sentence_shape, &list, &f), OK);
		assert_string_equal(sentences_english(a, &list), "");
		assert_string_equal(language_sentences(a, &some[1], &list), "");
		assert_string_equal(language_sentences(a, &english, &list), "");
	}
	arena_free(a);
}

TEST(english_groups_digits_from_five_on)
{
	static const char *const rows[][2] = {
		{ "0", "0" }, { "1234", "1234" }, { "12345", "12,345" }, { "123456", "123,456" },
		{ "1234567", "1,234,567" }, { "-12345", "-12,345" }, { "-1234", "-1234" }, { "", "" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		assert_string_equal(language_number(a, &english, rows[i][0]), rows[i][1]);
	arena_free(a);
}

TEST(a_time_from_now_is_told_in_its_largest_unit)
{
	static const struct {
		moment distance;
		const char *future, *past;
	} rows[] = {
		{ 0, "in less than a minute", NULL },
		{ 59999, "in less than a minute", "less than a minute ago" },
		{ MINUTE, "in 1 minute", "1 minute ago" },
		{ 2 * MINUTE, "in 2 minutes", "2 minutes ago" },
		{ 2 * HOUR - 1, "in 119 minutes", "119 minutes ago" },
		{ 2 * HOUR, "in 2 hours", "2 hours ago" },
		{ 5 * HOUR - 1, "in 5 hours", "5 hours ago" },
		{ 4 * HOUR + 29 * MINUTE, "in 4 hours", "4 hours ago" },
		{ 2 * DAY - MINUTE, "in 48 hours", "48 hours ago" },
		{ 2 * DAY, "in 2 days", "2 days ago" },
		{ 5 * DAY - MINUTE, "in 5 days", "5 days ago" },
		{ 400 * DAY, "in 400 days", "400 days ago" },
	};
	struct arena *a = arena_new();
	moment now = 1795298235042;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_string_equal(language_relative(a, &english, now + rows[i].distance, now),
		    rows[i].future);
		if (rows[i].past != NULL)
			assert_string_equal(language_relative(a, &english, now - rows[i].distance, now),
			    rows[i].past);
	}
	arena_free(a);
}
