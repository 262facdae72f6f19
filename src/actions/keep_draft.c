/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/keep_draft.h"

#include "base/hash.h"
#include "store/wizard.h"

enum status
keep_draft(struct store *s, struct arena *a, struct visit *v, const char *session_token,
    const char *metadata, struct fault *f)
{
	struct wizard_key key = { v->tenant.id, v->ticket.id, hash_text(a, session_token), 0 };
	enum status st = draft_keep(s, a, &key, metadata, f);

	if (st == OK)
		v->wizard.draft = metadata;
	return st;
}
