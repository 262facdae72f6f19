/*
 * connection_revisions.h - /api/v2/connections/{id}/revisions
 *
 * This is our own addition to the contract: it shows a connection's earlier settings
 * and restores them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CONNECTION_REVISIONS_H
#define API_CONNECTION_REVISIONS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 connection_revisions_list(struct exchange *x);
enum status	 connection_revisions_restore(struct exchange *x);

extern const struct operation
		 connection_revisions_list_operation,
		 connection_revisions_restore_operation;

#endif
