/*
 * delete_attribute_profile.h - a tenant removes a user attribute profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DELETE_ATTRIBUTE_PROFILE_H
#define ACTIONS_DELETE_ATTRIBUTE_PROFILE_H

#include "store/store.h"

/* OK also where there is none.  CONFLICT: self-service profiles use it. */
MUST_USE enum status
	 delete_attribute_profile(const struct act *act, const char *id);

#endif
