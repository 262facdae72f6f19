/*
 * session.h - the sessions of a ticket, as its administrators see them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "model/ticket/browser.h"
#include "store/store.h"

/* A session as a browser has it, and how it is looked at. */
struct session_key {
	const char	*ticket_id;
	const char	*hash;		/* of its token; "": it has none */
	long		 idle_s;	/* it ends when it was not used for so long; 0: never */
	bool		 is_use;	/* this look is a use of the session */
};

/* A session that begins. */
struct session_start {
	const char	*hash;		/* of its token */
	struct browser	 browser;	/* kept, so that the session can be recognized in the list */
	const char	*former_hash;	/* of the one that this browser had of the ticket, which ends; NULL: none */
};

struct session_row {
	const char	*id;		/* names it among those of the ticket; opens nothing */
	moment		 opened_at, last_used_at;
	struct browser	 browser;
	bool		 is_this;	/* the one that asks */
};

/* Those that are open, the oldest first.  idle_s: as in the key. */
MUST_USE enum status
	 session_list(const struct act *act, const char *ticket_id, const char *session_hash,
	    long idle_s, struct session_row **out, size_t *count);
/* That session asks to end one of its ticket, by its id.  It may have ended already.
 * NOT_FOUND: the ticket has none of that id, or that session may not go on. */
MUST_USE enum status
	 session_end(const struct act *act, const char *ticket_id, const char *session_hash,
	    const char *id, bool *is_this);

#endif
