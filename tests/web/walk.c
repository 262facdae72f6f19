/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "http/cookie.h"
#include "model/provider/form.h"
#include "store/wizard.h"
#include "test.h"

struct walk
walk_new(const char *profile_json, const char *rest)
{
	struct walk w = { .p = place_new() };

	w.v = visitor_new(w.p, profile_json, rest);
	return w;
}

const char *
walk_path(struct walk *w, const char *page)
{
	return page[0] == '\0' ? w->v.hub : arena_print(w->p->arena, "%s/%s", w->v.hub, page);
}

struct answer
walk_get(struct walk *w, const char *page)
{
	return ASK(w->p, .path = walk_path(w, page), .cookie = w->v.cookie);
}

long
walk_revision(struct walk *w)
{
	return sql_long("SELECT revision FROM wizard WHERE tenant_id = '%s' AND ticket_id = '%s'",
	    w->p->tenant, w->v.id);
}

struct answer
walk_post_at(struct walk *w, const char *page, long revision, const char *rest)
{
	return ASK(w->p, .method = "POST", .path = walk_path(w, page), .cookie = w->v.cookie,
	    .type = FORM_TYPE, .sec_fetch_site = "same-origin", .body = arena_print(w->p->arena,
	    "csrf=%s&revision=%ld%s", w->v.csrf, revision, rest));
}

struct answer
walk_post(struct walk *w, const char *page, const char *rest)
{
	return walk_post_at(w, page, walk_revision(w), rest);
}

struct walk
walk_beside(struct walk *w)
{
	struct walk other = *w;
	struct arena *a = w->p->arena;

	other.v.token = place_session(w->p, w->v.ticket);
	other.v.cookie = arena_print(a, "__Host-postern-%s=%s", w->v.id, other.v.token);
	other.v.csrf = csrf_token(a, other.v.token);
	return other;
}

void
walk_find(struct walk *w, const struct found *found)
{
	must(w->p, check_found(place_act(w->p), w->v.id, walk_revision(w), found));
}

void
walk_fail(struct walk *w, const char *host)
{
	struct objects said = { 0 };

	sentences_add(w->p->arena, &said, sentence(w->p->arena,
	    "The name %s does not exist in the DNS. Check the spelling.", host));
	must(w->p, check_failed(place_act(w->p), w->v.id, walk_revision(w), &said, NULL));
}

struct found
found_oidc(void)
{
	return (struct found){ .given = GIVEN_ALL, .issuer = "https://idp.example.com",
		.authorization_endpoint = "https://idp.example.com/authorize",
		.token_endpoint = "https://idp.example.com/token",
		.jwks_uri = "https://idp.example.com/jwks",
		.metadata_json = "{\"issuer\":\"https://idp.example.com\"}" };
}

struct found
found_saml(void)
{
	static struct found_certificate certificate = { .given = GIVEN_ALL,
		.pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
		.subject = "CN = idp.example.com", .issuer = "CN = idp.example.com",
		.not_before = "2025-01-01T00:00:00Z", .not_after = "2045-01-01T00:00:00Z",
		.sha1 = "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33",
		.sha256 = "AA:BB:CC" };

	return (struct found){ .given = GIVEN_ALL, .issuer = "urn:idp",
		.sign_in_url_redirect = "https://idp.example.com/redirect",
		.sign_in_url_post = "https://idp.example.com/post",
		.sign_out_url = "https://idp.example.com/out", .certificates = { &certificate, 1 } };
}

static void
walk_on(struct walk *w, const char *page, const char *rest, const char *next)
{
	struct answer a = walk_post(w, page, rest);

	check_goes(w, &a, next);
}

/* What can be entered in such a field. */
static const char *
typed_into(const struct form_row *row)
{
	switch (row->rule) {
	case FORM_CHOICE:
		return row->choices->value;
	case FORM_URL:
		return "https://idp.example.com/metadata";
	case FORM_METADATA:
		return "<EntityDescriptor/>";
	case FORM_CERTIFICATE:
		return "-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----";
	case FORM_CLIENT_ID:
		return "0oa1";
	case FORM_SECRET:
		return SECRET;
	case FORM_OPTIONAL_URL:
		return "";
	case FORM_ADDRESS:
	case FORM_METADATA_URL:
	case FORM_TEXT:
		break;
	}
	return row->example == NULL ? "example.com" : row->example;
}

/* Any form, filled in, with the first one of each choice. */
static const char *
form_filled(struct arena *a, const struct provider_form *form)
{
	const char *chosen = NULL, *typed = "";
	size_t i;

	for (i = 0; i < form->count; i++) {
		if (form->rows[i].rule == FORM_CHOICE)
			chosen = form->rows[i].choices->value;
		if (form->rows[i].is == NULL || text_is(form->rows[i].is, chosen))
			typed = arena_print(a, "%s&%s=%s", typed, form->rows[i].name, typed_into(&form->rows[i]));
	}
	return typed;
}

static const char *
form_of(struct arena *a, const struct provider *p)
{
	static const struct {
		const char	*strategy, *typed;
	} forms[] = {
		{ "okta", OKTA_FORM }, { "oidc", OIDC_FORM }, { "samlp", SAMLP_FORM },
	};
	size_t i;

	for (i = 0; i < COUNT(forms); i++)
		if (strcmp(forms[i].strategy, p->strategy) == 0)
			return forms[i].typed;
	return form_filled(a, p->form);
}

const char *
walk_page(enum step s)
{
	return s == STEP_DONE ? "receipt" : step_name(s);
}

static void
walk_settings(struct walk *w, const struct provider *p)
{
	struct found found = p->protocol == PROTOCOL_SAML ? found_saml() : found_oidc();

	walk_on(w, "settings", form_of(w->p->arena, p), "check");
	walk_find(w, &found);
	walk_on(w, "check", "", walk_page(STEP_SETTINGS + 1));
}

static enum step
step_reached(struct walk *w)
{
	return step_parse(sql_text(w->p->arena, "SELECT max(step) FROM wizard WHERE tenant_id = '%s' "
	    "AND ticket_id = '%s'", w->p->tenant, w->v.id));
}

/* The page that follows: email domains only if the ticket wants them. */
static const char *
page_after(struct walk *w, enum step s)
{
	bool has_domains = sql_long("SELECT count(*) FROM ticket WHERE tenant_id = '%s' AND ticket_id = '%s' "
	    "AND domain_verification <> 'none'", w->p->tenant, w->v.id) > 0;

	return walk_page(s + 1 == STEP_DOMAINS && !has_domains ? STEP_ENABLE : s + 1);
}

void
walk_to(struct walk *w, const char *strategy, enum step to)
{
	enum step s;

	for (s = step_reached(w); s < to; s = step_reached_after(s))
		if (s == STEP_PROVIDER)
			walk_on(w, "provider", arena_print(w->p->arena, "&strategy=%s", strategy),
			    walk_page(s + 1));
		else if (s == STEP_SETTINGS)
			walk_settings(w, provider_find(strategy));
		else {
			walk_on(w, step_name(s), s == STEP_ENABLE ? "&untested=yes" : "", page_after(w, s));
			if (s == STEP_ACCESS && to > STEP_TEST)
				walk_on(w, "test", "", page_after(w, STEP_TEST));
		}
}

void
check_goes(struct walk *w, const struct answer *a, const char *page)
{
	CHECK(a->code == 303, "%d, and not a 303 to %s: %s", a->code, page, a->body);
	assert_string_equal(answer_header(a, "Location"), walk_path(w, page));
}

static bool
shows_at(const char *html, const char *text)
{
	while (*text != '\0') {
		while (text_starts(html, "<wbr>"))
			html += strlen("<wbr>");
		if (*html++ != *text++)
			return false;
	}
	return true;
}

bool
shows(const struct answer *a, const char *text)
{
	const char *html = a->body;

	while (*html != '\0' && !shows_at(html, text))
		html++;
	return *html != '\0';
}

void
check_problem(struct walk *w, const struct answer *a, const char *field, const char *sentence)
{
	struct arena *arena = w->p->arena;

	CHECK(a->code == 400, "%s: %d", field, a->code);
	check_headers(a, true);
	CHECK(shows(a, arena_print(arena, "<li><a href=\"#%s\">%s", field, sentence)),
	    "the summary has no %s: %s", field, a->body);
	CHECK(shows(a, arena_print(arena, "<p class=\"field-error\" id=\"%s-error\">%s", field, sentence)),
	    "nothing stands at %s: %s", field, a->body);
	CHECK(shows(a, arena_print(arena, "id=\"%s\"", field)), "the summary leads nowhere: %s", field);
	assert_false(shows(a, SECRET));
	assert_int_equal(sql_long("SELECT count(*) FROM wizard WHERE tenant_id = '%s' AND ticket_id = '%s' AND input IS NULL "
	    "AND sealed_secret IS NULL", w->p->tenant, w->v.id), 1);
}
