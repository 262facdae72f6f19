/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/intro.h"

#include <string.h>

#include "actions/ticket.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "web/assistant/notice.h"
#include "web/assistant/page.h"

static void
fill_introduction(struct page *p)
{
	const char *html = p->visit->brand.introduction_html;

	if (html == NULL)
		view_section(p->body, "DEFAULT_INTRODUCTION");
	else
		view_set(view_section(p->body, "CUSTOM_INTRODUCTION"), "INTRODUCTION_HTML", html);
}

static void
fill_uses(struct page *p)
{
	const struct ticket *t = &p->visit->ticket;
	struct view *unused;

	if (t->ends_at != 0) {
		page_time(p, view_section(p->body, "IN_USE"), "ENDS_AT", t->ends_at);
		return;
	}
	unused = view_section(p->body, "UNUSED");
	page_time(p, unused, "OPENS_UNTIL", t->opens_until);
	view_set(unused, "ONCE_STARTED", worded(p->x, sentence_counted(p->x->arena,
	    ticket_session_hours(), "Once you start, you have %ld hour.",
	    "Once you start, you have %ld hours.", ticket_session_hours())));
}

static void
fill_trace(struct page *p, struct view *v, const struct session_trace *t)
{
	page_time(p, v, "AT", t->at);
	if (t->browser.name != NULL)
		view_set(view_section(v, "WHERE"), "BROWSER", page_browser(p->x, &t->browser));
	else if (t->browser.system != NULL)
		view_set(view_section(v, "ON"), "SYSTEM", t->browser.system);
}

static void
fill_progress(struct page *p)
{
	const struct visit *v = p->visit;

	if (v->connection.waits_for_domain)
		view_section(p->body, v->ticket.may_enable ? "ENABLES_ITSELF" : "SUBMITS_ITSELF");
	else
		view_set(view_section(p->body, "IN_PROGRESS"), "STEP_NAME",
		    word(p->x, step_title(visit_next_step(v), v->ticket.may_enable)));
	fill_trace(p, view_section(p->body, "FIRST_SESSION"), &v->first);
	if (v->used.at != v->first.at)
		fill_trace(p, view_section(p->body, "LAST_USE"), &v->used);
}

static void
fill_state(struct page *p)
{
	const struct visit *v = p->visit;

	if (visit_is_done(v))
		page_outcome(p);
	else if (v->ticket.ends_at != 0)
		fill_progress(p);
}

/* The link goes on with the session that this browser has; only without one is the link
 * opened once more. */
static void
fill_way(struct page *p, const char *secret)
{
	const struct visit *v = p->visit;
	bool is_in_use = v->ticket.ends_at != 0;
	struct view *start;

	if (v->ticket.state == TICKET_LIVE)
		view_set(view_section(p->body, "OPENINGS"), "USES_LEFT", page_uses_left(p));
	if (v->has_session) {
		if (visit_is_done(v))
			view_set(view_section(p->body, "RECEIPT"), "RECEIPT_HREF", receipt_path(p->x, v->ticket.id));
		else
			view_set(view_section(p->body, "CONTINUE"), "HUB_HREF", hub_path(p->x, v->ticket.id));
		return;
	}
	start = view_section(p->body, "START");
	view_set(start, "ACTION", arena_print(p->x->arena, INTRO "?ticket=%s", secret));
	view_set(start, "TICKET", secret);
	view_section(start, visit_is_done(v) ? "RECEIPT_HERE" : is_in_use ? "CONTINUE_HERE" : "FIRST");
	if (is_in_use)
		view_section(p->body, "COUNTS");
}

static void
fill(struct page *p, const char *secret)
{
	const struct visit *v = p->visit;

	fill_introduction(p);
	fill_state(p);
	fill_way(p, secret);
	if (!visit_is_done(v))
		fill_uses(p);
	if (v->ticket.verification != VERIFY_NONE)
		view_section(p->body, "DOMAIN_CARD");
	view_section(p->body, v->ticket.may_enable ? "MAY_ENABLE" : "SUBMIT_ONLY");
	page_style(p, "start");
	page_foot(p);
}

static enum status
show(struct exchange *x, const char *secret)
{
	const struct visit *v = visit_of(x);
	struct page p;

	if (v->ticket.id == NULL || (v->ticket.state != TICKET_LIVE && !v->has_session))
		return notice_show(x);
	p = page_new(x, ASSISTANT_INTRO, worded(x, sentence(x->arena,
	    "Set up single sign-on with %s", v->tenant.name)));
	fill(&p, secret);
	return page_send(&p, 200);
}

static enum status
load_and_show(struct exchange *x, const char *secret)
{
	enum status st = visitor_by_ticket(x, secret, &x->fault);

	return st == OK ? show(x, secret) : st;
}

enum status
intro_show(struct exchange *x)
{
	return load_and_show(x, ticket_in_link(x->arena, x->request->query));
}

enum status
intro_mend(struct exchange *x)
{
	const char *secret = ticket_in_link(x->arena, x->parts[0]);

	if (secret == NULL)
		return load_and_show(x, NULL);
	response_see_other(x->response, arena_print(x->arena, INTRO "?ticket=%s", secret));
	return OK;
}

enum status
intro_start(struct exchange *x)
{
	const char *secret = form_get(visitor(x)->form, "ticket"), *id;
	struct opened opened;
	enum status st;

	if (secret == NULL || !ticket_is_secret(secret))
		return load_and_show(x, NULL);
	id = ticket_id_of(x->arena, secret);
	st = open_ticket(&x->act, x->request->host, secret, browser_of(x->request->user_agent),
	    session_cookie(x->arena, x->request, id), &opened);
	if (st == EXPIRED)
		return load_and_show(x, secret);
	if (st != OK) {
		visitor(x)->secret = secret;
		return st;
	}
	session_cookie_set(x->arena, x->response, id, opened.session_token, opened.lifetime_s);
	response_see_other(x->response, form_get(visitor(x)->form, "receipt") == NULL ? hub_path(x, id)
	    : receipt_path(x, id));
	return OK;
}
