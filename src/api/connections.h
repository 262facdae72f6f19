/*
 * connections.h - /api/v2/connections
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CONNECTIONS_H
#define API_CONNECTIONS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 connections_list(struct exchange *x);
enum status	 connections_get(struct exchange *x);
enum status	 connections_status(struct exchange *x);
enum status	 connections_create(struct exchange *x);
enum status	 connections_update(struct exchange *x);
enum status	 connections_delete(struct exchange *x);

extern const struct operation
		 connections_list_operation,
		 connections_create_operation,
		 connections_get_operation,
		 connections_update_operation,
		 connections_delete_operation,
		 connections_status_operation;

#endif
