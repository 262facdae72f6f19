/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/remove_domain.h"

#include "base/hash.h"
#include "store/domain.h"

enum status
remove_domain(const struct act *act, const struct visit *v, const char *session_token,
    const char *name)
{
	struct claim_key key = { v->tenant.id, v->ticket.id, hash_text(act->arena,
	    session_token), name };

	return domain_remove(act, &key);
}
