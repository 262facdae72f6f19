/*
 * delete_organization.h - a tenant removes an organization
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DELETE_ORGANIZATION_H
#define ACTIONS_DELETE_ORGANIZATION_H

#include "store/store.h"

/* Its connections stay, without it. */
MUST_USE enum status
	 delete_organization(const struct act *act, const char *id);

#endif
