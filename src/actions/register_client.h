/*
 * register_client.h - a program of the tenant gets an id and a secret
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_REGISTER_CLIENT_H
#define ACTIONS_REGISTER_CLIENT_H

#include "store/store.h"

/* scopes: separated by spaces.  *secret is shown once. */
MUST_USE enum status
	 register_client(const struct act *act, const char *name, const char *scopes,
	    const char **client_id, const char **secret);

#endif
