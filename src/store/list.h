/*
 * list.h - a part of a list: how it is asked for, and its rows as structs
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "base/fields.h"
#include "store/store.h"

/* Takes the items of a list one by one, as the database sends them. */
struct taker {
	/* item: what the reader made; it and all that it points at are gone afterwards.  May
	 * not ask the store.  The first failure ends the list. */
	enum status	(*take)(void *user, const void *item);
	void		*user;
	struct arena	*arena;		/* for one item; reset after each */
};

/* By number: limit items from offset on.  By cursor: limit items that follow the one
 * with the id after, in the list's own order; after NULL: from the first. */
struct slice {
	bool		 by_cursor;
	const char	*after;
	long		 offset, limit;
	const struct taker *taker;	/* NULL: the items are collected */
};

/* Makes a struct of a row. */
struct row_reader {
	size_t		 size_bytes;
	int		 key;	/* a column that is null if the list is empty and the one row is
				   there only for what the whole list has */
	enum status	(*read)(const struct act *act, const struct rows *r, int row, void *out);
	/* Columns that all rows have alike; 0: the query has none. */
	int		 total;	/* the number of items in the whole list */
	int		 known;	/* false: there is no item with the id after */
};

/* A list that is being read, and what is known of it. */
struct listing {
	const struct row_reader	*reader;
	const struct slice	*slice;
	struct objects		*out;	/* the items, unless the slice has a taker */
	long			*total;	/* set before the first item is taken; 0 without rows */
	bool			 is_answered;	/* at least one row came */
	bool			 is_known;	/* see row_reader.known */
};

/* The caller fills in reader, slice, out and, if the reader has a total, total. */
MUST_USE enum status
		 list_read(const struct act *act, enum query q, const char *const *args,
		    struct listing *l);

#endif
