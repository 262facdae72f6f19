/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/provider.h"

#include <limits.h>

#include "actions/choose_provider.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "store/visit.h"
#include "web/assistant/notice.h"
#include "web/assistant/page.h"
#include "web/assistant/step.h"

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
	bool is_fixed = v->connection.id != NULL;
	struct view *lead = view_section(p->body, is_fixed ? "FIXED" : "OPEN");
	size_t i;

	if (is_fixed)
		view_set(lead, "PROVIDER_NAME", v->wizard.provider->name);
	view_set(p->body, "ACTION", step_path(p->x, STEP_PROVIDER));
	view_set(p->body, "HUB_HREF", hub_path(p->x, v->ticket.id));
	view_set(p->body, "CSRF", csrf_token(p->x->arena, p->x->session_token));
	view_set(p->body, "REVISION", arena_print(p->x->arena, "%ld", v->wizard.revision));
	if (is_fixed)
		fill_choice(p, v->wizard.provider->strategy);
	for (i = 0; i < v->brand.strategies.count && !is_fixed; i++)
		fill_choice(p, v->brand.strategies.items[i]);
	if (error != NULL)
		view_set(view_section(p->body, "ERROR"), "MESSAGE", error);
	page_foot(p);
}

static enum status
show(struct exchange *x, int code, const char *error)
{
	struct page p = page_new(x, PROVIDER, arena_print(x->arena, "%s%s identity provider – %s",
	    error == NULL ? "" : "Error: ", x->visit.connection.id == NULL ? "Choose your" : "Your",
	    x->visit.tenant.name));

	fill(&p, error);
	return page_send(&p, code);
}

static enum status
saved(struct exchange *x)
{
	if (provider_has_steps(provider_find(form_get(x->form, "strategy"))))
		return step_go(x, STEP_APPLICATION);
	response_see_other(x->response, arena_print(x->arena, "%s?saved",
	    hub_path(x, x->visit.ticket.id)));
	return OK;
}

enum status
provider_show(struct exchange *x)
{
	return x->visit.wizard.step == STEP_DONE ? step_go(x, STEP_DONE) : show(x, 200, NULL);
}

/* Someone else was faster, or the ticket ended: the page shows what is now.
 * Who chose the same has what he wants. */
static enum status
look_again(struct exchange *x, const char *strategy, const char *error)
{
	const struct wizard *w = &x->visit.wizard;
	struct fault ignored;
	enum status st = visit_load(x->store, x->arena, x->request->host, x->parts[0],
	    hash_text(x->arena, x->session_token), VISIT_PAGE, &x->visit, &ignored);

	if (st != OK)
		return fail_unavailable(&x->fault);
	if (x->visit.ticket.id == NULL)
		return notice_stranger(x);
	if (x->visit.ticket.state == TICKET_REVOKED || x->visit.ticket.state == TICKET_EXPIRED)
		return notice_show(x);
	if (w->step == STEP_DONE)
		return step_go(x, STEP_DONE);
	if (w->provider != NULL && text_is(w->provider->strategy, strategy))
		return saved(x);
	return show(x, http_code(CONFLICT), w->provider == NULL ? error : arena_print(x->arena,
	    "Someone else chose %s meanwhile. You had chosen %s: save again if yours is right.",
	    w->provider->name, provider_find(strategy)->name));
}

enum status
provider_save(struct exchange *x)
{
	const char *strategy = form_get(x->form, "strategy");
	long revision;
	enum status st = form_number(x->form, "revision", 0, INT_MAX, &revision, &x->fault);

	if (st != OK)
		return st;
	if (x->visit.wizard.step == STEP_DONE)
		return step_go(x, STEP_DONE);
	st = choose_provider(x->store, x->arena, &x->visit, x->session_token, strategy, revision,
	    &x->fault);
	if (st == INVALID)
		return show(x, http_code(st), x->fault.sentence);
	if (st == CONFLICT)
		return look_again(x, strategy, x->fault.sentence);
	return st == OK ? saved(x) : st;
}
