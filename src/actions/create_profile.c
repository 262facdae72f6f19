/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/create_profile.h"

#include "base/random.h"
#include "store/profile.h"

enum status
create_profile(struct store *s, struct arena *a, const char *tenant_id,
    const struct profile *wanted, const char *actor, struct profile *out, struct fault *f)
{
	enum status st = profile_check(wanted, f);

	if (st != OK)
		return st;
	return profile_add(s, a, tenant_id, random_id(a, "ssp_", 22), wanted, actor, out, f);
}
