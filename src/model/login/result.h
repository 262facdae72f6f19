/*
 * result.h - from what a login brought to the profile that the application would get
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_RESULT_H
#define MODEL_LOGIN_RESULT_H

#include "model/attributes/mapping.h"
#include "model/login/outcome.h"
#include "model/login/received.h"
#include "model/login/settings.h"

/* The profile as JSON, by the live mapping in the connection's options; *fills gets for each
 * received item the targets that it fills (struct texts, received.count of them). */
char	*login_profile(struct arena *a, const struct login_connection *c,
	    const struct login_claims *claims, struct texts **fills);

/* What cannot be what its attribute says, and other warnings. */
struct doubt {
	const char		*name;		/* transient_name_id, name_is_email, sha1, ... */
	const char		*target;	/* our attribute; NULL */
	const struct sentence	*said;
};
/* struct doubt */
struct objects	 login_doubts(struct arena *a, const char *profile, const struct objects *received,
		    const struct login_outcome *o);

/* An attribute that the profile requires and that the login did not bring, with what could fill it
 * instead: names of claims or attributes that did arrive, the likeliest first. */
struct missing_attribute {
	const struct mapped	*attribute;
	struct texts		 candidates;
};
/* struct missing_attribute.  asked: mapping_of() the ticket's self-service profile. */
struct objects	 login_missing(struct arena *a, const struct mapping *asked, const char *profile,
		    const struct objects *received);

#endif
