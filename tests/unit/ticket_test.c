/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/ticket.h"

#include "base/text.h"
#include "test.h"

#define SECRET_REST "bcdefghij0123456789ABCDEFGHIJ99"
#define SECRET "a" SECRET_REST

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

TEST(ticket_is_found_in_what_programs_made_of_its_link)
{
	static const char *const links[] = {
		"ticket=" SECRET, "?ticket=" SECRET, "?ticket%3D" SECRET, "ticket%3d" SECRET,
		"ticket%253D" SECRET, "%3Fticket%3D" SECRET, "ticket=3D" SECRET, "ticket=%3C" SECRET "%3E",
		"ticket=<" SECRET ">", "&lt;ticket=" SECRET "&gt;", "x=1&amp;ticket=" SECRET, "?ticket=" SECRET
		"&amp;utm=1", "ticket=" SECRET ".", "ticket=" SECRET "%20", "ticket=" SECRET "\xe2\x80\x9d",
		"ticket=" SECRET "&ticket=b", "u=https%3A%2F%2Fa.example%2F%3Fticket%3D" SECRET,
		"%zz&ticket=" SECRET, "ticket=" SECRET "%00", "ticket=%61" SECRET_REST,
	};
	static const char *const others[] = { "", "ticket", "ticket=", "ticket%3D", "Ticket=" SECRET,
		"xticket=" SECRET, "ticket=" SECRET "x", "ticket=" SECRET "%41", "ticket=a&ticket=" SECRET,
		"ticket=3D" SECRET_REST, "ticket=4D" SECRET, "ticket=%00" SECRET, "%", "%4", "ticket=%" };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(links); i++)
		CHECK(text_is(ticket_in_link(a, links[i]), SECRET), "%s", links[i]);
	for (i = 0; i < COUNT(others); i++)
		CHECK(ticket_in_link(a, others[i]) == NULL, "%s", others[i]);
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
