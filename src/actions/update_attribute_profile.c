/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/update_attribute_profile.h"

#include "store/attribute_profile.h"

enum status
update_attribute_profile(const struct act *act, const char *id,
    const struct attribute_profile *change, struct attribute_profile *out)
{
	enum status st = attribute_profile_check(act->arena, change, act->fault);

	return st == OK ? attribute_profile_change(act, id, change, out) : st;
}
