/*
 * golden_test.c - every page, to the byte
 *
 * tests/web/golden/NAME.html holds what a page was when someone last looked
 * at it; POSTERN_UPDATE_GOLDEN=1 in the environment writes them anew.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions/keep_logo.h"
#include "ask.h"
#include "base/buf.h"
#include "base/text.h"
#include "test.h"

#define INTRO "/self-service/connections-flow"
#define PROFILE "{\"name\":\"A\",\"allowed_strategies\":[\"okta\",\"samlp\",\"waad\"]}"
#define ALL_CARDS "\"enabled_clients\":[\"a\"],\"provisioning_config\":{}," \
	"\"domain_aliases_config\":{\"domain_verification\":\"optional\"}"
#define REQUIRED_DOMAIN "\"domain_aliases_config\":{\"domain_verification\":\"required\"}"

/* --- what differs from run to run gets a name instead --- */

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
	char *text = replaced(a, body, v->ticket, "TICKET");

	text = replaced(a, text, v->id, "TICKET-ID");
	text = replaced(a, text, v->csrf, "CSRF");
	text = masked(a, text, "<time datetime=\"", "\">", "ISO");
	text = masked(a, text, "<time datetime=\"ISO\">", "</time>", "UTC");
	return masked(a, text, "</time> (", ")", "RELATIVE");
}

static const char *
path_of(struct place *p, const char *name)
{
	const char *source = getenv("srcdir");

	return arena_print(p->arena, "%s/tests/web/golden/%s.html", source == NULL ? "." : source, name);
}

static void
write_golden(struct place *p, const char *name, const char *text)
{
	FILE *to = fopen(path_of(p, name), "w");

	CHECK(to != NULL && fputs(text, to) >= 0 && fclose(to) == 0, "%s cannot be written", name);
}

static char *
read_golden(struct place *p, const char *name)
{
	FILE *from = fopen(path_of(p, name), "r");
	char *text = arena_alloc(p->arena, 65536);

	CHECK(from != NULL, "there is no tests/web/golden/%s.html", name);
	text[fread(text, 1, 65535, from)] = '\0';
	fclose(from);
	return text;
}

static size_t
first_difference(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] != '\0' && a[i] == b[i])
		i++;
	while (i > 0 && a[i - 1] != '\n')
		i--;
	return i;
}

static void
check_page(struct place *p, const struct visitor *v, const char *name, int code, struct ask how)
{
	struct answer a = ask(p, how);
	char *text = without_chance(p, v, a.body), *golden;
	size_t at;

	CHECK(a.code == code, "%s: %d", name, a.code);
	check_headers(&a, true);
	if (getenv("POSTERN_UPDATE_GOLDEN") != NULL)
		write_golden(p, name, text);
	golden = read_golden(p, name);
	at = first_difference(text, golden);
	CHECK(strcmp(text, golden) == 0, "%s is\n%.400s\nand was\n%.400s", name, text + at, golden + at);
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
	must(p, keep_logo(p->store, p->arena, p->tenant, profile, "https://a.example/l.gif", gif,
	    sizeof(gif) - 1, &p->fault));
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
	sql("INSERT INTO wizard VALUES ('%s', '%s', 1, 'samlp')", p->tenant, v.id);
	check_page(p, &v, "hub-chosen", 200, hub);
	hub.query = "saved";
	check_page(p, &v, "hub-saved", 200, hub);
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
