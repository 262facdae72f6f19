/*
 * create_attribute_profile.h - a tenant makes a user attribute profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CREATE_ATTRIBUTE_PROFILE_H
#define ACTIONS_CREATE_ATTRIBUTE_PROFILE_H

#include "model/attributes/attribute_profile.h"
#include "store/store.h"

/* CONFLICT: another one has the name. */
MUST_USE enum status
	 create_attribute_profile(const struct act *act, const struct attribute_profile *wanted,
	    struct attribute_profile *out);

#endif
