/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/organization.h"

#include "base/random.h"
#include "store/organization.h"

enum status
create_organization(const struct act *act, const struct organization *wanted,
    struct organization *out)
{
	enum status st = organization_check(wanted, act->fault);

	if (st != OK)
		return st;
	return organization_add(act, arena_print(act->arena, "org_%s", random_alnum(act->arena,
	    16)), wanted, out);
}

enum status
update_organization(const struct act *act, const char *id, const struct organization *change,
    struct organization *out)
{
	return organization_change(act, id, change, out);
}

enum status
delete_organization(const struct act *act, const char *id)
{
	return organization_remove(act, id);
}
