/*
 * issue_ticket.h - a tenant makes an access ticket for its customer
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ISSUE_TICKET_H
#define ACTIONS_ISSUE_TICKET_H

#include "model/ticket/ticket.h"
#include "store/store.h"

/* *url holds the secret: it is shown once and kept as its hash.  custom_domain:
 * which of the tenant's the links name; NULL: the canonical one. */
MUST_USE enum status
	 issue_ticket(const struct act *act, const char *profile_id,
	    struct ticket_request *wanted, const char *custom_domain, const char **url);

#endif
