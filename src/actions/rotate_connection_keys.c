/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/rotate_connection_keys.h"

#include "store/signing_key.h"

enum status
rotate_connection_keys(struct store *s, struct arena *a, const char *tenant_id,
    const char *connection_id, const char *algorithm, const char *actor,
    struct connection_key *out,
    struct fault *f)
{
	return connection_keys_rotate(s, a, tenant_id, connection_id, algorithm, actor, out, f);
}
