/*
 * organization.h - what can be done to an organization
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ORGANIZATION_H
#define ACTIONS_ORGANIZATION_H

#include "model/tenant/act.h"
#include "model/tenant/organization.h"

/* A tenant makes an organization.  CONFLICT: the name is taken.  FORBIDDEN: the
 * tenant has as many as it may. */
MUST_USE enum status
	 create_organization(const struct act *act, const struct organization *wanted,
	    struct organization *out);

/* A tenant changes an organization.  CONFLICT: the name is taken. */
MUST_USE enum status
	 update_organization(const struct act *act, const char *id,
	    const struct organization *change, struct organization *out);

/* A tenant removes an organization.  Its connections stay, without it. */
MUST_USE enum status
	 delete_organization(const struct act *act, const char *id);

#endif
