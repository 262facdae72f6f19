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
	 prefer_connection(struct store *s, struct arena *a, const char *tenant_id,
	    const char *name, const char *connection_id, const char *actor, struct fault *f);

#endif
