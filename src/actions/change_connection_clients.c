/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/change_connection_clients.h"

#include "model/connection/request.h"
#include "store/connection.h"

enum status
change_connection_clients(struct store *s, struct arena *a, const char *tenant_id,
    const char *id, const struct objects *changes, const char *actor, struct fault *f)
{
	enum status st = client_changes_check(changes, f);

	return st != OK ? st : connection_clients_change(s, a, tenant_id, id, fields_encode_list(a,
	    client_changes_row.shape, changes->items, changes->count), actor, f);
}
