/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "base/text.h"
#include "test.h"

#define PROFILE "{\"name\":\"A\",\"allowed_strategies\":[\"okta\",\"samlp\",\"waad\"]}"

static bool
shows(const struct answer *a, const char *text)
{
	return strstr(a->body, text) != NULL;
}

static struct answer
save(struct place *p, const struct visitor *v, const char *rest)
{
	return ASK(p, .method = "POST", .path = v->provider, .cookie = v->cookie, .type = FORM_TYPE,
	    .sec_fetch_site = "same-origin",
	    .body = arena_print(p->arena, "csrf=%s%s", v->csrf, rest));
}

static long
revision(struct place *p, const struct visitor *v)
{
	return sql_long("SELECT revision FROM wizard WHERE tenant_id = '%s' AND ticket_id = '%s'",
	    p->tenant, v->id);
}

TEST(pages_of_a_ticket_cost_one_round_trip)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct answer a;

	a = ASK(p, .path = v.hub, .cookie = v.cookie);
	assert_true(a.code == 200 && a.round_trips == 1);
	a = ASK(p, .path = v.provider, .cookie = v.cookie);
	assert_true(a.code == 200 && a.round_trips == 1);
	a = save(p, &v, "&revision=0&strategy=okta");
	assert_true(a.code == 303 && a.round_trips == 2);
	check_headers(&a, false);
	assert_string_equal(answer_header(&a, "Location"), arena_print(p->arena, "%s/application",
	    v.hub));
	a = save(p, &v, "&revision=1&strategy=waad");
	assert_true(a.code == 303 && a.round_trips == 2);
	assert_string_equal(answer_header(&a, "Location"), arena_print(p->arena, "%s/application", v.hub));
}

/* No page of a ticket opens without a session of that ticket. */
TEST(pages_of_a_ticket_are_for_its_sessions)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, ""), other = visitor_new(p, PROFILE, "");
	const char *const cookies[] = { NULL, "", other.cookie,
		arena_print(p->arena, "__Host-postern-%s=%s", v.id, other.token),
		arena_print(p->arena, "__Host-postern-%s=", v.id),
		arena_print(p->arena, "__Host-postern-%s=' OR true --", v.id),
		arena_print(p->arena, "postern-%s=%s", v.id, v.token),
		arena_print(p->arena, "__host-postern-%s=%s", v.id, v.token),
		arena_print(p->arena, "x__Host-postern-%s=%s", v.id, v.token),
		arena_print(p->arena, "__Host-postern-%s=forged; %s", v.id, v.cookie),
	};
	const char *const paths[] = { v.hub, v.provider };
	struct answer a;
	size_t i, j;

	for (i = 0; i < COUNT(cookies); i++)
		for (j = 0; j < COUNT(paths); j++) {
			a = ASK(p, .path = paths[j], .cookie = cookies[i]);
			CHECK(a.code == 404 && shows(&a, "Open your link again"), "%s: %d",
			    cookies[i], a.code);
			CHECK(!shows(&a, v.token), "shows a token");
			a = ASK(p, .method = "POST", .path = v.provider, .cookie = cookies[i],
			    .type = FORM_TYPE, .body = arena_print(p->arena,
			    "csrf=%s&revision=0&strategy=okta", v.csrf));
			CHECK(a.code == 404, "POST, %s: %d", cookies[i], a.code);
		}
	assert_int_equal(revision(p, &v), 0);
	a = ASK(p, .path = v.hub, .cookie = arena_print(p->arena, "%s; %s", other.cookie, v.cookie));
	assert_int_equal(a.code, 200);
}

TEST(pages_of_strange_tickets_are_strangers)
{
	static const char *const paths[] = { "/self-service/t/aaaaaaaaaaaa", "/self-service/t/x",
		"/self-service/t/..", "/self-service/t/aaaaaaaaaaaa/provider", "/self-service/t/%00" };
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(paths); i++) {
		a = ASK(p, .path = paths[i], .cookie = "__Host-postern-aaaaaaaaaaaa=x");
		CHECK(a.code == 404 && shows(&a, "Open your link again"), "%s", paths[i]);
	}
}

TEST(pages_end_with_the_ticket)
{
	static const struct {
		const char	*change, *heading;
	} rows[] = {
		{ "revoked_at = now()", "This link has been withdrawn" },
		{ "ends_at = now()", "This link has expired" },
	};
	struct place *p = place_new();
	struct visitor v;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		v = visitor_new(p, PROFILE, "");
		sql("UPDATE ticket SET %s WHERE tenant_id = '%s' AND ticket_id = '%s'", rows[i].change,
		    p->tenant, v.id);
		a = ASK(p, .path = v.hub, .cookie = v.cookie);
		CHECK(a.code == 410 && shows(&a, rows[i].heading), "%s", rows[i].change);
		a = ASK(p, .path = v.provider, .cookie = v.cookie);
		CHECK(a.code == 410 && shows(&a, rows[i].heading), "%s", rows[i].change);
		a = save(p, &v, "&revision=0&strategy=okta");
		CHECK(a.code == 410 && shows(&a, rows[i].heading), "POST, %s", rows[i].change);
		assert_int_equal(revision(p, &v), 0);
	}
}

TEST(forms_of_a_ticket_are_from_its_own_pages)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, ""), other = visitor_new(p, PROFILE, "");
	const char *good = arena_print(p->arena, "csrf=%s&revision=0&strategy=okta", v.csrf);
	const struct {
		struct ask	ask;
		int		code;
	} rows[] = {
		{ { .body = "revision=0&strategy=okta" }, 403 },
		{ { .body = "csrf=&revision=0&strategy=okta" }, 403 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=0&strategy=okta", other.csrf) }, 403 },
		{ { .body = arena_print(p->arena, "csrf=%s0&revision=0&strategy=okta", v.csrf) }, 403 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=0&strategy=okta", v.token) }, 403 },
		{ { .body = good, .sec_fetch_site = "cross-site" }, 403 },
		{ { .body = good, .sec_fetch_site = "same-site" }, 403 },
		{ { .body = good, .origin = "https://evil.example" }, 403 },
		{ { .body = good, .type = "application/json" }, 400 },
		{ { .body = arena_print(p->arena, "%s&strategy=waad", good) }, 400 },
		{ { .body = arena_print(p->arena, "%s&x=%%zz", good) }, 400 },
		{ { .body = arena_print(p->arena, "csrf=%s&strategy=okta", v.csrf) }, 400 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=-1&strategy=okta", v.csrf) }, 400 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=x&strategy=okta", v.csrf) }, 400 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=99999999999&strategy=okta", v.csrf) },
		    400 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=0&strategy=adfs", v.csrf) }, 400 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=0&strategy=", v.csrf) }, 400 },
		{ { .body = arena_print(p->arena, "csrf=%s&revision=0&strategy='--", v.csrf) }, 400 },
		{ { .body = good, .is_cut = true }, 413 },
	};
	static const char *const reasons[] = { "csrf", "cross_site_form" };
	struct ask ask_with;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		ask_with = rows[i].ask;
		ask_with.method = "POST";
		ask_with.path = v.provider;
		ask_with.cookie = v.cookie;
		ask_with.type = ask_with.type == NULL ? FORM_TYPE : ask_with.type;
		a = ask(p, ask_with);
		CHECK(a.code == rows[i].code, "row %zu: %d", i, a.code);
		CHECK(revision(p, &v) == 0, "row %zu saved something", i);
	}
	for (i = 0; i < COUNT(reasons); i++)
		CHECK(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = 'refused' "
		    "AND actor = 'session:%s' AND details ->> 'reason' = '%s'", p->tenant, v.id,
		    reasons[i]) > 0, "%s", reasons[i]);
	a = ASK(p, .method = "POST", .path = v.provider, .cookie = v.cookie, .type = FORM_TYPE,
	    .body = good);
	assert_int_equal(a.code, 303);
}

TEST(choices_of_a_second_browser_are_shown)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct answer a;

	assert_int_equal(save(p, &v, "&revision=0&strategy=okta").code, 303);
	a = save(p, &v, "&revision=0&strategy=waad");
	assert_int_equal(a.code, 409);
	assert_true(shows(&a, "by someone else or in another tab. You chose"));
	assert_true(shows(&a, "value=\"waad\" checked"));
	assert_false(shows(&a, "value=\"okta\" checked"));
	assert_true(shows(&a, "name=\"revision\" value=\"1\""));
	check_headers(&a, true);
	/* the same choice, or a second click, is no conflict */
	assert_int_equal(save(p, &v, "&revision=0&strategy=okta").code, 303);
	assert_int_equal(revision(p, &v), 1);
	assert_int_equal(save(p, &v, "&revision=1&strategy=waad").code, 303);
	assert_int_equal(revision(p, &v), 2);
}

TEST(choices_are_offered_in_the_profiles_order)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p,
	    "{\"name\":\"A\",\"allowed_strategies\":[\"samlp\",\"okta\"]}", "");
	struct answer a = ASK(p, .path = v.provider, .cookie = v.cookie);
	const char *first = strstr(a.body, "value=\"samlp\""), *second = strstr(a.body, "value=\"okta\"");

	assert_true(first != NULL && second != NULL && first < second);
	assert_false(shows(&a, "value=\"waad\""));
}

TEST(hosts_of_another_tenant_know_no_session)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct place other = place_beside(p);

	assert_int_equal(ASK(p, .path = v.hub, .cookie = v.cookie, .host = other.domain).code, 404);
	assert_int_equal(ASK(p, .path = v.hub, .cookie = v.cookie, .host = "nobody.example").code, 404);
}

TEST(unknown_pages_are_html)
{
	static const char *const paths[] = { "/", "/nowhere", "/self-service", "/self-service/",
		"/self-service/t/", "/self-service/t/a/b/c", "/brand/", "/self-service/connections-flow/",
		"/healthz/", "//", "" };
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(paths); i++) {
		a = ASK(p, .path = paths[i]);
		CHECK(a.code == 404 && shows(&a, "We couldn’t find that page"), "%s: %d", paths[i], a.code);
		check_headers(&a, true);
	}
}

TEST(methods_that_are_not_allowed_are_named)
{
	static const struct {
		const char	*method, *path, *allow;
	} rows[] = {
		{ "PUT", "/self-service/connections-flow", "GET, HEAD, POST" },
		{ "OPTIONS", "/self-service/connections-flow", "GET, HEAD, POST" },
		{ "POST", "/self-service/t/aaaaaaaaaaaa", "GET, HEAD" },
		{ "DELETE", "/self-service/t/aaaaaaaaaaaa/provider", "GET, HEAD, POST" },
		{ "POST", "/brand/theme/0b6457.css", "GET, HEAD" },
		{ "POST", "/healthz", "GET, HEAD" },
		{ "get", "/healthz", "GET, HEAD" },
	};
	struct place *p = place_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(p, .method = rows[i].method, .path = rows[i].path);
		CHECK(a.code == 405, "%s %s: %d", rows[i].method, rows[i].path, a.code);
		assert_string_equal(answer_header(&a, "Allow"), rows[i].allow);
	}
}

TEST(health_is_a_round_trip)
{
	struct place *p = place_new();
	struct answer a = ASK(p, .path = "/healthz", .host = "10.0.0.1");

	assert_true(a.code == 200 && a.round_trips == 1);
	assert_string_equal(a.body, "ok\n");
}

TEST(themes_are_colors)
{
	static const char *const wrong[] = { "0b6457", "0b6457.js", "0b645.css", "0B6457.css", "xyz.css",
		".css", "0b6457.css.css", "0b64571.css", "%30b6457.css" };
	struct place *p = place_new();
	struct answer a = ASK(p, .path = "/brand/theme/0b6457.css");
	size_t i;

	assert_int_equal(a.code, 200);
	assert_string_equal(answer_header(&a, "Content-Type"), "text/css; charset=utf-8");
	assert_string_equal(answer_header(&a, "Cache-Control"), "public, max-age=31536000, immutable");
	assert_true(shows(&a, "--primary:"));
	assert_int_equal(a.round_trips, 0);
	for (i = 0; i < COUNT(wrong); i++)
		CHECK(ASK(p, .path = arena_print(p->arena, "/brand/theme/%s", wrong[i])).code == 404,
		    "%s", wrong[i]);
}

TEST(logos_are_the_tenants_own)
{
	struct place *p = place_new();
	struct place other = place_beside(p);
	struct answer a;
	char path[80] = "/brand/logo/";

	memset(path + strlen(path), 'a', 64);
	assert_int_equal(ASK(p, .path = path).code, 404);
	sql("INSERT INTO image VALUES ('%s', repeat('a', 64), 'image/png', 1, 1, '\\x00ff0a')", p->tenant);
	a = ASK(p, .path = path);
	assert_int_equal(a.code, 200);
	assert_int_equal(a.response.body_bytes, 3);
	assert_memory_equal(a.response.body, "\0\377\n", 3);
	assert_string_equal(answer_header(&a, "Content-Type"), "image/png");
	assert_string_equal(answer_header(&a, "Content-Security-Policy"), "default-src 'none'; sandbox");
	assert_string_equal(answer_header(&a, "X-Content-Type-Options"), "nosniff");
	assert_string_equal(answer_header(&a, "Cache-Control"), "public, max-age=31536000, immutable");
	assert_int_equal(ASK(p, .path = path, .host = other.domain).code, 404);
	assert_int_equal(ASK(p, .path = "/brand/logo/' OR true --").code, 404);
}

/* --- without a database --- */

/* A lost connection is made again at most once a second. */
static int
code_after_recovery(struct place *p, struct ask how)
{
	struct answer a = { 0 };
	int i;

	how.is_once = true;
	for (i = 0; i < 100 && a.code != 200; i++) {
		a = ask(p, how);
		if (a.code != 200)
			usleep(50000);
	}
	return a.code;
}

TEST(pages_without_a_database_say_to_try_again)
{
	struct place *p = place_new();
	struct visitor v = visitor_new(p, PROFILE, "");
	struct ask hub = { .path = v.hub, .cookie = v.cookie };
	struct answer a;

	database_stop();
	a = ask(p, hub);
	assert_int_equal(a.code, 503);
	assert_string_equal(answer_header(&a, "Retry-After"), "5");
	assert_true(shows(&a, "The service is temporarily unavailable."));
	assert_true(shows(&a, arena_print(p->arena, "href=\"%s\">Try again</a>", v.hub)));
	assert_true(shows(&a, "You can try again in 5 seconds."));
	check_headers(&a, true);
	/* a form comes back with what was typed, and the start with its ticket */
	a = save(p, &v, "&revision=0&strategy=okta&discovery_url=mine.example&client_secret=s3cret");
	assert_int_equal(a.code, 503);
	assert_true(shows(&a, arena_print(p->arena, "href=\"%s\">Try again</a>", v.provider)));
	assert_true(shows(&a, "<dd translate=\"no\">mine.example</dd>"));
	assert_false(shows(&a, "s3cret"));
	a = ASK(p, .path = "/self-service/connections-flow", .query = arena_print(p->arena, "ticket=%s&x=y", v.ticket));
	assert_int_equal(a.code, 503);
	assert_true(shows(&a, arena_print(p->arena, "connections-flow?ticket=%s\">Try again</a>", v.ticket)));
	assert_true(shows(&a, arena_print(p->arena, "language?back=%%2Fself-service%%2Fconnections-flow%%3Fticket%%3D%s\"",
	    v.ticket)));
	assert_null(strstr(a.log, v.ticket));
	a = ASK(p, .method = "POST", .path = "/self-service/connections-flow", .type = FORM_TYPE,
	    .body = arena_print(p->arena, "ticket=%s", v.ticket));
	assert_int_equal(a.code, 503);
	assert_true(shows(&a, arena_print(p->arena, "connections-flow?ticket=%s\">Try again</a>", v.ticket)));
	assert_null(strstr(a.log, v.ticket));
	assert_string_equal(answer_header(&a, "Set-Cookie"), "");
	a = ASK(p, .path = "/healthz");
	assert_int_equal(a.code, 503);
	assert_int_equal(ASK(p, .path = "/brand/theme/0b6457.css").code, 200);
	database_start();
	assert_int_equal(code_after_recovery(p, hub), 200);
	assert_int_equal(save(p, &v, "&revision=0&strategy=okta").code, 303);
}
