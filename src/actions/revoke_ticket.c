/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/revoke_ticket.h"

#include "store/ticket.h"

enum status
revoke_ticket(const struct act *act, const char *ticket, bool *done)
{
	return ticket_revoke(act, ticket, done);
}
