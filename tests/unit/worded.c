/*
 * worded.c - each sentence that a test words in English has translations
 *
 * The linker leads the functions that word in English here first (--wrap).  A sentence
 * that is not in the catalogs must be one of po/literals.pot, so that programs, operators
 * or tests alone read it; xgettext would not find any other.  The figure is printed when
 * the program ends.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/text.h"
#include "language/words.h"
#include "model/connection/options.h"
#include "test.h"

char	*__real_sentence_english(struct arena *a, const struct sentence *s);
char	*__wrap_sentence_english(struct arena *a, const struct sentence *s);
char	*__real_sentences_english(struct arena *a, const struct objects *list);
char	*__wrap_sentences_english(struct arena *a, const struct objects *list);
char	*__real_fault_english(struct arena *a, const struct fault *f);
char	*__wrap_fault_english(struct arena *a, const struct fault *f);

enum { MAX_SENTENCES = 1024 };

static struct arena *kept;
static struct languages languages;
static const char *literals;
static const char *worded[MAX_SENTENCES];
static size_t worded_count;

__attribute__((destructor)) static void
end(void)
{
	if (worded_count > 0)
		printf("pseudo-languages: %zu sentences worded in en-XA and in ar-XB\n", worded_count);
	if (kept != NULL)
		arena_free(kept);
}

static const char *
read_literals(void)
{
	struct buf b = buf_in(kept);
	FILE *from = fopen("po/literals.pot", "r");
	char line[8192];

	assert_non_null(from);
	while (fgets(line, sizeof(line), from) != NULL)
		buf_add(&b, line);
	fclose(from);
	return b.text;
}

/* The build makes both where the tests run. */
static void
begin(void)
{
	struct fault f;

	if (kept != NULL)
		return;
	kept = arena_new();
	literals = read_literals();
	assert_int_equal(languages_load(kept, "languages", &languages, &f), OK);
}

/* Programs, operators or tests alone read it. */
static bool
stays_english(struct arena *a, const char *id)
{
	struct buf entry = buf_in(a);

	buf_add(&entry, "\nmsgid ");
	buf_add_json(&entry, id);
	return strstr(literals, entry.text) != NULL || text_is(id, FEDERATION_METADATA_TOO_LARGE);
}

static bool
is_worded_in(struct arena *a, const char *tag, const struct sentence *s)
{
	const struct language *l = language_find(&languages, tag);

	assert_non_null(l);
	if (!text_is(language_text(l, s->id), s->id))
		return !text_is(language_sentence(a, l, s), __real_sentence_english(a, s));
	CHECK(stays_english(a, s->id), "%s has no translation: %s", tag, s->id);
	return false;
}

static void
count(const char *id)
{
	size_t i = 0;

	while (i < worded_count && !text_is(worded[i], id))
		i++;
	if (i == worded_count && i < MAX_SENTENCES)
		worded[worded_count++] = arena_text(kept, id);
}

static bool
has_word_in(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i + 1 < length; i++)
		if (text_is_alnum((const char[]){ text[i], text[i + 1], '\0' }))
			return true;
	return false;
}

/* A sentence without words is data, such as sentence_verbatim makes. */
static bool
has_word(const char *id)
{
	struct conversion c;

	for (c = conversion_next(id); c.length > 0; c = conversion_next(id)) {
		if (has_word_in(id, c.before))
			return true;
		id += c.before + c.length;
	}
	return has_word_in(id, strlen(id));
}

static void
word_in_each(const struct sentence *s)
{
	struct arena *a;

	if (s->id == NULL || !has_word(s->id))
		return;
	begin();
	a = arena_new();
	if (is_worded_in(a, "en-XA", s) && is_worded_in(a, "ar-XB", s))
		count(s->id);
	arena_free(a);
}

static void
word_all(const struct objects *list)
{
	const struct sentence *items = list->items;
	size_t i;

	for (i = 0; i < list->count; i++)
		word_in_each(&items[i]);
}

char *
__wrap_sentence_english(struct arena *a, const struct sentence *s)
{
	word_in_each(s);
	return __real_sentence_english(a, s);
}

char *
__wrap_sentences_english(struct arena *a, const struct objects *list)
{
	word_all(list);
	return __real_sentences_english(a, list);
}

char *
__wrap_fault_english(struct arena *a, const struct fault *f)
{
	struct objects list = fault_sentences(a, f);

	/* The contract of the API has the sentences of its codes in English. */
	if (f->code[0] == '\0')
		word_all(&list);
	return __real_fault_english(a, f);
}
