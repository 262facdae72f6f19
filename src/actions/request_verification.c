/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/request_verification.h"

#include "base/hash.h"
#include "store/domain.h"

enum status
request_verification(const struct act *act, const struct visit *v, const char *name)
{
	struct claim_key key = { v->ticket.id, v->session_hash, name };

	return domain_ask(act, &key);
}
