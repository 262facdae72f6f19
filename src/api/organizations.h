/*
 * organizations.h - /api/v2/organizations
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ORGANIZATIONS_H
#define API_ORGANIZATIONS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 organizations_list(struct exchange *x);
enum status	 organizations_create(struct exchange *x);
enum status	 organizations_get(struct exchange *x);
enum status	 organizations_find(struct exchange *x);
enum status	 organizations_update(struct exchange *x);
enum status	 organizations_delete(struct exchange *x);

extern const struct operation
		 organizations_list_operation,
		 organizations_create_operation,
		 organizations_get_operation,
		 organizations_find_operation,
		 organizations_update_operation,
		 organizations_delete_operation;

#endif
