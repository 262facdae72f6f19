/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/ticket.h"

#include "test.h"

#define SECRET "abcdefghij0123456789ABCDEFGHIJ99"

TEST(tickets_are_32_letters_and_digits)
{
	assert_true(ticket_is_secret(SECRET));
	assert_false(ticket_is_secret(""));
	assert_false(ticket_is_secret("abcdefghij0123456789ABCDEFGHIJ9"));
	assert_false(ticket_is_secret(SECRET "x"));
	assert_false(ticket_is_secret("abcdefghij0123456789ABCDEFGHIJ-9"));
	assert_false(ticket_is_secret("abcdefghij0123456789ABCDEFGHIJ 9"));
	assert_false(ticket_is_secret("abcdefghij0123456789ABCDEFGHI\xc3\xa9" "9"));
}

TEST(ticket_ids_are_the_first_12)
{
	struct arena *a = arena_new();

	assert_string_equal(ticket_id_of(a, SECRET), "abcdefghij01");
	assert_true(ticket_is_id("abcdefghij01"));
	assert_false(ticket_is_id(SECRET));
	assert_false(ticket_is_id(""));
	assert_false(ticket_is_id("abcdefghij0"));
	assert_false(ticket_is_id("abcdefghij0_"));
	assert_false(ticket_is_id("../../../etc"));
	arena_free(a);
}

TEST(ticket_urls_are_the_contracts)
{
	struct arena *a = arena_new();

	assert_string_equal(ticket_url(a, "sso.acme.example", SECRET),
	    "https://sso.acme.example/self-service/connections-flow?ticket=" SECRET);
	assert_string_equal(ticket_url(a, "localhost:8443", SECRET),
	    "https://localhost:8443/self-service/connections-flow?ticket=" SECRET);
	arena_free(a);
}

TEST(ticket_words_of_the_database_are_known)
{
	assert_int_equal(ticket_state_parse("live"), TICKET_LIVE);
	assert_int_equal(ticket_state_parse("used_up"), TICKET_USED_UP);
	assert_int_equal(ticket_state_parse("expired"), TICKET_EXPIRED);
	assert_int_equal(ticket_state_parse("revoked"), TICKET_REVOKED);
	assert_int_equal(ticket_state_parse("a word of a later version"), TICKET_REVOKED);
	assert_int_equal(verification_parse("none"), VERIFY_NONE);
	assert_int_equal(verification_parse("optional"), VERIFY_OPTIONAL);
	assert_int_equal(verification_parse("required"), VERIFY_REQUIRED);
}
