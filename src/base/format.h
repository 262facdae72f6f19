/*
 * format.h - printf formats whose arguments are kept as texts
 *
 * A sentence is worded after its arguments were taken, perhaps in another
 * language and in another order (%2$s).  So a format is read twice: once to
 * take the arguments, once to put them into it or into its translation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct conversion {
	size_t	 before;	/* bytes of the format that come before it */
	size_t	 length;	/* its own; 0: the format has no further one */
	size_t	 position;	/* %2$s: 2; 0: that of the next argument */
	char	 modifier;	/* 'l', 'L' for ll, 'z' or '\0' */
	char	 type;		/* s, d, u, or % for %% */
};

struct conversion conversion_next(const char *format);
bool	 conversion_is_number(const struct conversion *c);

struct arguments {
	va_list list;
};

/* Writes the argument of a conversion as text, as snprintf does.  Takes s, d and u with
 * those modifiers; for any other type, nothing is written or taken. */
int	 conversion_take(const struct conversion *c, struct arguments *args, char *out,
	    size_t size_bytes);

#endif
