/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/hub.h"

#include "base/text.h"
#include "web/assistant/page.h"

static void
fill_provider(struct page *p)
{
	const struct provider *chosen = p->x->visit.wizard.provider;
	const char *href = provider_path(p->x, p->x->visit.ticket.id);
	struct view *v;

	if (chosen == NULL) {
		view_set(view_section(p->body, "PROVIDER_OPEN"), "PROVIDER_HREF", href);
		return;
	}
	v = view_section(p->body, "PROVIDER_CHOSEN");
	view_set(v, "PROVIDER_HREF", href);
	view_set(v, "PROVIDER_NAME", chosen->name);
	view_set(v, "PROTOCOL", chosen->protocol);
	view_set(v, "STRATEGY", chosen->strategy);
	view_set(v, "MONOGRAM", chosen->monogram);
	if (text_is(p->x->request->query, "saved"))
		view_set(view_section(p->body, "SAVED"), "PROVIDER_NAME", chosen->name);
}

static void
fill(struct page *p)
{
	const struct ticket *t = &p->x->visit.ticket;

	fill_provider(p);
	if (t->has_provisioning)
		view_section(p->body, "PROVISIONING_CARD");
	if (t->verification != VERIFY_NONE) {
		view_section(p->body, "DOMAIN_CARD");
		view_section(p->body,
		    t->verification == VERIFY_REQUIRED ? "DOMAIN_REQUIRED" : "DOMAIN_OPTIONAL");
	}
	view_section(p->body, t->may_enable ? "MAY_ENABLE" : "SUBMIT_ONLY");
	page_time(p, p->body, "ENDS_AT", t->ends_at);
	page_foot(p);
}

enum status
hub_show(struct exchange *x)
{
	struct page p = page_new(x, HUB, arena_print(x->arena, "Configure your connection – %s",
	    x->visit.tenant.name));

	fill(&p);
	return page_send(&p, 200);
}
