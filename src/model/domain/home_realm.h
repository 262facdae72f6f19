/*
 * home_realm.h - the connection that people of an email domain sign in with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_HOME_REALM_H
#define MODEL_DOMAIN_HOME_REALM_H

#include <stdbool.h>

struct home_realm {
	const char	*domain;	/* the one asked for, in A-labels; NULL: it was not a domain */
	const char	*connection_id;	/* NULL: no enabled connection has the domain */
	const char	*name, *strategy;
	bool		 is_preferred;	/* chosen by the operator, not as the latest */
};

#endif
