/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/keep_draft.h"

#include "base/hash.h"
#include "store/wizard.h"

enum status
keep_draft(const struct act *act, struct visit *v, const struct provider_settings *typed)
{
	struct provider_settings *draft = arena_alloc(act->arena, sizeof(*draft));
	struct wizard_key key = { v->ticket.id, v->session_hash, 0 };
	enum status st;

	*draft = (struct provider_settings){ .given = GIVEN_ALL, .metadata_xml =
	    typed->metadata_xml,
		.certificate = typed->certificate };
	st = draft_keep(act, &key, draft);
	if (st == OK)
		v->wizard.draft = draft;
	return st;
}
