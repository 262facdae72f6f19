/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/visit.h"

#include "base/text.h"

enum session_state
session_state_parse(const char *name)
{
	if (name == NULL)
		return SESSION_NONE;
	if (text_is(name, "open"))
		return SESSION_OPEN;
	return text_is(name, "ended") ? SESSION_ENDED : SESSION_IDLE;
}

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
