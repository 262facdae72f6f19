/*
 * expression.h - text with ${context...} in it, from which an attribute is made
 *
 * "user_email|${context.tokenset.email}" is literal text and references.  A
 * reference names one of
 *   context.connection.id, context.connection.strategy
 *   context.tokenset.access_token
 *   context.tokenset.CLAIM	of the ID token
 *   context.userinfo.CLAIM	of the userinfo endpoint's answer
 * where CLAIM may lead into objects by dots (address.country).  A claim whose
 * whole name has dots in it, such as a URL, comes first.
 *
 * Text without a reference is literal, as connections have it; in a user attribute
 * profile, a bare "email" means the claim: expression_of_claim() makes a reference
 * of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ATTRIBUTES_EXPRESSION_H
#define MODEL_ATTRIBUTES_EXPRESSION_H

#include <stdbool.h>

#include "base/fields.h"

enum part_kind { PART_LITERAL, PART_CONNECTION, PART_TOKENSET, PART_USERINFO };

struct part {
	enum part_kind	 kind;
	const char	*text;	/* the literal, or what follows "context.KIND." */
};

struct expression {
	const struct part	*parts;
	size_t			 count;
};

/* INVALID: "at character 3: ...", counted from 1. */
MUST_USE enum status
		 expression_parse(struct arena *a, const char *text, struct expression *out,
		    struct fault *f);
/* A bare name of a claim becomes the reference to it in the ID token, as nobody means
 * that all people have the email address "email".  Anything else stays as it is. */
const char	*expression_of_claim(struct arena *a, const char *text);

/* Whether the userinfo endpoint must be asked. */
bool		 expression_needs_userinfo(const struct expression *e);
/* The claims that the provider must send, in order, each once: of the ID token
 * and of userinfo. */
struct texts	 expression_claims(struct arena *a, const struct expression *e);

/* All that is known of a login; a member is NULL if the login does not have it. */
struct claims {
	const char	*connection_id, *strategy;
	const char	*access_token;
	const char	*id_token;	/* JSON: the claims */
	const char	*userinfo;	/* JSON: the answer */
};

/* The value as JSON.  A reference that is the whole expression keeps the type of its
 * claim (a list of groups stays one) and is NULL if the claim is missing or null, so
 * that the value which a person has already is not overwritten.  Beside other parts it
 * becomes text, and a missing claim becomes the empty text, as the literal around it is
 * meant for everyone.  A longer value than fits counts as missing: a provider chooses how long
 * a claim is, and a mapping how often it comes. */
enum { EXPRESSION_VALUE_MAX_BYTES = 64 * 1024 };
const char	*expression_value(struct arena *a, const struct expression *e,
		    const struct claims *c);

#endif
