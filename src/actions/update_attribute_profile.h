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
	 update_attribute_profile(struct store *s, struct arena *a, const char *tenant_id,
	    const char *id, const struct attribute_profile *change, const char *actor,
	    struct attribute_profile *out, struct fault *f);

#endif
