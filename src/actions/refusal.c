/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/refusal.h"

#include "base/log.h"
#include "store/refusal.h"

void
report_refusal(const struct act *act, const char *host, const struct refusal *r)
{
	log_line(LOG_WARN, "refused", "reason", r->reason, "actor", r->actor, "address", r->address,
	    "method", r->method, "route", r->route,
	    "status", arena_print(act->arena, "%ld", r->status), "tenant", act->tenant_id, NULL);
	if (refusal_tell(act, host, r) != OK)
		log_line(LOG_WARN, "a refusal is no event, because the database failed", NULL);
}
