/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/login.h"
#include "base/encode.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/url.h"
#include "http/cookie.h"
#include "http/form.h"
#include "language/words.h"
#include "model/login/diagnosis.h"
#include "store/login.h"
#include "web/assistant/step.h"
#include "web/assistant/test.h"

enum { LEADS_ON_MS = 30 * 1000, REFRESH_S = 2 };

/* --- waiting --- */

static enum status
send_waiting(struct exchange *x, const struct login *l)
{
	struct page p = step_page(x, ASSISTANT_TEST_WAITING, STEP_TEST);

	view_section(p.body, l->state == LOGIN_SIGNING ? "SIGNING" : "VERIFYING");
	view_set(p.body, "TEST_HREF", step_path(x, STEP_TEST));
	step_watch(&p, p.body, arena_print(x->arena, "test/%s", l->id), "waiting", REFRESH_S);
	return page_send(&p, 200);
}

/* --- no answer comes --- */

static enum status
end(struct exchange *x, const char *login_id, const struct login_outcome *outcome)
{
	enum status st = login_give_up(&x->act, visit_of(x), login_id, outcome);

	/* NOT_FOUND, CONFLICT: it has ended meanwhile, and its page says how. */
	if (st == OK || st == NOT_FOUND || st == CONFLICT) {
		response_see_other(x->response, test_login_path(x, visit_of(x)->ticket.id, login_id));
		return OK;
	}
	return st;
}

/* The words are a person's, so nothing of them but a code that we know is believed. */
enum status
test_login_give_up(struct exchange *x)
{
	const char *told = form_get(visitor(x)->form, "told"), *code = NULL;
	struct login_outcome outcome = { 0 };
	enum login_failure why = LOGIN_NO_ANSWER;

	if (!step_is_open(x, STEP_TEST))
		return OK;
	if (!login_is_id(x->parts[1]))
		return step_go(x, STEP_TEST);
	if (told != NULL && told[0] != '\0') {
		why = provider_error_read(x->arena, NULL, told, &code);
		if (why == LOGIN_OTHER)
			why = LOGIN_NO_ANSWER;
	}
	(void)login_refuse_told(x->arena, &outcome, why, code, told);
	return end(x, x->parts[1], &outcome);
}

enum status
test_return(struct exchange *x)
{
	response_see_other(x->response, test_login_path(x, x->parts[0], x->parts[1]));
	return OK;
}

static enum status
end_incomplete(struct exchange *x, const struct login *l, const char *missing)
{
	struct login_outcome outcome = { 0 };

	(void)login_refuse_told(x->arena, &outcome, LOGIN_SETTINGS_INCOMPLETE, NULL, missing);
	return end(x, l->id, &outcome);
}

/* --- on to the provider --- */

/* The request that the browser takes along: as postern-jobs signed it, or made now. */
static enum status
request_of(struct exchange *x, const struct login *l, const struct login_connection *c,
    const char *token, struct login_request *out, const char **missing)
{
	struct arena *a = x->arena;
	struct login_settings s;
	const char *xml;
	enum status st;

	*out = (struct login_request){ 0 };
	if (l->request != NULL)
		return fields_decode(a, l->request, strlen(l->request), &login_request_shape, STORED, out,
		    &x->fault);
	st = login_settings_read(a, c, &s, missing, &x->fault);
	if (st != OK)
		return st;
	if (c->provider->protocol == PROTOCOL_OPENID) {
		out->url = openid_request_url(a, &s, l->id, token, l->forces);
		return OK;
	}
	xml = authn_request_xml(a, &s, l->id, visit_of(x)->now, l->forces);
	out->url = s.sign_in_url;
	if (s.uses_redirect)
		out->url = authn_request_url(a, s.sign_in_url, authn_request_query(a, xml, l->id));
	else {
		out->saml_request = base64_encode(a, xml, strlen(xml));
		out->relay_state = l->id;
	}
	return OK;
}

/* Browsers hold form-action against redirects, and many a provider's address leads on to the host
 * where people sign in. */
static void
fill_post(struct page *p, const struct login_request *r)
{
	struct view *v = view_section(p->body, "BY_POST");

	view_set(v, "URL", r->url);
	view_set(v, "SAML_REQUEST", r->saml_request);
	view_set(v, "RELAY_STATE", r->relay_state);
	p->posts_out = true;
}

static enum status
send_leading(struct exchange *x, const struct login *l, const struct login_request *r)
{
	bool is_at_once = visit_of(x)->now - l->started_at < LEADS_ON_MS;
	struct page p = step_page(x, ASSISTANT_TEST_LEADS, STEP_TEST);

	view_set(p.body, "TEST_HREF", arena_print(x->arena, "%s?told", step_path(x, STEP_TEST)));
	view_section(p.body, is_at_once ? "AT_ONCE" : "BACK");
	if (r->saml_request != NULL)
		fill_post(&p, r);
	else
		view_set(view_section(p.body, "BY_GET"), "URL", r->url);
	if (is_at_once && r->saml_request != NULL)
		view_section(p.body, "SUBMITS");
	else if (is_at_once)
		response_header(x->response, "Refresh", arena_print(x->arena, "0;url=%s", r->url));
	return page_send(&p, 200);
}

static enum status
lead_on(struct exchange *x, const struct login *l, const struct login_connection *c)
{
	const char *token = login_cookie(x->arena, x->request), *missing = NULL;
	struct login_request r;
	enum login_state ignored;
	enum status st = token == NULL ? NOT_FOUND
	    : login_state_of(&x->act, l->id, hash_text(x->arena, token), &ignored);

	if (st == NOT_FOUND)	/* another browser's: the step's page watches it */
		return step_go(x, STEP_TEST);
	if (st == OK)
		st = request_of(x, l, c, token, &r, &missing);
	if (st == INVALID || (st == OK && !is_https_url(r.url)))
		return end_incomplete(x, l, missing != NULL ? missing : r.url);
	return st == OK ? send_leading(x, l, &r) : st;
}

enum status
test_login_show(struct exchange *x)
{
	struct login l;
	struct login_connection c;
	enum status st;

	if (!step_is_open(x, STEP_TEST))
		return OK;
	if (!login_is_id(x->parts[1]))
		return step_go(x, STEP_TEST);
	st = login_load(&x->act, visit_of(x)->ticket.id, x->parts[1], &l, &c);
	if (st != OK)
		return st == NOT_FOUND ? step_go(x, STEP_TEST) : st;
	switch (l.state) {
	case LOGIN_SIGNING:
	case LOGIN_ANSWERED:
		return send_waiting(x, &l);
	case LOGIN_STARTED:
		return lead_on(x, &l, &c);
	case LOGIN_VERIFIED:
	case LOGIN_FAILED:
	case LOGIN_OVER:
		break;
	}
	return test_result_send(x, &l, &c);
}
