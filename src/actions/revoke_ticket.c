/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/revoke_ticket.h"

#include "store/ticket.h"

enum status
revoke_ticket(struct store *s, struct arena *a, const char *tenant_id, const char *ticket,
    const char *actor, bool *done, struct fault *f)
{
	return ticket_revoke(s, a, tenant_id, ticket, actor, done, f);
}
