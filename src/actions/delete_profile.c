/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/delete_profile.h"

#include "store/profile.h"

enum status
delete_profile(const struct act *act, const char *id)
{
	return profile_remove(act, id);
}
