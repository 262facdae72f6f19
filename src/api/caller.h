/*
 * caller.h - the API's guest: a program of the tenant that calls with a token
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CALLER_H
#define API_CALLER_H

#include "http/exchange.h"
#include "model/domain/home_realm.h"
#include "model/tenant/client.h"

struct caller {
	struct client		 client;
	struct home_realm	 realm;		/* for a call that asks where a domain leads */
};

/* Empty until the guard has filled it. */
struct caller	*caller(struct exchange *x);

#endif
