/*
 * logs.h - /api/v2/logs: the events of the self-service flow
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_LOGS_H
#define API_LOGS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 logs_list(struct exchange *x);
enum status	 logs_get(struct exchange *x);

extern const struct operation
		 logs_list_operation,
		 logs_get_operation;

#endif
