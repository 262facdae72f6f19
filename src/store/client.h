/*
 * client.h - programs of tenants and their API tokens, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_CLIENT_H
#define STORE_CLIENT_H

#include "model/tenant/client.h"
#include "store/store.h"

MUST_USE enum status
	 client_add(const struct act *act, const struct client *c, const char *name);
/* Finds a client by the request's host and its id.  NOT_FOUND: there is none.
 * out->allowance tells how many more wrong secrets the address (NULL: unknown) may show. */
MUST_USE enum status
	 client_find(const struct act *act, const char *host, const char *client_id,
	    const char *address, struct client *out);
/* Counts a wrong secret that the address has shown. */
MUST_USE enum status
	 secret_wrong(const struct act *act, const struct client *c, const char *address);
/* Adds a token with the scopes of c. */
MUST_USE enum status
	 token_add(const struct act *act, const struct client *c, const char *token_hash);

/* The members of a call that identify its caller. */
struct caller_key {
	const char	*host;		/* of the request */
	const char	*token_hash;
	struct budget	 budget;	/* the call is counted against it */
};

/* Finds the client that holds that API token; STRANGER: none does, or no longer.
 * Counts a call and tells what is left of the budget.  more: a query that goes
 * along in the same round trip, or NULL; its answer must not be used before the
 * caller is known to be allowed to see it. */
MUST_USE enum status
	 caller_load(const struct act *act, const struct caller_key *key,
	    struct query_call *more, struct client *out);

#endif
