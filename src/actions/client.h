/*
 * client.h - the programs of a tenant, and their tokens
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CLIENT_H
#define ACTIONS_CLIENT_H

#include "model/tenant/act.h"
#include "model/tenant/client.h"

/* A program of the tenant gets an id and a secret.  scopes: separated by
 * spaces.  *secret is shown once. */
MUST_USE enum status
	 register_client(const struct act *act, const char *name, const char *scopes,
	    const char **client_id, const char **secret);

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
 * out->allowance tells until when.  *out is the client as far as it is known. */
MUST_USE enum status
	 issue_token(const struct act *act, const char *host, const struct credentials *c,
	    const char **token, struct client *out);

#endif
