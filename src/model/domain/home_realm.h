/*
 * home_realm.h - the connection that people of an e-mail domain sign in with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_HOME_REALM_H
#define MODEL_DOMAIN_HOME_REALM_H

#include <stdbool.h>

struct home_realm {
	const char	*domain;	/* that was asked for, in A-labels; NULL: it was none */
	const char	*connection_id;	/* NULL: no enabled connection has it */
	const char	*name, *strategy;
	bool		 is_preferred;	/* by the operator's mark, not as the latest */
};

#endif
