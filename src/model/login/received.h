/*
 * received.h - what a verified login brought: claims or attributes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_RECEIVED_H
#define MODEL_LOGIN_RECEIVED_H

#include "base/clock.h"
#include "base/fields.h"

enum { RECEIVED_MAX = 500, RECEIVED_VALUE_MAX_CHARS = 2000 };	/* shown and kept of each */

/* A claim of the ID token or of userinfo, an attribute of the assertion, or its NameID. */
struct received {
	struct given	 given;
	const char	*source;	/* id_token, userinfo, attribute, name_id */
	const char	*name;
	const char	*friendly_name;	/* of an attribute; NULL: none */
	const char	*format;	/* of a NameID or an attribute's name; NULL: none */
	struct texts	 values;	/* a claim that is no text: as JSON, one value; a list of texts: each */
};
extern const struct shape	received_shape;

/* A value as it is shown and kept: a longer one is cut at a whole character. */
const char	*received_value(struct arena *a, const char *value);
/* A claim about the token or the session (RFC 7519 4.1, OpenID Connect Core 1.0, 2), not about the
 * person; sub is one, too, as the profile has it as user_id. */
bool	 claim_is_of_protocol(const char *name);

/* All that a verified answer said.  Members of the other protocol are NULL. */
struct login_claims {
	struct objects	 received;	/* struct received */
	const char	*subject;	/* sub, or the NameID */
	const char	*id_token, *userinfo;	/* JSON, whole */
	const char	*access_token;	/* never kept */
	const char	*name_id_format;
	/* SAML: to refuse a second use, as long as the assertion is valid. */
	const char	*assertion_id;
	moment		 used_until;
	moment		 session_ends_at;	/* 0: it does not say */
};

#endif
