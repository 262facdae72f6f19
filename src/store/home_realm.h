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

/* Finds out who calls and where realm->domain leads, in one round trip; the same as
 * caller_load otherwise.  realm is filled with what follows from its domain. */
MUST_USE enum status
	 home_realm_load(const struct act *act, const struct caller_key *key,
	    struct client *caller, struct home_realm *realm);
/* NOT_FOUND: the connection does not have that domain. */
MUST_USE enum status
	 home_realm_prefer(const struct act *act, const char *domain,
	    const char *connection_id);

#endif
