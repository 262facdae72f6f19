/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/step.h"

#include <limits.h>
#include <string.h>

#include "actions/wizard.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/form.h"
#include "language/words.h"
#include "model/connection/connection.h"

#define SOON_MS (INT64_C(60) * 24 * 60 * 60 * 1000)	/* a certificate ends soon: 60 days */

static const char *
title_of(struct exchange *x, enum step s)
{
	return step_title(s, visit_of(x)->ticket.may_enable);
}

const char *
step_product(struct exchange *x)
{
	static const char asked[] = "product=";
	const char *query = x->request->query, *product;

	if (!text_starts(query, asked))
		return NULL;
	product = query + strlen(asked);
	return product[strspn(product, TEXT_ALNUM "-")] == '\0' ? product : NULL;
}

/* The guides and the forms between them stay with the product that was chosen there. */
static char *
with_product(struct exchange *x, char *path)
{
	const char *product = step_product(x);

	return product == NULL ? path : arena_print(x->arena, "%s?product=%s", path, product);
}

char *
step_path(struct exchange *x, enum step s)
{
	const char *ticket_id = visit_of(x)->ticket.id;
	char *path;

	if (s == STEP_DONE)
		return receipt_path(x, ticket_id);
	path = arena_print(x->arena, "%s/%s", hub_path(x, ticket_id), step_name(s));
	return s < STEP_APPLICATION || s > STEP_TEST ? path : with_product(x, path);
}

char *
check_path(struct exchange *x)
{
	return with_product(x, arena_print(x->arena, "%s/check", hub_path(x, visit_of(x)->ticket.id)));
}

char *
step_back(struct exchange *x, enum step s)
{
	return step_path(x, visit_step_before(visit_of(x), s));
}

char *
step_next_path(struct exchange *x)
{
	const struct visit *v = visit_of(x);

	if (v->wizard.check != CHECK_NONE)
		return check_path(x);
	return step_path(x, visit_next_step(v));
}

const char *
step_next_title(struct exchange *x)
{
	return word(x, title_of(x, visit_next_step(visit_of(x))));
}

enum status
step_go(struct exchange *x, enum step s)
{
	response_see_other(x->response, step_path(x, s));
	return OK;
}

bool
step_is_open(struct exchange *x, enum step s)
{
	const struct visit *v = visit_of(x);

	if (v->wizard.provider == NULL)
		step_go(x, STEP_PROVIDER);
	else if (visit_is_done(v) || visit_step_state(v, s) == STEP_IS_LOCKED)
		step_go(x, visit_next_step(v));
	else
		return true;
	return false;
}

enum status
step_leave(struct exchange *x, enum step s)
{
	const struct visitor *v = visitor(x);
	long revision;
	enum status st;

	if (!step_is_open(x, s))
		return OK;
	st = form_number(v->form, "revision", 0, INT_MAX, &revision, &x->fault);
	if (st == OK && visit_step_state(&v->visit, s) == STEP_IS_OPEN)
		st = take_step(&x->act, &v->visit, s, revision);
	return st == OK || st == CONFLICT ? step_go(x, visit_step_after(&v->visit, s)) : st;
}

/* --- the rail --- */

static struct view *
step_section(struct view *v, enum step_state state)
{
	switch (state) {
	case STEP_IS_OPEN:
		return view_section(v, "OPEN");
	case STEP_IS_WAITING:
		return view_section(v, "WAITING");
	case STEP_IS_DONE:
		return view_section(v, "DONE");
	case STEP_IS_LOCKED:
		break;
	}
	return view_section(v, "LOCKED");
}

static void
fill_step(struct page *p, struct view *v, enum step s, enum step current)
{
	enum step_state state = visit_step_state(p->visit, s);
	struct view *link;

	view_set(v, "NAME", word(p->x, title_of(p->x, s)));
	if (s == current) {
		view_section(v, "CURRENT");
		return;
	}
	link = step_section(v, state);
	if (state != STEP_IS_LOCKED)
		view_set(link, "HREF", step_path(p->x, s));
}

static void
fill_rail(struct page *p, enum step current)
{
	const struct provider *provider = p->visit->wizard.provider;
	struct view *rail = view_include(p->body, "STEPS", PARTS_STEPS), *v;
	int number = 0;
	enum step s;

	view_set(rail, "HUB_HREF", hub_path(p->x, p->visit->ticket.id));
	view_set(rail, "MARK", provider->mark);
	view_set(rail, "PROVIDER_NAME", word(p->x, provider->name));
	view_set(rail, "PROTOCOL", provider_badge(provider));
	for (s = STEP_PROVIDER; s < STEP_DONE; s++) {
		if (!visit_has_step(p->visit, s))
			continue;
		v = view_section(rail, "STEP");
		view_set(v, "NUMBER", arena_print(p->x->arena, "%d", ++number));
		fill_step(p, v, s, current);
	}
	view_set(rail, "STEP_COUNT", arena_print(p->x->arena, "%d", number));
	if (current == STEP_DONE)
		view_section(rail, "FINISHED");
}

struct page
step_page(struct exchange *x, enum template_name name, enum step s)
{
	struct page p = page_new(x, name, page_title(x, word(x, title_of(x, s))));

	fill_rail(&p, s);
	page_foot(&p);
	return p;
}

void
step_watch(struct page *p, struct view *v, const char *domain, const char *state, int seconds)
{
	struct arena *a = p->x->arena;

	view_set(v, "POLL_HREF", arena_print(a, "/self-service/check/%s%s%s", p->visit->ticket.id,
	    domain == NULL ? "" : "/", domain == NULL ? "" : domain));
	view_set(v, "STATE", state);
	if (seconds > 0)
		response_header(p->x->response, "Refresh", arena_print(a, "%d", seconds));
}

/* --- forms --- */

void
step_titled(struct page *p, const char *title)
{
	view_set(p->frame, "TITLE", page_title(p->x, title));
}

void
step_refused(struct page *p, enum step s)
{
	view_set(p->frame, "TITLE", page_title_error(p->x, word(p->x, title_of(p->x, s))));
}

void
step_form(struct page *p, struct view *v, const char *action)
{
	view_set(v, "ACTION", action);
	view_set(v, "CSRF", csrf_token(p->x->arena, visitor(p->x)->session_token));
	view_set(v, "REVISION", arena_print(p->x->arena, "%ld", p->visit->wizard.revision));
}

void
step_ways(struct page *p, struct view *v, const char *action, const char *back, const char *label)
{
	struct view *next = view_include(v, "NEXT", PARTS_NEXT);

	step_form(p, next, action);
	view_set(next, "BACK_HREF", back);
	view_set(next, "NEXT_LABEL", label);
}

void
step_next(struct page *p, enum step s, const char *label)
{
	step_ways(p, p->body, step_path(p->x, s), step_back(p->x, s), word(p->x, label));
}

void
step_cancelled(struct page *p, struct view *v)
{
	const struct visit *visit = p->visit;

	if (!visit->connection.wait_is_void)
		return;
	v = view_section(view_include(v, "CANCELLED", PARTS_CANCELLED), visit->ticket.may_enable ? "ENABLING" : "SUBMISSION");
	view_section(v, visit->connection.wait_lost_domain ? "DOMAIN" : "SETTINGS");
}

void
step_copy(struct view *v, const char *marker, const char *id, const char *label,
    const char *value)
{
	struct view *copy = view_include(v, marker, PARTS_COPY);

	view_set(copy, "FIELD_ID", id);
	view_set(copy, "LABEL", label);
	view_set(copy, "VALUE", value);
}

const char *
step_date(struct page *p, const char *iso)
{
	moment m;

	return moment_read(iso, &m) ? language_day(p->x->arena, p->x->language, m) : iso;
}

bool
step_is_past(struct page *p, const char *iso)
{
	return strcmp(iso, moment_iso(p->x->arena, p->visit->now)) < 0;
}

char *
step_verified(struct page *p)
{
	const struct connection_progress *c = &p->visit->connection;

	return worded(p->x, sentence_counted(p->x->arena, c->domain_count,
	    "%ld of %ld domain is verified.", "%ld of %ld domains are verified.", c->verified_count,
	    c->domain_count));
}

void
step_certificate(struct page *p, struct view *v, const struct found_certificate *c, bool in_full)
{
	struct view *shown = view_include(v, "CERTIFICATE", PARTS_CERTIFICATE);
	bool is_past = step_is_past(p, c->not_after);
	bool is_soon = strcmp(c->not_after, moment_iso(p->x->arena, p->visit->now + SOON_MS)) < 0;

	view_set(shown, "SUBJECT", word(p->x, c->subject));
	view_set(shown, "EXPIRES_UTC", step_date(p, c->not_after));
	view_section(shown, is_past ? "EXPIRED" : "VALID");
	if (is_soon && !is_past)
		view_section(shown, "SOON");
	if (!in_full)
		return;
	if (!is_soon)
		view_section(shown, "GOOD");
	view_set(view_section(shown, "IN_FULL"), "FINGERPRINT", c->sha256);
}

static void
fill_certificate(struct exchange *x, struct view *parent, const struct visit *visit, bool in_full)
{
	struct view *v = view_include(parent, "SIGNING_CERTIFICATE", PARTS_SIGNING_CERTIFICATE), *made;

	if (visit->our_certificate == NULL) {
		view_section(v, "LATER");
		return;
	}
	made = view_section(v, "MADE");
	view_set(made, "FINGERPRINT", visit->our_sha256);
	made = view_section(made, in_full ? "IN_FULL" : "AS_FILE");
	if (in_full)
		step_copy(made, "COPY_CERTIFICATE", "signing_certificate", word(x, N_("Our signing certificate")),
		    visit->our_certificate);
}

struct ours
step_ours(struct page *p)
{
	const struct visit *visit = p->visit;
	const char *domain = visit->tenant.domain, *name = visit->ticket.connection_name;
	const struct provider_settings *typed = visit->wizard.typed;
	struct arena *a = p->x->arena;

	return (struct ours){ .callback_url = callback_url(a, domain), .acs_url = acs_url(a, domain, name),
		.entity_id = visit_entity_id(a, visit),
		.metadata_url = sp_metadata_url(a, domain, name, typed != NULL && typed->sign_request != NULL),
		.origin = arena_print(a, "https://%s", domain), .host = arena_copy(a, domain, strcspn(domain, ":")) };
}

void
step_copy_ours(struct page *p, struct view *v, bool in_full)
{
	struct ours ours = step_ours(p);
	struct exchange *x = p->x;

	if (p->visit->wizard.provider->protocol == PROTOCOL_OPENID) {
		step_copy(v, "COPY_CALLBACK_URL", "callback_url", word(x, N_("Callback URL")), ours.callback_url);
		return;
	}
	step_copy(v, "COPY_ACS_URL", "acs_url", word(x, N_("Assertion Consumer Service URL")), ours.acs_url);
	step_copy(v, "COPY_ENTITY_ID", "entity_id", word(x, N_("Entity ID")), ours.entity_id);
	step_copy(v, "COPY_METADATA_URL", "sp_metadata_url", word(x, N_("Metadata URL")), ours.metadata_url);
	fill_certificate(x, v, p->visit, in_full);
}
