/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/signing_key.h"

#include "base/random.h"
#include "base/seal.h"
#include "store/signing_key.h"

enum status
keep_key(const struct act *act, const struct key_pair *pair, const char *seal_key)
{
	struct arena *a = act->arena;
	const char *key_id = random_base58(a, 22), *sealed;
	const char *subject = arena_print(a, "signing_key %s %s", act->tenant_id, key_id);
	enum status st = seal(a, seal_key, subject, pair->private_key, &sealed, act->fault);

	return st == OK ? key_keep(act, key_id, pair, sealed) : st;
}

enum status
create_connection_keys(const struct act *act, const char *connection_id, const char *algorithm,
    struct connection_key **out, size_t *count)
{
	return connection_keys_create(act, connection_id, algorithm, out, count);
}

enum status
rotate_connection_keys(const struct act *act, const char *connection_id, const char *algorithm,
    struct connection_key *out)
{
	return connection_keys_rotate(act, connection_id, algorithm, out);
}

enum status
rotate_tenant_key(const struct act *act, const char *next_key_id)
{
	return tenant_key_rotate(act, next_key_id);
}
