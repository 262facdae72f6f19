/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

TEST(random_texts_have_their_length_and_alphabet)
{
	struct arena *a = arena_new();
	size_t length;

	for (length = 0; length < 100; length++) {
		assert_int_equal(strlen(random_alnum(a, length)), length);
		assert_int_equal(strlen(random_base58(a, length)), length);
		assert_true(text_is_hex(random_hex(a, length), length));
	}
	assert_true(text_is_alnum(random_alnum(a, 10000)));
	assert_true(text_is_alnum(random_base58(a, 10000)));
	assert_null(strpbrk(random_base58(a, 10000), "0OIl"));
	arena_free(a);
}

/* A letter is missing from 10,000 with a probability under 10^-68. */
TEST(random_texts_use_the_whole_alphabet)
{
	static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz";
	struct arena *a = arena_new();
	char *alnum = random_alnum(a, 10000), *base58 = random_base58(a, 10000);
	size_t i;

	for (i = 0; letters[i] != '\0'; i++) {
		assert_non_null(strchr(alnum, letters[i]));
		if (strchr("0OIl", letters[i]) == NULL)
			assert_non_null(strchr(base58, letters[i]));
	}
	arena_free(a);
}

TEST(random_texts_differ)
{
	struct arena *a = arena_new();
	char *texts[200];
	size_t i, j;

	for (i = 0; i < COUNT(texts); i++) {
		texts[i] = random_alnum(a, 20);
		for (j = 0; j < i; j++)
			assert_string_not_equal(texts[i], texts[j]);
	}
	arena_free(a);
}

TEST(random_ids_carry_their_prefix)
{
	struct arena *a = arena_new();
	char *id = random_id(a, "ssp_", 22);

	assert_true(text_starts(id, "ssp_"));
	assert_int_equal(strlen(id), 26);
	assert_string_equal(random_id(a, "con_", 0), "con_");
	arena_free(a);
}
