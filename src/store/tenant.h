/*
 * tenant.h - tenants and their operators, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_TENANT_H
#define STORE_TENANT_H

#include "model/tenant/tenant.h"
#include "store/store.h"

/* CONFLICT: the id or the domain is taken. */
MUST_USE enum status
	 tenant_add(struct store *s, struct arena *a, const struct tenant *t, struct fault *f);
/* NULL members stay. */
MUST_USE enum status
	 tenant_change(struct store *s, struct arena *a, const struct tenant *t, struct fault *f);
MUST_USE enum status
	 tenant_load(struct store *s, struct arena *a, const char *id, struct tenant *out,
	    struct fault *f);
MUST_USE enum status
	 operator_add(struct store *s, struct arena *a, const char *tenant_id, const char *id,
	    const char *email, const char *password_hash, struct fault *f);

#endif
