/*
 * tickets.h - /api/v2/self-service-profiles/{id}/sso-ticket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_TICKETS_H
#define API_TICKETS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 tickets_create(struct exchange *x);
/* Answers 202, whether or not there is such a ticket. */
enum status	 tickets_revoke(struct exchange *x);

extern const struct operation
		 tickets_create_operation,
		 tickets_revoke_operation;

#endif
