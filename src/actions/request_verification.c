/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/request_verification.h"

#include "base/hash.h"
#include "store/domain.h"

enum status
request_verification(const struct act *act, const struct visit *v, const char *session_token,
    const char *name)
{
	struct claim_key key = { v->tenant.id, v->ticket.id, hash_text(act->arena,
	    session_token), name };

	return domain_ask(act, &key);
}
