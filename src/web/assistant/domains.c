/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/domains.h"

#include "actions/domain.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "language/words.h"
#include "store/domain.h"
#include "web/assistant/page.h"
#include "web/assistant/step.h"

char *
domains_path(struct exchange *x)
{
	return arena_print(x->arena, "%s/domains", hub_path(x, visit_of(x)->ticket.id));
}

char *
domain_path(struct exchange *x, const char *name)
{
	return arena_print(x->arena, "%s/%s", domains_path(x), name);
}

bool
domains_are_open(struct exchange *x)
{
	const struct visit *v = visit_of(x);

	if (visit_has_step(v, STEP_DOMAINS) && visit_step_state(v, STEP_DOMAINS) != STEP_IS_LOCKED)
		return true;
	response_see_other(x->response, hub_path(x, visit_of(x)->ticket.id));
	return false;
}

void
domains_form(struct page *p, struct view *v, const char *action)
{
	view_set(v, "ACTION", action);
	view_set(v, "CSRF", csrf_token(p->x->arena, visitor(p->x)->session_token));
}

/* --- the way on --- */

/* There is no step to go on to until a domain is verified. */
static void
fill_stay(struct page *p, struct view *v, bool is_first)
{
	struct view *overview = view_section(v, "OVERVIEW");

	step_cancelled(p, v);
	if (p->visit->connection.waits_for_domain)
		view_section(v, p->visit->ticket.may_enable ? "ENABLES_ITSELF" : "SUBMITS_ITSELF");
	view_set(overview, "HUB_HREF", hub_path(p->x, p->visit->ticket.id));
	if (!is_first)
		view_section(overview, "QUIET");
}

static void
fill_next(struct page *p, struct view *v, enum step next, bool is_first)
{
	bool is_skipped = next == STEP_ENABLE && p->visit->connection.domain_count == 0;

	v = view_section(v, next == STEP_DONE ? "RECEIPT" : is_skipped ? "SKIP" : "CONTINUE");
	view_set(v, "NEXT_HREF", step_next_path(p->x));
	if (next != STEP_DONE && !is_skipped)
		view_set(v, "STEP_NAME", step_next_title(p->x));
	if (!is_first)
		view_section(v, "QUIET");
}

void
domains_onward(struct page *p, struct view *v, const char *back, bool is_first)
{
	const struct connection_progress *c = &p->visit->connection;
	enum step next = visit_next_step(p->visit);

	if (c->enabled_at != 0)
		page_time(p, view_section(v, "ENABLED"), "ENABLED_AT", c->enabled_at);
	else if (c->submitted_at != 0)
		page_time(p, view_section(v, "SUBMITTED"), "SUBMITTED_AT", c->submitted_at);
	if (back != NULL)
		view_set(view_section(v, "BACK"), "BACK_HREF", back);
	if (next == STEP_DOMAINS)
		fill_stay(p, v, is_first);
	else
		fill_next(p, v, next, is_first);
}

/* --- all of them --- */

static void
fill_claimed(struct page *p, const struct domain_row *d)
{
	struct view *v = view_section(p->body, "DOMAIN");

	view_set(v, "NAME", d->shown);
	view_set(v, "HREF", domain_path(p->x, d->name));
	if (!d->is_verified)
		view_section(v, "PENDING");
	else
		view_section(v, d->is_missing ? "MISSING" : "VERIFIED");
}

static void
fill_row(struct page *p, const struct domain_row *d)
{
	struct view *v;

	switch (d->kind) {
	case DOMAIN_CLAIMED:
		fill_claimed(p, d);
		return;
	case DOMAIN_ASSOCIABLE:
		v = view_section(p->body, "ASSOCIABLE");
		view_set(v, "NAME", d->shown);
		domains_form(p, v, domains_path(p->x));
		return;
	case DOMAIN_TRUSTED:
		view_set(view_section(p->body, "TRUSTED"), "NAME", d->shown);
		return;
	}
}

/* A form that reloads by itself would lose what is being typed, so where domains are
 * listed it is on a page of its own. */
static void
fill_form(struct page *p, const char *typed, const char *error)
{
	struct view *v = view_section(p->body, "ADD");

	view_set(v, "TYPED", typed);
	if (error != NULL)
		view_set(view_section(v, "ERROR"), "MESSAGE", error);
	domains_form(p, v, domains_path(p->x));
}

static void
fill_list(struct page *p, const struct domain_row *rows, size_t count, bool has_form)
{
	const struct visit *v = p->visit;
	bool has_back = visit_is_set_up(v) && !visit_is_done(v);
	size_t i;

	for (i = 0; i < count; i++)
		fill_row(p, &rows[i]);
	if (count == 0)
		view_section(p->body, "NONE_YET");
	view_section(p->body, v->ticket.verification == VERIFY_REQUIRED ? "REQUIRED" : "OPTIONAL");
	if (!has_form)
		view_set(view_section(p->body, "MORE"), "ADD_HREF", arena_print(p->x->arena, "%s?add",
		    domains_path(p->x)));
	if (!has_form && visit_waits(v))
		step_watch(p, view_section(p->body, "WATCH"), NULL, v->pulse, REFRESH_DNS_S);
	domains_onward(p, view_include(p->body, "ONWARD", PARTS_ONWARD),
	    has_back ? step_back(p->x, STEP_DOMAINS) : NULL, !has_form);
}

static enum status
show_list(struct exchange *x, int code, const char *typed, const char *error)
{
	struct domain_row *rows;
	size_t count;
	const struct visit *v = visit_of(x);
	enum status st = domain_list(&x->act, v->ticket.id, &rows, &count);
	bool has_form = error != NULL || v->connection.domain_count == 0
	    || text_is(x->request->query, "add");
	struct page p;

	if (st != OK)
		return st;
	p = step_page(x, ASSISTANT_DOMAINS, STEP_DOMAINS);
	if (error != NULL)
		step_refused(&p, STEP_DOMAINS);
	if (has_form)
		fill_form(&p, typed, error);
	fill_list(&p, rows, count, has_form);
	return page_send(&p, code);
}

enum status
domains_show(struct exchange *x)
{
	return domains_are_open(x) ? show_list(x, 200, NULL, NULL) : OK;
}

enum status
domains_add(struct exchange *x)
{
	const char *typed = form_get(visitor(x)->form, "domain"), *name;
	enum status st;

	if (!domains_are_open(x))
		return OK;
	if (typed == NULL)
		typed = "";
	st = claim_domain(&x->act, visit_of(x), typed, &name);
	if (st == INVALID || st == CONFLICT)
		return show_list(x, http_code(st), typed, language_fault(x->arena, x->language, &x->fault));
	if (st == OK)
		response_see_other(x->response, domain_path(x, name));
	return st;
}
