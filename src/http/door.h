/*
 * door.h - one kind of guest: their addresses, who may enter, how they are refused
 *
 * A door is a folder whose door.c holds the one table of its routes;
 * main/doors.c lists the doors.  The rows of a table hold what their door alone
 * must know, so a door keeps its table to itself and shows the part that all rows
 * have.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_DOOR_H
#define HTTP_DOOR_H

#include "base/buf.h"
#include "http/exchange.h"

struct route {
	enum method	 method;
	const char	*path;		/* ":name" takes one part of the path, or the rest of one */
	enum status	(*handle)(struct exchange *x);
};

enum { MAX_PREFIXES = 8 };

struct door {
	const char		*name;
	/* "/api/" takes every path below it, "/pem" that path alone. */
	const char		*prefixes[MAX_PREFIXES];
	/* The routes in their order; NULL after the last. */
	const struct route	*(*route)(size_t index);
	/* The guests who may enter there, in words. */
	const char		*(*guests)(struct arena *a, size_t index);
	/* The guard finds out in one round trip who is asking and whether they may enter;
	 * it fills x->guest, and the tenant and actor of x->act. */
	enum status		(*enter)(struct exchange *x, size_t index);
	/* Answers a request that failed before, in or after the guard, in the format of
	 * this door's guests; the sentence is in x->fault. */
	void			(*refuse)(struct exchange *x, enum status st, int code);
};

/* Whether the path lies under one of the door's prefixes. */
bool		 door_has(const struct door *d, const char *path);
/* Puts the path's parts into x.  NOT_FOUND: no such path.  FORBIDDEN: not with
 * that method; *allow lists the allowed ones. */
MUST_USE enum status
		 door_find(const struct door *d, struct exchange *x, size_t *index, const char **allow);
/* Prints a line for each route: the method, the path and who may enter. */
void		 door_print(const struct door *d, struct buf *b);

#endif
