/*
 * client_assertion.h - a token by which we prove ourselves at a token endpoint
 *
 * private_key_jwt: RFC 7523 2.2 and 3; OpenID Connect Core 1.0, 9.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CLIENT_ASSERTION_H
#define SSO_CLIENT_ASSERTION_H

#include "base/clock.h"
#include "base/status.h"

/* key: PEM; algorithm: of JWS.  BROKEN: it is no key for the algorithm. */
MUST_USE enum status
	 client_assertion_make(struct arena *a, const char *client_id, const char *audience,
	    const char *key, const char *key_id, const char *algorithm, moment now, const char **out,
	    struct fault *f);

#endif
