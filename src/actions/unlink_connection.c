/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/unlink_connection.h"

enum status
unlink_connection(struct store *s, struct arena *a, const struct link_key *key,
    const char *actor, struct fault *f)
{
	return organization_connection_remove(s, a, key, actor, f);
}
