/*
 * event.h - what happened, kept for good
 *
 * An act is told by the statement that does it; here is what was refused or is
 * done outside the database, and the reading.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "store/store.h"

struct event_row {
	moment		 at;
	const char	*kind, *outcome, *actor;
	const char	*details;	/* JSON, with the ticket and profile it is about */
};

/* Of an act of the ticket's administrator that was refused.  (event_add is a name
 * of libevent's.) */
MUST_USE enum status
	 event_tell(const struct act *act, const char *ticket_id, const char *kind,
	    const char *problem);
/* That there is a key which secrets are sealed with: an event for each tenant. */
MUST_USE enum status
	 seal_key_tell(const struct act *act, const char *key_id);
/* Newest first, at most 1000. */
MUST_USE enum status
	 event_list(const struct act *act, struct event_row **out, size_t *count);

#endif
