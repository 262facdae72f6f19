/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/relink_connection.h"

enum status
relink_connection(const struct act *act, const struct link_key *key,
    const struct organization_connection *change, struct organization_connection *out)
{
	return organization_connection_change(act, key, change, out);
}
