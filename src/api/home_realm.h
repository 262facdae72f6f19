/*
 * home_realm.h - /api/v2/home-realm: which connection an e-mail domain signs in with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HOME_REALM_H
#define API_HOME_REALM_H

#include "api/operation.h"
#include "http/exchange.h"

/* Before the guard: which domain is asked for, into x->realm; if none is, why not
 * is in x->fault when the handler comes. */
void		 home_realm_ask(struct exchange *x);
enum status	 home_realm_get(struct exchange *x);
enum status	 home_realm_set(struct exchange *x);

extern const struct operation
		 home_realm_get_operation,
		 home_realm_set_operation;

#endif
