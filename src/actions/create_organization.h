/*
 * create_organization.h - a tenant makes an organization
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CREATE_ORGANIZATION_H
#define ACTIONS_CREATE_ORGANIZATION_H

#include "model/tenant/organization.h"
#include "store/store.h"

/* CONFLICT: the name is taken.  FORBIDDEN: the tenant has as many as it may. */
MUST_USE enum status
	 create_organization(const struct act *act, const struct organization *wanted,
	    struct organization *out);

#endif
