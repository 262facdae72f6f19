/*
 * relink_connection.h - how an organization has a connection changes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_RELINK_CONNECTION_H
#define ACTIONS_RELINK_CONNECTION_H

#include "store/organization_connection.h"

MUST_USE enum status
	 relink_connection(const struct act *act, const struct link_key *key,
	    const struct organization_connection *change, struct organization_connection *out);

#endif
