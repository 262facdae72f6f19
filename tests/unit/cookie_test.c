/* SPDX-License-Identifier: Apache-2.0 */
#include "http/cookie.h"

#include "base/text.h"
#include "test.h"

#define ID "abcdefghij01"
#define NAME "__Host-postern-" ID

TEST(session_cookies_are_of_one_ticket)
{
	static const struct {
		const char	*header, *token;
	} rows[] = {
		{ NAME "=secret", "secret" },
		{ "__Host-postern-abcdefghij02=other; " NAME "=secret", "secret" },
		{ "__Host-postern-abcdefghij02=other", NULL },
		{ "postern-" ID "=x", NULL }, { "__host-postern-" ID "=x", NULL },
		{ "__Secure-postern-" ID "=x", NULL }, { "x" NAME "=x", NULL },
		{ NAME "x=x", NULL }, { ID "=x", NULL }, { NULL, NULL },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(session_cookie(a, &(struct request){ .cookie = rows[i].header }, ID),
		    rows[i].token), "%s", rows[i].header);
	arena_free(a);
}

TEST(session_cookies_are_set_for_this_host_only)
{
	struct arena *a = arena_new();
	struct response r = { 0 };

	session_cookie_set(a, &r, ID, "secret", 18000);
	assert_int_equal(r.header_count, 1);
	assert_string_equal(r.headers[0].name, "Set-Cookie");
	assert_string_equal(r.headers[0].value,
	    NAME "=secret; Path=/; Max-Age=104400; Secure; HttpOnly; SameSite=Lax");
	arena_free(a);
}

TEST(a_browser_has_one_token_for_its_logins)
{
	struct arena *a = arena_new();
	struct response r = { 0 };
	const char *token = login_token_new(a);
	static const char *const others[] = { "", "short", "0123456789abcdef0123456789abcde-",
		"0123456789abcdef0123456789abcdef0" };
	size_t i;

	login_cookie_set(a, &r, token);
	assert_string_equal(r.headers[0].value, arena_print(a,
	    "__Host-postern-login=%s; Path=/; Secure; HttpOnly; SameSite=Lax", token));
	assert_string_equal(login_cookie(a, &(struct request){ .cookie = arena_print(a,
	    "a=b; __Host-postern-login=%s", token) }), token);
	assert_null(login_cookie(a, &(struct request){ 0 }));
	for (i = 0; i < COUNT(others); i++)
		CHECK(login_cookie(a, &(struct request){ .cookie = arena_print(a, "__Host-postern-login=%s",
		    others[i]) }) == NULL, "%s", others[i]);
	arena_free(a);
}

TEST(csrf_tokens_belong_to_one_session)
{
	struct arena *a = arena_new();
	const char *token = csrf_token(a, "secret");

	assert_true(text_is_hex(token, 64));
	assert_true(csrf_is(a, "secret", token));
	assert_false(csrf_is(a, "other", token));
	assert_false(csrf_is(a, "secret", ""));
	assert_false(csrf_is(a, "secret", "secret"));
	assert_false(csrf_is(a, "secret", arena_print(a, "%s0", token)));
	assert_false(csrf_is(a, "secret", arena_copy(a, token, 63)));
	assert_true(text_is(token, csrf_token(a, "secret")));
	arena_free(a);
}
