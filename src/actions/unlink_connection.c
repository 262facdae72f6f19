/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/unlink_connection.h"

enum status
unlink_connection(const struct act *act, const struct link_key *key)
{
	return organization_connection_remove(act, key);
}
