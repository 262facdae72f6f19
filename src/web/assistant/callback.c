/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/callback.h"

#include <string.h>

#include "actions/login.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/random.h"
#include "base/seal.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "model/rules.h"
#include "store/login_wait.h"
#include "web/assistant/page.h"
#include "web/assistant/test.h"

enum { ANSWER_TOKEN_CHARS = 32, CONNECTION_NAME_MAX_BYTES = 256 };

/* --- pages that say why an answer is not taken --- */

static void
fill_why(struct page *p, enum login_claim claim)
{
	if (claim == CLAIM_OF_ANOTHER)
		view_section(p->body, "OF_ANOTHER");
	else if (claim == CLAIM_AGAIN)
		view_section(p->body, "AGAIN");
	else if (claim == CLAIM_UNKNOWN)
		view_section(p->body, "UNKNOWN");
	else
		view_set(view_section(p->body, "TOO_LATE"), "TEXT", worded(p->x, sentence_counted(p->x->arena,
		    LOGIN_TTL_S / 60, "A test waits %d minute for its answer. That time is over, so the answer "
		    "was not accepted.", "A test waits %d minutes for its answer. That time is over, so the "
		    "answer was not accepted.", LOGIN_TTL_S / 60)));
}

/* The browser is led back to a setup only if it has a session of it. */
static void
fill_way(struct page *p, const struct login_claimed *claimed)
{
	struct exchange *x = p->x;

	if (claimed->ticket_id == NULL || session_cookie(x->arena, x->request, claimed->ticket_id) == NULL) {
		view_section(p->body, "NO_SETUP");
		return;
	}
	if (claimed->claim == CLAIM_AGAIN)
		view_set(view_section(p->body, "RESULT"), "RESULT_HREF",
		    test_login_path(x, claimed->ticket_id, claimed->login_id));
	else
		view_set(view_section(p->body, "SETUP"), "TEST_HREF", test_path(x, claimed->ticket_id));
}

/* Asking again changes nothing any more, so the answer itself need not be in that address. */
static const char *
again(struct arena *a, const struct login_claimed *claimed)
{
	return claimed->login_id == NULL ? CALLBACK_PATH
	    : arena_print(a, CALLBACK_PATH "?state=%s", claimed->login_id);
}

static enum status
say(struct exchange *x, const struct login_claimed *claimed)
{
	static const struct {
		const char	*title;
		int		 code;
	} pages[] = {
		[CLAIM_UNKNOWN] = { N_("We can’t match this answer to a test"), 404 },
		[CLAIM_OF_ANOTHER] = { N_("This test was started in another browser"), 403 },
		[CLAIM_AGAIN] = { N_("This test has already ended"), 409 },
		[CLAIM_TOO_LATE] = { N_("This answer came too late"), 410 },
	};
	enum status st = visitor_tenant(x, &x->fault);
	struct page p;

	if (st != OK)
		return st;
	visitor(x)->again = again(x->arena, claimed);
	p = page_new(x, ASSISTANT_CALLBACK, word(x, pages[claimed->claim].title));
	view_set(p.body, "HEADING", word(x, pages[claimed->claim].title));
	fill_why(&p, claimed->claim);
	fill_way(&p, claimed);
	page_support(&p);
	return page_send(&p, pages[claimed->claim].code);
}

static enum status
say_unknown(struct exchange *x)
{
	return say(x, &(struct login_claimed){ .claim = CLAIM_UNKNOWN });
}

/* --- an answer is claimed --- */

/* Waits a while for the outcome, if not too many workers wait.  Whatever comes of that, the
 * page that follows shows the result or waits itself. */
static void
wait_for_outcome(struct exchange *x, const struct login_claimed *claimed, const char *browser_hash)
{
	struct fault ignored;
	const struct act act = { .store = x->act.store, .arena = x->arena, .tenant_id = claimed->tenant_id,
		.fault = &ignored };

	if (x->site->login_wait_ms == 0 || !waiting_begin(x->site->waiting, x->site->place))
		return;
	if (login_await(&act, claimed->login_id, browser_hash, x->site->login_wait_ms) != OK)
		log_line(LOG_WARN, "the outcome of a login could not be awaited", NULL);
	waiting_end(x->site->waiting, x->site->place);
}

static enum status
lead_on(struct exchange *x, const struct login_claimed *claimed, const char *browser_hash)
{
	x->act.tenant_id = claimed->tenant_id;
	if (claimed->claim != CLAIM_TAKEN)
		return say(x, claimed);
	wait_for_outcome(x, claimed, browser_hash);
	response_see_other(x->response, test_login_path(x, claimed->ticket_id, claimed->login_id));
	return OK;
}

/* The means of a browser to claim an answer with; both NULL: it has no cookie. */
struct claimant {
	const char	*hash, *sealed_token;
};

static enum status
claimant_read(struct exchange *x, struct claimant *out)
{
	const char *token = login_cookie(x->arena, x->request), *key;
	enum status st;

	*out = (struct claimant){ 0 };
	if (token == NULL)
		return OK;
	out->hash = hash_text(x->arena, token);
	st = seal_key_now(x->arena, x->site->seal_key, &key, &x->fault);
	return st != OK ? st
	    : seal(x->arena, key, LOGIN_TOKEN_SUBJECT, token, &out->sealed_token, &x->fault);
}

/* --- what tells the login --- */

/* The value of the only field of that name; NULL: there is none, or several. */
static const char *
only(const struct form *form, const char *name)
{
	const char *value = NULL;
	size_t i;

	for (i = 0; i < form->count; i++)
		if (text_is(form->pairs[i].name, name)) {
			if (value != NULL)
				return NULL;
			value = form->pairs[i].value;
		}
	return value;
}

static bool
has(const struct form *form, const char *name)
{
	return form_get(form, name) != NULL;
}

/* The id of the login in state or RelayState.  *is_sound: there are not several, and none that is
 * no id of ours. */
static const char *
login_of(const struct form *form, bool *is_sound)
{
	const char *name = has(form, "state") ? "state" : "RelayState";
	const char *value = only(form, name);
	bool is_absent = !has(form, name) || text_is(value, "");

	*is_sound = is_absent || (value != NULL && login_is_id(value)
	    && !(has(form, "state") && has(form, "RelayState")));
	return is_absent || !*is_sound ? NULL : value;
}

/* A query is as it came, so it may be anything. */
static bool
query_read(struct exchange *x, struct form *out)
{
	struct fault ignored;

	return form_parse(x->arena, x->request->query, strlen(x->request->query), out, &ignored) == OK;
}

/* --- the routes --- */

enum status
callback_query(struct exchange *x)
{
	struct login_claimed claimed;
	struct claimant claimant;
	struct form query;
	const char *login_id = NULL;
	bool is_sound;
	enum status st;

	if (query_read(x, &query))
		login_id = login_of(&query, &is_sound);
	if (x->request->is_head || login_id == NULL)
		return say_unknown(x);
	st = claimant_read(x, &claimant);
	if (st == OK)
		st = login_claim_query(&x->act, x->request->host, login_id, x->request->query, claimant.hash,
		    claimant.sealed_token, &claimed);
	return st == OK ? lead_on(x, &claimed, claimant.hash) : st;
}

/* The name of the connection in the callback's address, for an answer that does not say of what
 * login it is. */
static const char *
connection_named(struct exchange *x)
{
	struct form query;
	const char *name = query_read(x, &query) ? only(&query, "connection") : NULL;

	return name != NULL && strlen(name) <= CONNECTION_NAME_MAX_BYTES ? name : NULL;
}

enum status
callback_form(struct exchange *x)
{
	const struct request *r = x->request;
	const char *token = random_alnum(x->arena, ANSWER_TOKEN_CHARS), *login_id, *name = NULL;
	struct form *form = arena_alloc(x->arena, sizeof(*form));
	struct fault ignored;
	bool is_sound;
	enum status st;

	if (!request_is(r, "application/x-www-form-urlencoded"))
		return fail(&x->fault, INVALID, "This page only accepts forms.");
	if (form_parse(x->arena, r->body, r->body_bytes, form, &ignored) != OK)
		return say_unknown(x);
	login_id = login_of(form, &is_sound);
	if (is_sound && login_id == NULL)
		name = connection_named(x);
	if (login_id == NULL && name == NULL)
		return say_unknown(x);
	st = login_post_keep(&x->act, r->host, login_id, name, hash_text(x->arena, token),
	    arena_copy(x->arena, r->body, r->body_bytes));
	if (st == NOT_FOUND)
		return say_unknown(x);
	if (st == OK)
		response_see_other(x->response, arena_print(x->arena, "/login/answer?a=%s", token));
	return st;
}

enum status
callback_answer(struct exchange *x)
{
	struct login_claimed claimed;
	struct claimant claimant;
	struct form query;
	const char *token = query_read(x, &query) ? only(&query, "a") : NULL;
	enum status st;

	if (x->request->is_head || token == NULL)
		return say_unknown(x);
	st = claimant_read(x, &claimant);
	if (st == OK)
		st = login_claim_form(&x->act, x->request->host, hash_text(x->arena, token), claimant.hash,
		    claimant.sealed_token, &claimed);
	return st == OK ? lead_on(x, &claimed, claimant.hash) : st;
}
