/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/take_step.h"

#include "base/hash.h"
#include "store/wizard.h"

enum status
take_step(const struct act *act, const struct visit *v, enum step from, long revision)
{
	struct wizard_key key = { v->ticket.id, v->session_hash, revision };

	return wizard_step(act, &key, from, from + 1);
}
