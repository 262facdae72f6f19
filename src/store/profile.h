/*
 * profile.h - self-service profiles, their texts and logos, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_PROFILE_H
#define STORE_PROFILE_H

#include "model/tenant/profile.h"
#include "store/list.h"

/* struct profile, oldest first; *total is how many the tenant has. */
MUST_USE enum status
	 profile_list(const struct act *act, const struct slice *slice, struct objects *out,
	    long *total);
MUST_USE enum status
	 profile_load(const struct act *act, const char *id, struct profile *out);
/* CONFLICT: the tenant has as many as it may. */
MUST_USE enum status
	 profile_add(const struct act *act, const char *id, const struct profile *p,
	    struct profile *out);
/* Changes only what p says was given. */
MUST_USE enum status
	 profile_change(const struct act *act, const char *id, const struct profile *p,
	    struct profile *out);
/* OK also if there is none. */
MUST_USE enum status
	 profile_remove(const struct act *act, const char *id);

/* The custom text as JSON, "{}" if there is none. */
MUST_USE enum status
	 custom_text_load(const struct act *act, const char *id, const char **json);
MUST_USE enum status
	 custom_text_save(const struct act *act, const char *id, const char *json,
	    const char *introduction_html, const char **saved);

#endif
