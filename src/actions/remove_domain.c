/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/remove_domain.h"

#include "base/hash.h"
#include "store/domain.h"

enum status
remove_domain(struct store *s, struct arena *a, const struct visit *v, const char *session_token,
    const char *name, struct fault *f)
{
	struct claim_key key = { v->tenant.id, v->ticket.id, hash_text(a, session_token), name };

	return domain_remove(s, a, &key, f);
}
