/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/update_attribute_profile.h"

#include "store/attribute_profile.h"

enum status
update_attribute_profile(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const struct attribute_profile *change, const char *actor, struct attribute_profile *out,
    struct fault *f)
{
	enum status st = attribute_profile_check(a, change, f);

	return st == OK ? attribute_profile_change(s, a, tenant_id, id, change, actor, out, f) : st;
}
