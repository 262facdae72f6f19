/*
 * id_token.h - verifies an ID token, and signs what we prove ourselves with
 *
 * RFC 7515, 7517, 7518, 7519, 8037, 8725; OpenID Connect Core 1.0, 3.1.3.7, 3.2.2.11.  Pure.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_ID_TOKEN_H
#define SSO_ID_TOKEN_H

#include "model/login/outcome.h"
#include "model/login/received.h"

enum { JWKS_MAX_BYTES = 256 * 1024, TOKEN_RESPONSE_MAX_BYTES = 256 * 1024, USERINFO_MAX_BYTES = 256 * 1024 };

struct token_expected {
	moment		 now;
	const char	*issuer, *client_id;
	const char	*nonce;
	struct texts	 algorithms;	/* announced by the provider; empty: RS256 alone (Core 3.1.3.7, 7).
					   Ours is the allow-list: RS/PS/ES 256 to 512, EdDSA */
	const char	*code, *access_token;	/* for c_hash and at_hash; NULL */
};

/* jwks: the provider's key set, JSON.  INVALID with failure key_unknown: a fresh key set may help. */
MUST_USE enum status
	 id_token_verify(struct arena *a, const struct token_expected *e, const char *token,
	    const char *jwks, size_t jwks_length, struct login_claims *claims, struct login_outcome *out,
	    struct fault *f);
/* Adds userinfo's claims to *claims; its sub must be the ID token's. */
MUST_USE enum status
	 userinfo_read(struct arena *a, const char *media_type, const char *body, size_t length,
	    struct login_claims *claims, struct login_outcome *out);

/* The answer of a token endpoint. */
struct token_answer {
	const char	*id_token, *access_token;
};
/* INVALID: *out says why: an OAuth error by its name, HTML, no id_token, ... */
MUST_USE enum status
	 token_answer_read(struct arena *a, int http_status, const char *media_type, const char *body,
	    size_t length, struct token_answer *answer, struct login_outcome *out);

/* private_key_jwt (RFC 7523, Core 9): a signed assertion for the token endpoint.  key: PEM; algorithm of JWS. */
MUST_USE enum status
	 client_assertion_make(struct arena *a, const char *client_id, const char *audience,
	    const char *key, const char *key_id, const char *algorithm, moment now, const char **out,
	    struct fault *f);

/* The signature of a redirected SAML request: query "SAMLRequest=...&RelayState=..." becomes that with
 * SigAlg and Signature (saml-bindings-2.0-os 3.4.4.1).  algorithm: rsa-sha256 or rsa-sha1. */
MUST_USE enum status
	 redirect_sign(struct arena *a, const char *query, const char *key, const char *algorithm,
	    const char **out, struct fault *f);

#endif
