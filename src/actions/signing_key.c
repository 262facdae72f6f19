/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/signing_key.h"

#include "base/random.h"
#include "base/seal.h"
#include "store/signing_key.h"

enum status
keep_key(const struct act *act, const struct key_pair *pair, const char *seal_key)
{
	const char *key_id = random_base58(act->arena, 22), *sealed;
	enum status st = seal(act->arena, seal_key, arena_print(act->arena, "signing_key %s %s",
	    act->tenant_id, key_id), pair->private_key, &sealed, act->fault);

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
