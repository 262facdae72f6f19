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

extern const struct operation
		 connections_list_operation,
		 connections_get_operation;

#endif
