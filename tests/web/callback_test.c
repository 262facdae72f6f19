/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/encode.h"
#include "base/text.h"
#include "http/request.h"
#include "login.h"
#include "test.h"

static const char *
answer_of(struct test_login *t)
{
	return arena_print(t->w.p->arena, "code=abc%%20d&state=%s", t->id);
}

static const char *
form_of(struct test_login *t)
{
	return arena_print(t->w.p->arena, "SAMLResponse=PHg%%2B&RelayState=%s", t->id);
}

/* A page of the tenant that says so, and leads back only a browser that has a session. */
static void
check_says(struct test_login *t, const struct answer *a, int code, const char *heading, const char *way)
{
	CHECK(a->code == code && shows(a, heading), "%d, and not \"%s\": %s", a->code, heading, a->body);
	check_headers(a, true);
	assert_true(shows(a, "Acme"));
	if (way == NULL)
		CHECK(!shows(a, t->w.v.id), "a stranger is told of the setup: %s", a->body);
	else
		CHECK(shows(a, arena_print(t->w.p->arena, "href=\"%s\"", walk_path(&t->w, way))), "%s", a->body);
	assert_false(shows(a, "abc d"));
}

#define UNKNOWN "We can’t match this answer to a test"
#define OF_ANOTHER "This test was started in another browser"
#define AGAIN "This test has already ended"
#define TOO_LATE "This answer came too late"

TEST(answers_in_the_query_belong_to_the_browser_that_started)
{
	struct test_login t = login_new("okta");
	struct answer a = login_by_query(&t, answer_of(&t), t.cookie);

	check_goes(&t.w, &a, t.page);
	assert_string_equal(login_row_state(&t), "answered");
	assert_string_equal(sql_text(t.w.p->arena, "SELECT answer_kind || ' ' || answer FROM login WHERE login_id = '%s'",
	    t.id), arena_print(t.w.p->arena, "query %s", answer_of(&t)));
	assert_int_equal(sql_long("SELECT count(*) FROM login WHERE login_id = '%s' AND sealed_token IS NOT NULL", t.id), 1);
	a = login_get(&t);
	assert_true(a.code == 200 && shows(&a, "Checking the answer"));
	a = login_by_query(&t, answer_of(&t), t.cookie);
	check_says(&t, &a, 409, AGAIN, t.page);
}

TEST(answers_without_the_cookie_end_the_login)
{
	static const char *const others[] = { NULL, "a=b", "__Host-postern-login=short",
		"__Host-postern-login=0123456789abcdef0123456789abcdef" };
	struct test_login t;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(others); i++) {
		t = login_new("okta");
		a = login_by_query(&t, answer_of(&t), others[i]);
		check_says(&t, &a, 403, OF_ANOTHER, NULL);
		assert_string_equal(login_row_state(&t), "failed another_browser");
		t = login_new("samlp");
		a = login_by_form(&t, form_of(&t));
		a = login_follow(&t, &a, others[i]);
		check_says(&t, &a, 403, OF_ANOTHER, NULL);
		assert_string_equal(login_row_state(&t), "failed another_browser");
	}
	t = login_new("okta");
	a = login_by_query(&t, answer_of(&t), arena_print(t.w.p->arena, "__Host-postern-%s=%s", t.w.v.id, t.w.v.token));
	check_says(&t, &a, 403, OF_ANOTHER, "test");
}

TEST(answers_in_a_form_are_kept_until_the_browser_comes)
{
	struct test_login t = login_new("samlp");
	struct answer form = login_by_form(&t, form_of(&t)), a;

	assert_string_equal(login_row_state(&t), "started");
	assert_string_equal(answer_header(&form, "Set-Cookie"), "");
	assert_null(strstr(answer_header(&form, "Location"), t.id));
	a = login_follow(&t, &form, t.cookie);
	check_goes(&t.w, &a, t.page);
	assert_string_equal(login_row_state(&t), "answered");
	assert_string_equal(sql_text(t.w.p->arena, "SELECT answer_kind || ' ' || answer FROM login WHERE login_id = '%s'",
	    t.id), arena_print(t.w.p->arena, "form %s", form_of(&t)));
	a = login_follow(&t, &form, t.cookie);
	check_says(&t, &a, 409, AGAIN, t.page);
}

/* Of two forms that arrive before the browser comes, the first to be claimed counts. */
TEST(answers_that_come_at_once_count_once)
{
	struct test_login t = login_new("samlp");
	struct answer one = login_by_form(&t, form_of(&t)), two = login_by_form(&t, form_of(&t)), a;

	a = login_follow(&t, &two, t.cookie);
	check_goes(&t.w, &a, t.page);
	a = login_follow(&t, &one, t.cookie);
	check_says(&t, &a, 409, AGAIN, t.page);
	a = login_by_query(&t, answer_of(&t), t.cookie);
	check_says(&t, &a, 409, AGAIN, t.page);
}

TEST(answers_without_relay_state_go_by_the_connection_and_the_cookie)
{
	struct test_login t = login_new("samlp");
	struct place *p = t.w.p;
	const char *name = sql_text(p->arena, "SELECT name FROM connection WHERE tenant_id = '%s'", p->tenant);
	struct ask form = { .method = "POST", .path = "/login/callback", .type = FORM_TYPE, .body = "SAMLResponse=PHg%2B",
		.query = arena_print(p->arena, "connection=%s", name), .is_once = true };
	struct answer a = ask(p, form);

	a = login_follow(&t, &a, t.cookie);
	check_goes(&t.w, &a, t.page);
	assert_string_equal(login_row_state(&t), "answered");
	form.query = "connection=another";
	a = ask(p, form);
	check_says(&t, &a, 404, UNKNOWN, NULL);
}

TEST(answers_after_the_time_are_too_late)
{
	struct test_login t = login_new("okta");
	struct answer a;

	sql("UPDATE login SET ends_at = now() WHERE login_id = '%s'", t.id);
	a = login_by_query(&t, answer_of(&t), t.cookie);
	check_says(&t, &a, 410, TOO_LATE, "test");
	assert_true(shows(&a, "A test waits 30 minutes"));
	assert_string_equal(login_row_state(&t), "over too_late");
}

static void
check_nothing_happens(struct test_login *t, struct ask asked, int code)
{
	char *before = database_hash(t->w.p->arena);
	struct answer a;

	asked.cookie = t->cookie;
	a = ask(t->w.p, asked);
	CHECK(a.code == code, "%d, and not %d, for %s%s", a.code, code, asked.query, asked.body);
	CHECK(strcmp(database_hash(t->w.p->arena), before) == 0, "%s%s changed something", asked.query, asked.body);
}

TEST(answers_that_name_no_login_change_nothing)
{
	struct test_login t = login_new("okta");
	struct arena *a = t.w.p->arena;
	const char *const queries[] = { "", "code=x", "state=", "state=x", "code=x&state=lgn_000000000000000000000000",
		arena_print(a, "state=%s&state=%s", t.id, t.id), arena_print(a, "state=%s&state=x", t.id),
		arena_print(a, "state=%s&RelayState=%s", t.id, t.id), arena_print(a, "state=%s%%00", t.id),
		arena_print(a, "state=%s&x=%%zz", t.id), arena_print(a, "state=%s'", t.id), "state=lgn_%C0%AF", "connection=x" };
	size_t i;

	for (i = 0; i < COUNT(queries); i++) {
		check_nothing_happens(&t, (struct ask){ .path = "/login/callback", .query = queries[i] }, 404);
		check_nothing_happens(&t, (struct ask){ .method = "POST", .path = "/login/callback", .type = FORM_TYPE,
		    .body = queries[i] }, 404);
		check_nothing_happens(&t, (struct ask){ .path = "/login/answer", .query = queries[i] }, 404);
	}
	check_nothing_happens(&t, (struct ask){ .path = "/login/answer", .query = "a=&a=" }, 404);
	check_nothing_happens(&t, (struct ask){ .path = "/login/answer", .query = "a=x" }, 404);
	assert_string_equal(login_row_state(&t), "started");
}

TEST(answers_of_another_kind_are_refused)
{
	static const char *const types[] = { NULL, "text/plain", "application/json", "multipart/form-data; boundary=x",
		"application/x-www-form-urlencodedx" };
	struct test_login t = login_new("samlp");
	size_t i;

	for (i = 0; i < COUNT(types); i++)
		check_nothing_happens(&t, (struct ask){ .method = "POST", .path = "/login/callback", .type = types[i],
		    .body = form_of(&t) }, 400);
	check_nothing_happens(&t, (struct ask){ .method = "POST", .path = "/login/callback", .type = FORM_TYPE,
	    .body = form_of(&t), .is_cut = true }, 413);
	check_nothing_happens(&t, (struct ask){ .method = "POST", .path = "/login/answer", .type = FORM_TYPE,
	    .body = form_of(&t) }, 405);
	check_nothing_happens(&t, (struct ask){ .method = "PUT", .path = "/login/callback" }, 405);
	check_nothing_happens(&t, (struct ask){ .path = "/login/" }, 404);
}

TEST(answers_of_another_tenants_host_are_unknown)
{
	struct test_login t = login_new("okta");
	struct place other = place_beside(t.w.p);

	check_nothing_happens(&t, (struct ask){ .host = other.domain, .path = "/login/callback", .query = answer_of(&t) }, 404);
	check_nothing_happens(&t, (struct ask){ .host = "nobody.example", .path = "/login/callback", .query = answer_of(&t) }, 404);
	check_nothing_happens(&t, (struct ask){ .method = "POST", .host = other.domain, .path = "/login/callback",
	    .type = FORM_TYPE, .body = form_of(&t) }, 404);
}

/* Programs that look at links, such as mail scanners, take nothing away. */
TEST(a_head_claims_nothing)
{
	struct test_login t = login_new("okta");
	struct answer form = login_by_form(&t, form_of(&t)), a;

	check_nothing_happens(&t, (struct ask){ .method = "HEAD", .path = "/login/callback", .query = answer_of(&t) }, 404);
	check_nothing_happens(&t, (struct ask){ .method = "HEAD", .path = "/login/answer",
	    .query = strchr(answer_header(&form, "Location"), '?') + 1 }, 404);
	a = login_follow(&t, &form, t.cookie);
	check_goes(&t.w, &a, t.page);
}

TEST(answers_of_a_megabyte_are_kept_as_they_came)
{
	struct test_login t = login_new("samlp");
	struct place *p = t.w.p;
	size_t length = BODY_MAX_BYTES - 64;
	char *text = arena_alloc(p->arena, length + 1), *body;
	struct answer a;

	memset(text, 'A', length);
	body = arena_print(p->arena, "RelayState=%s&SAMLResponse=%s", t.id, text);
	a = login_by_form(&t, body);
	a = login_follow(&t, &a, t.cookie);
	check_goes(&t.w, &a, t.page);
	assert_int_equal(sql_long("SELECT length(answer) FROM login WHERE login_id = '%s'", t.id), strlen(body));
}

static pid_t
ends_soon(struct test_login *t)
{
	const char *end = arena_print(t->w.p->arena, "UPDATE login SET state = 'failed', outcome = '{\"failure\":\"other\"}', "
	    "ended_at = now(), due_at = NULL, answer = NULL, sealed_token = NULL WHERE login_id = '%s' AND state = 'answered' "
	    "RETURNING 'ended'", t->id);
	pid_t child = fork();

	if (child != 0)
		return child;
	while (*sql_text_at(t->w.p->arena, database_url(), end) == '\0')
		usleep(20 * 1000);
	_exit(0);
}

/* The end is noticed by the NOTIFY: without it the test would take longer than anyone waits. */
TEST(a_worker_waits_for_the_outcome)
{
	struct test_login t = login_new("okta");
	pid_t child = ends_soon(&t);
	struct answer a = ASK(t.w.p, .path = "/login/callback", .query = answer_of(&t), .cookie = t.cookie,
	    .is_once = true, .wait_ms = 3600 * 1000);

	assert_int_equal(waitpid(child, NULL, 0), child);
	check_goes(&t.w, &a, t.page);
	assert_string_equal(login_row_state(&t), "failed other");
	a = login_get(&t);
	assert_true(shows(&a, "The test failed"));
}

TEST(a_worker_waits_only_while_half_of_them_do)
{
	struct test_login t = login_new("okta");
	struct answer a = ASK(t.w.p, .path = "/login/callback", .query = answer_of(&t), .cookie = t.cookie,
	    .is_once = true, .wait_ms = 3600 * 1000, .others_wait = true);

	check_goes(&t.w, &a, t.page);
	a = login_get(&t);
	assert_true(shows(&a, "Checking the answer"));
	assert_string_equal(answer_header(&a, "Refresh"), "2");
}

TEST(a_worker_waits_no_longer_than_it_may)
{
	struct test_login t = login_new("okta");
	struct answer a = ASK(t.w.p, .path = "/login/callback", .query = answer_of(&t), .cookie = t.cookie,
	    .is_once = true, .wait_ms = 50);

	check_goes(&t.w, &a, t.page);
	assert_string_equal(login_row_state(&t), "answered");
}

/* The page stays when its language is chosen, without what the provider answered. */
TEST(an_answer_that_is_not_taken_is_told_in_any_language)
{
	struct test_login t = login_new("okta");
	const struct {
		const char	*query, *back;
		int		 code;
	} rows[] = {
		{ "state=lgn_unknown&code=secret", "/login/callback", 404 },
		{ arena_print(t.w.p->arena, "state=%s&code=secret", t.id),
		    arena_print(t.w.p->arena, "/login/callback?state=%s", t.id), 403 },
	};
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(t.w.p, .path = "/login/callback", .query = rows[i].query);
		CHECK(a.code == rows[i].code && shows(&a, arena_print(t.w.p->arena, "language?back=%s\"",
		    url_encode(t.w.p->arena, rows[i].back))) && !shows(&a, "secret"), "%d %s", a.code, a.body);
		a = ASK(t.w.p, .path = "/login/callback", .query = strchr(rows[i].back, '?') == NULL ? ""
		    : strchr(rows[i].back, '?') + 1, .language = "de");
		assert_true(a.code == rows[i].code && shows(&a, "<html lang=\"de\""));
	}
}
