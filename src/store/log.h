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
	const char	*problem;	/* of a failure, in words; NULL: none */
	const char	*ip;		/* NULL: of a job, of a command, or older than that column */
	const char	*client_id, *client_name;	/* NULL: no program did it */
	const char	*details;	/* JSON */
};

/* Which logs, and in what order. */
struct log_filter {
	const char	*outcome;	/* NULL: all */
	bool		 oldest_first;
	bool		 with_total;
};

/* struct log_row; *total is 0 unless asked for.  By cursor, which is the oldest first,
 * no older one than those that are listed can come later.  INVALID: there is no log
 * to begin after. */
MUST_USE enum status
	 log_list(const struct act *act, const struct log_filter *filter,
	    const struct slice *slice, struct objects *out, long *total);
MUST_USE enum status
	 log_load(const struct act *act, const char *id, struct log_row *out);

#endif
