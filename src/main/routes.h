/*
 * routes.h - every URL, and who may enter
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_ROUTES_H
#define MAIN_ROUTES_H

#include "api/operation.h"
#include "http/exchange.h"

enum guard {
	ANYONE,		/* a person, or a machine that asks for our health */
	VISITOR,	/* a person with a session of the ticket in the path */
	VISITOR_SETTINGS, /* the same, whose page shows the settings */
	VISITOR_MAPPING,  /* the same, whose page shows the mapping */
	VISITOR_RECEIPT,  /* the same, whose page shows what is live */
	WATCHER,	/* a VISITOR's page that waits: x->visit has the check alone, of the
			   domain in the path if there is one */
	PROGRAM,	/* a program that is not known yet */
	CLIENT,		/* a program with an API token that may do it */
	CLIENT_REALM,	/* the same, who asks where a domain leads: x->realm has it */
};

struct route {
	enum method	 method;
	const char	*path;		/* ":name" takes one part of the path */
	enum guard	 guard;
	const char	*scopes;	/* CLIENT only: as client_may takes them */
	enum status	(*handle)(struct exchange *x);
	const struct operation	*operation;	/* for the API's description; NULL: not in it */
};

/* NOT_FOUND: no such path.  FORBIDDEN: not with that method; *allow lists
 * those that are.  The parts go into x. */
MUST_USE enum status
		 route_find(struct exchange *x, const struct route **out, const char **allow);
/* All, in their order; NULL behind the last. */
const struct route
		*route_at(size_t index);
/* Whether answers below that path are for programs. */
bool		 route_is_for_programs(const char *path);

#endif
