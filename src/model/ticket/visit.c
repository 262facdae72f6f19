/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/visit.h"

bool
visit_needs_domain(const struct visit *v)
{
	return v->ticket.verification == VERIFY_REQUIRED && v->connection.verified_count == 0;
}
