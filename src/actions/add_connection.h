/*
 * add_connection.h - a program makes a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ADD_CONNECTION_H
#define ACTIONS_ADD_CONNECTION_H

#include "model/connection/request.h"
#include "store/connection.h"

/* What must be fetched or parsed is derived afterwards, by postern-jobs.
 * INVALID: the strategy, or its options.  CONFLICT: the name is taken. */
MUST_USE enum status
	 add_connection(const struct act *act, const struct connection_request *wanted,
	    const char *seal_key, struct connection_row *out);

#endif
