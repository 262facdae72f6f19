/*
 * exchange.h - many requests to the internet at once, carefully
 *
 * They keep to the rules of fetch.h, and each may carry credentials.  One wait serves them
 * all: until exchanges_socket() is readable or exchanges_due_ms() have passed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_EXCHANGE_H
#define NET_EXCHANGE_H

#include <stdbool.h>

#include "net/fetch.h"

struct exchanges;	/* all of one process */
struct exchange;

/* The arena is reset after those of each exchange. */
struct exchanges *exchanges_new(struct arena *a, struct fetcher *fr);
int		 exchanges_socket(const struct exchanges *all);
long		 exchanges_due_ms(const struct exchanges *all);	/* -1: none is due */
/* Does whatever can be done without waiting. */
void		 exchanges_move(struct exchanges *all);

/* Begins one, which is given up when the arena is reset.  The texts must live as long. */
struct exchange	*exchange_begin(struct exchanges *all, struct arena *a,
		    const struct fetch_request *r);
bool		 exchange_is_over(const struct exchange *e);
/* Of one that is over; as fetch() answers. */
MUST_USE enum status
		 exchange_result(const struct exchange *e, struct fetched *out, struct fault *f);

#endif
