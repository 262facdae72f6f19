/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/delete_organization.h"

#include "store/organization.h"

enum status
delete_organization(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const char *actor, struct fault *f)
{
	return organization_remove(s, a, tenant_id, id, actor, f);
}
