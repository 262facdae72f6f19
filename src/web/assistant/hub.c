/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/hub.h"

#include "web/assistant/domains.h"
#include "web/assistant/page.h"
#include "web/assistant/step.h"

static void
fill_progress(struct page *p, struct view *chosen)
{
	const struct wizard *w = &p->visit->wizard;
	struct view *v;

	if (w->step >= STEP_ENABLE)
		view_section(p->body, "SSO_DONE");
	if (w->step == STEP_DONE)
		return;
	v = view_section(chosen, w->step == STEP_ENABLE ? "SSO_REVIEW" : "SSO_CONTINUE");
	view_set(v, "STEP_HREF", step_path(p->x, w->step == STEP_ENABLE ? STEP_SETTINGS : w->step));
	view_set(v, "STEP_NAME", word(p->x, step_title(w->step, p->visit->ticket.may_enable)));
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
fill_domains(struct page *p, struct view *card)
{
	const struct visit *v = p->visit;
	struct view *open;

	view_section(card, v->ticket.verification == VERIFY_REQUIRED ? "DOMAIN_REQUIRED"
	    : "DOMAIN_OPTIONAL");
	if (v->connection.verified_count > 0)
		view_section(card, "DOMAIN_DONE");
	if (v->connection.id == NULL) {
		view_section(card, "DOMAIN_LOCKED");
		return;
	}
	open = view_section(view_section(card, "DOMAIN_OPEN"), v->connection.domain_count == 0
	    ? "DOMAIN_FIRST" : "DOMAIN_COUNT");
	view_set(open, "DOMAINS_HREF", domains_path(p->x));
	view_set(open, "VERIFIED_COUNT", worded(p->x, sentence_counted(p->x->arena,
	    v->connection.domain_count, "%ld of %ld domain is verified.",
	    "%ld of %ld domains are verified.", v->connection.verified_count,
	    v->connection.domain_count)));
	if (v->connection.missing_count > 0)
		view_section(open, "RECORD_GONE");
}

/* A visitor who may enable can have it done when the record is found, without a second
 * visit. */
static void
fill_waiting_for_domain(struct page *p)
{
	const struct visit *v = p->visit;
	struct view *locked = view_section(p->body, "ENABLE_LOCKED");

	if (v->connection.waits_for_domain)
		view_section(locked, v->connection.domain_count > 0 ? "BY_ITSELF" : "BY_ITSELF_ONCE_ADDED");
	else
		view_section(locked, "DOMAIN_MISSING");
	if (v->ticket.may_enable && !v->connection.waits_for_domain)
		view_set(view_section(locked, "WHEN_VERIFIED"), "ENABLE_HREF",
		    step_path(p->x, STEP_ENABLE));
}

static void
fill_enable(struct page *p)
{
	const struct visit *v = p->visit;

	view_section(p->body, v->ticket.may_enable ? "MAY_ENABLE" : "SUBMIT_ONLY");
	if (v->wizard.step == STEP_DONE)
		view_set(view_section(p->body, "ENABLED"), "RECEIPT_HREF", step_path(p->x, STEP_DONE));
	else if (v->wizard.step == STEP_ENABLE && visit_needs_domain(v))
		fill_waiting_for_domain(p);
	else if (v->wizard.step == STEP_ENABLE)
		view_set(view_section(p->body, "ENABLE_READY"), "ENABLE_HREF",
		    step_path(p->x, STEP_ENABLE));
	else
		view_section(view_section(p->body, "ENABLE_LOCKED"), "STEPS_MISSING");
}

enum status
hub_show(struct exchange *x)
{
	struct page p = page_new(x, ASSISTANT_HUB, page_title(x,
	    word(x, N_("Configure your connection"))));

	fill_provider(&p);
	if (visit_of(x)->ticket.verification != VERIFY_NONE)
		fill_domains(&p, view_section(p.body, "DOMAIN_CARD"));
	fill_enable(&p);
	page_time(&p, p.body, "ENDS_AT", visit_of(x)->ticket.ends_at);
	page_foot(&p);
	return page_send(&p, 200);
}
