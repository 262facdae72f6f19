/*
 * forgotten.h - finds a word that was forgotten on a page in a pseudo-language
 *
 * Each letter that the build could translate has an accent in en-XA and is Arabic
 * in ar-XB.  A visible word with two other letters was forgotten, unless it is data:
 * it stands in an element of another language, with translate="no", of code or that a
 * visitor fills in; between ⟨ and ⟩, which enclose the arguments of a sentence; it has
 * a digit or a sign of an address; or it is one of the names that the caller gives.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FORGOTTEN_H
#define FORGOTTEN_H

#include "base/fields.h"

/* Returns the first of them with the words around it; NULL: there is none.  words: those
 * that are translated. */
char	*forgotten_word(struct arena *a, const char *html, const char *language,
	    const struct texts *names, size_t *words);

#endif
