/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/visit.h"

bool
visit_has_ended(const struct visit *v)
{
	return v->ticket.state == TICKET_REVOKED || v->ticket.state == TICKET_EXPIRED;
}

bool
visit_needs_domain(const struct visit *v)
{
	return v->ticket.verification == VERIFY_REQUIRED && v->connection.verified_count == 0;
}
