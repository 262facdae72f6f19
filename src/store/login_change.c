/* SPDX-License-Identifier: Apache-2.0 */
#include "store/login_change.h"

#include <string.h>

#include "base/text.h"
#include "store/ticket.h"
#include "store/wizard.h"

static const char *
arg_bool(bool is)
{
	return is ? "true" : "false";
}

enum status
login_add(const struct act *act, const struct login_visit *v, const char *login_id,
    const char *browser_hash, bool needs_signature, bool forces)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_START, ARGS(act->tenant_id, v->ticket_id, v->session_hash,
	    login_id, browser_hash, arg_bool(needs_signature), arg_bool(forces)), &r);

	if (st != OK || (r.count > 0 && rows_text(&r, 0, C_LOGIN_START_LOGIN_ID) != NULL))
		return st;
	st = ticket_still_open(act, v->ticket_id);
	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, CONFLICT, "There is no connection to test yet.");
	return fail(act->fault, CONFLICT, "Too many tests of this connection are still open. "
	    "Finish one of them, or try again in half an hour.");
}

enum status
login_missing_tell(const struct act *act, const struct login_visit *v, const char *missing)
{
	struct rows r;

	return store_query(act, Q_LOGIN_CANNOT_START, ARGS(act->tenant_id, v->ticket_id, v->session_hash,
	    missing), &r);
}

/* The answer as it was sent; the database keeps no other bytes. */
static bool
is_kept(const char *answer)
{
	return text_is_utf8(answer, strlen(answer));
}

enum status
login_answer_keep(const struct act *act, const char *host, const char *login_id,
    const char *connection_name, const char *token_hash, const char *form)
{
	struct rows r = { 0 };
	enum status st = !is_kept(form) ? OK
	    : store_query(act, Q_LOGIN_POST_KEEP, ARGS(host, login_id, connection_name, token_hash, form), &r);

	if (st == OK && (r.count == 0 || !rows_bool(&r, 0, C_LOGIN_POST_KEEP_IS_KEPT)))
		return fail_code(act->fault, NOT_FOUND, "inexistent_login", "No login waits for this.");
	return st;
}

/* --- who may answer --- */

static const struct {
	const char		*name;
	enum login_claim	 claim;
} claims[] = { { "taken", CLAIM_TAKEN }, { "of_another", CLAIM_OF_ANOTHER }, { "again", CLAIM_AGAIN },
	{ "too_late", CLAIM_TOO_LATE } };

static enum login_claim
claim_parse(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(claims) / sizeof(claims[0]); i++)
		if (text_is(claims[i].name, name))
			return claims[i].claim;
	return CLAIM_UNKNOWN;
}

/* An unknown host has no row. */
static enum status
claim(const struct act *act, enum query q, const char *const *args, struct login_claimed *out)
{
	struct rows r;
	enum status st = store_query(act, q, args, &r);

	*out = (struct login_claimed){ .claim = CLAIM_UNKNOWN };
	if (st == OK && r.count > 0)
		*out = (struct login_claimed){
			.claim = claim_parse(rows_text(&r, 0, C_CLAIMED_CLAIM)),
			.tenant_id = rows_text(&r, 0, C_CLAIMED_TENANT_ID),
			.login_id = rows_text(&r, 0, C_CLAIMED_LOGIN_ID),
			.ticket_id = rows_text(&r, 0, C_CLAIMED_TICKET_ID),
		};
	return st;
}

enum status
login_form_claim(const struct act *act, const char *host, const char *token_hash,
    const char *browser_hash, const char *sealed_token, struct login_claimed *out)
{
	return claim(act, Q_LOGIN_CLAIM_FORM, ARGS(host, token_hash, browser_hash, sealed_token), out);
}

enum status
login_query_claim(const struct act *act, const char *host, const char *login_id, const char *query,
    const char *browser_hash, const char *sealed_token, struct login_claimed *out)
{
	*out = (struct login_claimed){ .claim = CLAIM_UNKNOWN };
	if (!is_kept(query))
		return OK;
	return claim(act, Q_LOGIN_CLAIM_QUERY, ARGS(host, login_id, query, browser_hash, sealed_token), out);
}

enum status
login_abandon(const struct act *act, const struct login_visit *v, const char *login_id,
    const struct login_outcome *outcome)
{
	struct rows r;
	enum status st = store_query(act, Q_LOGIN_GIVE_UP, ARGS(act->tenant_id, v->ticket_id, v->session_hash,
	    login_id, fields_encode(act->arena, &login_outcome_shape, outcome)), &r);

	if (st != OK || rows_bool(&r, 0, C_LOGIN_GIVE_UP_IS_DONE))
		return st;
	st = ticket_still_open(act, v->ticket_id);
	return st != OK ? st : fail(act->fault, CONFLICT, "This test has ended in the meantime.");
}

enum status
claim_use(const struct act *act, const struct login_visit *v, const char *login_id,
    const char *target, const char *source)
{
	struct rows r;
	enum status st = store_query(act, Q_CLAIM_USE, ARGS(act->tenant_id, v->ticket_id, v->session_hash,
	    login_id, target, source), &r);

	return st == OK && r.count == 0 ? settings_changed_or_ended(act, v->ticket_id) : st;
}

/* --- by postern-jobs --- */

static enum status
lost(const struct act *act)
{
	return fail_code(act->fault, NOT_FOUND, "lost_lease", "Another worker has the login.");
}

/* A query that changes the login of a lease, and answers with a row if it did. */
static enum status
work(const struct act *act, enum query q, const struct login_work *w, const char *last)
{
	struct rows r;
	enum status st = store_query(act, q, ARGS(w->connection.tenant_id, w->login.id, w->lease_id, last), &r);

	return st == OK && r.count == 0 ? lost(act) : st;
}

enum status
login_request_keep(const struct act *act, const struct login_work *w, const struct login_request *r)
{
	return work(act, Q_LOGIN_SIGNED, w, fields_encode(act->arena, &login_request_shape, r));
}

enum status
login_code_mark(const struct act *act, const struct login_work *w)
{
	return work(act, Q_LOGIN_CODE_USED, w, NULL);
}

enum status
provider_keys_keep(const struct act *act, const struct login_work *w, const char *jwks_uri,
    const char *jwks)
{
	struct rows r;

	return store_query(act, Q_LOGIN_KEYS_KEEP, ARGS(w->connection.tenant_id, w->connection.id, jwks_uri,
	    jwks), &r);
}

enum status
provider_keys_mark(const struct act *act, const struct login_work *w)
{
	struct rows r;

	return store_query(act, Q_LOGIN_KEYS_ASKED, ARGS(w->connection.tenant_id, w->connection.id), &r);
}

enum status
login_close(const struct act *act, const struct login_work *w, struct login_outcome *outcome,
    const struct login_claims *c, const char *profile, long claims_days)
{
	const char *received = NULL, *assertion_id = NULL, *used_until = NULL, *ended;
	struct arena *a = act->arena;
	struct rows r;
	enum status st;

	if (c != NULL)
		received = fields_encode_list(a, &received_shape, c->received.items, c->received.count);
	if (c != NULL && c->assertion_id != NULL) {
		assertion_id = c->assertion_id;
		used_until = arena_print(a, "%lld", (long long)c->used_until);
	}
	st = store_query(act, Q_LOGIN_END, ARGS(w->connection.tenant_id, w->login.id, w->lease_id,
	    fields_encode(a, &login_outcome_shape, outcome), received, profile, assertion_id, used_until,
	    arg_long(act, claims_days), act->actor), &r);
	if (st != OK)
		return st;
	ended = rows_text(&r, 0, C_LOGIN_END_FAILURE);
	if (ended == NULL)
		return lost(act);
	if (!text_is(ended, outcome->failure))
		*outcome = (struct login_outcome){ .given = GIVEN_ALL, .failure = ended };
	return OK;
}

enum status
login_lease_release(const struct act *act, const char *taker)
{
	struct rows r;

	return store_query(act, Q_LOGIN_RELEASE, ARGS(taker), &r);
}
