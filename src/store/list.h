/*
 * list.h - a part of a list: how it is asked for, and its rows as structs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "base/fields.h"
#include "store/store.h"

/* By number: limit items from offset on.  By cursor: limit items that follow the one
 * with the id after, in the list's own order; after NULL: from the first. */
struct slice {
	bool		 by_cursor;
	const char	*after;
	long		 offset, limit;
};

/* Makes a struct of a row. */
struct row_reader {
	size_t		 size_bytes;
	int		 key;	/* a column that is null if the list is empty and the one row is
				   there only for the total */
	enum status	(*read)(const struct act *act, const struct rows *r, int row, void *out);
};

/* Reads all rows, but not one that is there only for the total. */
MUST_USE enum status
		 rows_read(const struct act *act, const struct rows *r,
		    const struct row_reader *reader, struct objects *out);
/* The number of items in the whole list, which the first row has; 0 without rows. */
long		 rows_total(const struct rows *r, int column);

#endif
