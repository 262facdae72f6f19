/*
 * id_token.h - verifies an ID token
 *
 * OpenID Connect Core 1.0, 3.1.3.7 and 3.2.2.11; RFC 7519; jws.h has the signature.  Pure.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_ID_TOKEN_H
#define SSO_ID_TOKEN_H

#include "model/login/outcome.h"
#include "model/login/received.h"

enum { SUBJECT_MAX_CHARS = 255 };	/* Core 2 */

struct token_expected {
	moment		 now;
	moment		 started_at;	/* of the login: an older token tells of a clock that is late;
					   0: not known */
	const char	*issuer, *client_id;
	const char	*nonce;
	struct texts	 algorithms;	/* announced by the provider; empty: RS256 alone (3.1.3.7, 7) */
	const char	*domain_claim;	/* whose value must be one of these; NULL: none */
	struct texts	 domains;	/* in lower case, xn-- */
	const char	*code, *access_token;	/* for c_hash and at_hash; NULL */
};

/* jwks: the provider's key set, JSON.  INVALID: *out says why; with key_unknown, a fresh key set
 * may help. */
MUST_USE enum status
	 id_token_verify(struct arena *a, const struct token_expected *e, const char *token,
	    const char *jwks, size_t jwks_length, struct login_claims *claims,
	    struct login_outcome *out);

#endif
