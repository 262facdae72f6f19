/*
 * golden_test.c - every page, to the byte
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "actions/logo.h"
#include "ask.h"
#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "golden.h"
#include "keys.h"
#include "login.h"
#include "test.h"
#include "walk.h"

#define INTRO "/self-service/connections-flow"
#define PROFILE "{\"name\":\"A\",\"allowed_strategies\":[\"okta\",\"samlp\",\"waad\"]}"
#define ALL_CARDS "\"enabled_clients\":[\"a\"]," \
	"\"domain_aliases_config\":{\"domain_verification\":\"optional\"}"
#define REQUIRED_DOMAIN "\"domain_aliases_config\":{\"domain_verification\":\"required\"}"

/* --- values that differ from run to run are replaced by names --- */

static char *
replaced(struct arena *a, const char *text, const char *what, const char *with)
{
	struct buf b = buf_in(a);
	const char *found;

	for (found = strstr(text, what); found != NULL; found = strstr(text, what)) {
		buf_add_bytes(&b, text, (size_t)(found - text));
		buf_add(&b, with);
		text = found + strlen(what);
	}
	buf_add(&b, text);
	return b.text;
}

/* All between two marks, which stay. */
static char *
masked(struct arena *a, const char *text, const char *from, const char *to, const char *with)
{
	struct buf b = buf_in(a);
	const char *begin, *end;

	for (begin = strstr(text, from); begin != NULL; begin = strstr(text, from)) {
		begin += strlen(from);
		end = strstr(begin, to);
		assert_non_null(end);
		buf_add_bytes(&b, text, (size_t)(begin - text));
		buf_add(&b, with);
		text = end;
	}
	buf_add(&b, text);
	return b.text;
}

static char *
without_chance(struct place *p, const struct visitor *v, const char *body)
{
	struct arena *a = p->arena;
	const char *end = strrchr(p->domain, '.') + 1;
	char *text = replaced(a, body, v->ticket, "TICKET");

	text = replaced(a, text, v->id, "TICKET-ID");
	text = replaced(a, text, v->csrf, "CSRF");
	text = replaced(a, text, p->domain, "DOMAIN");
	text = replaced(a, text, arena_print(a, "%.*s<wbr>%s", (int)(end - p->domain), p->domain, end), "DOMAIN");
	text = replaced(a, text, arena_print(a, "urn:auth0:%s:", p->tenant), "urn:auth0:TENANT:");
	text = replaced(a, text, arena_print(a, "<wbr>%s:", p->tenant), "<wbr>TENANT:");
	text = masked(a, text, "&amp;nonce=", "&amp;", "NONCE");
	text = masked(a, text, "&amp;code_challenge=", "&amp;", "CHALLENGE");
	text = masked(a, text, "?SAMLRequest=", "&amp;", "REQUEST");
	text = masked(a, text, "name=\"SAMLRequest\" value=\"", "\">", "REQUEST");
	text = masked(a, text, "\nTime: ", "\n", "TIME");
	text = masked(a, text, "data-closes=\"", "\">", "ISO");
	text = masked(a, text, "name=\"session\" value=\"", "\">", "SESSION");
	text = masked(a, text, "<time datetime=\"", "\">", "ISO");
	text = masked(a, text, "<time datetime=\"ISO\">", "</time>", "UTC");
	return masked(a, text, "</time> (", ")", "RELATIVE");
}

static void
check_page(struct place *p, const struct visitor *v, const char *name, int code, struct ask how)
{
	struct answer a = ask(p, how);

	CHECK(a.code == code, "%s: %d", name, a.code);
	check_headers(&a, true);
	golden_check(p, arena_print(p->arena, "%s.html", name), without_chance(p, v, a.body));
}

/* The same with the id of a login. */
static void
check_test_page(struct test_login *t, const char *name, int code, struct ask how)
{
	struct answer a = ask(t->w.p, how);

	CHECK(a.code == code, "%s: %d", name, a.code);
	golden_check(t->w.p, arena_print(t->w.p->arena, "%s.html", name),
	    replaced(t->w.p->arena, without_chance(t->w.p, &t->w.v, a.body), t->id, "LOGIN"));
}

static struct ask
intro(struct place *p, const struct visitor *v, const char *cookie)
{
	return (struct ask){ .path = INTRO, .query = arena_print(p->arena, "ticket=%s", v->ticket),
		.cookie = cookie };
}

/* Nobody has used it yet. */
static struct visitor
unused(struct place *p, const char *rest)
{
	struct visitor v = visitor_new(p, PROFILE, rest);

	sql("DELETE FROM session WHERE tenant_id = '%s' AND ticket_id = '%s'", p->tenant, v.id);
	sql("UPDATE ticket SET uses = 0, first_used_at = NULL, ends_at = NULL "
	    "WHERE tenant_id = '%s' AND ticket_id = '%s'", p->tenant, v.id);
	return v;
}

TEST(page_intro)
{
	struct place *p = place_new();
	struct visitor v = unused(p, "");

	check_page(p, &v, "intro", 200, intro(p, &v, NULL));
	v = unused(p, ALL_CARDS);
	check_page(p, &v, "intro-all-cards", 200, intro(p, &v, NULL));
	v = visitor_new(p, PROFILE, ALL_CARDS);
	check_page(p, &v, "intro-continue", 200, intro(p, &v, v.cookie));
	check_page(p, &v, "intro-in-use", 200, intro(p, &v, NULL));
	sql("UPDATE ticket SET uses = 10 WHERE tenant_id = '%s' AND ticket_id = '%s'", p->tenant, v.id);
	check_page(p, &v, "intro-used-up-continue", 200, intro(p, &v, v.cookie));
}

TEST(page_intro_branded)
{
	static const unsigned char gif[] = "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0"
	    "\0\2\2D\1\0;";
	struct place *p = place_new();
	const char *profile = place_profile(p, "{\"name\":\"A\",\"branding\":{\"logo_url\":"
	    "\"https://a.example/l.gif\",\"colors\":{\"primary\":\"#Fc0\"}}}");
	struct visitor v = { .ticket = place_ticket(p, profile, ""), .csrf = "none" };

	v.id = arena_copy(p->arena, v.ticket, 12);
	must(p, keep_logo(place_act(p), profile, "https://a.example/l.gif", gif,
	    sizeof(gif) - 1));
	sql("INSERT INTO custom_text VALUES ('%s', '%s', 'en', 'get-started', '{}', "
	    "'<p>Hello <b>you</b></p><ul><li>one &amp; all</li></ul>')", p->tenant, profile);
	check_page(p, &v, "intro-branded", 200, intro(p, &v, NULL));
}

TEST(page_hub)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct ask hub = { .path = v.hub, .cookie = v.cookie };

	check_page(p, &v, "hub", 200, hub);
	sql("INSERT INTO wizard VALUES ('%s', '%s', 1, 'waad')", p->tenant, v.id);
	check_page(p, &v, "hub-chosen", 200, hub);
	v = visitor_new(p, PROFILE, ALL_CARDS);
	check_page(p, &v, "hub-all-cards", 200, (struct ask){ .path = v.hub, .cookie = v.cookie });
	v = visitor_new(p, PROFILE, REQUIRED_DOMAIN);
	check_page(p, &v, "hub-required-domain", 200, (struct ask){ .path = v.hub,
	    .cookie = v.cookie });
}

TEST(page_provider)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct ask post = { .method = "POST", .path = v.provider, .cookie = v.cookie,
		.type = FORM_TYPE };

	check_page(p, &v, "provider", 200, (struct ask){ .path = v.provider, .cookie = v.cookie });
	post.body = arena_print(p->arena, "csrf=%s&revision=0", v.csrf);
	check_page(p, &v, "provider-nothing-chosen", 400, post);
	sql("INSERT INTO wizard VALUES ('%s', '%s', 3, 'samlp')", p->tenant, v.id);
	check_page(p, &v, "provider-chosen", 200, (struct ask){ .path = v.provider,
	    .cookie = v.cookie });
	post.body = arena_print(p->arena, "csrf=%s&revision=2&strategy=okta", v.csrf);
	check_page(p, &v, "provider-conflict", 409, post);
	v = visitor_new(p, "{\"name\":\"A\"}", "");
	check_page(p, &v, "provider-all", 200, (struct ask){ .path = v.provider, .cookie = v.cookie });
}

TEST(page_of_a_link_that_does_not_open)
{
	struct place *p = place_new();
	struct visitor v = unused(p, "");
	struct ask stranger = { .path = v.hub };

	check_page(p, &v, "stranger", 404, stranger);
	check_page(p, &v, "unknown", 404, (struct ask){ .path = INTRO, .query = "ticket=x" });
	sql("UPDATE ticket SET opens_until = now() WHERE tenant_id = '%s'", p->tenant);
	check_page(p, &v, "expired-never-used", 410, intro(p, &v, NULL));
	sql("UPDATE ticket SET uses = 10, first_used_at = now(), ends_at = now() "
	    "WHERE tenant_id = '%s'", p->tenant);
	check_page(p, &v, "expired-was-used", 410, intro(p, &v, NULL));
	sql("UPDATE ticket SET ends_at = now() + interval '1 hour' WHERE tenant_id = '%s'", p->tenant);
	check_page(p, &v, "used-up", 410, intro(p, &v, NULL));
	sql("UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'", p->tenant);
	check_page(p, &v, "revoked", 410, intro(p, &v, NULL));
	sql("UPDATE tenant SET support_contact = 'https://acme.example/help' WHERE tenant_id = '%s'",
	    p->tenant);
	check_page(p, &v, "revoked-support-link", 410, intro(p, &v, NULL));
	sql("UPDATE tenant SET support_contact = 'Call +49 30 1234' WHERE tenant_id = '%s'", p->tenant);
	check_page(p, &v, "revoked-support-plain", 410, intro(p, &v, NULL));
	sql("UPDATE tenant SET support_contact = NULL WHERE tenant_id = '%s'", p->tenant);
	check_page(p, &v, "revoked-support-none", 410, intro(p, &v, NULL));
}

TEST(page_error)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");

	check_page(p, &v, "error-404", 404, (struct ask){ .path = "/nowhere" });
	check_page(p, &v, "error-404-nobodys-host", 404, (struct ask){ .path = "/nowhere",
	    .host = "nobody.example" });
	check_page(p, &v, "error-405", 405, (struct ask){ .method = "PUT", .path = v.hub });
	check_page(p, &v, "error-400", 400, (struct ask){ .method = "POST", .path = INTRO,
	    .type = "text/plain", .body = "x" });
	check_page(p, &v, "error-403", 403, (struct ask){ .method = "POST", .path = v.provider,
	    .cookie = v.cookie, .type = FORM_TYPE, .body = "csrf=x&revision=0&strategy=okta" });
	check_page(p, &v, "error-413", 413, (struct ask){ .method = "POST", .path = INTRO,
	    .type = FORM_TYPE, .is_cut = true });
}

/* --- the steps --- */

/* Each with what its pages are called here. */
static void
check_steps(struct walk *w, const char *strategy, const char *const *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		check_page(w->p, &w->v, arena_print(w->p->arena, "%s-%s", strategy, names[i]), 200,
		    (struct ask){ .path = walk_path(w, names[i]), .cookie = w->v.cookie });
}

static void
check_pages_of(const char *strategy)
{
	static const char *const before[] = { "settings" };
	static const char *const made[] = { "application", "mapping", "access", "test", "enable" };
	static const char *const after[] = { "receipt" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);

	place_keys(w.p, "rsa3072", 1);
	walk_to(&w, strategy, STEP_SETTINGS);
	check_steps(&w, strategy, before, COUNT(before));
	w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	place_keys(w.p, "rsa3072", 1);
	walk_to(&w, strategy, STEP_ENABLE);
	check_steps(&w, strategy, made, COUNT(made));
	w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	walk_to(&w, strategy, STEP_DONE);
	check_steps(&w, strategy, after, COUNT(after));
}

TEST(page_of_each_step)
{
	size_t i;

	for (i = 0; i < provider_count; i++)
		check_pages_of(providers[i]->strategy);
}

TEST(page_of_a_step_that_is_submitted)
{
	static const char *const last[] = { "enable" }, *const done[] = { "receipt" };
	struct walk w = walk_new(ALL_STRATEGIES, "");

	walk_to(&w, "okta", STEP_ENABLE);
	check_steps(&w, "submit-okta", last, 1);
	check_page(w.p, &w.v, "submit-conflict", 409, (struct ask){ .method = "POST",
	    .path = walk_path(&w, "enable"), .cookie = w.v.cookie, .type = FORM_TYPE,
	    .body = arena_print(w.p->arena, "csrf=%s&revision=1&untested=yes", w.v.csrf) });
	w = walk_new(ALL_STRATEGIES, "");
	walk_to(&w, "okta", STEP_DONE);
	check_steps(&w, "submit-okta", done, 1);
}

TEST(page_of_settings_that_are_wrong)
{
	static const struct {
		const char	*strategy, *form;
	} rows[] = {
		{ "okta", "&domain=&client_id=&icon_url=x" }, { "oidc", "&discovery_url=http://a&type=&client_id=" },
		{ "samlp", "&source=manual&sign_in_url=a&certificate=" },
	};
	struct walk w;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_new(ALL_STRATEGIES, "");
		walk_to(&w, rows[i].strategy, STEP_SETTINGS);
		check_page(w.p, &w.v, arena_print(w.p->arena, "%s-settings-wrong", rows[i].strategy), 400,
		    (struct ask){ .method = "POST", .path = walk_path(&w, "settings"), .cookie = w.v.cookie,
		    .type = FORM_TYPE, .body = arena_print(w.p->arena, "csrf=%s&revision=2%s", w.v.csrf,
		    rows[i].form) });
	}
}

TEST(page_of_a_check)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct ask check;
	struct found found = found_saml();

	walk_to(&w, "samlp", STEP_SETTINGS);
	walk_post(&w, "settings", SAMLP_FORM);
	check = (struct ask){ .path = walk_path(&w, "check"), .cookie = w.v.cookie };
	check_page(w.p, &w.v, "check-waiting", 200, check);
	sql("UPDATE wizard SET check_since = now() - interval '1 minute' WHERE tenant_id = '%s'",
	    w.p->tenant);
	check_page(w.p, &w.v, "check-slow", 200, check);
	walk_fail(&w, "idp.example.com");
	check_page(w.p, &w.v, "check-failed", 200, check);
	walk_post(&w, "settings", SAMLP_FORM);
	sentences_add(w.p->arena, &found.warnings, sentence(w.p->arena, "The certificate for %s expired on %s. "
	    "If your identity provider still signs with it, create a new one there.", "CN = old",
	    dated(w.p->arena, INT64_C(1735689600000))));
	walk_find(&w, &found);
	check_page(w.p, &w.v, "check-found", 200, check);
}

TEST(page_hub_on_the_way)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct ask hub = { .path = w.v.hub, .cookie = w.v.cookie };

	walk_to(&w, "okta", STEP_SETTINGS);
	check_page(w.p, &w.v, "hub-on-the-way", 200, hub);
	w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	walk_to(&w, "okta", STEP_ENABLE);
	check_page(w.p, &w.v, "hub-ready", 200, (struct ask){ .path = w.v.hub, .cookie = w.v.cookie });
	sql("UPDATE ticket SET ends_at = now() + interval '4 minutes' WHERE tenant_id = '%s'", w.p->tenant);
	check_page(w.p, &w.v, "hub-ends-soon", 200, (struct ask){ .path = w.v.hub,
	    .cookie = w.v.cookie });
	w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	walk_to(&w, "okta", STEP_DONE);
	check_page(w.p, &w.v, "hub-done", 200, (struct ask){ .path = w.v.hub, .cookie = w.v.cookie });
	sql("UPDATE ticket SET uses = 10 WHERE tenant_id = '%s'", w.p->tenant);
	check_page(w.p, &w.v, "finished-used-up", 410, intro(w.p, &w.v, NULL));
}

TEST(pages_of_a_setup_that_is_submitted_when_a_domain_is_verified)
{
	struct walk w = walk_new(ALL_STRATEGIES, REQUIRED_DOMAIN);
	struct ask hub = { .path = w.v.hub, .cookie = w.v.cookie };
	struct ask submit = { .path = walk_path(&w, "enable"), .cookie = w.v.cookie };

	walk_to(&w, "okta", STEP_ENABLE);
	walk_post(&w, "domains", "&domain=acme.com");
	check_page(w.p, &w.v, "hub-submit-when-verified", 200, hub);
	check_page(w.p, &w.v, "submit-when-verified", 200, submit);
	walk_post(&w, "enable", "&untested=yes");
	check_page(w.p, &w.v, "hub-submit-waits", 200, hub);
	check_page(w.p, &w.v, "submit-waits", 200, submit);
}

TEST(page_hub_that_waits_for_the_dns)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS "," REQUIRED_DOMAIN);
	struct ask hub = { .path = w.v.hub, .cookie = w.v.cookie };
	struct ask enable = { .path = walk_path(&w, "enable"), .cookie = w.v.cookie };

	walk_to(&w, "okta", STEP_ENABLE);
	check_page(w.p, &w.v, "hub-needs-domain", 200, hub);
	walk_post(&w, "domains", "&domain=acme.com");
	check_page(w.p, &w.v, "hub-when-verified", 200, hub);
	check_page(w.p, &w.v, "enable-when-verified", 200, enable);
	walk_post(&w, "enable", "&untested=yes");
	check_page(w.p, &w.v, "hub-waits", 200, hub);
	check_page(w.p, &w.v, "enable-waits", 200, enable);
}

TEST(page_of_sessions)
{
	struct walk w = walk_new(PROFILE, "");
	struct place *p = w.p;
	const char *path = walk_path(&w, "sessions");
	struct ask get = { .path = path, .query = "ended", .cookie = w.v.cookie, .idle_s = 1800 };
	struct ask done = { .method = "POST", .path = path, .cookie = w.v.cookie, .type = FORM_TYPE, .is_once = true };

	done.body = arena_print(p->arena, "csrf=%s&session=%s", w.v.csrf, sql_text(p->arena,
	    "SELECT session_id(s) FROM session s WHERE ticket_id = '%s'", w.v.id));
	check_page(p, &w.v, "sessions-alone", 200, (struct ask){ .path = path, .cookie = w.v.cookie });
	place_session(p, w.v.ticket);
	check_page(p, &w.v, "sessions", 200, get);
	sql("UPDATE session SET last_used_at = now() - interval '3 hours' WHERE ticket_id = '%s'", w.v.id);
	check_page(p, &w.v, "session-idle", 410, get);
	sql("UPDATE ticket SET uses = 10 WHERE ticket_id = '%s'", w.v.id);
	check_page(p, &w.v, "sessions-used-up", 200, (struct ask){ .path = path, .cookie = w.v.cookie });
	check_page(p, &w.v, "session-done", 200, done);
	check_page(p, &w.v, "session-ended", 410, get);
}

TEST(page_of_an_ended_session)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");

	walk_to(&w, "okta", STEP_SETTINGS);
	sql("UPDATE ticket SET ends_at = now() WHERE tenant_id = '%s'", w.p->tenant);
	check_page(w.p, &w.v, "expired-with-what-was-typed", 410, (struct ask){ .method = "POST",
	    .path = walk_path(&w, "settings"), .cookie = w.v.cookie, .type = FORM_TYPE,
	    .body = arena_print(w.p->arena, "csrf=%s&revision=2" OKTA_FORM, w.v.csrf) });
}

/* --- email domains --- */

static void
domain_is(struct walk *w, const char *assignments)
{
	sql("UPDATE connection_domain SET challenge = '904bd31c-2152-4f4d-9e3d-68e9e10aee43', %s "
	    "WHERE tenant_id = '%s' AND domain = 'acme.com'", assignments, w->p->tenant);
}

static void
check_domain(struct walk *w, const char *name)
{
	check_page(w->p, &w->v, name, 200, (struct ask){ .path = walk_path(w, "domains/acme.com"),
	    .cookie = w->v.cookie });
}

TEST(page_of_domains)
{
	struct walk w = walk_new(ALL_STRATEGIES, REQUIRED_DOMAIN);
	struct ask list = { .path = walk_path(&w, "domains"), .cookie = w.v.cookie };

	walk_to(&w, "okta", STEP_MAPPING);
	check_page(w.p, &w.v, "domains-none-yet", 200, list);
	walk_post(&w, "domains", "&domain=acme.com");
	walk_post(&w, "domains", "&domain=m%C3%BCller.example");
	domain_is(&w, "status = 'verified', verified_at = now()");
	check_page(w.p, &w.v, "domains", 200, list);
	list.query = "add";
	check_page(w.p, &w.v, "domains-add", 200, list);
	check_page(w.p, &w.v, "domains-refused", 400, (struct ask){ .method = "POST",
	    .path = list.path, .cookie = w.v.cookie, .type = FORM_TYPE,
	    .body = arena_print(w.p->arena, "csrf=%s&domain=gmail.com", w.v.csrf) });
}

TEST(page_of_a_domain)
{
	struct walk w = walk_new(ALL_STRATEGIES, REQUIRED_DOMAIN);

	walk_to(&w, "okta", STEP_MAPPING);
	walk_post(&w, "domains", "&domain=acme.com");
	domain_is(&w, "asked_at = NULL");
	check_domain(&w, "domain-pending");
	domain_is(&w, "asked_at = now()");
	check_domain(&w, "domain-waiting");
	domain_is(&w, "looked_at = now(), seen = '{\"is_verified\":false,\"finding\":\"no_name\","
	    "\"said\":[{\"id\":\"%s exists, but has no TXT record. Check that the type of the record is TXT.\",\"args\":"
	    "[\"_ss-verification.acme.com\"]},{\"id\":\"The DNS of %s is served by %s. Add the record there.\","
	    "\"args\":[\"acme.com\",\"<b>Cloudflare</b>\"]}],\"asked\":[{\"whom\":{\"id\":\"Our resolver\"},\"name\":"
	    "\"_ss-verification.acme.com\",\"type\":\"TXT\",\"says\":[{\"id\":\"No such name.\"}]}],\"zone\":\"acme.com\",\"name_servers\":"
	    "[\"ada.ns.cloudflare.com\"],\"dns_host\":\"cloudflare\"}'");
	check_domain(&w, "domain-not-found");
	domain_is(&w, "asked_at = now() - interval '31 days', added_at = now() - interval '31 days'");
	check_domain(&w, "domain-given-up");
	domain_is(&w, "status = 'verified', verified_at = now()");
	check_domain(&w, "domain-verified");
	domain_is(&w, "missing_since = now()");
	check_domain(&w, "domain-missing");
	domain_is(&w, "missing_since = NULL, source = 'association', seen = NULL");
	check_domain(&w, "domain-associated");
	sql("UPDATE connection SET enabled_at = now() WHERE tenant_id = '%s'", w.p->tenant);
	sql("UPDATE wizard SET step = 'done' WHERE tenant_id = '%s'", w.p->tenant);
	check_domain(&w, "domain-enabled");
}

/* --- a test --- */

#define CLAIMS "[{\"source\":\"name_id\",\"name\":\"NameID\",\"format\":\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\"," \
	"\"values\":[\"_ab<b>\"]},{\"source\":\"attribute\",\"name\":\"urn:oid:0.9.2342.19200300.100.1.3\",\"friendly_name\":\"mail\"," \
	"\"values\":[\"ann@acme.example\"]},{\"source\":\"attribute\",\"name\":\"groups\",\"values\":[\"Sales\",\"All\"]}]"

TEST(page_of_a_test)
{
	struct test_login t = login_new("samlp");
	struct ask step = { .path = walk_path(&t.w, "test"), .cookie = t.cookie };
	struct ask page = { .path = walk_path(&t.w, t.page), .cookie = t.cookie };

	check_test_page(&t, "test-running", 200, step);
	check_test_page(&t, "test-leads", 200, page);
	sql("UPDATE connection_revision SET settings = settings || '{\"protocolBinding\":\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\"}' "
	    "WHERE tenant_id = '%s'", t.w.p->tenant);
	check_test_page(&t, "test-leads-post", 200, page);
	sql("UPDATE login SET started_at = now() - interval '3 minutes' WHERE login_id = '%s'", t.id);
	check_test_page(&t, "test-late", 200, step);
	check_test_page(&t, "test-leads-back", 200, page);
	login_by_query(&t, arena_print(t.w.p->arena, "state=%s", t.id), t.cookie);
	check_test_page(&t, "test-waiting", 200, page);
	check_test_page(&t, "callback-again", 409, (struct ask){ .path = "/login/callback",
	    .query = arena_print(t.w.p->arena, "state=%s", t.id), .cookie = t.cookie });
	login_ends(&t, "failed", "{\"failure\":\"audience_wrong\",\"expected\":\"urn:auth0:us\",\"came\":\"<b>https://another.example</b>\"}",
	    NULL, NULL);
	check_test_page(&t, "test-failed", 200, step);
	check_test_page(&t, "test-result-failed", 200, page);
	login_ends(&t, "failed", "{\"failure\":\"other\",\"code\":\"E1\",\"detail\":\"<i>\"}", NULL, NULL);
	check_test_page(&t, "test-result-other", 200, page);
	login_ends(&t, "verified", "{\"failure\":\"passed\",\"doubts\":[\"sha1\"]}", CLAIMS, "{\"user_id\":\"_ab<b>\",\"email\":\"ann@acme.example\"}");
	check_test_page(&t, "test-passed", 200, step);
	check_test_page(&t, "test-result-passed", 200, page);
	sql("UPDATE login SET claims = NULL, profile = NULL WHERE login_id = '%s'", t.id);
	check_test_page(&t, "test-result-forgotten", 200, page);
}

TEST(page_of_an_answer_that_is_not_taken)
{
	struct test_login t = login_new("okta");
	struct ask answer = { .path = "/login/callback", .cookie = t.w.v.cookie, .is_once = true };

	check_test_page(&t, "callback-unknown", 404, answer);
	answer.query = arena_print(t.w.p->arena, "state=%s", t.id);
	answer.cookie = NULL;
	check_test_page(&t, "callback-of-another", 403, answer);
	t = login_again(&t);
	sql("UPDATE login SET ends_at = now() WHERE login_id = '%s'", t.id);
	answer.query = arena_print(t.w.p->arena, "state=%s", t.id);
	answer.cookie = t.cookie;
	check_test_page(&t, "callback-too-late", 410, answer);
}
