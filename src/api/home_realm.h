/*
 * home_realm.h - /api/v2/home-realm: the connection that an email domain signs in with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HOME_REALM_H
#define API_HOME_REALM_H

#include "api/operation.h"
#include "http/exchange.h"
#include "store/client.h"

/* Loads the caller, and into caller(x)->realm the connection to which the domain in the
 * query leads.  If the query names no valid domain, x->fault has the reason when the
 * handler is called. */
MUST_USE enum status
		 home_realm_load_caller(struct exchange *x, const struct caller_key *key);
enum status	 home_realm_get(struct exchange *x);
enum status	 home_realm_set(struct exchange *x);

extern const struct operation
		 home_realm_get_operation,
		 home_realm_set_operation;

#endif
