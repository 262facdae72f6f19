/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/language.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/door.h"
#include "http/form.h"
#include "web/assistant/callback.h"
#include "web/assistant/door.h"

#define HOME "/self-service/"

enum { BACK_MAX_BYTES = 2048 };

/* --- which one --- */

void
language_choose(struct exchange *x)
{
	const struct languages *all = x->site->languages;
	const char *chosen = language_cookie(x->arena, x->request), *usual = visit_of(x)->brand.language;
	const struct language *l = chosen == NULL ? NULL : language_find(all, chosen);

	if (l == NULL)
		l = language_accepted(x->arena, all, x->request->accept_language);
	/* A tag is a header with one language. */
	if (l == NULL)
		l = language_accepted(x->arena, all, usual);
	x->language = l == NULL ? &english : l;
}

/* --- the choice --- */

/* Whether the address that was asked can be opened again; what a GET answered with is
 * answered again, be it an error. */
static bool
is_page(struct exchange *x)
{
	struct request get = *x->request;
	struct exchange again = { .request = &get, .arena = x->arena };
	const char *allow;
	size_t index;

	get.method = GET;
	return text_starts(get.path, HOME) && (x->request->method == GET
	    || door_find(&assistant_door, &again, &index, &allow) == OK);
}

const char *
page_again(struct exchange *x)
{
	const struct request *r = x->request;
	const struct visitor *v = visitor(x);

	if (v->again != NULL)
		return v->again;
	if (v->secret != NULL)
		return arena_print(x->arena, INTRO "?ticket=%s", v->secret);
	if (text_is(r->path, INTRO) || !is_page(x))
		return v->visit.has_session ? hub_path(x, v->visit.ticket.id) : INTRO;
	return r->query[0] == '\0' ? r->path : arena_print(x->arena, "%s?%s", r->path, r->query);
}

static void
fill_one(struct page *p, struct view *all, const struct language *l)
{
	bool is_current = l->index == p->x->language->index;
	struct view *v = view_section(view_section(all, "LANGUAGE"), is_current ? "CURRENT" : "OTHER");

	view_set(v, "TAG", l->tag);
	view_set(v, "NAME", l->name);
}

void
language_fill(struct page *p)
{
	const struct languages *all = p->x->site->languages;
	struct view *v;
	size_t i;

	if (all->count == 1)
		return;
	v = view_include(p->frame, "LANGUAGES", PARTS_LANGUAGES);
	view_set(v, "BACK", url_encode(p->x->arena, page_again(p->x)));
	for (i = 0; i < all->count; i++)
		if (all->items[i].name[0] != '\0')
			fill_one(p, v, &all->items[i]);
}

/* Whether a browser may read a segment of the path as the way up. */
static bool
leads_up(struct arena *a, const char *back)
{
	const char *path = text_lower(a, arena_copy(a, back, strcspn(back, "?")));

	return strstr(path, "..") != NULL || strstr(path, "%2e") != NULL;
}

/* One of our own pages, on this host. */
static bool
is_ours(struct arena *a, const char *back)
{
	return back != NULL && strlen(back) <= BACK_MAX_BYTES && !leads_up(a, back)
	    && (text_starts(back, HOME) || text_starts(back, CALLBACK_PATH "?") || text_is(back, CALLBACK_PATH))
	    && back[strspn(back, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "-._~/?=&%+")] == '\0';
}

/* The page is in the address, so that an error page, which keeps that, leads to it, too. */
enum status
language_return(struct exchange *x)
{
	const char *query = x->request->query, *back = NULL;
	struct form *fields = arena_alloc(x->arena, sizeof(*fields));
	struct fault ignored;

	if (form_parse(x->arena, query, strlen(query), fields, &ignored) == OK)
		back = form_get(fields, "back");
	response_see_other(x->response, is_ours(x->arena, back) ? back : INTRO);
	return OK;
}

enum status
language_save(struct exchange *x)
{
	const char *tag = form_get(visitor(x)->form, "language");
	const struct language *l = tag == NULL ? NULL : language_find(x->site->languages, tag);

	if (l == NULL)
		return fail(&x->fault, INVALID, "This language is not available. Choose "
		    "another one at the bottom of the page.");
	language_cookie_set(x->arena, x->response, l->tag);
	return language_return(x);
}
