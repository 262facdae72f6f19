/*
 * log.h - the events of the self-service flow, as the API shows them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include "store/list.h"

struct log_row {
	const char	*id;		/* 32 hex digits */
	moment		 date;
	const char	*event_name, *outcome;
	struct objects	 problem;	/* of a failure: struct sentence; in details, too */
	const char	*ip;		/* NULL: of a job or a command, or not kept then */
	const char	*client_id, *client_name;	/* NULL: no program did it */
	const char	*details;	/* JSON; NULL: hidden */
};

/* The logs that are wanted, and their order. */
struct log_filter {
	const char	*outcome;	/* NULL: all */
	bool		 oldest_first;
	bool		 with_total;
	const char	*hidden;	/* members of a log, separated by spaces, that nobody will see;
					   NULL: none.  problem and details stay in the database
					   if nothing that is seen is made of them. */
};

/* struct log_row; *total is 0 unless asked for.  A list by cursor has the oldest first,
 * and leaves out the newest few seconds, so that no log can appear later before those
 * that were listed.  INVALID: there is no log to begin after. */
MUST_USE enum status
	 log_list(const struct act *act, const struct log_filter *filter,
	    const struct slice *slice, struct objects *out, long *total);
MUST_USE enum status
	 log_load(const struct act *act, const char *id, struct log_row *out);

#endif
