/*
 * organization_connection.h - the connections that an organization has
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ORGANIZATION_CONNECTION_H
#define ACTIONS_ORGANIZATION_CONNECTION_H

#include "store/organization_connection.h"

/* An organization gets a connection.  CONFLICT: it has the connection already.  INVALID:
 * it has as many as it may. */
MUST_USE enum status
	 link_connection(const struct act *act, const struct link_key *key,
	    const struct organization_connection *wanted, struct organization_connection *out);

/* The way in which an organization has a connection changes. */
MUST_USE enum status
	 relink_connection(const struct act *act, const struct link_key *key,
	    const struct organization_connection *change, struct organization_connection *out);

/* An organization loses a connection, which stays otherwise.  OK also if the
 * organization does not have it. */
MUST_USE enum status
	 unlink_connection(const struct act *act, const struct link_key *key);

#endif
