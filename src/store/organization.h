/*
 * organization.h - organizations, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_ORGANIZATION_H
#define STORE_ORGANIZATION_H

#include "model/tenant/organization.h"
#include "store/list.h"

/* struct organization.  By number: in the order of sort, which is "name:1", "name:-1", or
 * the same with display_name or created_at (NULL: oldest first); *total is how many there
 * are.  By cursor: in the order of ids; *total is left alone. */
MUST_USE enum status
	 organization_list(const struct act *act, const char *sort, const struct slice *slice,
	    struct objects *out, long *total);
MUST_USE enum status
	 organization_load(const struct act *act, const char *id, struct organization *out);
MUST_USE enum status
	 organization_find(const struct act *act, const char *name, struct organization *out);
/* Adds it with all of its connections or not at all.  CONFLICT: the name is taken.
 * INVALID: one of the connections is not known.  FORBIDDEN: the tenant has as
 * many organizations as it may. */
MUST_USE enum status
	 organization_add(const struct act *act, const char *id, const struct organization *o,
	    struct organization *out);
/* Changes only what o says was given. */
MUST_USE enum status
	 organization_change(const struct act *act, const char *id,
	    const struct organization *o, struct organization *out);
/* Its domains and its links to connections are removed, too. */
MUST_USE enum status
	 organization_remove(const struct act *act, const char *id);

/* Fails with NOT_FOUND, as the contract words it. */
enum status
	 organization_missing(struct fault *f);

#endif
