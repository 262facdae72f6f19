/*
 * change_connection.h - a program changes a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CHANGE_CONNECTION_H
#define ACTIONS_CHANGE_CONNECTION_H

#include "model/connection/request.h"
#include "store/connection.h"

/* Options are replaced as a whole, by a new live revision; but a secret and
 * domain_aliases that were left out stay.  INVALID: options that do not suit
 * the strategy.  NOT_FOUND: no such connection. */
MUST_USE enum status
	 change_connection(const struct act *act, const char *id,
	    const struct connection_request *change, const char *seal_key,
	    struct connection_row *out);

#endif
