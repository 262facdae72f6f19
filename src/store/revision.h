/*
 * revision.h - the revisions of a connection, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include "store/connection.h"

struct revision_row {
	const char	*id;			/* its number as text, for cursors */
	long		 revision;
	bool		 is_live;
	moment		 created_at;
	const char	*actor;
	long		 restored_from;		/* 0: it is not a restored one */
	const char	*options;		/* JSON, without what lies outside revisions */
};

/* struct revision_row, newest first.  NOT_FOUND: no such connection. */
MUST_USE enum status
	 revision_list(const struct act *act, const char *connection_id,
	    const struct slice *slice, struct objects *out);
/* Makes the settings of that revision the next live one.  NOT_FOUND: no such
 * connection, or it has no such revision. */
MUST_USE enum status
	 revision_restore(const struct act *act, const char *connection_id, long revision,
	    struct connection *out);

/* A live revision from whose settings the rest is to be derived. */
struct derivation {
	const char	*strategy, *settings;	/* settings: JSON */
	struct texts	 own;			/* the names of those that a program set itself */
	long		 revision;
};

/* For postern-jobs: loads the live revision.  NOT_FOUND: the connection is gone. */
MUST_USE enum status
	 derive_wanted(const struct act *act, const char *connection_id, struct derivation *out);
/* Both do nothing if that is no longer the live revision. */
MUST_USE enum status
	 derive_keep(const struct act *act, const char *connection_id, long revision,
	    const char *derived);
MUST_USE enum status
	 derive_fail(const struct act *act, const char *connection_id, long revision,
	    const struct objects *problem);

#endif
