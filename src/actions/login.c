/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/login.h"

#include "base/text.h"
#include "model/login/missing.h"

static struct login_visit
of(const struct visit *v)
{
	return (struct login_visit){ v->ticket.id, v->session_hash };
}

enum status
login_start(const struct act *act, const struct visit *v, const char *login_id,
    const char *browser_hash, bool needs_signature, bool forces)
{
	struct login_visit by = of(v);

	return login_add(act, &by, login_id, browser_hash, needs_signature, forces);
}

enum status
login_cannot_start(const struct act *act, const struct visit *v, const char *missing)
{
	struct login_visit by = of(v);

	return login_missing_tell(act, &by, missing);
}

enum status
login_post_keep(const struct act *act, const char *host, const char *login_id,
    const char *connection_name, const char *token_hash, const char *form)
{
	return login_answer_keep(act, host, login_id, connection_name, token_hash, form);
}

enum status
login_claim_form(const struct act *act, const char *host, const char *token_hash,
    const char *browser_hash, const char *sealed_token, struct login_claimed *out)
{
	return login_form_claim(act, host, token_hash, browser_hash, sealed_token, out);
}

enum status
login_claim_query(const struct act *act, const char *host, const char *login_id, const char *query,
    const char *browser_hash, const char *sealed_token, struct login_claimed *out)
{
	return login_query_claim(act, host, login_id, query, browser_hash, sealed_token, out);
}

enum status
login_give_up(const struct act *act, const struct visit *v, const char *login_id,
    const struct login_outcome *outcome)
{
	struct login_visit by = of(v);

	return login_abandon(act, &by, login_id, outcome);
}

/* Whether the profile asks for the attribute. */
static bool
is_asked(struct arena *a, const struct visit *v, const struct provider *p, const char *target)
{
	struct mapping asked = mapping_of(a, p, &v->brand.asked);
	size_t i;

	for (i = 0; i < asked.count; i++)
		if (text_is(asked.items[i].target, target))
			return true;
	return false;
}

enum status
login_use_claim(const struct act *act, const struct visit *v, const char *login_id,
    const char *target, const char *name)
{
	struct login_visit by = of(v);
	struct login_connection c;
	const char *source;
	struct login l;
	enum status st = login_load(act, v->ticket.id, login_id, &l, &c);

	if (st != OK)
		return st;
	source = candidate_source(act->arena, &l.received, name);
	if (source == NULL || !is_asked(act->arena, v, c.provider, target))
		return fail(act->fault, INVALID, "This test did not bring that value, or its values have been "
		    "deleted. Test the connection again.");
	return claim_use(act, &by, login_id, target, source);
}

enum status
login_signed(const struct act *act, const struct login_work *w, const struct login_request *r)
{
	return login_request_keep(act, w, r);
}

enum status
login_code_used(const struct act *act, const struct login_work *w)
{
	return login_code_mark(act, w);
}

enum status
login_keys_keep(const struct act *act, const struct login_work *w, const char *jwks_uri,
    const char *jwks)
{
	return provider_keys_keep(act, w, jwks_uri, jwks);
}

enum status
login_keys_asked(const struct act *act, const struct login_work *w)
{
	return provider_keys_mark(act, w);
}

enum status
login_end(const struct act *act, const struct login_work *w, struct login_outcome *outcome,
    const struct login_claims *claims, const char *profile, long claims_days)
{
	return login_close(act, w, outcome, claims, profile, claims_days);
}

enum status
login_release(const struct act *act, const char *taker)
{
	return login_lease_release(act, taker);
}
