/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/delete_attribute_profile.h"

#include "store/attribute_profile.h"

enum status
delete_attribute_profile(const struct act *act, const char *id)
{
	return attribute_profile_remove(act, id);
}
