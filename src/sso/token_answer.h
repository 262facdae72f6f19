/*
 * token_answer.h - the answers of a provider's token and userinfo endpoints
 *
 * RFC 6749 5; OpenID Connect Core 1.0, 3.1.3.3, 3.1.3.4 and 5.3.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_TOKEN_ANSWER_H
#define SSO_TOKEN_ANSWER_H

#include "model/login/outcome.h"
#include "model/login/received.h"

enum { TOKEN_RESPONSE_MAX_BYTES = 256 * 1024, USERINFO_MAX_BYTES = 256 * 1024 };

struct token_answer {
	const char	*id_token, *access_token;	/* access_token: NULL: none */
};

/* INVALID: *out says why: an OAuth error by its name, HTML, no id_token, ... */
MUST_USE enum status
	 token_answer_read(struct arena *a, int http_status, const char *media_type, const char *body,
	    size_t length, struct token_answer *answer, struct login_outcome *out);
/* The body of a userinfo answer with HTTP status 200.  Adds its claims to *claims; its sub must be
 * the ID token's. */
MUST_USE enum status
	 userinfo_read(struct arena *a, const char *media_type, const char *body, size_t length,
	    struct login_claims *claims, struct login_outcome *out);

#endif
