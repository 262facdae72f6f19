/*
 * connection_clients.h - /api/v2/connections/{id}/clients
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CONNECTION_CLIENTS_H
#define API_CONNECTION_CLIENTS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 connection_clients_list(struct exchange *x);
enum status	 connection_clients_update(struct exchange *x);

extern const struct operation
		 connection_clients_list_operation,
		 connection_clients_update_operation;

#endif
