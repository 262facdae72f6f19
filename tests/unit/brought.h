/*
 * brought.h - what a login brought, written briefly
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_UNIT_BROUGHT_H
#define TESTS_UNIT_BROUGHT_H

#include "model/login/received.h"

/* Of the members of a JSON object, as of an ID token. */
void	 brought_claims(struct arena *a, struct login_claims *c, const char *source,
	    const char *json);
/* "name=value" or "name=one;two"; "NameID=..." is the NameID, of that format. */
void	 brought_attributes(struct arena *a, struct login_claims *c, const char *const *attributes,
	    const char *format);

#endif
