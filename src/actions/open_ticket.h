/*
 * open_ticket.h - an administrator gets started with a ticket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_OPEN_TICKET_H
#define ACTIONS_OPEN_TICKET_H

#include "base/clock.h"
#include "store/store.h"

struct opened {
	const char	*session_token;	/* for the cookie; kept as its hash */
	long		 lifetime_s;	/* to the end of all sessions of the ticket */
};

/* Spends one use, in one statement: of any number at once, ten succeed.
 * EXPIRED: nothing was spent. */
MUST_USE enum status
	 open_ticket(const struct act *act, const char *host, const char *secret,
	    struct opened *out);

#endif
