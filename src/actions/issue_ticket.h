/*
 * issue_ticket.h - a tenant makes an access ticket for its customer
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ISSUE_TICKET_H
#define ACTIONS_ISSUE_TICKET_H

#include "model/ticket.h"
#include "store/store.h"

/* *url holds the secret: it is shown once and kept as its hash. */
MUST_USE enum status
	 issue_ticket(struct store *s, struct arena *a, const char *tenant_id,
	    const char *profile_id, const struct ticket_request *wanted, const char *actor,
	    const char **url, struct fault *f);

#endif
