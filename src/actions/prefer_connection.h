/*
 * prefer_connection.h - an operator says which of several connections a domain leads to
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_PREFER_CONNECTION_H
#define ACTIONS_PREFER_CONNECTION_H

#include "store/store.h"

/* name in A-labels.  NOT_FOUND: the connection does not have that domain. */
MUST_USE enum status
	 prefer_connection(const struct act *act, const char *name, const char *connection_id);

#endif
