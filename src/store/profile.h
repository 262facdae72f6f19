/*
 * profile.h - self-service profiles, their texts and logos, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_PROFILE_H
#define STORE_PROFILE_H

#include "model/tenant/profile.h"
#include "store/store.h"

/* Some of a tenant's profiles, oldest first, and how many there are. */
MUST_USE enum status
	 profile_list(struct store *s, struct arena *a, const char *tenant_id, long offset,
	    long limit, struct objects *out, long *total, struct fault *f);
MUST_USE enum status
	 profile_load(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    struct profile *out, struct fault *f);
/* CONFLICT: the tenant has as many as it may. */
MUST_USE enum status
	 profile_add(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const struct profile *p, const char *actor, struct profile *out, struct fault *f);
/* Only what p says was given. */
MUST_USE enum status
	 profile_change(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const struct profile *p, const char *actor, struct profile *out, struct fault *f);
/* OK also where there is none. */
MUST_USE enum status
	 profile_remove(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const char *actor, struct fault *f);

/* The custom text as JSON, "{}" if there is none. */
MUST_USE enum status
	 custom_text_load(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const char **json, struct fault *f);
MUST_USE enum status
	 custom_text_save(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const char *json, const char *introduction_html, const char *actor, const char **saved,
	    struct fault *f);

#endif
