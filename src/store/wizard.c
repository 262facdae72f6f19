/* SPDX-License-Identifier: Apache-2.0 */
#include "store/wizard.h"

enum status
wizard_choose(struct store *s, struct arena *a, const char *tenant_id, const char *ticket_id,
    const char *session_hash, long revision, const char *strategy, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_WIZARD_CHOOSE, ARGS(tenant_id, ticket_id, session_hash,
	    arena_print(a, "%ld", revision), strategy), &r, f);

	if (st == OK && r.count == 0)
		return fail(f, CONFLICT, "Someone else changed this meanwhile. "
		    "Their choice is marked below: save again if yours is right.");
	return st;
}
