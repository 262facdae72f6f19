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

/* How often each client may call: burst at once, then as many again whenever
 * burst / per_second seconds are over. */
struct budget {
	long	per_second, burst;
};

/* The rest of a limit in the window of time that runs. */
struct allowance {
	long	limit;		/* 0: nothing is counted */
	long	left;		/* below 0: over the limit */
	moment	ends_at, now;	/* of the window; by the database's clock */
};

struct client {
	const char	*tenant_id;
	const char	*id;
	const char	*secret_hash;	/* of the client itself; NULL behind a token */
	const char	*scopes;	/* separated by spaces */
	const char	*domain;	/* the tenant's canonical one */
	struct allowance allowance;	/* calls; wrong secrets for the client itself */
};

enum {
	WRONG_SECRETS = 10,		/* from one address, in a window of */
	WRONG_SECRETS_WINDOW_S = 60,
};

/* Seconds until the next window, at least 1; when it begins, in seconds since 1970. */
long	 allowance_wait_s(const struct allowance *a);
long	 allowance_reset_s(const struct allowance *a);

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
/* Each of the scopes. */
bool			 client_holds(const struct client *c, const char *scopes);
bool			 is_scope(const char *scope);
/* Those of the scopes that are wanted, too, each once. */
char			*scopes_among(struct arena *a, const char *scopes, const char *wanted);

#endif
