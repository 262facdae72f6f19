/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/create_attribute_profile.h"

#include "base/random.h"
#include "store/attribute_profile.h"

enum status
create_attribute_profile(struct store *s, struct arena *a, const char *tenant_id,
    const struct attribute_profile *wanted, const char *actor, struct attribute_profile *out,
    struct fault *f)
{
	enum status st = attribute_profile_check(a, wanted, f);

	if (st != OK)
		return st;
	return attribute_profile_add(s, a, tenant_id, random_id(a, "uap_1c", 20), wanted, actor, out,
	    f);
}
