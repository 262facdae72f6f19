/*
 * text.h - tests and conversions of strings, without locale
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define TEXT_ALNUM "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

bool	 text_is(const char *a, const char *b);		/* NULL equals only NULL */
bool	 text_is_nocase(const char *a, const char *b);	/* ASCII */
bool	 text_starts(const char *text, const char *prefix);
bool	 text_is_ascii(const char *text);
bool	 text_is_alnum(const char *text);		/* ASCII, at least one */
bool	 text_is_hex(const char *text, size_t length);	/* exactly length, lower case */

/* RFC 3629: no overlong forms, surrogates or code points over U+10FFFF. */
bool	 text_is_utf8(const char *text, size_t length);
/* Code points of valid UTF-8: what the contract calls characters. */
size_t	 text_chars(const char *text);
/* No control characters but tab, line feed and carriage return. */
bool	 text_is_printable(const char *text);

/* Whether length bytes begin with the word, in any ASCII case. */
bool	 text_begins(const char *bytes, size_t length, const char *word);
/* Whether a web page begins there. */
bool	 text_is_html(const char *bytes, size_t length);
/* The length of the byte order mark of UTF-8 with which they begin; 0: there is none. */
size_t	 text_mark_length(const char *bytes, size_t length);
/* Finds the word in length bytes, in any ASCII case; NULL: it is not there. */
const char *text_find(const char *text, size_t length, const char *word);

/* Decimal, whole string, within limits; false leaves *out untouched. */
bool	 text_to_long(const char *text, long min, long max, long *out);

char	*text_lower(struct arena *a, const char *text);	/* ASCII */
char	*text_upper(struct arena *a, const char *text);
char	*text_trim(struct arena *a, const char *text);
/* Non-empty parts between any of the separators; returns their count. */
size_t	 text_split(struct arena *a, const char *text, const char *separators,
	    const char ***parts);
/* Its first characters with an ellipsis; a text that is no longer, as it is. */
char	*text_cut(struct arena *a, const char *text, size_t max_chars);
/* The beginning of a document's text, on one line, for quoting in a sentence. */
char	*text_excerpt(struct arena *a, const char *text);

#endif
