/*
 * discovery_domains.h - /api/v2/organizations/{id}/discovery-domains
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_DISCOVERY_DOMAINS_H
#define API_DISCOVERY_DOMAINS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 discovery_domains_list(struct exchange *x);
enum status	 discovery_domains_add(struct exchange *x);
enum status	 discovery_domains_get(struct exchange *x);
enum status	 discovery_domains_find(struct exchange *x);
enum status	 discovery_domains_update(struct exchange *x);
enum status	 discovery_domains_delete(struct exchange *x);

extern const struct operation
		 discovery_domains_list_operation,
		 discovery_domains_add_operation,
		 discovery_domains_get_operation,
		 discovery_domains_find_operation,
		 discovery_domains_update_operation,
		 discovery_domains_delete_operation;

#endif
