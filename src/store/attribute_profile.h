/*
 * attribute_profile.h - user attribute profiles, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_ATTRIBUTE_PROFILE_H
#define STORE_ATTRIBUTE_PROFILE_H

#include "model/attributes/mapping.h"
#include "store/list.h"

/* struct attribute_profile, in the order of ids. */
MUST_USE enum status
	 attribute_profile_list(const struct act *act, const struct slice *slice,
	    struct objects *out);
MUST_USE enum status
	 attribute_profile_load(const struct act *act, const char *id,
	    struct attribute_profile *out);
/* CONFLICT, here and in a change: another profile has the name. */
MUST_USE enum status
	 attribute_profile_add(const struct act *act, const char *id,
	    const struct attribute_profile *p, struct attribute_profile *out);
/* Changes only what p says was given; user_id and attributes are replaced whole, a
 * null user_id by the defaults. */
MUST_USE enum status
	 attribute_profile_change(const struct act *act, const char *id,
	    const struct attribute_profile *p, struct attribute_profile *out);
/* OK also if there is none.  CONFLICT: self-service profiles use it. */
MUST_USE enum status
	 attribute_profile_remove(const struct act *act, const char *id);

/* Reads what a self-service profile asks for, as it is kept; either may be NULL. */
MUST_USE enum status
	 asked_attributes_read(struct arena *a, const char *named, const char *profile,
	    struct asked_attributes *out, struct fault *f);

#endif
