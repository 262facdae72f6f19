/*
 * organization_connections.h - /api/v2/organizations/{id}/connections and /enabled_connections
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ORGANIZATION_CONNECTIONS_H
#define API_ORGANIZATION_CONNECTIONS_H

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

#endif
