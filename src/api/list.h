/*
 * list.h - the part of a list that a program asks for, and the answer
 *
 * By number (page, per_page; with totals, if wanted) or by cursor (from, take; with
 * what to go on from).  A handler decodes its query, whose struct has a member
 * paging, begins, gives the slice to the store, and sends what that found:
 *
 *	st = query_decode(x, &query_shape, &q);
 *	if (st == OK)
 *		st = list_begin(x, &kind, &q.paging, &l);
 *	if (st == OK)
 *		st = thing_list(&x->act, &l.slice, &l.found, &l.total);
 *	return st == OK ? list_send(x, &kind, &l) : st;
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_LIST_H
#define API_LIST_H

#include "base/fields.h"
#include "http/exchange.h"
#include "store/list.h"

/* --- what is asked --- */

struct paging {
	long		 page;
	long		 per_page, take;	/* 0: the query does not say */
	bool		 include_totals;
	const char	*from;
};

/* Rows of a query's shape. */
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

/* The query of a list by cursor that can be asked nothing else. */
struct cursor_query {
	struct given	 given;
	struct paging	 paging;
};
extern const struct shape	cursor_query_shape;

/* --- what is answered --- */

struct list_answer {
	struct given	 given;
	struct objects	 items;
	long		 start, limit, length, total;
	const char	*next;
};

/* Rows of an answer's shape, in the contract's order; an answer has those that go with
 * the way of asking.  LIST_ANSWER: all rows of most lists that can be asked both ways. */
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
	long			 per_page, take;	/* where the query does not say; 0: 50 */
	long			 most;		/* no more are taken by cursor; 0: as many as asked for */
	bool			 is_plain;	/* its cursors are ids, not made unreadable */
	bool			 is_bare;	/* by cursor an array alone: the handler tells what is next */
	bool			(*is_id)(const char *text);	/* what a cursor stands for; NULL: any */
	size_t			 id_offset;	/* of the id, in what the store finds */
	/* An item of what the store finds, which is row_bytes long; NULL: it is one. */
	enum status		(*make)(struct exchange *x, const void *row, uint64_t shown, void *item);
	size_t			 row_bytes;
};

struct list {
	struct slice	 slice;		/* for the store */
	struct objects	 found;		/* by the store */
	long		 total;
	bool		 with_totals;
	uint64_t	 shown;		/* given.present of each item: all that there are, until changed */
};

/* INVALID: from is no cursor of this list. */
MUST_USE enum status
		 list_begin(struct exchange *x, const struct list_kind *k, const struct paging *p,
		    struct list *out);
enum status	 list_send(struct exchange *x, const struct list_kind *k, struct list *l);

#endif
