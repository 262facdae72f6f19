/*
 * link_connection.h - an organization gets a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_LINK_CONNECTION_H
#define ACTIONS_LINK_CONNECTION_H

#include "store/organization_connection.h"

/* CONFLICT: it has it.  INVALID: it has as many as it may. */
MUST_USE enum status
	 link_connection(const struct act *act, const struct link_key *key,
	    const struct organization_connection *wanted, struct organization_connection *out);

#endif
