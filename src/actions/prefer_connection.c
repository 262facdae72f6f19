/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/prefer_connection.h"

#include "store/home_realm.h"

enum status
prefer_connection(struct store *s, struct arena *a, const char *tenant_id, const char *name,
    const char *connection_id, const char *actor, struct fault *f)
{
	return home_realm_prefer(s, a, tenant_id, name, connection_id, actor, f);
}
