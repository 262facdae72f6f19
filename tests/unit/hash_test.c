/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

TEST(hash_is_sha_256)
{
	struct arena *a = arena_new();

	assert_string_equal(hash_text(a, ""),
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_string_equal(hash_text(a, "abc"),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(hash_hex(a, "abcd", 3), hash_text(a, "abc"));
	assert_string_not_equal(hash_hex(a, "a\0b", 3), hash_hex(a, "a\0c", 3));
	assert_true(text_is_hex(hash_text(a, "x"), 64));
	arena_free(a);
}

TEST(hash_compares_whole_texts)
{
	assert_true(hash_is("", ""));
	assert_true(hash_is("abc", "abc"));
	assert_false(hash_is("abc", "abd"));
	assert_false(hash_is("abc", "ab"));
	assert_false(hash_is("", "a"));
}

TEST(password_is_salted_argon2id)
{
	struct arena *a = arena_new();
	struct fault f;
	char *one, *two;

	assert_int_equal(password_hash(a, "correct horse", &one, &f), OK);
	assert_int_equal(password_hash(a, "correct horse", &two, &f), OK);
	assert_true(text_starts(one, "$argon2id$v=19$m=19456,t=2,p=1$"));
	assert_string_not_equal(one, two);
	assert_true(password_is(one, "correct horse"));
	assert_true(password_is(two, "correct horse"));
	assert_false(password_is(one, "correct horsf"));
	assert_false(password_is(one, "correct hors"));
	assert_false(password_is(one, ""));
	arena_free(a);
}

TEST(password_of_odd_shape)
{
	struct arena *a = arena_new();
	struct fault f;
	char *encoded, *text = arena_print(a, "%0100000d", 7);

	assert_int_equal(password_hash(a, "", &encoded, &f), OK);
	assert_true(password_is(encoded, ""));
	assert_false(password_is(encoded, " "));
	assert_int_equal(password_hash(a, text, &encoded, &f), OK);
	assert_true(password_is(encoded, text));
	text[99999] = '8';
	assert_false(password_is(encoded, text));
	arena_free(a);
}

TEST(password_never_matches_a_text_that_is_not_a_hash)
{
	static const char *const rows[] = { "", "x", "$argon2id$", "$argon2i$v=19$m=8,t=1,p=1$",
		"$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$", "correct horse",
		"$argon2id$v=19$m=19456,t=2,p=1$$" };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(!password_is(rows[i], "correct horse"), "%s", rows[i]);
		CHECK(!password_is(rows[i], ""), "%s", rows[i]);
	}
}
