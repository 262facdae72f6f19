/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/home_realm.h"

#include "store/home_realm.h"

enum status
prefer_connection(const struct act *act, const char *name, const char *connection_id)
{
	return home_realm_prefer(act, name, connection_id);
}
