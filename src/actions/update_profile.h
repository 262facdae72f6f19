/*
 * update_profile.h - a tenant changes a self-service profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_UPDATE_PROFILE_H
#define ACTIONS_UPDATE_PROFILE_H

#include "model/tenant/profile.h"
#include "store/store.h"

/* What the change names replaces what was; null removes.  A branding sent
 * again has its logo fetched again. */
MUST_USE enum status
	 update_profile(const struct act *act, const char *id, const struct profile *change,
	    struct profile *out);

#endif
