/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/keep_key.h"

#include "base/random.h"
#include "base/seal.h"
#include "store/signing_key.h"

enum status
keep_key(struct store *s, struct arena *a, const char *tenant_id, const struct key_pair *pair,
    const char *seal_key, struct fault *f)
{
	const char *key_id = random_base58(a, 22), *sealed;
	enum status st = seal(a, seal_key, arena_print(a, "signing_key %s %s", tenant_id, key_id),
	    pair->private_key, &sealed, f);

	return st == OK ? key_keep(s, a, tenant_id, key_id, pair, sealed, f) : st;
}
