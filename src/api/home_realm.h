/*
 * home_realm.h - /api/v2/home-realm: which connection an e-mail domain signs in with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HOME_REALM_H
#define API_HOME_REALM_H

#include "api/operation.h"
#include "http/exchange.h"
#include "store/client.h"

/* The caller, and where the domain that is asked for leads, into caller(x)->realm;
 * if none is, why not is in x->fault when the handler comes. */
MUST_USE enum status
		 home_realm_load_caller(struct exchange *x, const struct caller_key *key);
enum status	 home_realm_get(struct exchange *x);
enum status	 home_realm_set(struct exchange *x);

extern const struct operation
		 home_realm_get_operation,
		 home_realm_set_operation;

#endif
