/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/page.h"

#include "base/text.h"
#include "language/words.h"
#include "web/assistant/language.h"

#define DEFAULT_COLOR "0b6457"	/* static/postern.css has the same */

#define CONTENT_SECURITY_POLICY \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; " \
	"connect-src 'self'; form-action 'self'%s; base-uri 'none'; frame-ancestors 'none'"

/* The six lower-case digits of "#AbC" or "#AABBCC"; the profile's rows checked the color. */
static const char *
theme_name(struct arena *a, const char *color)
{
	const char *c = color == NULL ? DEFAULT_COLOR : text_lower(a, color + 1);

	if (c[3] != '\0')
		return c;
	return arena_print(a, "%c%c%c%c%c%c", c[0], c[0], c[1], c[1], c[2], c[2]);
}

/* Announces the end of the session 30 minutes and again 5 minutes before. */
static void
fill_ending(struct page *p)
{
	const struct visit *v = p->visit;
	moment left_ms = v->ticket.ends_at - v->now;
	struct view *ending;

	if (v->has_session && left_ms > 0) {
		ending = view_section(p->frame, "SESSION");
		page_time(p, ending, "ENDS_AT", v->ticket.ends_at);
		view_set(ending, "SESSIONS_HREF", sessions_path(p->x));
	}
	if (!v->has_session || left_ms <= 0 || left_ms > 30 * 60 * 1000
	    || v->ticket.state == TICKET_REVOKED)
		return;
	ending = view_section(p->frame, "EXPIRES_SOON");
	page_time(p, ending, "ENDS_AT", v->ticket.ends_at);
	if (left_ms <= 5 * 60 * 1000)
		view_section(ending, "FEW_MINUTES");
}

const char *
word(struct exchange *x, const char *id)
{
	return language_text(x->language, id);
}

char *
worded(struct exchange *x, const struct sentence *s)
{
	return language_sentence(x->arena, x->language, s);
}

char *
page_title(struct exchange *x, const char *title)
{
	return arena_print(x->arena, "%s – %s", title, visit_of(x)->tenant.name);
}

char *
page_title_error(struct exchange *x, const char *title)
{
	return page_title(x, worded(x, sentence(x->arena, "Error: %s", title)));
}

static void
fill_frame(struct page *p, const char *title)
{
	struct arena *a = p->x->arena;
	const struct visit *v = p->visit;
	struct view *logo;

	view_set_global(p->frame, "COMPANY", v->tenant.id == NULL ? "Postern" : v->tenant.name);
	view_set_global(p->frame, "THEME", theme_name(a, v->brand.primary_color));
	view_set_global(p->frame, "REQUEST_ID", p->x->request->id);
	view_set_global(p->frame, "LANGUAGE", p->x->language->tag);
	view_set_global(p->frame, "DIRECTION", p->x->language->direction);
	view_set(p->frame, "TITLE", title);
	fill_ending(p);
	if (v->brand.logo_hash == NULL) {
		view_section(p->frame, "WORDMARK");
		return;
	}
	logo = view_section(p->frame, "LOGO");
	view_set(logo, "LOGO_HREF", arena_print(a, "/brand/logo/%s", v->brand.logo_hash));
}

struct page
page_new(struct exchange *x, enum template_name name, const char *title)
{
	struct page p = { .x = x, .visit = visit_of(x), .frame = view_new(x->arena) };

	fill_frame(&p, title);
	p.body = view_include(p.frame, "PAGE", name);
	language_fill(&p);
	return p;
}

void
page_style(struct page *p, const char *name)
{
	view_set(view_section(p->frame, "STYLE"), "STYLE", name);
}

static void
fill_support(struct view *parent, const char *contact)
{
	struct view *v = view_include(parent, "SUPPORT", PARTS_SUPPORT);

	switch (support_kind(contact)) {
	case SUPPORT_MAIL:
		view_set(view_section(v, "SUPPORT_MAIL"), "SUPPORT_ADDRESS", contact);
		return;
	case SUPPORT_LINK:
		v = view_section(v, "SUPPORT_LINK");
		view_set(v, "SUPPORT_HREF", contact);
		view_set(v, "SUPPORT_TEXT", contact);
		return;
	case SUPPORT_PLAIN:
		view_set(view_section(v, "SUPPORT_PLAIN"), "SUPPORT_TEXT", contact);
		return;
	}
}

void
page_support(struct page *p)
{
	if (p->visit->tenant.support != NULL)
		fill_support(p->body, p->visit->tenant.support);
}

void
page_foot(struct page *p)
{
	if (p->visit->tenant.support != NULL)
		fill_support(view_section(p->frame, "FOOT"), p->visit->tenant.support);
}

void
page_time(struct page *p, struct view *v, const char *name, moment m)
{
	struct arena *a = p->x->arena;

	view_set(v, arena_print(a, "%s_ISO", name), moment_iso(a, m));
	view_set(v, arena_print(a, "%s_UTC", name), language_moment(a, p->x->language, m));
	view_set(v, arena_print(a, "%s_RELATIVE", name), language_relative(a, p->x->language, m,
	    p->visit->now));
}

const char *
page_browser(struct exchange *x, const struct browser *b)
{
	struct arena *a = x->arena;

	if (b->name != NULL && b->system != NULL)
		/* TRANSLATORS: a browser and a system, such as "Firefox on Windows" */
		return worded(x, sentence(a, "%s on %s", b->name, b->system));
	if (b->name == NULL && b->system != NULL)
		/* TRANSLATORS: a system, such as "Windows" */
		return worded(x, sentence(a, "A browser on %s", b->system));
	return b->name != NULL ? b->name : word(x, N_("A browser"));
}

char *
page_uses_left(struct page *p)
{
	long left = p->visit->ticket.uses_allowed - p->visit->ticket.uses;

	return worded(p->x, sentence_counted(p->x->arena, left, "You can open this link %ld more time.",
	    "You can open this link %ld more times.", left));
}

void
page_outcome(struct page *p)
{
	view_section(p->body, visit_was_turned_off(p->visit) ? "TURNED_OFF"
	    : p->visit->connection.enabled_at != 0 ? "ENABLED" : "SUBMITTED");
}

void
page_way_back(struct page *p, struct view *v)
{
	struct view *again;

	if (p->visit->ticket.state != TICKET_LIVE) {
		view_section(v, "USED_UP");
		return;
	}
	again = view_section(v, "AGAIN");
	view_set(again, "USES_LEFT", page_uses_left(p));
	view_section(again, "USES");
}

enum status
page_send(struct page *p, int code)
{
	struct response *r = p->x->response;
	const char *html;
	size_t length;
	enum status st = view_render(p->x->site->templates, p->x->arena, p->x->language, LAYOUT,
	    p->frame, &html, &length, &p->x->fault);

	if (st != OK)
		return st;
	response_bytes(r, code, "text/html; charset=utf-8", html, length);
	response_header(r, "Content-Security-Policy", arena_print(p->x->arena, CONTENT_SECURITY_POLICY,
	    p->posts_out ? " https:" : ""));
	response_header(r, "Content-Language", p->x->language->tag);
	return OK;
}

char *
hub_path(struct exchange *x, const char *ticket_id)
{
	return arena_print(x->arena, "/self-service/t/%s", ticket_id);
}

char *
receipt_path(struct exchange *x, const char *ticket_id)
{
	return arena_print(x->arena, "%s/receipt", hub_path(x, ticket_id));
}

char *
sessions_path(struct exchange *x)
{
	return arena_print(x->arena, "%s/sessions", hub_path(x, visit_of(x)->ticket.id));
}

