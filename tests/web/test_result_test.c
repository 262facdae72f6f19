/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "login.h"
#include "model/login/received.h"
#include "test.h"

/* Every failure that there is, whatever is compared with what. */
TEST(each_failure_has_a_page)
{
	static const char *const sides[] = { "", ",\"expected\":\"ours\"", ",\"came\":\"theirs\"",
		",\"expected\":\"ours\",\"came\":\"theirs\",\"code\":\"E1\",\"detail\":\"words\"" };
	struct test_login t = login_new("samlp");
	struct answer a;
	enum login_failure w;

	for (w = LOGIN_PASSED + 1; w < LOGIN_FAILURES; w++) {
		login_ends(&t, "failed", arena_print(t.w.p->arena, "{\"failure\":\"%s\"%s}", login_failure_name(w),
		    sides[w % COUNT(sides)]), NULL, NULL);
		a = login_get(&t);
		CHECK(a.code == 200 && shows(&a, "<h1>The test failed</h1>"), "%s: %d", login_failure_name(w), a.code);
	}
	for (w = 0; w < COUNT(sides); w++) {
		login_ends(&t, "failed", arena_print(t.w.p->arena, "{\"failure\":\"attribute_missing\"%s}", sides[w]),
		    NULL, NULL);
		a = login_get(&t);
		assert_int_equal(a.code, 200);
	}
}

TEST(a_test_whose_time_is_over_got_no_answer)
{
	struct test_login t = login_new("okta");
	struct answer a;

	sql("UPDATE login SET ends_at = now() WHERE login_id = '%s'", t.id);
	a = login_get(&t);
	assert_true(a.code == 200 && shows(&a, "<h1>The test failed</h1>") && !shows(&a, "1970"));
	a = walk_get(&t.w, "test");
	assert_true(shows(&a, "<span class=\"badge bad\">Failed</span>"));
}

/* --- an attribute that is missing --- */

#define MISSING "{\"failure\":\"attribute_missing\"}"
#define MAIL_ALONE "[{\"source\":\"id_token\",\"name\":\"mail\",\"values\":[\"ann@acme.example\"]}]"

/* Of what may come in many members or items: the texts around its name and its value. */
struct shape_of_many {
	const char	*open, *name, *value, *end, *close;
};

static const char *
many(struct arena *a, const struct shape_of_many *m, const char *text)
{
	struct buf b = buf_in(a);
	int i;

	buf_add(&b, m->open);
	for (i = 0; i < RECEIVED_MAX; i++)
		buf_print(&b, "%s%s%d%s%s%s%s", i == 0 ? "" : ",", m->name, i, text, m->value, text, m->end);
	buf_add(&b, m->close);
	return b.text;
}

static const char *
quotes(struct arena *a)
{
	struct buf b = buf_in(a);
	int i;

	for (i = 0; i < RECEIVED_VALUE_MAX_CHARS - 3; i++)
		buf_add(&b, "\\\"");
	return b.text;
}

/* nginx holds 256 KB for a page. */
TEST(a_result_shows_no_more_than_a_page_can_hold)
{
	static const struct shape_of_many claims = { "[", "{\"source\":\"id_token\",\"name\":\"c", "\",\"values\":[\"", "\"]}", "]" },
	    profile = { "{", "\"c", "\":\"", "\"", "}" };
	struct test_login t = login_with("{\"name\":\"A\",\"user_attributes\":[{\"name\":\"email\","
	    "\"description\":\"Email\",\"is_optional\":false}]}", "okta");
	struct arena *r = t.w.p->arena;
	struct answer a;

	login_ends(&t, "failed", MISSING, many(r, &claims, quotes(r)), many(r, &profile, quotes(r)));
	a = login_get(&t);
	CHECK(a.code == 200 && strlen(a.body) < 256 * 1024, "%d %zu", a.code, strlen(a.body));
	assert_true(shows(&a, "more are not shown.") && !shows(&a, "<option>"));
	login_ends(&t, "failed", MISSING, many(r, &claims, "x"), many(r, &profile, ""));
	a = login_get(&t);
	CHECK(a.code == 200 && strlen(a.body) < 256 * 1024, "%d %zu", a.code, strlen(a.body));
	assert_true(shows(&a, "300 more are not shown.") && shows(&a, "<option>c0x</option>"));
}

/* --- what is shown first --- */

/* The times themselves are no words, in no language. */
TEST(a_time_that_is_compared_is_a_date)
{
	static const char skew[] = "{\"failure\":\"clock_skew\",\"seconds\":-30,"
	    "\"expected\":\"2026-12-01T12:00:30.042Z\",\"came\":\"2026-12-01T12:00:00Z\"}";
	struct test_login t = login_new("samlp");
	struct answer a;

	login_ends(&t, "failed", skew, NULL, NULL);
	a = login_get(&t);
	CHECK(shows(&a, "<time datetime=\"2026-12-01T12:00:30.042Z\">Tuesday 1 December 2026, 12:00:30 UTC</time>")
	    && shows(&a, "<time datetime=\"2026-12-01T12:00:00.000Z\">Tuesday 1 December 2026, 12:00:00 UTC</time>"),
	    "%s", a.body);
	assert_true(shows(&a, "the answer was an old one"));
	login_ends(&t, "failed", "{\"failure\":\"clock_skew\",\"seconds\":90,\"expected\":\"today\","
	    "\"came\":\"2026-12-01T12:00:30.1234567Z\"}", NULL, NULL);
	a = login_get(&t);
	assert_true(shows(&a, "<code translate=\"no\">today</code>") && !shows(&a, "the answer was an old one"));
	assert_true(shows(&a, "<code translate=\"no\">2026-12-01T12:00:30.1234567Z</code>"));
}

static size_t
main_buttons(const struct answer *a)
{
	const char *at = a->body;
	size_t count = 0;

	while ((at = strstr(at, "class=\"button\"")) != NULL) {
		count++;
		at++;
	}
	return count;
}

TEST(each_result_has_one_main_button)
{
	static const struct {
		const char	*failure, *main;
	} rows[] = {
		{ "audience_wrong", ">Test again</button>" }, { "signed_by_another", ">Change settings</a>" },
		{ "attribute_missing", ">See which names we expect</a>" },
	};
	struct test_login t;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		t = login_new("samlp");
		login_ends(&t, "failed", arena_print(t.w.p->arena, "{\"failure\":\"%s\"}", rows[i].failure), NULL, NULL);
		a = login_get(&t);
		CHECK(main_buttons(&a) == 1 && strstr(strstr(a.body, "class=\"button\""), rows[i].main) != NULL, "%s: %s",
		    rows[i].failure, a.body);
		sql("UPDATE login SET revision = 0 WHERE login_id = '%s'", t.id);
		a = login_get(&t);
		CHECK(main_buttons(&a) == 1 && strstr(strstr(a.body, "class=\"button\""), ">Test again</button>") != NULL,
		    "%s: %s", rows[i].failure, a.body);
	}
}

#define MAIL_AND_NONCE "[{\"source\":\"id_token\",\"name\":\"nonce\",\"values\":[\"n\"]}," \
	"{\"source\":\"id_token\",\"name\":\"email\",\"values\":[\"ann@acme.example\"]}," \
	"{\"source\":\"id_token\",\"name\":\"exp\",\"values\":[\"1\"]}]"

TEST(what_fills_nothing_is_folded_away)
{
	static const char folded[] = "<details class=\"more\"><summary>2 values that fill no attribute</summary>";
	struct test_login t = login_new("oidc");
	struct answer a;

	login_ends(&t, "verified", "{\"failure\":\"passed\"}", MAIL_AND_NONCE, "{\"email\":\"ann@acme.example\"}");
	a = login_get(&t);
	CHECK(shows(&a, folded) && strstr(strstr(a.body, folded), ">nonce</code>") != NULL
	    && strstr(strstr(a.body, folded), ">exp</code>") != NULL, "%s", a.body);
	assert_null(strstr(strstr(a.body, folded), ">ann@acme.example</div>"));
	login_ends(&t, "failed", MISSING, MAIL_AND_NONCE, "{}");
	a = login_get(&t);
	assert_true(shows(&a, "<details class=\"more\" open><summary>2 values that fill no attribute</summary>"));
}

TEST(a_claim_that_came_is_used_for_an_attribute_that_did_not)
{
	struct test_login t = login_with("{\"name\":\"A\",\"user_attributes\":[{\"name\":\"email\","
	    "\"description\":\"Email\",\"is_optional\":false}]}", "okta");
	struct answer a;

	login_ends(&t, "failed", MISSING, MAIL_ALONE, "{}");
	a = login_get(&t);
	CHECK(shows(&a, "Required, but not received") && shows(&a, "<option>mail</option>"), "%s", a.body);
	assert_true(shows(&a, "name=\"attribute\" value=\"email\""));
	a = ASK(t.w.p, .path = walk_path(&t.w, arena_print(t.w.p->arena, "%s/claim", t.page)), .cookie = t.cookie);
	check_goes(&t.w, &a, t.page);
	a = walk_post(&t.w, arena_print(t.w.p->arena, "%s/claim", t.page), "&attribute=email&claim=other");
	assert_int_equal(a.code, 400);
	a = walk_post(&t.w, arena_print(t.w.p->arena, "%s/claim", t.page), "&attribute=email&claim=mail");
	check_goes(&t.w, &a, "test");
	assert_int_equal(sql_long("SELECT max(live_revision) FROM connection WHERE tenant_id = '%s'", t.w.p->tenant), 2);
	a = walk_get(&t.w, "test");
	assert_true(shows(&a, "The settings have changed since the last test."));
	a = login_get(&t);
	assert_true(shows(&a, "The settings have changed since this test.") && !shows(&a, "<option>"));
}
