/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/take_step.h"

#include "base/hash.h"
#include "store/wizard.h"

enum status
take_step(struct store *s, struct arena *a, const struct visit *v, const char *session_token,
    enum step from, long revision, struct fault *f)
{
	struct wizard_key key = { v->tenant.id, v->ticket.id, hash_text(a, session_token), revision };

	return wizard_step(s, a, &key, from, from + 1, f);
}
