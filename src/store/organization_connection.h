/*
 * organization_connection.h - the connections that an organization's members may use, kept
 *
 * NOT_FOUND: the organization or the connection is not there.  If ENABLED_ONES are
 * wanted, a connection that is not enabled counts as not there.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_ORGANIZATION_CONNECTION_H
#define STORE_ORGANIZATION_CONNECTION_H

#include "model/tenant/organization.h"
#include "store/list.h"

/* Which of an organization's connections are wanted. */
enum enabling { ANY_CONNECTION, ENABLED_ONES, DISABLED_ONES };

struct link_key {
	const char	*organization_id, *connection_id;
	enum enabling	 which;
};

/* struct organization_connection, oldest first; *total counts all that are wanted. */
MUST_USE enum status
	 organization_connection_list(const struct act *act, const struct link_key *key,
	    const struct slice *slice, struct objects *out, long *total);
MUST_USE enum status
	 organization_connection_load(const struct act *act, const struct link_key *key,
	    struct organization_connection *out);
/* CONFLICT: it is there already; but if ENABLED_ONES are wanted, one that is there and
 * not enabled is enabled.  INVALID: the organization has as many as it may. */
MUST_USE enum status
	 organization_connection_add(const struct act *act, const struct link_key *key,
	    const struct organization_connection *wanted, struct organization_connection *out);
/* Changes only what change says was given. */
MUST_USE enum status
	 organization_connection_change(const struct act *act, const struct link_key *key,
	    const struct organization_connection *change, struct organization_connection *out);
/* OK also if the organization does not have the connection. */
MUST_USE enum status
	 organization_connection_remove(const struct act *act, const struct link_key *key);

#endif
