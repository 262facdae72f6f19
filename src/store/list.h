/*
 * list.h - a part of a list: which one is asked for, and its rows as structs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "base/fields.h"
#include "store/store.h"

/* By number: limit things from offset on.  By cursor: limit things behind the one of
 * the id after, which NULL leaves out, in the list's own order. */
struct slice {
	bool		 by_cursor;
	const char	*after;
	long		 offset, limit;
};

/* How a row becomes a struct. */
struct row_reader {
	size_t		 size_bytes;
	int		 key;	/* a column that is null in a row that only tells of the whole */
	enum status	(*read)(const struct act *act, const struct rows *r, int row, void *out);
};

/* All rows but one that only tells of the whole. */
MUST_USE enum status
		 rows_read(const struct act *act, const struct rows *r,
		    const struct row_reader *reader, struct objects *out);
/* Of the whole list, which the first row has; 0 without rows. */
long		 rows_total(const struct rows *r, int column);

#endif
