/*
 * organization_connections.h - /api/v2/organizations/{id}/connections and /enabled_connections
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ORGANIZATION_CONNECTIONS_H
#define API_ORGANIZATION_CONNECTIONS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 organization_connections_list(struct exchange *x);
enum status	 organization_connections_add(struct exchange *x);
enum status	 organization_connections_get(struct exchange *x);
enum status	 organization_connections_update(struct exchange *x);
enum status	 organization_connections_delete(struct exchange *x);
enum status	 enabled_connections_list(struct exchange *x);
enum status	 enabled_connections_add(struct exchange *x);
enum status	 enabled_connections_get(struct exchange *x);
enum status	 enabled_connections_update(struct exchange *x);
enum status	 enabled_connections_delete(struct exchange *x);

extern const struct operation
		 organization_connections_list_operation,
		 organization_connections_add_operation,
		 organization_connections_get_operation,
		 organization_connections_update_operation,
		 organization_connections_delete_operation,
		 enabled_connections_list_operation,
		 enabled_connections_add_operation,
		 enabled_connections_get_operation,
		 enabled_connections_update_operation,
		 enabled_connections_delete_operation;

#endif
