/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/provider.h"

#include <limits.h>

#include "actions/wizard.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "language/words.h"
#include "web/assistant/notice.h"
#include "web/assistant/page.h"
#include "web/assistant/step.h"

static void
fill_choice(struct page *p, const char *strategy, const char *chosen)
{
	const struct provider *provider = provider_find(strategy);
	struct view *v;

	if (provider == NULL)
		return;
	v = view_section(p->body, "PROVIDER");
	view_set(v, "STRATEGY", provider->strategy);
	view_set(v, "NAME", word(p->x, provider->name));
	view_set(v, "PROTOCOL", provider_badge(provider));
	view_set(v, "MARK", provider->mark);
	if (text_is(provider->strategy, chosen))
		view_section(v, "CHECKED");
}

static void
fill_known(struct page *p, struct view *unsure, const char *strategy)
{
	const struct provider *provider = provider_find(strategy);
	struct view *v;

	if (provider == NULL || provider->known_by == NULL)
		return;
	v = view_section(unsure, "KNOWN");
	view_set(v, "NAME", word(p->x, provider->name));
	view_set(v, "TEXT", word(p->x, provider->known_by));
}

/* How to tell one from another, if there is a choice. */
static void
fill_unsure(struct page *p, const struct texts *strategies)
{
	struct view *v;
	size_t i;

	if (strategies->count < 2)
		return;
	v = view_section(p->body, "UNSURE");
	for (i = 0; i < strategies->count; i++)
		fill_known(p, v, strategies->items[i]);
}

static void
fill(struct page *p, const char *chosen, const char *error)
{
	const struct visit *v = p->visit;
	bool is_fixed = v->connection.id != NULL;
	struct view *lead = view_section(p->body, is_fixed ? "FIXED" : "OPEN");
	size_t i;

	if (is_fixed)
		view_set(lead, "PROVIDER_NAME", word(p->x, v->wizard.provider->name));
	view_set(p->body, "ACTION", step_path(p->x, STEP_PROVIDER));
	view_set(p->body, "HUB_HREF", hub_path(p->x, v->ticket.id));
	view_set(p->body, "CSRF", csrf_token(p->x->arena, visitor(p->x)->session_token));
	view_set(p->body, "REVISION", arena_print(p->x->arena, "%ld", v->wizard.revision));
	if (is_fixed)
		fill_choice(p, v->wizard.provider->strategy, v->wizard.provider->strategy);
	for (i = 0; i < v->brand.strategies.count && !is_fixed; i++)
		fill_choice(p, v->brand.strategies.items[i], chosen);
	if (!is_fixed)
		fill_unsure(p, &v->brand.strategies);
	if (error != NULL)
		view_set(view_section(p->body, "ERROR"), "MESSAGE", error);
	page_style(p, "start");
	page_foot(p);
}

static enum status
show(struct exchange *x, int code, const char *chosen, const char *error)
{
	const char *title = word(x, visit_of(x)->connection.id == NULL
	    ? N_("Choose your identity provider") : N_("Your identity provider"));
	struct page p = page_new(x, ASSISTANT_PROVIDER,
	    error == NULL ? page_title(x, title) : page_title_error(x, title));

	fill(&p, chosen, error);
	return page_send(&p, code);
}

static const char *
stored(struct exchange *x)
{
	const struct provider *provider = visit_of(x)->wizard.provider;

	return provider == NULL ? NULL : provider->strategy;
}

enum status
provider_show(struct exchange *x)
{
	return visit_is_done(visit_of(x)) ? step_go(x, STEP_DONE)
	    : show(x, 200, stored(x), NULL);
}

/* Someone else was faster, or the ticket ended: the page names the other choice and keeps
 * this one selected.  If both are the same, it counts as saved. */
static enum status
choose_again(struct exchange *x, const char *strategy, const char *error)
{
	const struct visit *v = visit_of(x);
	const struct wizard *w = &v->wizard;
	struct fault ignored;

	if (visitor_load(x, VISIT_PAGE, true, &ignored) != OK)
		return fail_unavailable(&x->fault);
	if (v->ticket.id == NULL)
		return notice_stranger(x);
	if (visit_has_ended(v))
		return notice_show(x);
	if (!v->has_session)
		return notice_session_over(x);
	if (visit_is_done(v))
		return step_go(x, STEP_DONE);
	if (w->provider != NULL && text_is(w->provider->strategy, strategy))
		return step_go(x, STEP_APPLICATION);
	return show(x, http_code(CONFLICT), strategy, w->provider == NULL ? error : worded(x,
	    sentence(x->arena, "%s was chosen in the meantime, by someone else or in another tab. You chose "
	    "%s: save again if that is right.", word(x, w->provider->name),
	    word(x, provider_find(strategy)->name))));
}

enum status
provider_save(struct exchange *x)
{
	const struct visitor *v = visitor(x);
	const char *strategy = form_get(v->form, "strategy");
	long revision;
	enum status st = form_number(v->form, "revision", 0, INT_MAX, &revision, &x->fault);

	if (st != OK)
		return st;
	if (visit_is_done(&v->visit))
		return step_go(x, STEP_DONE);
	st = choose_provider(&x->act, &v->visit, strategy, revision);
	if (st == INVALID)
		return show(x, http_code(st), stored(x), language_fault(x->arena, x->language, &x->fault));
	if (st == CONFLICT)
		return choose_again(x, strategy, language_fault(x->arena, x->language, &x->fault));
	return st == OK ? step_go(x, STEP_APPLICATION) : st;
}
