/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/attribute_profile.h"

#include "base/random.h"
#include "store/attribute_profile.h"

enum status
create_attribute_profile(const struct act *act, const struct attribute_profile *wanted,
    struct attribute_profile *out)
{
	enum status st = attribute_profile_check(act->arena, wanted, act->fault);

	if (st != OK)
		return st;
	return attribute_profile_add(act, random_id(act->arena, "uap_1c", 20), wanted, out);
}

enum status
update_attribute_profile(const struct act *act, const char *id,
    const struct attribute_profile *change, struct attribute_profile *out)
{
	enum status st = attribute_profile_check(act->arena, change, act->fault);

	return st == OK ? attribute_profile_change(act, id, change, out) : st;
}

enum status
delete_attribute_profile(const struct act *act, const char *id)
{
	return attribute_profile_remove(act, id);
}
