/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/sessions.h"

#include "actions/ticket.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "language/words.h"
#include "store/session.h"
#include "web/assistant/notice.h"
#include "web/assistant/page.h"

/* --- the list --- */

static void
fill_form(struct page *p, struct view *v, const struct session_row *s)
{
	view_set(v, "ACTION", sessions_path(p->x));
	view_set(v, "CSRF", csrf_token(p->x->arena, visitor(p->x)->session_token));
	view_set(v, "SESSION_ID", s->id);
}

static void
fill_row(struct page *p, const struct session_row *s)
{
	struct view *v = view_section(p->body, "ROW"), *form;

	view_set(v, "BROWSER", page_browser(p->x, &s->browser));
	page_time(p, v, "OPENED_AT", s->opened_at);
	if (s->is_this) {
		view_section(v, "THIS");
		form = view_section(p->body, "OWN");
		page_way_back(p, form);
		fill_form(p, form, s);
		return;
	}
	form = view_section(v, "OTHER");
	page_time(p, form, "USED_AT", s->last_used_at);
	fill_form(p, form, s);
}

static void
fill_limit(struct page *p)
{
	long minutes = p->x->site->session_idle_s / 60;

	if (minutes > 0)
		view_set(view_section(p->body, "LIMIT"), "TEXT", worded(p->x, sentence_counted(p->x->arena,
		    minutes, "A session ends automatically after %ld minute of inactivity.",
		    "A session ends automatically after %ld minutes of inactivity.", minutes)));
}

enum status
sessions_show(struct exchange *x)
{
	const struct visit *v = visit_of(x);
	struct session_row *rows;
	size_t count, i;
	enum status st = session_list(&x->act, v->ticket.id, v->session_hash, x->site->session_idle_s,
	    &rows, &count);
	struct page p;

	if (st != OK)
		return st;
	p = page_new(x, ASSISTANT_SESSIONS, page_title(x, word(x, N_("End a session"))));
	view_set(p.body, "HUB_HREF", hub_path(x, v->ticket.id));
	if (text_is(x->request->query, "ended"))
		view_section(p.body, "SAVED");
	for (i = 0; i < count; i++)
		fill_row(&p, &rows[i]);
	fill_limit(&p);
	page_foot(&p);
	return page_send(&p, 200);
}

/* --- the end --- */

/* "cookies" would delete those of the company's other websites, and "storage" theirs on this
 * host: only what is ours goes. */
static void
forget(struct exchange *x)
{
	session_cookie_clear(x->arena, x->response, visit_of(x)->ticket.id);
	response_header(x->response, "Clear-Site-Data", "\"cache\"");
	visit_of(x)->has_session = false;
}

enum status
sessions_end(struct exchange *x)
{
	const char *id = form_get(visitor(x)->form, "session");
	bool is_this;
	enum status st = end_session(&x->act, visit_of(x), id == NULL ? "" : id, &is_this);

	if (st != OK)
		return st;
	if (!is_this) {
		response_see_other(x->response, arena_print(x->arena, "%s?ended", sessions_path(x)));
		return OK;
	}
	forget(x);
	return notice_done(x);
}
