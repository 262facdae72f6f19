/*
 * typed.h - what a person typed or pasted, without what came along
 *
 * Consoles, documents and mail programs add what nobody sees: no-break and zero-width
 * spaces, soft hyphens, byte order marks, marks of direction.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_TYPED_H
#define BASE_TYPED_H

#include <stdbool.h>

#include "base/arena.h"

/* Whether a blank of any script stands in it. */
bool	 typed_has_blank(const char *text);

/* Without blanks at the ends, and nowhere with a character that has no width and no
 * meaning. */
char	*typed_text(struct arena *a, const char *text);
/* The same for an address or a domain: without quotes or angle brackets around it, a comma
 * or semicolon after it, and a label before its https://.  XML and JSON stay as they are. */
char	*typed_address(struct arena *a, const char *text);
/* The same for a URL: https:// is added if there is no scheme. */
char	*typed_url(struct arena *a, const char *text);

#endif
