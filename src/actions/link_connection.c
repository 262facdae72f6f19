/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/link_connection.h"

enum status
link_connection(struct store *s, struct arena *a, const struct link_key *key,
    const struct organization_connection *wanted, const char *actor,
    struct organization_connection *out, struct fault *f)
{
	return organization_connection_add(s, a, key, wanted, actor, out, f);
}
