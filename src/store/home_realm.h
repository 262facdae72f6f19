/*
 * home_realm.h - home realm discovery by the domains that connections have
 *
 * Domains are given in A-labels; an alias that a program sent in another script is
 * found, too.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_HOME_REALM_H
#define STORE_HOME_REALM_H

#include "model/domain/home_realm.h"
#include "store/client.h"

/* Finds out in one round trip who is calling and where realm->domain leads; the rest
 * is as with caller_load.  Fills the members of realm that follow from its domain. */
MUST_USE enum status
	 home_realm_load(const struct act *act, const struct caller_key *key,
	    struct client *caller, struct home_realm *realm);
/* NOT_FOUND: the connection does not have that domain. */
MUST_USE enum status
	 home_realm_prefer(const struct act *act, const char *domain,
	    const char *connection_id);

#endif
