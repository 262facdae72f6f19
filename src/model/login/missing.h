/*
 * missing.h - required attributes that a login did not bring, and what could fill them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_MISSING_H
#define MODEL_LOGIN_MISSING_H

#include "model/attributes/mapping.h"
#include "model/login/received.h"

enum { MISSING_MAX_CANDIDATES = 40 };

struct missing_attribute {
	const struct mapped	*attribute;
	struct texts		 candidates;	/* names of claims or attributes that arrived with a
						   value, the likeliest first, each once */
};

/* struct missing_attribute.  asked: mapping_of() the ticket's self-service profile; received: struct
 * received. */
struct objects	 login_missing(struct arena *a, const struct mapping *asked, const char *profile,
		    const struct objects *received);

/* The mapping's entry with which this candidate fills an attribute: an expression for OpenID Connect,
 * itself for SAML.  NULL: no such claim or attribute arrived. */
const char	*candidate_source(struct arena *a, const struct objects *received,
		    const char *candidate);

#endif
