/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/relink_connection.h"

enum status
relink_connection(struct store *s, struct arena *a, const struct link_key *key,
    const struct organization_connection *change, const char *actor,
    struct organization_connection *out, struct fault *f)
{
	return organization_connection_change(s, a, key, change, actor, out, f);
}
