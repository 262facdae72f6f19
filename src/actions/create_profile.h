/*
 * create_profile.h - a tenant makes a self-service profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CREATE_PROFILE_H
#define ACTIONS_CREATE_PROFILE_H

#include "model/tenant/profile.h"
#include "store/store.h"

/* The logo is fetched afterwards, by postern-jobs.  CONFLICT: 20 exist. */
MUST_USE enum status
	 create_profile(const struct act *act, const struct profile *wanted,
	    struct profile *out);

#endif
