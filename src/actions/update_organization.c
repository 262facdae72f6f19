/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/update_organization.h"

#include "store/organization.h"

enum status
update_organization(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const struct organization *change, const char *actor, struct organization *out,
    struct fault *f)
{
	return organization_change(s, a, tenant_id, id, change, actor, out, f);
}
