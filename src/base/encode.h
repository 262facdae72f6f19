/*
 * encode.h - bytes as text and back
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_ENCODE_H
#define BASE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* 0 to 15; -1: not a hex digit. */
int	 hex_value(char digit);
/* application/x-www-form-urlencoded: %XX and '+'.  NULL if an escape is
 * broken, or if the result holds NUL or is not UTF-8. */
char	*form_decode(struct arena *a, const char *text, size_t length);
/* Everything but unreserved characters (RFC 3986 §2.3) becomes %XX. */
char	*url_encode(struct arena *a, const char *text);
/* RFC 4648 §4: the 64 digits, each at its value. */
extern const char base64_digits[];
/* RFC 4648 §4 with padding. */
char	*base64_encode(struct arena *a, const void *bytes, size_t count);
/* NULL if it is not base64.  A NUL, which *count leaves out, follows the bytes. */
char	*base64_bytes(struct arena *a, const char *text, size_t *count);
/* The same with blanks and line ends anywhere. */
char	*base64_bytes_wrapped(struct arena *a, const char *text, size_t *count);
/* NULL if it is not base64 or holds NUL. */
char	*base64_decode(struct arena *a, const char *text);
/* RFC 4648 §5 without padding. */
char	*base64url_encode(struct arena *a, const void *bytes, size_t count);
/* NULL if it is not base64url: padding, blanks and stray bits count.  A NUL, which *count leaves
 * out, follows the bytes. */
unsigned char *base64url_bytes(struct arena *a, const char *text, size_t length, size_t *count);
/* NULL if it is not base64url or holds NUL. */
char	*base64url_decode(struct arena *a, const char *text);

/* For a text of XML and an attribute in double quotes.  Line breaks and tabs are kept (XML 1.0
 * 3.3.3); other control characters, which XML does not have, are left out. */
char	*xml_escape(struct arena *a, const char *text);

#endif
