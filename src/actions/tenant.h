/*
 * tenant.h - software companies
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_TENANT_H
#define ACTIONS_TENANT_H

#include "model/tenant/act.h"
#include "model/tenant/tenant.h"

/* A software company is added.  CONFLICT: there is one with that id or domain. */
MUST_USE enum status
	 register_tenant(const struct act *act, const struct tenant *t);

/* A software company is changed.  NULL members stay as they are. */
MUST_USE enum status
	 update_tenant(const struct act *act, const struct tenant *t);

#endif
