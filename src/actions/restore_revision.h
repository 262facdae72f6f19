/*
 * restore_revision.h - earlier settings of a connection become the live ones
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_RESTORE_REVISION_H
#define ACTIONS_RESTORE_REVISION_H

#include "store/connection.h"

/* As one more revision.  NOT_FOUND: no such connection, or revision of it. */
MUST_USE enum status
	 restore_revision(const struct act *act, const char *connection_id, long revision,
	    struct connection_row *out);

#endif
