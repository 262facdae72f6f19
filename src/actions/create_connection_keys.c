/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/create_connection_keys.h"

#include "store/signing_key.h"

enum status
create_connection_keys(struct store *s, struct arena *a, const char *tenant_id,
    const char *connection_id, const char *algorithm, const char *actor,
    struct connection_key **out, size_t *count,
    struct fault *f)
{
	return connection_keys_create(s, a, tenant_id, connection_id, algorithm, actor, out, count, f);
}
