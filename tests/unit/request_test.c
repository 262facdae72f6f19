/* SPDX-License-Identifier: Apache-2.0 */
#include "http/request.h"

#include "base/text.h"
#include "test.h"

TEST(requests_know_their_methods)
{
	assert_int_equal(method_parse("GET"), GET);
	assert_int_equal(method_parse("HEAD"), GET);
	assert_int_equal(method_parse("POST"), POST);
	assert_int_equal(method_parse("PUT"), PUT);
	assert_int_equal(method_parse("PATCH"), PATCH);
	assert_int_equal(method_parse("DELETE"), DELETE);
	assert_int_equal(method_parse("get"), OTHER_METHOD);
	assert_int_equal(method_parse(""), OTHER_METHOD);
	assert_int_equal(method_parse("OPTIONS"), OTHER_METHOD);
}

TEST(requests_normalize_their_host)
{
	static const struct {
		const char	*sent, *host;
	} rows[] = {
		{ "Acme.Example", "acme.example" }, { "acme.example:443", "acme.example" },
		{ "ACME.example:8443", "acme.example:8443" }, { "acme.example:4430", "acme.example:4430" },
		{ "", "" }, { ":443", "" }, { "acme.example:", "acme.example:" },
		{ "443", "443" }, { "[::1]:443", "[::1]" }, { "acme.example.", "acme.example." },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(host_normalize(a, rows[i].sent), rows[i].host), "%s: %s", rows[i].sent,
		    host_normalize(a, rows[i].sent));
	arena_free(a);
}

TEST(requests_compare_media_types)
{
	static const struct {
		const char	*type;
		bool		 is_json;
	} rows[] = {
		{ "application/json", true }, { "Application/JSON", true },
		{ "application/json; charset=utf-8", true }, { "application/json;charset=utf-8", true },
		{ "application/json ; x", true }, { "application/jsonp", false },
		{ "application/json+x", false }, { "application/jso", false }, { "", false },
		{ "text/json", false }, { "x, application/json", false }, { " application/json", false },
		{ NULL, false },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(request_is(&(struct request){ .content_type = rows[i].type }, "application/json")
		    == rows[i].is_json, "%s", rows[i].type);
}

TEST(requests_find_the_cookie_of_exactly_that_name)
{
	static const struct {
		const char	*header, *value;
	} rows[] = {
		{ NULL, NULL }, { "", NULL }, { "a=1", "1" }, { "b=2; a=1", "1" }, { "a=1; b=2", "1" },
		{ "b=2;a=1", "1" }, { "b=2;  a=1", "1" }, { "a=", "" }, { "a", NULL }, { "a; a=1", "1" },
		{ "a=1; a=2", "1" }, { "aa=1", NULL }, { "xa=1", NULL }, { "A=1", NULL },
		{ "x=a=1", NULL }, { "b=\"; a=1\"; a=2", "1\"" }, { "a =1", NULL }, { " a=1", "1" },
		{ ";;a=1", "1" }, { "a=1=2", "1=2" }, { "b=2, a=1", NULL }, { "a=1;", "1" },
		{ "$Version=1; a=1", "1" }, { "=1", NULL },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(request_cookie(a, &(struct request){ .cookie = rows[i].header }, "a"),
		    rows[i].value), "%s: %s", rows[i].header,
		    request_cookie(a, &(struct request){ .cookie = rows[i].header }, "a"));
	arena_free(a);
}

TEST(requests_of_another_site_are_refused)
{
	static const struct {
		const char	*site, *origin;
		enum status	 status;
	} rows[] = {
		{ "same-origin", NULL, OK }, { "none", NULL, OK }, { "cross-site", NULL, FORBIDDEN },
		{ "same-site", NULL, FORBIDDEN }, { "", NULL, FORBIDDEN },
		{ "Same-Origin", NULL, FORBIDDEN },
		{ "cross-site", "https://acme.example:8443", FORBIDDEN },
		{ NULL, NULL, OK }, { NULL, "https://acme.example:8443", OK },
		{ NULL, "https://acme.example", FORBIDDEN },
		{ NULL, "http://acme.example:8443", FORBIDDEN },
		{ NULL, "https://acme.example:8443.evil.example", FORBIDDEN },
		{ NULL, "https://evil.example", FORBIDDEN }, { NULL, "null", FORBIDDEN },
		{ NULL, "", FORBIDDEN },
	};
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(request_same_site(a, &(struct request){ .host = "acme.example:8443",
		    .sec_fetch_site = rows[i].site, .origin = rows[i].origin }, &f)
		    == rows[i].status, "row %zu", i);
	arena_free(a);
}

TEST(addresses_are_written_one_way)
{
	static const struct {
		const char	*given, *address;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1" }, { "2001:DB8:0:0::1", "2001:db8::1" }, { "::1", "::1" },
		{ "::ffff:192.0.2.7", "192.0.2.7" }, { "::ffff:c000:207", "192.0.2.7" },
		{ "", NULL }, { "unix:", NULL }, { "localhost", NULL }, { "192.0.2.256", NULL },
		{ "192.0.2.1/24", NULL }, { "fe80::1%eth0", NULL }, { "1.2.3.4'--", NULL },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(address_normalize(a, rows[i].given), rows[i].address), "%s", rows[i].given);
	arena_free(a);
}
