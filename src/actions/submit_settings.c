/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/submit_settings.h"

#include "base/hash.h"
#include "base/seal.h"
#include "store/wizard.h"

enum status
submit_settings(const struct act *act, const struct visit *v,
    const struct provider_settings *typed, const char *secret, const char *seal_key,
    long revision)
{
	struct wizard_key key = { v->ticket.id, v->session_hash, revision };
	const char *sealed = NULL;
	enum status st = OK;

	if (secret != NULL && secret[0] != '\0')
		st = seal(act->arena, seal_key, arena_print(act->arena, "client_secret %s %s",
		    v->tenant.id, v->ticket.id), secret, &sealed, act->fault);
	return st == OK ? wizard_submit(act, &key, typed, sealed) : st;
}
