/*
 * organization.h - organizations, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_ORGANIZATION_H
#define STORE_ORGANIZATION_H

#include "model/tenant/organization.h"
#include "store/store.h"

/* Some of a tenant's, and how many there are.  sort: "name:1", "name:-1", the
 * same of display_name and created_at; NULL: oldest first. */
MUST_USE enum status
	 organization_list(struct store *s, struct arena *a, const char *tenant_id,
	    const char *sort, long offset, long limit, struct objects *out, long *total,
	    struct fault *f);
/* By id, from the one behind after; NULL: from the first. */
MUST_USE enum status
	 organization_list_after(struct store *s, struct arena *a, const char *tenant_id,
	    const char *after, long limit, struct objects *out, struct fault *f);
MUST_USE enum status
	 organization_load(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    struct organization *out, struct fault *f);
MUST_USE enum status
	 organization_find(struct store *s, struct arena *a, const char *tenant_id,
	    const char *name, struct organization *out, struct fault *f);
/* With all of its connections or not at all.  CONFLICT: the name is taken.
 * INVALID: one of the connections is not known.  FORBIDDEN: the tenant has as
 * many organizations as it may. */
MUST_USE enum status
	 organization_add(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const struct organization *o, const char *actor, struct organization *out,
	    struct fault *f);
/* Only what o says was given. */
MUST_USE enum status
	 organization_change(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const struct organization *o, const char *actor, struct organization *out,
	    struct fault *f);
/* Its domains go along, and its ways into connections. */
MUST_USE enum status
	 organization_remove(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const char *actor, struct fault *f);

/* NOT_FOUND, as the contract words it. */
enum status
	 organization_missing(struct fault *f);

#endif
