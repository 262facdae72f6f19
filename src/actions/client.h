/*
 * client.h - the programs of a tenant, and their tokens
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CLIENT_H
#define ACTIONS_CLIENT_H

#include "model/tenant/act.h"
#include "store/client.h"

/* A program of the tenant gets an id and a secret.  scopes: separated by
 * spaces.  *secret is shown once. */
MUST_USE enum status
	 register_client(const struct act *act, const char *name, const char *scopes,
	    const char **client_id, const char **secret);

/* --- what was given is changed, or taken back; each counts with the program's next call --- */

/* id: the client's or its grant's.  A NULL value stays.  giver: the scopes of the program that
 * asks, or NULL for one who may give any.  A program gives no other, nor itself, a scope that it
 * does not hold: FORBIDDEN. */
MUST_USE enum status
	 update_client(const struct act *act, const char *id, const char *name, const char *scopes,
	    const char *giver, struct client_row *out);
/* The present secret goes on for overlap_s, 0 to SECRET_OVERLAP_MAX_S; one that was going on
 * already stops at once.  *secret is shown once, so the giver needs all scopes of the client. */
MUST_USE enum status
	 rotate_client_secret(const struct act *act, const char *id, long overlap_s,
	    const char *giver, const char **secret, struct client_row *out);
/* Its tokens go with it.  Connections and tickets that last no longer name it. */
MUST_USE enum status
	 remove_client(const struct act *act, const char *id);
/* *tokens: how many were valid. */
MUST_USE enum status
	 revoke_client_tokens(const struct act *act, const char *id, long *tokens);

/* --- a program shows its secret and gets an API token --- */

struct credentials {
	const char	*client_id;
	const char	*client_secret;
	const char	*audience;	/* NULL: the Management API */
	const char	*scopes;	/* RFC 6749 §3.3: these of the client's; "": all */
	const char	*address;	/* its wrong secrets are counted; NULL: unknown */
};

/* *token is shown once and kept as its hash.  STRANGER: there is no such client, or its
 * secret is another.  FORBIDDEN: the audience is not ours.  INVALID: a scope that the
 * client does not have.  LIMITED: too many wrong secrets from that address;
 * out->allowance tells until when.  *out is the client as far as it is known.
 * Nothing of this tells whether there is such a client, before its secret was shown. */
MUST_USE enum status
	 issue_token(const struct act *act, const char *host, const struct credentials *c,
	    const char **token, struct client *out);

#endif
