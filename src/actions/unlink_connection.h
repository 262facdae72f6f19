/*
 * unlink_connection.h - an organization loses a connection
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_UNLINK_CONNECTION_H
#define ACTIONS_UNLINK_CONNECTION_H

#include "store/organization_connection.h"

/* The connection stays.  OK also where the organization does not have it. */
MUST_USE enum status
	 unlink_connection(const struct act *act, const struct link_key *key);

#endif
