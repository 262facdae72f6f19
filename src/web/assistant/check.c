/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>

#include "actions/wizard.h"
#include "base/text.h"
#include "http/form.h"
#include "language/words.h"
#include "model/connection/connection.h"
#include "model/provider/credentials.h"
#include "model/provider/form.h"
#include "web/assistant/settings.h"
#include "web/assistant/settings_form.h"
#include "web/assistant/step.h"

enum { SLOW_MS = 20 * 1000, REFRESH_S = 3 };

/* --- waiting --- */

static void
fill_what(struct view *v, const struct provider_settings *s)
{
	const char *address = s->domain != NULL ? s->domain : s->discovery_url;

	if (address == NULL && text_is(s->source, "url"))
		address = s->metadata_url;
	if (address != NULL)
		view_set(view_section(v, "OF_ADDRESS"), "ADDRESS", address);
	else
		view_section(v, text_is(s->source, "xml") ? "OF_METADATA" : "OF_CERTIFICATE");
}

static void
fill_waiting(struct page *p)
{
	const struct wizard *w = &p->visit->wizard;
	struct view *v = view_section(p->body, "WAITING");

	fill_what(v, w->typed);
	if (p->visit->now - w->check_since > SLOW_MS)
		view_section(v, "SLOW");
	step_watch(p, v, NULL, p->visit->pulse, REFRESH_S);
}

static const char *
fetched_metadata(struct exchange *x, const struct wizard *w)
{
	struct metadata_address address;
	struct fault ignored;

	return text_is(w->typed->source, "url")
	    && provider_settings_metadata(x->arena, w->asks, w->typed, &address, &ignored) == OK ? address.url : NULL;
}

/* NULL: what was pasted or uploaded was checked, and nothing was fetched. */
static const char *
fetched_address(struct exchange *x, const struct wizard *w)
{
	struct provider_address address;
	struct fault ignored;

	if (w->asks->protocol == PROTOCOL_SAML)
		return fetched_metadata(x, w);
	return provider_settings_address(x->arena, w->asks, w->typed, &address, &ignored) == OK
	    ? address.discovery_url : NULL;
}

static void
fill_failed(struct page *p)
{
	const struct wizard *w = &p->visit->wizard;
	struct view *v = view_section(p->body, "FAILED");
	const char *address = fetched_address(p->x, w);

	view_set(v, "MESSAGE", language_sentences(p->x->arena, p->x->language, &w->problem));
	view_set(v, "SETTINGS_HREF", step_path(p->x, STEP_SETTINGS));
	step_form(p, v, check_path(p->x));
	step_refused(p, STEP_SETTINGS);
	if (address != NULL) {
		view_set(view_section(v, "OF_ADDRESS"), "ADDRESS", address);
		view_section(v, "AGAIN");
	}
	if (text_is(w->typed->source, "url") && settings_choice(p->x, "source", "xml") != NULL)
		view_set(view_section(v, "UPLOAD_INSTEAD"), "UPLOAD_HREF",
		    arena_print(p->x->arena, "%s?source=xml", step_path(p->x, STEP_SETTINGS)));
}

/* --- what was found --- */

static void
fact(struct view *found, const char *label, const char *value)
{
	struct view *v;

	if (value == NULL)
		return;
	v = view_section(found, "FACT");
	view_set(v, "LABEL", label);
	view_set(view_section(v, "DATA"), "VALUE", value);
}

/* A fact in words, which are in the page's language. */
static void
fact_said(struct view *found, const char *label, const char *words)
{
	struct view *v = view_section(found, "FACT");

	view_set(v, "LABEL", label);
	view_set(view_section(v, "WORDS"), "VALUE", words);
}

/* Something that was typed, under the name that it has in the form. */
static void
fact_typed(struct exchange *x, struct view *found, const char *field, const char *value)
{
	const struct form_row *row = settings_row(x, field);

	if (row != NULL)
		fact(found, word(x, row->label), value);
}

static void
fill_openid(struct exchange *x, struct view *v, const struct wizard *w)
{
	const struct found *f = w->found;
	const char *type = openid_type(w->asks, w->typed);
	bool is_front = text_is(type, "front_channel");

	fact(v, word(x, N_("Issuer")), f->issuer);
	fact_typed(x, v, "client_id", w->typed->client_id);
	if (!is_front && w->has_secret)
		fact_said(v, word(x, N_("Client secret")), word(x, N_("Entered, not shown")));
	fact_said(v, word(x, N_("How we connect to your provider")), word(x,
	    form_choice_find(form_channels, type)->label));
	fact(v, word(x, N_("Scopes")), OPENID_SCOPES);
	fact(v, word(x, N_("Authorization endpoint")), f->authorization_endpoint);
	fact(v, word(x, N_("Token endpoint")), f->token_endpoint);
	fact(v, word(x, N_("Userinfo endpoint")), f->userinfo_endpoint);
	fact(v, word(x, N_("Signing keys URL")), f->jwks_uri);
	view_section(v, is_front || !w->has_secret ? "CHECKED_ID" : "CHECKED_SECRET");
}

static const char *
requests_said(struct exchange *x, const struct wizard *w)
{
	const struct provider_settings *s = w->typed;
	const char *binding = settings_choice(x, "binding", saml_uses_redirect(w->found,
	    text_is(s->binding, "redirect")) ? "redirect" : "post");

	if (s->sign_request == NULL)
		return worded(x, sentence(x->arena, "%s, not signed", binding));
	return worded(x, sentence(x->arena, "%s, signed with %s and %s", binding,
	    settings_choice(x, "algorithm", saml_algorithm(s)), settings_choice(x, "digest", saml_digest(s))));
}

static void
fill_saml(struct exchange *x, struct view *v, const struct wizard *w)
{
	const struct found *f = w->found;
	const char *fetched = fetched_metadata(x, w);

	fact(v, word(x, N_("Entity ID")), f->issuer);
	if (text_is(w->typed->source, "url"))
		fact_typed(x, v, "metadata_url", w->typed->metadata_url);
	if (!text_is(fetched, w->typed->metadata_url))
		fact(v, word(x, N_("Metadata URL")), fetched);
	fact(v, word(x, N_("Sign-in URL")), f->sign_in_url_redirect);
	if (!text_is(f->sign_in_url_post, f->sign_in_url_redirect))
		fact(v, word(x, N_("Sign-in URL (POST)")), f->sign_in_url_post);
	fact_said(v, word(x, N_("How we send requests")), requests_said(x, w));
	fact(v, word(x, N_("Sign-out URL")), f->sign_out_url);
	view_section(v, text_is(w->typed->source, "manual") ? "CHECKED_CERTIFICATE" : "CHECKED_METADATA");
}

static void
fill_facts(struct exchange *x, struct view *v, const struct wizard *w)
{
	if (w->asks->protocol == PROTOCOL_OPENID)
		fill_openid(x, v, w);
	else
		fill_saml(x, v, w);
	fact_typed(x, v, "icon_url", w->typed->icon_url);
}

/* --- what may be wrong with it --- */

/* All are in one box, which the first one makes. */
struct warnings {
	struct view	*found, *box;
};

static void
warn(struct warnings *all, const char *message)
{
	if (all->box == NULL)
		all->box = view_section(all->found, "WARNINGS");
	view_set(view_section(all->box, "WARNING"), "MESSAGE", message);
}

static void
fill_warnings(struct exchange *x, struct view *found, const struct wizard *w)
{
	struct warnings all = { .found = found };
	const struct sentence *items = w->found->warnings.items, *doubt = NULL;
	size_t i;

	for (i = 0; i < w->found->warnings.count; i++)
		warn(&all, worded(x, &items[i]));
	if (w->typed->client_id != NULL)
		doubt = client_id_doubt(x->arena, w->typed->client_id);
	else if (w->asks->protocol == PROTOCOL_SAML)
		doubt = saml_binding_doubt(x->arena, w->found, text_is(w->typed->binding, "redirect"));
	if (doubt != NULL)
		warn(&all, worded(x, doubt));
	if (w->found->wants_signed_requests && w->typed->sign_request == NULL)
		warn(&all, word(x, N_("Your provider asks for signed requests. In the settings, turn on “Sign our "
		    "requests” under Advanced.")));
}

static void
fill_certificates(struct page *p, struct view *found, const struct found *f)
{
	const struct found_certificate *c = f->certificates.items;
	size_t i;

	for (i = 0; i < f->certificates.count; i++)
		step_certificate(p, found, &c[i], true);
}

static void
fill_found(struct page *p)
{
	const struct wizard *w = &p->visit->wizard;
	struct view *v = view_section(p->body, "FOUND");

	fill_facts(p->x, v, w);
	fill_certificates(p, v, w->found);
	fill_warnings(p->x, v, w);
	view_set(v, "SETTINGS_HREF", step_path(p->x, STEP_SETTINGS));
	step_ways(p, v, check_path(p->x), step_path(p->x, STEP_SETTINGS),
	    word(p->x, p->visit->connection.id == NULL ? N_("Create connection")
	    : N_("Use these settings")));
}

enum status
check_show(struct exchange *x)
{
	struct page p;

	if (!step_is_open(x, STEP_SETTINGS))
		return OK;
	if (visit_of(x)->wizard.check == CHECK_NONE)
		return step_go(x, STEP_SETTINGS);
	p = step_page(x, ASSISTANT_CHECK, STEP_SETTINGS);
	switch (visit_of(x)->wizard.check) {
	case CHECK_FOUND:
		fill_found(&p);
		break;
	case CHECK_FAILED:
		fill_failed(&p);
		break;
	default:
		fill_waiting(&p);
	}
	return page_send(&p, 200);
}

/* The same settings with the same secret.  An administrator who is too late sees the newer check. */
static enum status
check_again(struct exchange *x, long revision)
{
	const struct visit *v = visit_of(x);
	enum status st = OK;

	if (v->wizard.check == CHECK_FAILED)
		st = submit_settings(&x->act, v, v->wizard.typed, NULL, NULL, revision);
	if (st == OK || st == CONFLICT) {
		response_see_other(x->response, check_path(x));
		return OK;
	}
	return st;
}

enum status
check_confirm(struct exchange *x)
{
	const struct visitor *v = visitor(x);
	long revision;
	enum status st;

	if (!step_is_open(x, STEP_SETTINGS))
		return OK;
	st = form_number(v->form, "revision", 0, INT_MAX, &revision, &x->fault);
	if (st == OK && form_get(v->form, "again") != NULL)
		return check_again(x, revision);
	if (st == OK)
		st = confirm_settings(&x->act, &v->visit, revision);
	if (st == CONFLICT && v->visit.connection.id != NULL && v->visit.wizard.check == CHECK_NONE)
		return step_go(x, STEP_MAPPING);	/* the same form was sent twice */
	return st == OK ? step_go(x, STEP_MAPPING) : st;
}

enum status
check_state(struct exchange *x)
{
	response_text(x->response, 200, "text/plain; charset=utf-8",
	    arena_print(x->arena, "%s\n", visitor(x)->check));
	return OK;
}
