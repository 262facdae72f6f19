/*
 * unicode.h - characters that mean nothing in a value, and look like nothing
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point with which text begins, and its length in bytes.  0 and 1: it has four bytes,
 * as none of the characters below has, or it is not UTF-8. */
uint32_t	 unicode_first(const char *text, size_t *bytes);
/* Writes a code point in UTF-8, at most 4 bytes; returns the end. */
char		*unicode_put(char *to, uint32_t point);

/* General categories Zs, Zl, Zp and Cc. */
bool		 unicode_is_blank(uint32_t point);
/* Category Cf and the like, but for the joiners. */
bool		 unicode_is_unseen(uint32_t point);
/* U+200C and U+200D, which some scripts need inside words. */
bool		 unicode_is_joiner(uint32_t point);

#endif
