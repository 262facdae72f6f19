/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/tenant.h"

#include <string.h>

#include "rows.h"
#include "test.h"

TEST(tenant_ids_are_words_with_single_hyphens)
{
	static const char *const good[] = { "a", "9", "acme", "acme-2", "a-b-c" };
	static const char *const bad[] = { "", "-a", "a-", "a--b", "A", "a_b", "a b", "a.b", "\xc3\xa9" };
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(good); i++)
		CHECK(tenant_check(&(struct tenant){ .id = good[i] }, &f) == OK, "%s", good[i]);
	for (i = 0; i < COUNT(bad); i++)
		CHECK(tenant_check(&(struct tenant){ .id = bad[i] }, &f) == INVALID, "%s", bad[i]);
	assert_non_null(strstr(said(&f), "A tenant's id is"));
}

TEST(tenant_members_have_limits)
{
	struct arena *a = arena_new();
	const struct {
		struct tenant	 tenant;
		enum status	 status;
	} rows[] = {
		{ { "a", "Acme", "help@acme.example", "acme.example", NULL }, OK },
		{ { "a", wide_text(a, 100), wide_text(a, 255), NULL, NULL }, OK },
		{ { "a", long_text(a, 101), NULL, NULL, NULL }, INVALID },
		{ { "a", "", NULL, NULL, NULL }, INVALID },
		{ { "a", NULL, long_text(a, 256), NULL, NULL }, INVALID },
		{ { "a", NULL, "", NULL, NULL }, INVALID },
		{ { "a", NULL, NULL, "ACME.example", NULL }, INVALID },
		{ { long_text(a, 63), NULL, NULL, NULL, NULL }, OK },
		{ { long_text(a, 64), NULL, NULL, NULL, NULL }, INVALID },
		{ { "a", NULL, NULL, NULL, "warn" }, OK },
		{ { "a", NULL, NULL, NULL, "remove" }, OK },
		{ { "a", NULL, NULL, NULL, "Remove" }, INVALID },
		{ { "a", NULL, NULL, NULL, "" }, INVALID },
	};
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(tenant_check(&rows[i].tenant, &f) == rows[i].status, "row %zu", i);
	arena_free(a);
}

TEST(domains_are_lower_case_hosts)
{
	static const char *const good[] = { "a.example", "localhost", "localhost:8443",
		"a-b.example:1", "127.0.0.1:65535", "abc" };
	static const char *const bad[] = { "", "a", "A.example", "a.example:0",
		"a.example:65536", "a.example:", "a.example:x", "a.example/", "https://a.example",
		"a example", "a_b.example", ":8443", "a.example:8443:1", "\xc3\xa9.example", "a.example\n",
		"user@a.example" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(good); i++)
		CHECK(is_domain(good[i]), "%s", good[i]);
	for (i = 0; i < COUNT(bad); i++)
		CHECK(!is_domain(bad[i]), "%s", bad[i]);
	assert_false(is_domain(long_text(a, 256)));
	arena_free(a);
}

/* A request's host comes without ":443": such a tenant would never be found. */
TEST(domains_leave_out_the_port_443)
{
	assert_false(is_domain("a.example:443"));
	assert_false(is_domain("a.example:0443"));
	assert_true(is_domain("a.example:4430"));
}

TEST(domains_have_no_empty_labels)
{
	static const char *const bad[] = { ".a.example", "a..example", "a.example.", "-a.example",
		"a-.example", "...", "a.example.:8443" };
	size_t i;

	for (i = 0; i < COUNT(bad); i++)
		CHECK(!is_domain(bad[i]), "%s", bad[i]);
}

TEST(email_addresses_have_two_parts)
{
	static const char *const good[] = { "a@b", "help@acme.example", "a.b+c@acme.example",
		"\xc3\xa9@acme.example" };
	static const char *const bad[] = { "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b c", "<a@b>",
		"a@b\n", "\"a\"@b" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(good); i++)
		CHECK(is_email(good[i]), "%s", good[i]);
	for (i = 0; i < COUNT(bad); i++)
		CHECK(!is_email(bad[i]), "%s", bad[i]);
	assert_true(is_email(arena_print(a, "a@%s", long_text(a, 252))));
	assert_false(is_email(arena_print(a, "a@%s", long_text(a, 253))));
	arena_free(a);
}

TEST(support_is_mail_link_or_plain)
{
	static const struct {
		const char		*contact;
		enum support_kind	 kind;
	} rows[] = {
		{ "help@acme.example", SUPPORT_MAIL }, { "https://acme.example/help", SUPPORT_LINK },
		{ "http://acme.example/help", SUPPORT_PLAIN }, { "javascript:alert(1)", SUPPORT_PLAIN },
		{ "Call +49 30 1234", SUPPORT_PLAIN }, { "https://acme.example and more", SUPPORT_PLAIN },
		{ "help@acme.example or call", SUPPORT_PLAIN }, { "https://a\"b", SUPPORT_PLAIN },
		{ "data:text/html,x", SUPPORT_PLAIN },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(support_kind(rows[i].contact) == rows[i].kind, "%s", rows[i].contact);
}
