/*
 * client.h - programs of tenants and their API tokens, kept
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_CLIENT_H
#define STORE_CLIENT_H

#include "model/tenant/client.h"
#include "store/client_list.h"

MUST_USE enum status
	 client_add(const struct act *act, const struct client *c, const char *name);
/* Finds a client by the request's host and its id.  If there is none, out->id is NULL and the
 * rest is the same.  NOT_FOUND: the host is no tenant's.  out->allowance tells how many more
 * wrong secrets the address (NULL: unknown) may show. */
MUST_USE enum status
	 client_find(const struct act *act, const char *host, const char *client_id,
	    const char *address, struct client *out);
/* Counts a wrong secret that the address has shown for that id, which need not exist. */
MUST_USE enum status
	 secret_wrong(const struct act *act, const char *tenant_id, const char *client_id,
	    const char *address);
/* Adds a token with the scopes of c.  STRANGER: by now the client is gone, or
 * c->secret_hash, which was shown for it, counts no longer. */
MUST_USE enum status
	 token_add(const struct act *act, const struct client *c, const char *token_hash);

/* --- what was given is changed, or taken back --- */

/* id: the client's or its grant's.  A NULL value stays; scopes are separated by spaces.  giver:
 * the scopes of the one who asks, or NULL for one who may give any.  FORBIDDEN: a scope is new to
 * the client, and the giver does not hold it. */
MUST_USE enum status
	 client_set(const struct act *act, const char *id, const char *name, const char *scopes,
	    const char *giver, struct client_row *out);
/* Gives the client another secret; the one before goes on for overlap_s.  FORBIDDEN: the client
 * has a scope that the giver does not hold. */
MUST_USE enum status
	 client_rotate(const struct act *act, const char *id, const char *secret_hash,
	    long overlap_s, const char *giver, struct client_row *out);
/* NOT_FOUND: there is no such client. */
MUST_USE enum status
	 client_remove(const struct act *act, const char *id);
MUST_USE enum status
	 client_revoke_tokens(const struct act *act, const char *id, long *tokens);

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
