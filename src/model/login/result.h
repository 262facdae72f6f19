/*
 * result.h - from what a login brought to the profile that the application would get
 *
 * OpenID Connect: by attribute_map.  use_map: exactly its attributes.  basic_profile: the standard
 * claims of a person (OpenID Connect Core 1.0, 5.1), too; bind_all: every claim about the person.
 * What an attribute says comes before a claim of the same name.
 *
 * SAML: by fieldsMap, or by the usual names if there is none.  The first attribute of a list that
 * arrived with a value counts; the claim type of the name identifier also means the NameID.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_RESULT_H
#define MODEL_LOGIN_RESULT_H

#include "model/login/doubt.h"
#include "model/login/missing.h"
#include "model/login/received.h"
#include "model/login/settings.h"

/* The profile as JSON, with members such as app_metadata.department inside app_metadata; *fills gets
 * for each received item the targets that it fills (struct texts, received.count of them).  An access
 * token never becomes part of it: a text stands in its place. */
char	*login_profile(struct arena *a, const struct login_connection *c,
	    const struct login_claims *claims, struct texts **fills);
/* The same targets for items that a login kept, from which the claims are put together again: struct
 * texts, received->count of them. */
struct texts	*login_fills(struct arena *a, const struct login_connection *c,
		    const struct objects *received);

#endif
