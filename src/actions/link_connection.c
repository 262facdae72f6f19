/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/link_connection.h"

enum status
link_connection(const struct act *act, const struct link_key *key,
    const struct organization_connection *wanted, struct organization_connection *out)
{
	return organization_connection_add(act, key, wanted, out);
}
