/*
 * update_organization.h - a tenant changes an organization
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_UPDATE_ORGANIZATION_H
#define ACTIONS_UPDATE_ORGANIZATION_H

#include "model/tenant/organization.h"
#include "store/store.h"

/* CONFLICT: the name is taken. */
MUST_USE enum status
	 update_organization(const struct act *act, const char *id,
	    const struct organization *change, struct organization *out);

#endif
