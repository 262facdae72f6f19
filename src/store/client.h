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
/* By the request's host and the client's id; NOT_FOUND.  The allowance is how
 * many more wrong secrets the address (NULL: unknown) may show. */
MUST_USE enum status
	 client_find(const struct act *act, const char *host, const char *client_id,
	    const char *address, struct client *out);
/* Counts one that the address has shown. */
MUST_USE enum status
	 secret_wrong(const struct act *act, const struct client *c, const char *address);
/* For the scopes that c has. */
MUST_USE enum status
	 token_add(const struct act *act, const struct client *c, const char *token_hash);

/* A call, as far as it shows itself. */
struct caller_key {
	const char	*host;		/* of the request */
	const char	*token_hash;
	struct budget	 budget;	/* that the call is counted against */
};

/* Finds the client that holds that API token; STRANGER: none does any more.
 * Counts a call and tells what is left of the budget.  more: a query that goes
 * along in the same round trip, or NULL; what it answers is for nobody to see
 * before it is clear that the caller may. */
MUST_USE enum status
	 caller_load(const struct act *act, const struct caller_key *key,
	    struct query_call *more, struct client *out);

#endif
