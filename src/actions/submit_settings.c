/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/submit_settings.h"

#include "base/hash.h"
#include "base/seal.h"
#include "store/wizard.h"

enum status
submit_settings(struct store *s, struct arena *a, const struct visit *v,
    const char *session_token, const struct provider_settings *typed, const char *secret,
    const char *seal_key, long revision, struct fault *f)
{
	struct wizard_key key = { v->tenant.id, v->ticket.id, hash_text(a, session_token), revision };
	const char *sealed = NULL;
	enum status st = OK;

	if (secret != NULL && secret[0] != '\0')
		st = seal(a, seal_key, arena_print(a, "client_secret %s %s", v->tenant.id,
		    v->ticket.id), secret, &sealed, f);
	return st == OK ? wizard_submit(s, a, &key, typed, sealed, f) : st;
}
