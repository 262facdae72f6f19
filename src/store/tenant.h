/*
 * tenant.h - tenants, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_TENANT_H
#define STORE_TENANT_H

#include "model/tenant/tenant.h"
#include "store/list.h"

/* CONFLICT: the id or the domain is taken. */
MUST_USE enum status
	 tenant_add(const struct act *act, const struct tenant *t);
/* NULL members stay. */
MUST_USE enum status
	 tenant_change(const struct act *act, const struct tenant *t);
MUST_USE enum status
	 tenant_load(const struct act *act, const char *id, struct tenant *out);
/* struct tenant, by id; COMMAND_MAX_ROWS at most. */
MUST_USE enum status
	 tenant_list(const struct act *act, struct objects *out);

#endif
