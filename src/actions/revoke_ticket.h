/*
 * revoke_ticket.h - a tenant takes a ticket back
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_REVOKE_TICKET_H
#define ACTIONS_REVOKE_TICKET_H

#include "store/store.h"

/* By the public id or the whole ticket; its sessions end with their next
 * request.  *done: there was one that was not revoked yet. */
MUST_USE enum status
	 revoke_ticket(const struct act *act, const char *ticket, bool *done);

#endif
