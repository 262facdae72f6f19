/*
 * attribute_profile.h - what can be done to a user attribute profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ATTRIBUTE_PROFILE_H
#define ACTIONS_ATTRIBUTE_PROFILE_H

#include "model/attributes/attribute_profile.h"
#include "model/tenant/act.h"

/* A tenant makes a user attribute profile.  CONFLICT: another one has the name. */
MUST_USE enum status
	 create_attribute_profile(const struct act *act, const struct attribute_profile *wanted,
	    struct attribute_profile *out);

/* A tenant changes a user attribute profile.  Each member that the change names
 * is replaced.  CONFLICT: another one has the name. */
MUST_USE enum status
	 update_attribute_profile(const struct act *act, const char *id,
	    const struct attribute_profile *change, struct attribute_profile *out);

/* A tenant removes a user attribute profile.  OK also if there is none.
 * CONFLICT: self-service profiles use it. */
MUST_USE enum status
	 delete_attribute_profile(const struct act *act, const char *id);

#endif
