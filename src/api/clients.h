/*
 * clients.h - /api/v2/clients and /client-grants: the tenant's programs
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
enum status	 clients_update(struct exchange *x);
enum status	 clients_delete(struct exchange *x);
enum status	 clients_rotate_secret(struct exchange *x);
enum status	 clients_revoke_tokens(struct exchange *x);
enum status	 client_grants_update(struct exchange *x);
enum status	 client_grants_list(struct exchange *x);
/* An organization has no grants: the list is always empty. */
enum status	 organization_grants_list(struct exchange *x);

extern const struct operation
		 clients_list_operation,
		 clients_get_operation,
		 clients_update_operation,
		 clients_delete_operation,
		 clients_rotate_secret_operation,
		 clients_revoke_tokens_operation,
		 client_grants_update_operation,
		 client_grants_list_operation,
		 organization_grants_list_operation;

#endif
