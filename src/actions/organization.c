/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/organization.h"

#include "base/random.h"
#include "store/organization.h"

enum status
create_organization(const struct act *act, const struct organization *wanted,
    struct organization *out)
{
	const char *id = arena_print(act->arena, "org_%s", random_alnum(act->arena, 16));
	enum status st = organization_check(act->arena, wanted, act->fault);

	return st == OK ? organization_add(act, id, wanted, out) : st;
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
