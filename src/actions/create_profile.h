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
	 create_profile(struct store *s, struct arena *a, const char *tenant_id,
	    const struct profile *wanted, const char *actor, struct profile *out, struct fault *f);

#endif
