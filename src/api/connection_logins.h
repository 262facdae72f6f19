/*
 * connection_logins.h - /api/v2/connections/{id}/logins
 *
 * This is our own addition to the contract: the tests of a connection, and how they ended.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CONNECTION_LOGINS_H
#define API_CONNECTION_LOGINS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 connection_logins_list(struct exchange *x);

extern const struct operation	connection_logins_list_operation;

#endif
