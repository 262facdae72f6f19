/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/delete_connection.h"

#include "store/connection.h"

enum status
delete_connection(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    const char *actor, struct fault *f)
{
	return connection_remove(s, a, tenant_id, id, actor, f);
}
