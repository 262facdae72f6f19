/*
 * secret.h - a kept secret, opened only for the place that it was entered for
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_SECRET_H
#define MODEL_CONNECTION_SECRET_H

#include "base/fields.h"

/* The provider that a secret is for; of SAML, the issuer is the entity ID and the rest is
 * NULL. */
struct secret_place {
	struct given	 given;
	const char	*issuer, *token_endpoint, *client_id;
};

/* A secret as a revision keeps it. */
struct kept_secret {
	const char	*subject;	/* for which it was sealed */
	const char	*sealed;
	const char	*place;		/* its member of sealed_for, JSON; NULL: none yet */
};

/* Opens a secret that is to be sent to the place to.  FORBIDDEN: it was entered for
 * another issuer or client ID, or its token endpoint has another origin, or nobody has
 * looked at the provider since it was entered.  BROKEN: as seal_open() says. */
MUST_USE enum status
	 secret_open(struct arena *a, const char *secret_key, const struct kept_secret *kept,
	    const struct secret_place *to, const char **secret, struct fault *f);

#endif
