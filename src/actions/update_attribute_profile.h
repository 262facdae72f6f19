/*
 * update_attribute_profile.h - a tenant changes a user attribute profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_UPDATE_ATTRIBUTE_PROFILE_H
#define ACTIONS_UPDATE_ATTRIBUTE_PROFILE_H

#include "model/attributes/attribute_profile.h"
#include "store/store.h"

/* What the change names replaces what was.  CONFLICT: another one has the name. */
MUST_USE enum status
	 update_attribute_profile(const struct act *act, const char *id,
	    const struct attribute_profile *change, struct attribute_profile *out);

#endif
