/*
 * visitor.h - the assistant's guest: a person in a browser, perhaps with a ticket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_VISITOR_H
#define WEB_ASSISTANT_VISITOR_H

#include "http/exchange.h"
#include "model/ticket/visit.h"
#include "store/visit.h"

struct form;

struct visitor {
	struct visit		 visit;		/* as far as it is loaded */
	const char		*secret;	/* of a ticket that there is, as far as we could ask; NULL: none */
	const char		*again;		/* the page that says the same again; NULL: the one asked for */
	const char		*session_token;	/* of the ticket in the path; NULL: none */
	const struct form	*form;		/* of a POST; NULL: none */
	const char		*check;		/* for a page that waits: check_load() */
};

/* Empty until the guard has filled it. */
struct visitor	*visitor(struct exchange *x);
/* The visit in the visitor. */
struct visit	*visit_of(struct exchange *x);

/* Loads the visit by the session of the ticket in the path; ticket.id is NULL if there is
 * none.  is_use: the request is a use of the session. */
MUST_USE enum status
		 visitor_load(struct exchange *x, enum visit_part part, bool is_use, struct fault *f);
/* Loads the visit by the whole ticket, in a browser with or without a session of it; if
 * secret is NULL or malformed, it is as if there were no such ticket. */
MUST_USE enum status
		 visitor_by_ticket(struct exchange *x, const char *secret, struct fault *f);
/* Loads what a page of that session waits for: the domain in the path, or anything. */
MUST_USE enum status
		 visitor_watch(struct exchange *x, struct fault *f);
/* The same for the test in the path, or for the newest one of the ticket's connection. */
MUST_USE enum status
		 visitor_watch_test(struct exchange *x, struct fault *f);
/* Loads only the tenant, so that an error page can show its name. */
MUST_USE enum status
		 visitor_tenant(struct exchange *x, struct fault *f);

#endif
