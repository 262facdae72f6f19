/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/delete_connection.h"

#include "store/connection.h"

enum status
delete_connection(const struct act *act, const char *id)
{
	return connection_remove(act, id);
}
