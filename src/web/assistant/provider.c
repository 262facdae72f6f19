/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/provider.h"

#include <limits.h>

#include "actions/choose_provider.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "store/visit.h"
#include "web/assistant/page.h"

static void
fill_choice(struct page *p, const char *strategy)
{
	const struct provider *provider = provider_find(strategy);
	const struct provider *chosen = p->x->visit.wizard.provider;
	struct view *v;

	if (provider == NULL)
		return;
	v = view_section(p->body, "PROVIDER");
	view_set(v, "STRATEGY", provider->strategy);
	view_set(v, "NAME", provider->name);
	view_set(v, "PROTOCOL", provider->protocol);
	view_set(v, "MONOGRAM", provider->monogram);
	if (provider == chosen)
		view_section(v, "CHECKED");
}

static void
fill(struct page *p, const char *error)
{
	const struct visit *v = &p->x->visit;
	size_t i;

	view_set(p->body, "ACTION", provider_path(p->x, v->ticket.id));
	view_set(p->body, "HUB_HREF", hub_path(p->x, v->ticket.id));
	view_set(p->body, "CSRF", csrf_token(p->x->arena, p->x->session_token));
	view_set(p->body, "REVISION", arena_print(p->x->arena, "%ld", v->wizard.revision));
	for (i = 0; i < v->brand.strategies.count; i++)
		fill_choice(p, v->brand.strategies.items[i]);
	if (error != NULL)
		view_set(view_section(p->body, "ERROR"), "MESSAGE", error);
	page_foot(p);
}

static enum status
show(struct exchange *x, int code, const char *error)
{
	struct page p = page_new(x, PROVIDER, arena_print(x->arena, "%sChoose your identity provider "
	    "– %s", error == NULL ? "" : "Error: ", x->visit.tenant.name));

	fill(&p, error);
	return page_send(&p, code);
}

enum status
provider_show(struct exchange *x)
{
	return show(x, 200, NULL);
}

/* What the other one chose is what the page must show. */
static enum status
reload(struct exchange *x)
{
	struct fault ignored;

	return visit_load(x->store, x->arena, x->request->host, x->visit.ticket.id,
	    hash_text(x->arena, x->session_token), &x->visit, &ignored);
}

enum status
provider_save(struct exchange *x)
{
	const char *revision_text;
	long revision;
	enum status st = form_need(x->form, "revision", 10, &revision_text, &x->fault);

	if (st != OK || !text_to_long(revision_text, 0, INT_MAX, &revision))
		return fail(&x->fault, INVALID, "The form came without a part that it needs. "
		    "Please go back, reload the page and try again.");
	st = choose_provider(x->store, x->arena, &x->visit, x->session_token,
	    form_get(x->form, "strategy"), revision, &x->fault);
	if (st == INVALID || (st == CONFLICT && reload(x) == OK))
		return show(x, http_code(st), x->fault.sentence);
	if (st == OK)
		response_see_other(x->response, arena_print(x->arena, "%s?saved",
		    hub_path(x, x->visit.ticket.id)));
	return st;
}
