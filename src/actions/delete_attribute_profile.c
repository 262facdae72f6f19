/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/delete_attribute_profile.h"

#include "store/attribute_profile.h"

enum status
delete_attribute_profile(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const char *actor, struct fault *f)
{
	return attribute_profile_remove(s, a, tenant_id, id, actor, f);
}
