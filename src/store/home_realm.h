/*
 * home_realm.h - home realm discovery by the domains that connections have
 *
 * Domains are given in A-labels; aliases that programs sent in another script
 * are found, too.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_HOME_REALM_H
#define STORE_HOME_REALM_H

#include "model/domain/home_realm.h"
#include "store/client.h"

/* Who calls and where realm->domain leads, in one round trip; the same as
 * caller_load otherwise.  realm is filled with what follows from its domain. */
MUST_USE enum status
	 home_realm_load(struct store *s, struct arena *a, const struct caller_key *key,
	    struct client *caller, struct home_realm *realm, struct fault *f);
/* NOT_FOUND: the connection does not have that domain. */
MUST_USE enum status
	 home_realm_prefer(struct store *s, struct arena *a, const char *tenant_id,
	    const char *domain, const char *connection_id, const char *actor, struct fault *f);

#endif
