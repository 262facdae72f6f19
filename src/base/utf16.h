/*
 * utf16.h - text in UTF-16 as UTF-8
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_UTF16_H
#define BASE_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes a code point in UTF-8, at most 4 bytes; returns the end. */
char	*utf8_put(char *to, uint32_t point);

/* Whether a byte order mark of UTF-16 stands at the beginning, and which. */
bool	 utf16_is_marked(const char *bytes, size_t length, bool *is_big);
/* Writes at most length / 2 * 3 bytes, without the mark; returns the end.  Half of a pair
 * becomes U+FFFF, which is no character. */
char	*utf16_to_utf8(const char *bytes, size_t length, bool is_big, char *to);

#endif
