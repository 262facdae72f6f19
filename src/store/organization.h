/*
 * organization.h - organizations, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_ORGANIZATION_H
#define STORE_ORGANIZATION_H

#include "model/tenant/organization.h"
#include "store/list.h"

/* By number with how many there are, by sort: "name:1", "name:-1", the same of
 * display_name and created_at; NULL: oldest first.  By cursor in the order of ids,
 * and *total is left alone. */
MUST_USE enum status
	 organization_list(const struct act *act, const char *sort, const struct slice *slice,
	    struct objects *out, long *total);
MUST_USE enum status
	 organization_load(const struct act *act, const char *id, struct organization *out);
MUST_USE enum status
	 organization_find(const struct act *act, const char *name, struct organization *out);
/* With all of its connections or not at all.  CONFLICT: the name is taken.
 * INVALID: one of the connections is not known.  FORBIDDEN: the tenant has as
 * many organizations as it may. */
MUST_USE enum status
	 organization_add(const struct act *act, const char *id, const struct organization *o,
	    struct organization *out);
/* Only what o says was given. */
MUST_USE enum status
	 organization_change(const struct act *act, const char *id,
	    const struct organization *o, struct organization *out);
/* Its domains go along, and its ways into connections. */
MUST_USE enum status
	 organization_remove(const struct act *act, const char *id);

/* NOT_FOUND, as the contract words it. */
enum status
	 organization_missing(struct fault *f);

#endif
