/*
 * revision.h - the revisions of a connection, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include "store/connection.h"

struct revision_row {
	const char	*id;			/* its number, as cursors have it */
	long		 revision;
	bool		 is_live;
	moment		 created_at;
	const char	*actor;
	long		 restored_from;		/* 0: it was no restore */
	const char	*options;		/* JSON, without what lies outside of revisions */
};

/* struct revision_row, newest first.  NOT_FOUND: no such connection. */
MUST_USE enum status
	 revision_list(const struct act *act, const char *connection_id,
	    const struct slice *slice, struct objects *out);
/* Its settings as the next live revision.  NOT_FOUND: no such connection, or
 * no such revision of it. */
MUST_USE enum status
	 revision_restore(const struct act *act, const char *connection_id, long revision,
	    struct connection *out);

/* For postern-jobs: the live revision.  NOT_FOUND: the connection is gone. */
MUST_USE enum status
	 derive_wanted(const struct act *act, const char *connection_id, const char **strategy,
	    const char **settings, long *revision);
/* Nothing happens if that is the live revision no more. */
MUST_USE enum status
	 derive_keep(const struct act *act, const char *connection_id, long revision,
	    const char *derived);
MUST_USE enum status
	 derive_fail(const struct act *act, const char *connection_id, long revision,
	    const char *problem);

#endif
