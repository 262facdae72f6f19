/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/hub.h"

#include "web/assistant/domains.h"
#include "web/assistant/enable.h"
#include "web/assistant/page.h"
#include "web/assistant/step.h"

/* Of all buttons, only that of the next step is not quiet. */
static void
fill_quiet(struct page *p, struct view *v, enum step s)
{
	if (visit_next_step(p->visit) != s)
		view_section(v, "QUIET");
}

static void
fill_progress(struct page *p, struct view *chosen)
{
	const struct wizard *w = &p->visit->wizard;
	bool is_complete = visit_is_set_up(p->visit) && visit_next_step(p->visit) != STEP_TEST;
	struct view *v;

	if (is_complete)
		view_section(p->body, "SSO_DONE");
	if (visit_is_done(p->visit))
		return;
	if (w->check != CHECK_NONE)
		view_set(view_section(chosen, w->check == CHECK_WAITING ? "SSO_CHECKING"
		    : w->check == CHECK_FOUND ? "SSO_FOUND" : "SSO_FAILED"), "STEP_HREF", step_next_path(p->x));
	else if (is_complete)
		view_set(view_section(chosen, "SSO_REVIEW"), "STEP_HREF", step_path(p->x, STEP_SETTINGS));
	else {
		v = view_section(chosen, "SSO_CONTINUE");
		view_set(v, "STEP_HREF", step_next_path(p->x));
		view_set(v, "STEP_NAME", step_next_title(p->x));
	}
}

static void
fill_provider(struct page *p)
{
	const struct provider *chosen = p->visit->wizard.provider;
	const char *href = step_path(p->x, STEP_PROVIDER);
	struct view *v;

	if (chosen == NULL) {
		view_set(view_section(p->body, "PROVIDER_OPEN"), "PROVIDER_HREF", href);
		return;
	}
	v = view_section(p->body, "PROVIDER_CHOSEN");
	if (p->visit->connection.id == NULL)
		view_set(view_section(v, "CHANGE"), "PROVIDER_HREF", href);
	view_set(v, "PROVIDER_NAME", word(p->x, chosen->name));
	view_set(v, "PROTOCOL", provider_badge(chosen));
	view_set(v, "MARK", chosen->mark);
	fill_progress(p, v);
}

static void
fill_claimed(struct page *p, struct view *card)
{
	const struct connection_progress *c = &p->visit->connection;
	struct view *v = view_section(card, c->domain_count == 0 ? "DOMAIN_FIRST" : "DOMAIN_COUNT");

	view_set(v, "DOMAINS_HREF", step_path(p->x, STEP_DOMAINS));
	fill_quiet(p, v, STEP_DOMAINS);
	if (c->domain_count == 0) {
		if (!visit_is_set_up(p->visit))
			view_section(v, "EARLY");
		return;
	}
	view_set(v, "VERIFIED_COUNT", step_verified(p));
	if (c->missing_count > 0)
		view_section(v, "RECORD_GONE");
}

static void
fill_domains(struct page *p, struct view *card)
{
	enum step_state state = visit_step_state(p->visit, STEP_DOMAINS);

	view_section(card, p->visit->ticket.verification == VERIFY_REQUIRED ? "DOMAIN_REQUIRED"
	    : "DOMAIN_OPTIONAL");
	if (state == STEP_IS_LOCKED) {
		view_section(card, "DOMAIN_LOCKED");
		return;
	}
	if (state != STEP_IS_OPEN)
		view_section(card, state == STEP_IS_DONE ? "DOMAIN_DONE" : "DOMAIN_WAITS");
	fill_claimed(p, card);
}

static void
fill_waits(struct page *p)
{
	domains_form(p, view_section(p->body, "ENABLE_WAITS"), enable_withdraw_path(p->x));
}

static void
fill_enabled(struct page *p)
{
	struct view *v = view_section(p->body, "ENABLED");
	moment enabled_at = p->visit->connection.enabled_at;

	if (enabled_at != 0)
		page_time(p, view_section(v, "ON"), "ENABLED_AT", enabled_at);
	else
		view_section(v, "OFF");
	view_set(v, "RECEIPT_HREF", step_path(p->x, STEP_DONE));
}

static void
fill_enable(struct page *p)
{
	const struct visit *v = p->visit;
	struct view *open;

	view_section(p->body, v->ticket.may_enable ? "MAY_ENABLE" : "SUBMIT_ONLY");
	switch (visit_step_state(v, STEP_ENABLE)) {
	case STEP_IS_LOCKED:
		step_cancelled(p, view_section(view_section(p->body, "ENABLE_LOCKED"), visit_is_set_up(v)
		    ? "DOMAIN_MISSING" : "STEPS_MISSING"));
		return;
	case STEP_IS_OPEN:
		open = view_section(p->body, visit_needs_domain(v) ? "WHEN_VERIFIED" : "ENABLE_READY");
		view_set(open, "ENABLE_HREF", step_path(p->x, STEP_ENABLE));
		step_cancelled(p, open);
		fill_quiet(p, open, STEP_ENABLE);
		return;
	case STEP_IS_WAITING:
		fill_waits(p);
		return;
	case STEP_IS_DONE:
		fill_enabled(p);
	}
}

enum status
hub_show(struct exchange *x)
{
	struct page p = page_new(x, ASSISTANT_HUB, page_title(x,
	    word(x, N_("Configure your connection"))));

	fill_provider(&p);
	if (visit_has_step(visit_of(x), STEP_DOMAINS))
		fill_domains(&p, view_section(p.body, "DOMAIN_CARD"));
	fill_enable(&p);
	if (visit_waits(visit_of(x)))
		step_watch(&p, view_section(p.body, "WATCH"), NULL, visit_of(x)->pulse, REFRESH_DNS_S);
	page_time(&p, p.body, "ENDS_AT", visit_of(x)->ticket.ends_at);
	page_style(&p, "start");
	page_foot(&p);
	return page_send(&p, 200);
}
