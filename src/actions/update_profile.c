/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/update_profile.h"

#include "store/profile.h"

enum status
update_profile(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const struct profile *change, const char *actor, struct profile *out, struct fault *f)
{
	enum status st = profile_check(change, f);

	return st == OK ? profile_change(s, a, tenant_id, id, change, actor, out, f) : st;
}
