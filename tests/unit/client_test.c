/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/client.h"

#include "test.h"

TEST(clients_may_do_what_their_scopes_say)
{
	struct client c = { .scopes = "read:self_service_profiles create:sso_access_tickets" };

	assert_true(client_may(&c, "read:self_service_profiles"));
	assert_true(client_may(&c, "create:sso_access_tickets"));
	assert_false(client_may(&c, "delete:sso_access_tickets"));
	assert_false(client_may(&c, "read:self_service_profile"));
	assert_false(client_may(&c, "self_service_profiles"));
	assert_true(client_may(&c, "create:sso_access_tickets+read:self_service_profiles"));
	assert_false(client_may(&c, "create:sso_access_tickets+delete:sso_access_tickets"));
	assert_false(client_may(&c, "delete:sso_access_tickets+create:sso_access_tickets"));
	assert_true(client_may(&c, "delete:sso_access_tickets+read:connections "
	    "create:sso_access_tickets"));
	assert_true(client_may(&c, "read:connections create:sso_access_tickets"));
	assert_true(client_may(&c, "read:self_service_profiles read:connections"));
	assert_false(client_may(&c, "read:connections read:organizations"));
	assert_false(client_may(&c, ""));
	c.scopes = "";
	assert_false(client_may(&c, "read:self_service_profiles"));
	c.scopes = "read:self_service_profiles_too";
	assert_false(client_may(&c, "read:self_service_profiles"));
}

TEST(clients_are_told_what_they_lack)
{
	struct client c = { .scopes = "read:connections" };
	struct arena *a = arena_new();
	struct fault f;

	assert_int_equal(client_check(a, &c, "create:connections read:connections", &f), OK);
	assert_int_equal(client_check(a, &c, "read:organizations read:organizations_summary", &f),
	    FORBIDDEN);
	assert_string_equal(f.code, "insufficient_scope");
	assert_string_equal(said(&f), "Insufficient scope, expected any of: read:organizations, "
	    "read:organizations_summary");
	assert_int_equal(client_check(a, &c, "read:logs+read:clients", &f), FORBIDDEN);
	assert_string_equal(said(&f), "Insufficient scope, expected all of: read:logs, read:clients");
	arena_free(a);
}

TEST(scopes_are_the_contracts)
{
	static const char *const known[] = { "read:self_service_profiles",
		"create:self_service_profiles", "update:self_service_profiles",
		"delete:self_service_profiles", "read:self_service_profile_custom_texts",
		"update:self_service_profile_custom_texts", "create:sso_access_tickets",
		"delete:sso_access_tickets", "read:connections", "read:connections_keys",
		"create:connections_keys", "update:connections_keys", "read:sso_access_tickets",
		"read:logs", "read:clients" };
	static const char *const unknown[] = { "", " ", "read:", "read:self_service", "all", "*",
		"read:self_service_profiles create:self_service_profiles" };
	size_t i;

	for (i = 0; i < COUNT(known); i++)
		CHECK(is_scope(known[i]), "%s", known[i]);
	for (i = 0; i < COUNT(unknown); i++)
		CHECK(!is_scope(unknown[i]), "%s", unknown[i]);
}

TEST(clients_hold_all_that_is_asked_for_or_not)
{
	struct client c = { .scopes = "read:connections read:logs create:connections" };

	assert_true(client_holds(&c, ""));
	assert_true(client_holds(&c, "read:logs"));
	assert_true(client_holds(&c, "create:connections  read:connections read:logs"));
	assert_false(client_holds(&c, "read:logs read:clients"));
	assert_false(client_holds(&c, "read"));
}

TEST(scopes_are_narrowed_to_what_is_wanted)
{
	static const struct {
		const char	*scopes, *wanted, *both;
	} rows[] = {
		{ "a:b c:d e:f", "e:f a:b", "a:b e:f" }, { "a:b c:d", "", "" }, { "", "a:b", "" },
		{ "a:b a:b", "a:b", "a:b" }, { "a:b c:d", " c:d  c:d ", "c:d" }, { "a:bc", "a:b", "" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		assert_string_equal(scopes_among(a, rows[i].scopes, rows[i].wanted), rows[i].both);
	arena_free(a);
}

TEST(allowances_tell_whole_seconds_and_never_none)
{
	static const struct {
		moment	ends_at, now;
		long	wait_s, reset_s;
	} rows[] = {
		{ 5000, 0, 5, 5 }, { 5000, 1, 5, 5 }, { 5000, 4001, 1, 5 }, { 5001, 4000, 2, 6 },
		{ 5000, 5000, 1, 5 }, { 5000, 9000, 1, 5 },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		struct allowance a = { 1, 0, rows[i].ends_at, rows[i].now };

		assert_int_equal(allowance_wait_s(&a), rows[i].wait_s);
		assert_int_equal(allowance_reset_s(&a), rows[i].reset_s);
	}
}
