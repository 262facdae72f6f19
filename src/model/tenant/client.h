/*
 * client.h - a program of the tenant, and what it may do
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_CLIENT_H
#define MODEL_TENANT_CLIENT_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/fields.h"

/* The limit of each client's calls: burst at once, and as many again every
 * burst / per_second seconds. */
struct budget {
	long	per_second, burst;
};

/* The rest of a limit in the present window of time. */
struct allowance {
	long	limit;		/* 0: nothing is counted */
	long	left;		/* below 0: over the limit */
	moment	ends_at, now;	/* the window's end, and now, by the database's clock */
};

struct client {
	const char	*tenant_id;
	const char	*id;		/* NULL: looked for by an id that no client has */
	const char	*secret_hash;	/* NULL if the client was found by a token, or not at all */
	const char	*former_secret_hash;	/* also counts still; NULL: none does */
	const char	*scopes;	/* separated by spaces */
	const char	*domain;	/* the tenant's canonical one */
	struct allowance allowance;	/* for calls; for wrong secrets if found by its id */
};

enum {
	CLIENT_ID_LENGTH = 32,
	CLIENT_ID_MAX_CHARS = 64,
	WRONG_SECRETS = 10,		/* the limit for one address in a window */
	WRONG_SECRETS_WINDOW_S = 60,
};

/* The seconds until the next window, at least 1; and its beginning, in seconds since 1970. */
long	 allowance_wait_s(const struct allowance *a);
long	 allowance_reset_s(const struct allowance *a);

/* Whether it could be the id of a program that calls the API, by its look alone; a secret or
 * token could not. */
bool	 client_is_id(const char *text);

/* Every scope that this version knows, separated by spaces. */
extern const char	all_scopes[];

/* The format of a program's id: one of ours, or another that signs in with a connection. */
extern const struct format	client_id_format;

/* Whether the client has one of the scopes, which are separated by spaces; of scopes that
 * are joined by a plus sign it needs all. */
bool			 client_may(const struct client *c, const char *scopes);
/* FORBIDDEN, with the contract's sentence: it may not. */
MUST_USE enum status	 client_check(struct arena *a, const struct client *c, const char *scopes,
			    struct fault *f);
/* Whether the client has all of the scopes. */
bool			 client_holds(const struct client *c, const char *scopes);
bool			 is_scope(const char *scope);
/* The scopes that are in both lists, each once. */
char			*scopes_among(struct arena *a, const char *scopes, const char *wanted);

#endif
