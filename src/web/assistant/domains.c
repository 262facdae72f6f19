/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/domains.h"

#include "actions/domain.h"
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
	if (visit_of(x)->ticket.verification != VERIFY_NONE && visit_of(x)->connection.id != NULL)
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

static void
fill_list(struct page *p, const struct domain_row *rows, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		fill_row(p, &rows[i]);
	if (count == 0)
		view_section(p->body, "NONE_YET");
	view_section(p->body, p->visit->ticket.verification == VERIFY_REQUIRED ? "REQUIRED"
	    : "OPTIONAL");
	view_set(p->body, "HUB_HREF", hub_path(p->x, p->visit->ticket.id));
	domains_form(p, p->body, domains_path(p->x));
}

static enum status
show_list(struct exchange *x, int code, const char *typed, const char *error)
{
	struct domain_row *rows;
	size_t count;
	const struct visit *v = visit_of(x);
	enum status st = domain_list(&x->act, v->ticket.id, &rows, &count);
	struct page p;

	if (st != OK)
		return st;
	p = page_new(x, ASSISTANT_DOMAINS, error == NULL
	    ? page_title(x, word(x, N_("Email domains")))
	    : page_title_error(x, word(x, N_("Email domains"))));
	fill_list(&p, rows, count);
	view_set(p.body, "TYPED", typed);
	if (error != NULL)
		view_set(view_section(p.body, "ERROR"), "MESSAGE", error);
	page_foot(&p);
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
