/*
 * cursor.h - where the next page of a list begins, as the contract writes it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CURSOR_H
#define API_CURSOR_H

#include <stdbool.h>

#include "base/fields.h"
#include "http/exchange.h"

enum { CURSOR_TAKE = 50 };	/* where the query does not say */

/* What such a list is asked with. */
struct cursor_query {
	struct given	 given;
	const char	*from;
	long		 take;
};
extern const struct shape	cursor_query_shape;

/* Behind the thing of that id (or number). */
char		*cursor_after(struct arena *a, const char *id);
/* What from stands for; NULL stays NULL.  INVALID: it is no cursor of this
 * list, whose things have such ids (NULL: any). */
MUST_USE enum status
		 cursor_read(struct exchange *x, const char *from, bool (*is_id)(const char *text),
		    const char **id);

#endif
