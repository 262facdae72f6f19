/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/door.h"

#include "base/log.h"
#include "http/cookie.h"
#include "http/form.h"
#include "http/multipart.h"
#include "language/words.h"
#include "web/assistant/brand.h"
#include "web/assistant/callback.h"
#include "web/assistant/domains.h"
#include "web/assistant/enable.h"
#include "web/assistant/guide.h"
#include "web/assistant/hub.h"
#include "web/assistant/intro.h"
#include "web/assistant/language.h"
#include "web/assistant/notice.h"
#include "web/assistant/provider.h"
#include "web/assistant/sessions.h"
#include "web/assistant/settings.h"
#include "web/assistant/sp_metadata.h"
#include "web/assistant/test.h"
#include "web/assistant/visitor.h"

enum guard {
	VISITOR,	/* with a session of the ticket in the path */
	WATCHER,	/* the same, for a page that waits: only visitor.check is loaded */
	TESTER,		/* the same, for a page that waits for a test */
	CALLBACK,	/* anyone whom an identity provider sent, from another site and without a token */
	ANYONE,
};

struct page_route {
	struct route	 at;
	enum guard	 guard;
	enum visit_part	 part;		/* the part of the visit that a VISITOR's page shows */
	bool		 reloads;	/* the page may do so by itself, which is no use of the session */
};

#define T "/self-service/t/:ticket"

static const struct page_route routes[] = {
	{ { GET, INTRO, intro_show }, ANYONE },
	{ { POST, INTRO, intro_start }, ANYONE },
	{ { GET, INTRO ":rest", intro_mend }, ANYONE },
	{ { GET, T, hub_show }, VISITOR, VISIT_PAGE, true },
	{ { GET, T "/provider", provider_show }, VISITOR },
	{ { POST, T "/provider", provider_save }, VISITOR },
	{ { GET, T "/application", application_show }, VISITOR, VISIT_SETTINGS },
	{ { POST, T "/application", application_next }, VISITOR },
	{ { GET, T "/settings", settings_show }, VISITOR, VISIT_SETTINGS },
	{ { POST, T "/settings", settings_save }, VISITOR, VISIT_SETTINGS },
	{ { GET, T "/check", check_show }, VISITOR, VISIT_SETTINGS, true },
	{ { POST, T "/check", check_confirm }, VISITOR, VISIT_SETTINGS },
	{ { GET, "/self-service/check/:ticket", check_state }, WATCHER },
	{ { GET, T "/mapping", mapping_show }, VISITOR, VISIT_MAPPING },
	{ { POST, T "/mapping", mapping_next }, VISITOR },
	{ { GET, T "/access", access_show }, VISITOR },
	{ { POST, T "/access", access_next }, VISITOR },
	{ { GET, T "/test", test_show }, VISITOR, VISIT_PAGE, true },
	{ { POST, T "/test", test_save }, VISITOR },
	{ { GET, T "/test/:login", test_login_show }, VISITOR, VISIT_MAPPING, true },
	{ { POST, T "/test/:login", test_login_give_up }, VISITOR },
	{ { GET, T "/test/:login/claim", test_return }, VISITOR },
	{ { POST, T "/test/:login/claim", test_use_claim }, VISITOR, VISIT_MAPPING },
	{ { GET, "/self-service/check/:ticket/test", check_state }, TESTER },
	{ { GET, "/self-service/check/:ticket/test/:login", check_state }, TESTER },
	{ { GET, T "/domains", domains_show }, VISITOR, VISIT_PAGE, true },
	{ { POST, T "/domains", domains_add }, VISITOR },
	{ { GET, T "/domains/:domain", domain_show }, VISITOR, VISIT_PAGE, true },
	{ { GET, T "/domains/:domain/verify", domain_return }, VISITOR },
	{ { POST, T "/domains/:domain/verify", domain_verify }, VISITOR },
	{ { GET, T "/domains/:domain/remove", domain_return }, VISITOR },
	{ { POST, T "/domains/:domain/remove", domain_take_out }, VISITOR },
	{ { GET, "/self-service/check/:ticket/:domain", check_state }, WATCHER },
	{ { GET, T "/enable", enable_show }, VISITOR },
	{ { POST, T "/enable", enable_confirm }, VISITOR },
	{ { POST, T "/enable/withdraw", enable_withdraw }, VISITOR },
	{ { GET, T "/receipt", receipt_show }, VISITOR, VISIT_RECEIPT },
	{ { GET, T "/sessions", sessions_show }, VISITOR },
	{ { POST, T "/sessions", sessions_end }, VISITOR },
	{ { GET, "/self-service/done", notice_done_again }, ANYONE },
	{ { GET, "/self-service/language", language_return }, ANYONE },
	{ { POST, "/self-service/language", language_save }, ANYONE },
	{ { GET, "/brand/theme/:file", brand_theme }, ANYONE },
	{ { GET, "/brand/logo/:hash", brand_logo }, ANYONE },
	{ { GET, CALLBACK_PATH, callback_query }, CALLBACK },
	{ { POST, CALLBACK_PATH, callback_form }, CALLBACK },
	{ { GET, "/login/answer", callback_answer }, CALLBACK },
	{ { GET, "/samlp/metadata", sp_metadata }, ANYONE },
	{ { GET, "/pem", sp_certificate_pem }, ANYONE },
	{ { GET, "/cer", sp_certificate_der }, ANYONE },
	{ { GET, "/pb7", sp_certificate_bundle }, ANYONE },
};

static const struct route *
route(size_t index)
{
	return index < sizeof(routes) / sizeof(routes[0]) ? &routes[index].at : NULL;
}

static const char *
guests(struct arena *a, size_t index)
{
	static const char *const names[] = { [ANYONE] = "anyone", [VISITOR] = "visitor",
		[WATCHER] = "watcher", [TESTER] = "tester", [CALLBACK] = "callback" };
	const struct page_route *r = &routes[index];
	const char *part = visit_part_name(r->part);

	return part[0] == '\0' ? names[r->guard] : arena_print(a, "%s (%s)", names[r->guard], part);
}

/* --- the guard --- */

/* Reads the form of a POST, which must come from our own page and be properly encoded. */
static enum status
read_form(struct exchange *x)
{
	struct form *form;
	enum status st;

	if (x->request->method != POST)
		return OK;
	st = request_same_site(x->arena, x->request, &x->fault);
	if (st != OK)
		return st;
	form = arena_alloc(x->arena, sizeof(*form));
	visitor(x)->form = form;
	if (request_is(x->request, "application/x-www-form-urlencoded"))
		st = form_parse(x->arena, x->request->body, x->request->body_bytes, form, &x->fault);
	else if (request_is(x->request, "multipart/form-data"))
		st = multipart_parse(x->arena, x->request, form, &x->fault);
	else
		st = fail(&x->fault, INVALID, "This page only accepts forms.");
	if (st == OK)
		st = form_check_lengths(form, settings_is_long, &x->fault);
	return st == OK ? form_check_names(form, &x->fault) : st;
}

static enum status
check_csrf(struct exchange *x)
{
	const struct visitor *v = visitor(x);
	const char *token = v->form == NULL ? NULL : form_get(v->form, "csrf");

	if (x->request->method != POST)
		return OK;
	if (token != NULL && csrf_is(x->arena, v->session_token, token))
		return OK;
	fail(&x->fault, FORBIDDEN, "This form belongs to an earlier visit. Reload the page "
	    "and send it again.");
	fault_code(&x->fault, "csrf");
	return FORBIDDEN;
}

/* A form that is refused before it is read is read for the page that says so: it shows what
 * was typed. */
static enum status
read_refused(struct exchange *x, enum status st)
{
	struct fault why = x->fault;

	if (read_form(x) != OK)
		visitor(x)->form = NULL;
	x->fault = why;
	return st;
}

static enum status
enter_visitor(struct exchange *x, const struct page_route *r)
{
	enum status st = visitor_load(x, r->part, !r->reloads, &x->fault);

	if (st == OK && visit_of(x)->ticket.id == NULL)
		st = fail(&x->fault, STRANGER, "Open your link again.");
	if (st != OK)
		return read_refused(x, st);
	x->act.actor = arena_print(x->arena, "session:%s", visit_of(x)->ticket.id);
	st = read_form(x);
	if (visit_has_ended(visit_of(x)))
		return fail(&x->fault, EXPIRED, "This link has expired.");
	if (!visit_of(x)->has_session)
		return fail(&x->fault, EXPIRED, "This session has ended.");
	return st == OK ? check_csrf(x) : st;
}

static enum status
enter(struct exchange *x, size_t index)
{
	if (x->parts[0] != NULL && ticket_is_id(x->parts[0]))
		x->claimed = x->parts[0];
	switch (routes[index].guard) {
	case ANYONE:
		return read_form(x);
	case VISITOR:
		return enter_visitor(x, &routes[index]);
	case WATCHER:
		return visitor_watch(x, &x->fault);
	case TESTER:
		return visitor_watch_test(x, &x->fault);
	case CALLBACK:
		return OK;
	}
	return fail_broken(&x->fault);
}

/* --- refusals --- */

void
assistant_refuse(struct exchange *x, enum status st, int code)
{
	struct fault ignored;
	enum status sent;

	language_choose(x);
	if (st == EXPIRED && !visit_has_ended(visit_of(x)) && visit_of(x)->has_session
	    && visitor_load(x, VISIT_PAGE, false, &ignored) != OK)
		log_line(LOG_WARN, "a page of an ended ticket without its state", NULL);
	if (st != UNAVAILABLE && visit_of(x)->tenant.id == NULL && visitor_tenant(x, &ignored) != OK)
		log_line(LOG_WARN, "an error page without its tenant", NULL);
	if (st == STRANGER)
		sent = notice_stranger(x);
	else if (st == EXPIRED)
		sent = visit_has_ended(visit_of(x)) ? notice_show(x) : notice_session_over(x);
	else
		sent = notice_error(x, code);
	if (sent != OK)
		response_text(x->response, 500, "text/plain; charset=utf-8", language_fault(x->arena, x->language, &x->fault));
}

const struct door assistant_door = {
	.name = "assistant",
	.prefixes = { "/self-service/", "/brand/", "/login/", "/samlp/", "/pem", "/cer", "/pb7" },
	.route = route,
	.guests = guests,
	.enter = enter,
	.refuse = assistant_refuse,
};
