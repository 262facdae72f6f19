/*
 * client.h - a program of the tenant, and what it may do
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CLIENT_H
#define MODEL_CLIENT_H

#include <stdbool.h>

#include "base/fields.h"

struct client {
	const char	*tenant_id;
	const char	*id;
	const char	*secret_hash;	/* of the client itself; NULL behind a token */
	const char	*scopes;	/* separated by spaces */
	const char	*domain;	/* the tenant's canonical one */
};

enum { TOKEN_LIFETIME_S = 24 * 60 * 60 };

/* Every scope that this version knows, separated by spaces. */
extern const char	all_scopes[];

/* Of a program's id, ours or another that signs in with a connection. */
extern const struct format	client_id_format;

/* Any of the scopes between the spaces; where scopes are joined by a plus
 * sign, all of those. */
bool			 client_may(const struct client *c, const char *scopes);
/* FORBIDDEN, with the contract's sentence, unless it may. */
MUST_USE enum status	 client_check(struct arena *a, const struct client *c, const char *scopes,
			    struct fault *f);
bool			 is_scope(const char *scope);

#endif
