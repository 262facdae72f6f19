/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/update_profile.h"

#include "store/profile.h"

enum status
update_profile(const struct act *act, const char *id, const struct profile *change,
    struct profile *out)
{
	enum status st = profile_check(change, act->fault);

	return st == OK ? profile_change(act, id, change, out) : st;
}
