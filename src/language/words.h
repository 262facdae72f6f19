/*
 * words.h - sentences, lists, numbers and dates in a language
 *
 * A sentence that the language's catalog does not have is worded in English.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LANGUAGE_WORDS_H
#define LANGUAGE_WORDS_H

#include "base/clock.h"
#include "base/sentence.h"
#include "language/language.h"

/* Translates a literal without arguments, which N_() marks; NULL stays NULL. */
const char	*language_text(const struct language *l, const char *id);
/* The same for a short one that needs a context to be understood:
 * language_text_of(a, l, NC_(context, id)). */
const char	*language_text_of(struct arena *a, const struct language *l, const char *context,
		    const char *id);

char	*language_sentence(struct arena *a, const struct language *l, const struct sentence *s);
/* list: struct sentence; there is a space between sentences. */
char	*language_sentences(struct arena *a, const struct language *l, const struct objects *list);
/* The text without the invisible characters that words from right to left have around
 * their arguments: for people who copy it, perhaps a name from it. */
char	*language_to_copy(struct arena *a, const char *text);
char	*language_fault(struct arena *a, const struct language *l, const struct fault *f);

/* "a, b and c" */
char	*language_list(struct arena *a, const struct language *l, const struct texts *items);
/* Groups the digits if there are at least five: "102,400". */
char	*language_number(struct arena *a, const struct language *l, const char *digits);
/* "21 November 2026", in UTC. */
char	*language_day(struct arena *a, const struct language *l, moment m);
/* "Saturday 21 November 2026, 21:57 UTC" */
char	*language_moment(struct arena *a, const struct language *l, moment m);
/* "Saturday 21 November 2026, 21:57:15 UTC" */
char	*language_second(struct arena *a, const struct language *l, moment m);
/* "in 5 hours", "3 days ago" */
char	*language_relative(struct arena *a, const struct language *l, moment m, moment now);

#endif
