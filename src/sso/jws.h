/*
 * jws.h - a signed token in its compact form
 *
 * RFC 7515, RFC 8725.  Keys come from the provider's key set alone, never from the token's header.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_JWS_H
#define SSO_JWS_H

#include "sso/jwks.h"

enum { TOKEN_MAX_BYTES = 128 * 1024 };

struct jws {
	const struct signature_algorithm *algorithm;
	const char	*key_id;		/* NULL: it names none */
	struct bytes	 signed_bytes, signature;
	struct bytes	 payload;		/* a NUL follows */
};

/* Reads what is not verified yet.  INVALID: *out says why. */
MUST_USE enum status
	 jws_read(struct arena *a, const char *token, struct jws *out, struct login_outcome *why);
MUST_USE enum status
	 jws_verify(struct arena *a, const struct jws *j, const char *jwks, size_t jwks_length,
	    struct login_outcome *why);
/* header: the members of the header but alg, as JSON without braces; key: PEM. */
MUST_USE enum status
	 jws_make(struct arena *a, const char *algorithm, const char *header, const char *payload,
	    const char *key, const char **out, struct fault *f);

#endif
