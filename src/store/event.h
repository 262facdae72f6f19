/*
 * event.h - what happened, kept for good
 *
 * The statement that does an act writes its event, too.  The events written here are
 * of acts that were refused or are done outside the database.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "base/sentence.h"
#include "store/list.h"

struct event_row {
	moment		 at;
	const char	*kind, *outcome, *actor;
	const char	*details;	/* JSON, with the ticket and profile it is about */
	struct objects	 problem;	/* struct sentence; in details, too */
};

/* An act of the ticket's administrator was refused.  (The name event_add belongs to
 * libevent.) */
MUST_USE enum status
	 event_tell(const struct act *act, const char *ticket_id, const char *kind,
	    const struct sentence *problem);
/* struct event_row, newest first, at most 1000. */
MUST_USE enum status
	 event_list(const struct act *act, const struct taker *to);

#endif
