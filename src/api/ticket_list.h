/*
 * ticket_list.h - GET of /api/v2/self-service-profiles/{id}/sso-ticket
 *
 * This is our own addition, in the style of the contract: it shows the state of the
 * tickets of a profile.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_TICKET_LIST_H
#define API_TICKET_LIST_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 tickets_list(struct exchange *x);
enum status	 tickets_get(struct exchange *x);

extern const struct operation
		 tickets_list_operation,
		 tickets_get_operation;

#endif
