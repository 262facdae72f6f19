/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/change_connection_clients.h"

#include "model/connection/request.h"
#include "store/connection.h"

enum status
change_connection_clients(const struct act *act, const char *id, const struct objects *changes)
{
	enum status st = client_changes_check(changes, act->fault);

	return st != OK ? st
	    : connection_clients_change(act, id, fields_encode_list(act->arena,
	    client_changes_row.shape, changes->items, changes->count));
}
