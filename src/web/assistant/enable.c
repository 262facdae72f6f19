/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/enable.h"

#include <limits.h>

#include "actions/wizard.h"
#include "base/text.h"
#include "http/form.h"
#include "language/words.h"
#include "web/assistant/step.h"

static void
fill_names(struct page *p, struct view *v, const struct texts *t)
{
	view_set(v, "NAMES", language_list(p->x->arena, p->x->language, t));
}

static void
fill_organizations(struct page *p)
{
	const struct texts *t = &p->visit->connection.organizations;

	if (t->count > 0)
		fill_names(p, view_section(p->body, t->count == 1 ? "ORGANIZATION" : "ORGANIZATIONS"), t);
}

/* Domains that need not be verified may be waiting still. */
static void
fill_domains(struct page *p)
{
	const struct connection_progress *c = &p->visit->connection;

	if (!visit_needs_domain(p->visit) && c->domain_count > c->verified_count)
		view_set(view_section(p->body, "DOMAINS_WAIT"), "VERIFIED_COUNT", step_verified(p));
}

char *
enable_withdraw_path(struct exchange *x)
{
	return arena_print(x->arena, "%s/withdraw", step_path(x, STEP_ENABLE));
}

/* A page that was made while a test had passed does not enable what none has passed for. */
static void
fill_test(struct page *p)
{
	if (p->visit->connection.waits_for_domain)
		return;
	if (p->visit->connection.test == TEST_PASSED) {
		view_section(p->body, "TESTED");
		return;
	}
	view_section(p->body, visit_needs_test(p->visit) ? "TEST_REQUIRED" : "UNTESTED");
	view_set(view_section(p->body, "TO_TEST"), "TEST_HREF", step_path(p->x, STEP_TEST));
}

static enum status
show(struct exchange *x, int code, const char *error)
{
	const struct visit *v = visit_of(x);
	struct page p = step_page(x, v->ticket.may_enable ? ASSISTANT_ENABLE : ASSISTANT_SUBMIT,
	    STEP_ENABLE);

	if (error != NULL)
		view_set(view_section(p.body, "ERROR"), "MESSAGE", error);
	if (code != 200)
		step_refused(&p, STEP_ENABLE);
	view_set(p.body, "CONNECTION_NAME", v->ticket.shown_name);
	view_set(p.body, "PROVIDER_NAME", word(x, v->wizard.provider->name));
	view_set(p.body, "APPLICATIONS", worded(x, sentence_counted(x->arena, v->connection.client_count,
	    "In %ld application from %s.", "In %ld applications from %s.", v->connection.client_count,
	    v->tenant.name)));
	fill_organizations(&p);
	fill_domains(&p);
	fill_test(&p);
	view_section(p.body, v->connection.waits_for_domain ? "WAITS"
	    : visit_needs_domain(v) ? "WHEN_VERIFIED" : "AT_ONCE");
	if (v->connection.waits_for_domain || visit_needs_domain(v))
		view_section(p.body, "LATER");
	view_set(p.body, "BACK_HREF", step_back(x, STEP_ENABLE));
	view_set(p.body, "HUB_HREF", hub_path(x, v->ticket.id));
	step_form(&p, p.body, v->connection.waits_for_domain ? enable_withdraw_path(x)
	    : step_path(x, STEP_ENABLE));
	return page_send(&p, code);
}

static enum status
enable_later(struct exchange *x, long revision)
{
	enum status st = enable_when_verified(&x->act, visit_of(x), revision);

	if (st == CONFLICT)
		return show(x, http_code(st), language_fault(x->arena, x->language, &x->fault));
	if (st == OK)
		response_see_other(x->response, hub_path(x, visit_of(x)->ticket.id));
	return st;
}

enum status
enable_show(struct exchange *x)
{
	if (!step_is_open(x, STEP_ENABLE))
		return OK;
	return show(x, 200, visit_of(x)->wizard.check == CHECK_NONE ? NULL : word(x, N_("You entered new "
	    "settings but have not confirmed them. The connection still uses the previous ones.")));
}

enum status
enable_confirm(struct exchange *x)
{
	long revision;
	enum status st;

	if (!step_is_open(x, STEP_ENABLE))
		return OK;
	st = form_number(visitor(x)->form, "revision", 0, INT_MAX, &revision, &x->fault);
	if (st == OK && visit_of(x)->connection.test != TEST_PASSED
	    && form_get(visitor(x)->form, "untested") == NULL)
		return show(x, http_code(CONFLICT), NULL);
	if (st == OK && visit_needs_domain(visit_of(x)))
		return enable_later(x, revision);
	if (st == OK)
		st = finish_connection(&x->act, visit_of(x), revision);
	if (st == CONFLICT)
		return show(x, http_code(st), language_fault(x->arena, x->language, &x->fault));
	return st == OK ? step_go(x, STEP_DONE) : st;
}

enum status
enable_withdraw(struct exchange *x)
{
	enum status st;

	if (!step_is_open(x, STEP_ENABLE))
		return OK;
	st = withdraw_enable(&x->act, visit_of(x));
	if (st == OK)
		response_see_other(x->response, hub_path(x, visit_of(x)->ticket.id));
	return st;
}

/* --- the receipt --- */

static void
fill_certificates(struct page *p)
{
	const struct objects *all = &p->visit->connection.certificates;
	const struct found_certificate *c = all->items;
	bool is_renewable = false;
	size_t i;

	for (i = 0; i < all->count; i++) {
		step_certificate(p, p->body, &c[i], false);
		is_renewable = is_renewable || !step_is_past(p, c[i].not_after);
	}
	if (all->count > 0)
		view_section(p->body, is_renewable ? "RENEW" : "ALL_EXPIRED");
}

/* The moment of a connection that was turned off since is not kept. */
static void
fill_outcome(struct page *p)
{
	const struct connection_progress *c = &p->visit->connection;
	moment when = c->enabled_at != 0 ? c->enabled_at : c->submitted_at;
	struct view *v;

	if (visit_was_turned_off(p->visit)) {
		view_section(p->body, "TURNED_OFF");
		return;
	}
	view_section(p->body, "SIGN");
	v = view_section(p->body, c->enabled_at != 0 ? "ENABLED" : "SUBMITTED");
	view_set(v, "WHEN_ISO", moment_iso(p->x->arena, when));
	view_set(v, "WHEN_UTC", language_moment(p->x->arena, p->x->language, when));
}

static void
fill_receipt(struct page *p)
{
	const struct visit *v = p->visit;
	bool is_openid = v->wizard.provider->protocol == PROTOCOL_OPENID;

	fill_outcome(p);
	view_set(p->body, "PROVIDER_NAME", word(p->x, v->wizard.provider->name));
	view_set(p->body, "PROTOCOL", provider_badge(v->wizard.provider));
	view_set(p->body, "CONNECTION_NAME", v->ticket.shown_name);
	if (!text_is(v->ticket.shown_name, v->ticket.connection_name))
		view_set(view_section(p->body, "KNOWN_AS"), "NAME", v->ticket.connection_name);
	view_section(p->body, v->connection.test == TEST_PASSED ? "WAS_TESTED" : "NOT_TESTED");
	view_set(p->body, "TICKET_ID", v->ticket.id);
	view_set(p->body, "HUB_HREF", hub_path(p->x, v->ticket.id));
	if (v->connection.issuer != NULL)
		view_set(view_section(p->body, is_openid ? "ISSUER" : "ENTITY_ID"),
		    is_openid ? "ISSUER" : "ENTITY_ID", v->connection.issuer);
	fill_organizations(p);
	if (v->connection.proved.count > 0)
		fill_names(p, view_section(p->body, "PROVED"), &v->connection.proved);
	if (v->connection.unproved.count > 0)
		fill_names(p, view_section(p->body, "UNPROVED"), &v->connection.unproved);
	fill_certificates(p);
}

enum status
receipt_show(struct exchange *x)
{
	struct page p;

	if (!visit_is_done(visit_of(x)))
		return step_go(x, visit_next_step(visit_of(x)));
	p = step_page(x, ASSISTANT_RECEIPT, STEP_DONE);
	fill_receipt(&p);
	return page_send(&p, 200);
}
