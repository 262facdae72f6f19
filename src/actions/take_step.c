/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/take_step.h"

#include "base/hash.h"
#include "store/wizard.h"

enum status
take_step(const struct act *act, const struct visit *v, const char *session_token,
    enum step from, long revision)
{
	struct wizard_key key = { v->tenant.id, v->ticket.id, hash_text(act->arena,
	    session_token), revision };

	return wizard_step(act, &key, from, from + 1);
}
