/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/create_profile.h"

#include "base/random.h"
#include "store/profile.h"

enum status
create_profile(const struct act *act, const struct profile *wanted, struct profile *out)
{
	enum status st = profile_check(wanted, act->fault);

	if (st != OK)
		return st;
	return profile_add(act, random_id(act->arena, "ssp_", 22), wanted, out);
}
