/*
 * profile.h - a self-service profile: the assistant's looks and what it offers
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_PROFILE_H
#define MODEL_TENANT_PROFILE_H

#include "base/clock.h"
#include "base/fields.h"
#include "model/attributes/attribute_profile.h"
#include "model/attributes/mapping.h"
#include "model/attributes/user_attribute.h"

enum { BRANDING_MAX_BYTES = 16 * 1024 };

struct colors {
	struct given	 given;
	const char	*primary;
};

struct branding {
	struct given	 given;
	const char	*logo_url;
	struct colors	*colors;
};

/* A create or update request, an answer, and a profile in between. */
struct profile {
	struct given	 given;
	const char	*id;			/* "ssp_" and 22 of base 58 */
	const char	*name;
	const char	*description;
	struct texts	 allowed_strategies;	/* empty: all */
	struct objects	 user_attributes;	/* struct user_attribute */
	struct branding	*branding;
	const char	*user_attribute_profile_id;
	const char	*language;		/* of pages, where the browser names none of ours; NULL: English */
	bool		 requires_test;		/* before a connection is enabled */
	const char	*created_at;
	const char	*updated_at;
	const char	*logo_problem;		/* why pages do not show the logo; NULL: nothing is known */
};

/* Rows of profile_shape, for given_at and given_null. */
enum profile_row { PROFILE_ID, PROFILE_NAME, PROFILE_DESCRIPTION, PROFILE_USER_ATTRIBUTES,
	PROFILE_ALLOWED_STRATEGIES, PROFILE_BRANDING, PROFILE_USER_ATTRIBUTE_PROFILE,
	PROFILE_LANGUAGE, PROFILE_REQUIRES_TEST, PROFILE_CREATED_AT, PROFILE_UPDATED_AT,
	PROFILE_LOGO_PROBLEM };

extern const struct shape	profile_shape;
extern const struct shape	branding_shape;

/* The texts of the page "get-started".  Any names are kept; only this one is shown. */
struct custom_text {
	struct given	 given;
	const char	*introduction;
};

extern const struct shape	custom_text_shape;

/* A profile as pages show it. */
struct brand {
	const char	*primary_color;		/* as in the profile, or NULL */
	const char	*logo_hash;		/* names the image; NULL: there is none */
	const char	*introduction_html;	/* safe to show; NULL: the default */
	const char	*language;		/* as in the profile, or NULL */
	struct texts	 strategies;		/* offered, in order */
	struct asked_attributes asked;		/* to be mapped */
};

/* Keeps each strategy once, in its first place. */
void			 profile_tidy(struct profile *p);
/* INVALID: there are members that exclude each other, which the rows cannot check. */
MUST_USE enum status	 profile_check(const struct profile *p, struct fault *f);
/* Fails with INVALID: there are both user_attributes and a user attribute profile. */
enum status		 profile_maps_twice(struct fault *f);

#endif
