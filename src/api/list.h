/*
 * list.h - the part of a list that a program asks for, and the answer
 *
 * A list is asked for by number (page, per_page; with totals, if wanted) or by cursor
 * (from, take; the answer has the next cursor).  A handler decodes its query, whose
 * struct has a member paging, begins, gives the slice to the store, which hands over
 * each item as it is read, and ends:
 *
 *	st = query_decode(x, &query_shape, &q);
 *	if (st == OK)
 *		st = list_begin(x, &kind, &q.paging, &l);
 *	if (st == OK)
 *		st = thing_list(&x->act, &l.slice, NULL, &l.total);
 *	return st == OK ? list_end(&l) : st;
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_LIST_H
#define API_LIST_H

#include "base/fields.h"
#include "http/exchange.h"
#include "store/list.h"

/* --- the query --- */

struct paging {
	long		 page;
	long		 per_page, take;	/* 0: the query does not say */
	bool		 include_totals;
	const char	*from;
};

/* Rows for the shape of a query. */
#define PAGING_BY_NUMBER(type, max_page) \
	{ "page", FIELD_NUMBER, 0, offsetof(type, paging.page), .max = max_page, \
	    .about = "Page index of the results to return. First page is 0." }, \
	{ "per_page", FIELD_NUMBER, 0, offsetof(type, paging.per_page), .min = 1, .max = 100, \
	    .about = "Number of results per page. Defaults to 50." }, \
	{ "include_totals", FIELD_BOOL, 0, offsetof(type, paging.include_totals), \
	    .about = "Return results inside an object that contains the total result count (true) " \
	    "or as a direct array of results (false, default)." }
#define PAGING_BY_CURSOR(type, max_from, max_take, usual) \
	{ "from", FIELD_TEXT, 0, offsetof(type, paging.from), .max = max_from, \
	    .about = "Optional Id from which to start selection." }, \
	{ "take", FIELD_NUMBER, 0, offsetof(type, paging.take), .min = 1, .max = max_take, \
	    .about = "Number of results per page. Defaults to " #usual "." }

/* The query of a list by cursor that has no other parameters. */
struct cursor_query {
	struct given	 given;
	struct paging	 paging;
};
extern const struct shape	cursor_query_shape;

/* --- the answer --- */

struct list_answer {
	struct given	 given;
	struct objects	 items;
	long		 start, limit, length, total;
	const char	*next;
};

/* Rows for the shape of an answer, in the contract's order; an answer by number or by
 * cursor has only the rows that belong to that way.  LIST_ANSWER: all rows, for most
 * lists that can be asked for in both ways. */
#define LIST_ITEMS(name, of) { name, FIELD_OBJECTS, 0, offsetof(struct list_answer, items), \
	.shape = of }
#define LIST_NUMBER(name) { #name, FIELD_NUMBER, 0, offsetof(struct list_answer, name) }
#define LIST_ANSWER(name, of) { LIST_ITEMS(name, of), LIST_NUMBER(start), LIST_NUMBER(limit), \
	LIST_NUMBER(total), LIST_NEXT }
#define LIST_NEXT { "next", FIELD_TEXT, 0, offsetof(struct list_answer, next) }

/* A resource's list. */
struct list_kind {
	const struct shape	*item, *answer;
	enum {
		LIST_BY_NUMBER = 1,
		LIST_BY_CURSOR = 2,
		LIST_BY_BOTH = LIST_BY_NUMBER | LIST_BY_CURSOR,
	}			 ways;
	long			 per_page, take;	/* if the query does not say; 0: 50 */
	long			 most;		/* the limit by cursor; 0: none */
	bool			 is_plain;	/* its cursors are plain ids, not base64url */
	bool			 is_bare;	/* by cursor an array; the handler tells the next one in
						   a header, so the array is held and may end early */
	bool			(*is_id)(const char *text);	/* a cursor's form; NULL: any */
	size_t			 id_offset;	/* of the id, in what the store finds */
	/* Makes an item of what the store finds, in x->arena, which then is that item's;
	 * NULL: that is the item. */
	enum status		(*make)(struct exchange *x, const void *row, uint64_t shown, void *item);
};

/* It must not move. */
struct list {
	struct slice	 slice;		/* for the store */
	long		 total;		/* by the store */
	bool		 with_totals;
	uint64_t	 shown;		/* given.present of each item; all unless changed */
	/* so far */
	long		 count;
	const char	*last_id;	/* by cursor: of the last item; NULL: none */
	bool		 has_more;	/* by cursor */
	/* for list.c alone */
	struct exchange	*exchange;
	const struct list_kind *kind;
	struct taker	 taker;
};

/* INVALID: from is not a cursor of this list. */
MUST_USE enum status
		 list_begin(struct exchange *x, const struct list_kind *k, const struct paging *p,
		    struct list *out);
enum status	 list_end(struct list *l);

#endif
