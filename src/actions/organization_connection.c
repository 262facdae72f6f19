/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/organization_connection.h"

enum status
link_connection(const struct act *act, const struct link_key *key,
    const struct organization_connection *wanted, struct organization_connection *out)
{
	return organization_connection_add(act, key, wanted, out);
}

enum status
relink_connection(const struct act *act, const struct link_key *key,
    const struct organization_connection *change, struct organization_connection *out)
{
	return organization_connection_change(act, key, change, out);
}

enum status
unlink_connection(const struct act *act, const struct link_key *key)
{
	return organization_connection_remove(act, key);
}
