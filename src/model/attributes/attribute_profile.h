/*
 * attribute_profile.h - a user attribute profile: the sources of our attributes
 *
 * It has sources for OpenID Connect, SAML and SCIM, with exceptions for single
 * strategies.  The names are those of the API; "auth0_mapping" is our side of a row.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ATTRIBUTES_ATTRIBUTE_PROFILE_H
#define MODEL_ATTRIBUTES_ATTRIBUTE_PROFILE_H

#include "base/fields.h"
#include "model/provider/vocabulary.h"

struct oidc_mapping {
	struct given	 given;
	const char	*mapping;	/* an expression, or the bare name of a claim */
	const char	*display_name;	/* NULL: none */
};

/* The source of one of our attributes. */
struct source {
	struct given		 given;
	struct oidc_mapping	*oidc;		/* for an attribute; NULL: none */
	const char		*claim;		/* the same for the user's id */
	struct texts		 saml;		/* any one of them will do */
	const char		*scim;
};

/* By strategy, for those that may have exceptions; any other has those of the strategy that
 * leads it. */
struct overrides {
	struct given	 given;
	struct source	*of[EXCEPTION_STRATEGIES];
};

struct user_id {
	struct given		 given;
	const char		*claim;
	struct texts		 saml;
	const char		*scim;
	struct overrides	*overrides;
};

struct attribute {
	struct given		 given;
	const char		*name;
	const char		*description, *label;
	bool			 is_required;
	const char		*target;	/* auth0_mapping */
	struct oidc_mapping	*oidc;
	struct texts		 saml;
	const char		*scim;
	struct overrides	*overrides;
};

/* A create or update request, an answer, and a profile in between. */
struct attribute_profile {
	struct given	 given;
	const char	*id;		/* "uap_1c" and 20 of base 58 */
	const char	*name;
	struct user_id	*user_id;
	struct objects	 attributes;	/* struct attribute, in the order sent */
};

/* Rows of attribute_profile_shape, for given_at and given_null. */
enum attribute_profile_row { ATTRIBUTE_PROFILE_ID, ATTRIBUTE_PROFILE_NAME,
	ATTRIBUTE_PROFILE_USER_ID, ATTRIBUTE_PROFILE_ATTRIBUTES };

extern const struct shape	attribute_profile_shape;

bool			 is_attribute_profile_id(const char *value);
/* INVALID: an expression does not parse, which the rows cannot check. */
MUST_USE enum status	 attribute_profile_check(struct arena *a, const struct attribute_profile *p,
			    struct fault *f);
/* Completes u with the defaults of what it leaves out; NULL: all are defaults. */
struct user_id		*user_id_complete(struct arena *a, const struct user_id *u);

/* The source that applies to a strategy: its exception, or the one for all.  A member of
 * which the profile says nothing is NULL or empty. */
struct source		 attribute_for(const struct attribute *at, const char *strategy);
struct source		 user_id_for(const struct user_id *u, const char *strategy);

#endif
