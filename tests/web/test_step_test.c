/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "login.h"
#include "test.h"

#define LOGIN_TOKEN "__Host-postern-login="

static long
logins(struct walk *w)
{
	return sql_long("SELECT count(*) FROM login WHERE tenant_id = '%s'", w->p->tenant);
}

/* --- the step --- */

TEST(the_step_offers_a_test_in_a_new_tab)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_TEST);
	a = walk_get(&w, "test");
	assert_int_equal(a.code, 200);
	check_headers(&a, true);
	assert_true(shows(&a, arena_print(w.p->arena, "method=\"post\" action=\"%s\" target=\"_blank\"",
	    walk_path(&w, "test"))));
	assert_true(shows(&a, "name=\"start\" value=\"yes\">Test connection</button>"));
	assert_true(shows(&a, "Opens your identity provider in a new tab."));
	assert_true(shows(&a, "name=\"forces\" value=\"yes\""));
	assert_true(shows(&a, "<button class=\"button quiet\" type=\"submit\">Skip for now</button>"));
	assert_false(shows(&a, "Tests so far"));
	assert_string_equal(answer_header(&a, "Refresh"), "15");
	a = walk_post(&w, "test", "");
	check_goes(&w, &a, "enable");
	assert_int_equal(logins(&w), 0);
}

TEST(a_browser_keeps_its_token_from_test_to_test)
{
	struct test_login t = login_new("okta"), again;
	struct answer a;

	assert_non_null(strstr(t.cookie, LOGIN_TOKEN));
	again = login_again(&t);
	assert_string_equal(again.cookie, t.cookie);
	assert_true(strcmp(again.id, t.id) != 0);
	assert_int_equal(sql_long("SELECT count(DISTINCT browser_hash) FROM login WHERE tenant_id = '%s'",
	    t.w.p->tenant), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM login WHERE tenant_id = '%s' AND browser_hash = '%s'",
	    t.w.p->tenant, strstr(t.cookie, LOGIN_TOKEN) + strlen(LOGIN_TOKEN)), 0);
	t.w.v.cookie = arena_print(t.w.p->arena, "__Host-postern-%s=%s; " LOGIN_TOKEN "forged", t.w.v.id, t.w.v.token);
	a = walk_post(&t.w, "test", "&start=yes");
	assert_true(a.code == 303 && text_starts(answer_header(&a, "Set-Cookie"), LOGIN_TOKEN));
	assert_null(strstr(answer_header(&a, "Set-Cookie"), "forged"));
}

TEST(a_step_ahead_starts_no_test)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_MAPPING);
	a = walk_post(&w, "test", "&start=yes");
	check_goes(&w, &a, "mapping");
	assert_int_equal(logins(&w), 0);
}

TEST(settings_that_lack_something_are_told_at_once)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_TEST);
	sql("UPDATE connection_revision SET settings = settings - 'authorization_endpoint' WHERE tenant_id = '%s'", w.p->tenant);
	a = walk_post(&w, "test", "&start=yes");
	CHECK(a.code == 409 && shows(&a, "(authorization_endpoint)"), "%d %s", a.code, a.body);
	assert_int_equal(logins(&w), 0);
}

TEST(too_many_open_tests_are_refused)
{
	struct test_login t = login_new("okta");
	struct answer a;

	sql("INSERT INTO login SELECT tenant_id, 'lgn_' || left(md5(n::text), 24), connection_id, revision, purpose, ticket_id, "
	    "browser_hash, state, forces, browser, system, started_at, ends_at FROM login, generate_series(1, 99) n "
	    "WHERE tenant_id = '%s'", t.w.p->tenant);
	a = walk_post(&t.w, "test", "&start=yes");
	CHECK(a.code == 409 && shows(&a, "role=\"alert\""), "%d %s", a.code, a.body);
}

/* --- on to the provider --- */

TEST(a_test_leads_on_by_a_link_and_a_refresh)
{
	struct test_login t = login_new("okta");
	struct answer a = login_get(&t);
	const char *refresh = answer_header(&a, "Refresh");

	assert_int_equal(a.code, 200);
	check_headers(&a, true);
	CHECK(text_starts(refresh, "0;url=https://idp.example.com/authorize?"), "%s", refresh);
	assert_non_null(strstr(refresh, arena_print(t.w.p->arena, "state=%s", t.id)));
	assert_true(shows(&a, "Continue to your identity provider</a>") && shows(&a, "href=\"https://idp.example.com/authorize?"));
	assert_null(strstr(refresh, strstr(t.cookie, LOGIN_TOKEN) + strlen(LOGIN_TOKEN)));
	assert_null(strstr(refresh, "prompt="));
	a = walk_post(&t.w, "test", "&start=yes&forces=yes");
	t.page = arena_print(t.w.p->arena, "test%s", strrchr(answer_header(&a, "Location"), '/'));
	a = login_get(&t);
	assert_non_null(strstr(answer_header(&a, "Refresh"), "prompt=login"));
}

TEST(a_test_leads_on_by_a_form_that_may_be_redirected)
{
	struct test_login t = login_new("samlp");
	struct answer a;

	sql("UPDATE connection_revision SET settings = settings || '{\"protocolBinding\":\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\","
	    "\"signInEndpoint\":\"https://idp.example.com:8443/post?a=b\"}' WHERE tenant_id = '%s'", t.w.p->tenant);
	a = login_get(&t);
	CHECK(shows(&a, "method=\"post\" action=\"https://idp.example.com:8443/post?a=b\""), "%s", a.body);
	assert_true(shows(&a, "name=\"SAMLRequest\""));
	assert_true(shows(&a, arena_print(t.w.p->arena, "name=\"RelayState\" value=\"%s\"", t.id)));
	assert_true(shows(&a, "/static/leads.js"));
	assert_string_equal(answer_header(&a, "Refresh"), "");
	assert_string_equal(answer_header(&a, "Content-Security-Policy"), "default-src 'none'; style-src 'self'; "
	    "script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self' https:; "
	    "base-uri 'none'; frame-ancestors 'none'");
}

/* Whoever comes back with the back button is not sent away again. */
TEST(a_test_leads_on_by_itself_only_at_first)
{
	struct test_login t = login_new("okta");
	struct answer a;

	sql("UPDATE login SET started_at = now() - interval '31 seconds' WHERE login_id = '%s'", t.id);
	a = login_get(&t);
	assert_true(a.code == 200 && shows(&a, "Continue to your identity provider</a>") && shows(&a, "My identity provider shows an error</a>"));
	assert_string_equal(answer_header(&a, "Refresh"), "");
}

TEST(a_test_leads_on_only_the_browser_that_started_it)
{
	struct test_login t = login_new("okta");
	struct walk other = walk_beside(&t.w);
	struct answer a = walk_get(&other, t.page);

	check_goes(&other, &a, "test");
	a = walk_get(&other, "test/lgn_000000000000000000000000");
	check_goes(&other, &a, "test");
	a = walk_get(&other, "test/x");
	check_goes(&other, &a, "test");
}

TEST(a_test_of_another_setup_is_not_there)
{
	struct test_login t = login_new("okta");
	struct walk other = { .p = t.w.p, .v = visitor_new(t.w.p, ALL_STRATEGIES,
	    TWO_CLIENTS ",\"connection_config\":{\"name\":\"other\"}") };
	struct answer a;

	walk_to(&other, "okta", STEP_TEST);
	other.v.cookie = arena_print(t.w.p->arena, "%s; %s", other.v.cookie, strstr(t.cookie, LOGIN_TOKEN));
	a = walk_get(&other, t.page);
	check_goes(&other, &a, "test");
}

TEST(a_request_that_is_to_be_signed_is_waited_for)
{
	struct test_login t = login_new("samlp");
	struct answer a;

	sql("UPDATE login SET state = 'signing', due_at = now() WHERE login_id = '%s'", t.id);
	a = login_get(&t);
	assert_true(a.code == 200 && shows(&a, "Preparing the test"));
	assert_true(shows(&a, "data-state=\"waiting\""));
	sql("UPDATE login SET state = 'started', due_at = NULL, request = '{\"url\":\"https://idp.example.com/signed?x=y\"}' "
	    "WHERE login_id = '%s'", t.id);
	a = login_get(&t);
	assert_string_equal(answer_header(&a, "Refresh"), "0;url=https://idp.example.com/signed?x=y");
}

/* --- waiting --- */

static const char *
polled(struct test_login *t, const char *rest)
{
	struct answer a = ASK(t->w.p, .path = arena_print(t->w.p->arena, "/self-service/check/%s/test%s", t->w.v.id, rest),
	    .cookie = t->cookie);

	CHECK(a.code == 200 && a.body[strlen(a.body) - 1] == '\n', "%d %s", a.code, a.body);
	return arena_copy(t->w.p->arena, a.body, strlen(a.body) - 1);
}

/* What the page says it shows is what the poll answers. */
static void
check_polled(struct test_login *t, const char *state)
{
	struct answer a = walk_get(&t->w, "test");

	assert_string_equal(polled(t, ""), state);
	CHECK(shows(&a, arena_print(t->w.p->arena, "data-state=\"%s\"", state)), "not %s: %s", state, a.body);
}

TEST(the_step_watches_the_newest_test)
{
	struct test_login t = login_new("okta");
	struct arena *a = t.w.p->arena;
	const char *one = arena_print(a, "/%s", t.id);

	check_polled(&t, "waiting");
	assert_string_equal(polled(&t, one), arena_print(a, "started %s", t.id));
	sql("UPDATE login SET started_at = now() - interval '121 seconds' WHERE login_id = '%s'", t.id);
	check_polled(&t, arena_print(a, "started %s", t.id));
	login_by_query(&t, arena_print(a, "state=%s", t.id), t.cookie);
	check_polled(&t, "waiting");
	assert_string_equal(polled(&t, one), "waiting");
	login_ends(&t, "verified", "{\"failure\":\"passed\"}", "[]", "{}");
	check_polled(&t, arena_print(a, "verified %s", t.id));
	sql("UPDATE login SET state = 'started', ended_at = NULL, outcome = NULL, claims = NULL, profile = NULL, ends_at = now() "
	    "WHERE login_id = '%s'", t.id);
	check_polled(&t, arena_print(a, "over %s", t.id));
	sql("DELETE FROM login WHERE login_id = '%s'", t.id);
	check_polled(&t, "none");
	sql("UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'", t.w.p->tenant);
	assert_string_equal(polled(&t, ""), "ended");
}

TEST(the_step_asks_what_the_provider_says)
{
	struct test_login t = login_new("okta");
	struct answer a = walk_get(&t.w, "test");
	const char *path = walk_path(&t.w, "test");

	assert_true(shows(&a, "Waiting for your sign-in…") && !shows(&a, "name=\"told\""));
	assert_true(shows(&a, arena_print(t.w.p->arena, "<a class=\"button quiet\" href=\"%s?told\">", path)));
	assert_string_equal(answer_header(&a, "Refresh"), "5");
	a = ASK(t.w.p, .path = path, .query = "told", .cookie = t.cookie);
	assert_true(shows(&a, "Waiting for your sign-in…") && shows(&a, "What does the page of your identity provider say?"));
	assert_string_equal(answer_header(&a, "Refresh"), "");
	sql("UPDATE login SET started_at = now() - interval '121 seconds' WHERE login_id = '%s'", t.id);
	a = walk_get(&t.w, "test");
	assert_true(shows(&a, "No answer has come back yet.") && shows(&a, "What does the page of your identity provider say?"));
	assert_string_equal(answer_header(&a, "Refresh"), "");
}

TEST(what_the_provider_says_ends_the_test)
{
	static const struct {
		const char	*told, *state;
	} rows[] = {
		{ "", "failed no_answer" }, { "&told=", "failed no_answer" }, { "&told=Something+else", "failed no_answer" },
		{ "&told=access_denied", "failed access_denied" },
	};
	struct test_login t;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		t = login_new("okta");
		a = walk_post(&t.w, t.page, rows[i].told);
		check_goes(&t.w, &a, t.page);
		assert_string_equal(login_row_state(&t), rows[i].state);
		a = login_get(&t);
		assert_true(a.code == 200 && shows(&a, "<h1>The test failed</h1>"));
		a = walk_post(&t.w, t.page, "&told=access_denied");
		check_goes(&t.w, &a, t.page);
		assert_string_equal(login_row_state(&t), rows[i].state);
	}
}

TEST(words_that_nobody_knows_are_for_the_company)
{
	struct test_login t = login_new("okta");
	struct answer a;

	walk_post(&t.w, t.page, "&told=Something+odd");
	a = login_get(&t);
	CHECK(shows(&a, "shows an error that we do not recognize.") && shows(&a, "<details class=\"more\" open")
	    && shows(&a, "Something odd") && !shows(&a, "No answer came back"), "%s", a.body);
	t = login_new("okta");
	walk_post(&t.w, t.page, "&told=");
	a = login_get(&t);
	CHECK(shows(&a, "No answer came back") && !shows(&a, "do not recognize"), "%s", a.body);
}

TEST(a_result_that_passed_leads_on)
{
	static const char onward[] = "<button class=\"button\" type=\"submit\">Continue</button>";
	struct test_login t = login_new("okta");
	struct answer a;

	login_ends(&t, "verified", "{\"failure\":\"passed\"}", "[]", "{}");
	a = login_get(&t);
	assert_true(shows(&a, onward) && shows(&a, "Back to the test step"));
	sql("UPDATE login SET revision = 0 WHERE tenant_id = '%s'", t.w.p->tenant);
	a = login_get(&t);
	assert_true(!shows(&a, onward) && shows(&a, "Back to the test step"));
}

/* --- history --- */

TEST(the_step_lists_the_tests)
{
	struct test_login t = login_new("okta"), two;
	struct answer a;

	login_ends(&t, "failed", "{\"failure\":\"audience_wrong\"}", NULL, NULL);
	a = walk_get(&t.w, "test");
	assert_true(shows(&a, "Tests so far") && shows(&a, "<span class=\"badge bad\">Failed</span>"));
	assert_true(shows(&a, "The test failed.") && shows(&a, "Test again</button>") && shows(&a, "Skip for now"));
	two = login_again(&t);
	login_ends(&two, "verified", "{\"failure\":\"passed\"}", "[]", "{}");
	sql("UPDATE login SET browser = 'Firefox', system = 'Windows' WHERE tenant_id = '%s'", t.w.p->tenant);
	a = walk_get(&t.w, "test");
	assert_true(shows(&a, "The test passed.") && shows(&a, "<span class=\"badge good\">Passed</span>"));
	assert_true(shows(&a, "Firefox on Windows"));
	assert_true(shows(&a, "<button class=\"button\" type=\"submit\">Continue</button>"));
	sql("UPDATE login SET revision = 0 WHERE tenant_id = '%s'", t.w.p->tenant);
	a = walk_get(&t.w, "test");
	assert_true(shows(&a, "The settings have changed since the last test.") && shows(&a, "Skip for now"));
}

/* --- what follows --- */

TEST(enabling_without_a_passed_test_warns_and_asks)
{
	static const struct {
		const char	*rest, *button, *untested;
	} rows[] = {
		{ TWO_CLIENTS, "Enable connection</button>", "Enable without a test</button>" },
		{ "", "Submit to Acme</button>", "Submit without a test</button>" },
	};
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_new(ALL_STRATEGIES, rows[i].rest);
		walk_to(&w, "okta", STEP_ENABLE);
		a = walk_get(&w, "enable");
		CHECK(shows(&a, "No test has passed with the current settings") && shows(&a, rows[i].untested)
		    && !shows(&a, rows[i].button), "%s", a.body);
		assert_true(shows(&a, arena_print(w.p->arena, "<a class=\"button\" href=\"%s\">Test connection</a>",
		    walk_path(&w, "test"))));
		a = walk_post(&w, "enable", "");
		CHECK(a.code == 409 && shows(&a, rows[i].untested), "%d %s", a.code, a.body);
		sql("UPDATE connection SET tested_revision = live_revision WHERE tenant_id = '%s'", w.p->tenant);
		a = walk_get(&w, "enable");
		CHECK(!shows(&a, "No test has passed") && !shows(&a, "untested") && shows(&a, rows[i].button), "%s", a.body);
		a = walk_post(&w, "enable", "");
		check_goes(&w, &a, "receipt");
		a = walk_get(&w, "receipt");
		assert_true(shows(&a, "<dt>Test</dt><dd>Passed with these settings</dd>"));
	}
}

TEST(the_receipt_says_that_nothing_was_tested)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_DONE);
	a = walk_get(&w, "receipt");
	assert_true(shows(&a, "<dt>Test</dt><dd>None has passed with these settings</dd>"));
}

/* No button and no form leads past a test that the profile requires. */
TEST(a_profile_that_requires_a_test_gets_one)
{
	struct walk w = walk_new("{\"name\":\"A\",\"requires_test\":true}", TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_ENABLE);
	a = walk_get(&w, "enable");
	CHECK(shows(&a, "Acme asks for a test that has passed") && !shows(&a, "type=\"submit\">Enable")
	    && shows(&a, "Test connection</a>"), "%s", a.body);
	a = walk_post(&w, "enable", "&untested=yes");
	CHECK(a.code == 409 && shows(&a, "role=\"alert\""), "%d %s", a.code, a.body);
	a = walk_get(&w, "test");
	CHECK(shows(&a, "Acme requires a passed test") && !shows(&a, "Skip for now"), "%s", a.body);
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s' AND enabled_at IS NULL",
	    w.p->tenant), 1);
	a = walk_get(&w, "");
	assert_true(shows(&a, "Continue: Test connection</a>"));
	sql("UPDATE connection SET tested_revision = live_revision WHERE tenant_id = '%s'", w.p->tenant);
	a = walk_post(&w, "enable", "");
	check_goes(&w, &a, "receipt");
}

/* The overview and the rail show the step until a test has passed or it is left. */
TEST(the_overview_leads_to_the_test)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "okta", STEP_TEST);
	a = walk_get(&w, "");
	assert_true(shows(&a, "Continue: Test connection</a>") && !shows(&a, "Review settings"));
	a = walk_get(&w, "enable");
	assert_true(a.code == 200 && shows(&a, arena_print(w.p->arena, "<a href=\"%s\"><span class=\"n\">6</span>Test connection",
	    walk_path(&w, "test"))));
	walk_post(&w, "test", "");
	a = walk_get(&w, "");
	assert_true(!shows(&a, "Test connection") && shows(&a, "Review settings") && shows(&a, "Enable connection</a>"));
}
