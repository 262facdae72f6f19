/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/create_organization.h"

#include "base/random.h"
#include "store/organization.h"

enum status
create_organization(struct store *s, struct arena *a, const char *tenant_id,
    const struct organization *wanted, const char *actor, struct organization *out,
    struct fault *f)
{
	enum status st = organization_check(wanted, f);

	if (st != OK)
		return st;
	return organization_add(s, a, tenant_id, arena_print(a, "org_%s", random_alnum(a, 16)), wanted,
	    actor, out, f);
}
