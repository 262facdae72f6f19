/*
 * utf16.h - text in UTF-16 as UTF-8
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_UTF16_H
#define BASE_UTF16_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Whether a byte order mark of UTF-16 stands at the beginning, and which. */
bool	 utf16_is_marked(const char *bytes, size_t length, bool *is_big);
/* In UTF-8, without the mark, in count bytes and a NUL.  Half of a pair becomes U+FFFF, which
 * is no character. */
char	*utf16_text(struct arena *a, const char *bytes, size_t length, bool is_big, size_t *count);

#endif
