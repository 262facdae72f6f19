/*
 * delete_connection.h - a program deletes a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DELETE_CONNECTION_H
#define ACTIONS_DELETE_CONNECTION_H

#include "store/store.h"

/* Its tickets are revoked with it.  OK also where there is none. */
MUST_USE enum status
	 delete_connection(struct store *s, struct arena *a, const char *tenant_id,
	    const char *id, const char *actor, struct fault *f);

#endif
