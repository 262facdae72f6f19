/*
 * clients.h - /api/v2/clients and /client-grants: the tenant's programs, read only
 *
 * "postern client add" makes clients.  Each has one grant: its scopes for this API.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CLIENTS_H
#define API_CLIENTS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 clients_list(struct exchange *x);
enum status	 clients_get(struct exchange *x);
enum status	 client_grants_list(struct exchange *x);
/* An organization has no grants: the list is always empty. */
enum status	 organization_grants_list(struct exchange *x);

extern const struct operation
		 clients_list_operation,
		 clients_get_operation,
		 client_grants_list_operation,
		 organization_grants_list_operation;

#endif
