/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/choose_provider.h"

#include "base/hash.h"
#include "base/text.h"
#include "store/wizard.h"

static bool
is_offered(const struct brand *b, const char *strategy)
{
	size_t i;

	for (i = 0; i < b->strategies.count; i++)
		if (text_is(b->strategies.items[i], strategy))
			return true;
	return false;
}

enum status
choose_provider(const struct act *act, const struct visit *v, const char *strategy,
    long revision)
{
	struct wizard_key key = { v->ticket.id, v->session_hash, revision };

	if (strategy == NULL || !is_offered(&v->brand, strategy))
		return fail(act->fault, INVALID,
		    "Please choose one of the identity providers below.");
	if (v->connection.id != NULL && !text_is(v->wizard.provider->strategy, strategy))
		return fail(act->fault, INVALID,
		    "The connection is made already, for %s. To connect another "
		    "provider, please ask %s for a new link.", v->wizard.provider->name,
		    v->tenant.name);
	return wizard_choose(act, &key, strategy);
}
