/*
 * change_connection_clients.h - for which programs a connection is enabled
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CHANGE_CONNECTION_CLIENTS_H
#define ACTIONS_CHANGE_CONNECTION_CLIENTS_H

#include "base/fields.h"
#include "store/store.h"

/* changes: struct client_change.  INVALID: one client twice. */
MUST_USE enum status
	 change_connection_clients(const struct act *act, const char *id,
	    const struct objects *changes);

#endif
