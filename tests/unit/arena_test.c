/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "test.h"

static char order[16];

static void
note(void *letter)
{
	strncat(order, letter, 1);
}

TEST(arena_memory_is_zeroed_and_aligned)
{
	static const size_t sizes[] = { 1, 3, 15, 16, 17, 255, 65536, 1000000, 7 };
	struct arena *a = arena_new();
	char *memory;
	size_t i, j, round;

	for (round = 0; round < 3; round++) {
		for (i = 0; i < COUNT(sizes); i++) {
			memory = arena_alloc(a, sizes[i]);
			assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
			for (j = 0; j < sizes[i]; j++)
				assert_int_equal(memory[j], 0);
			memset(memory, 0xA5, sizes[i]);
		}
		arena_reset(a);
	}
	arena_free(a);
}

TEST(arena_memory_is_wiped_when_it_is_reset)
{
	struct arena *a = arena_new();
	const char *text = arena_text(a, "a secret of this request");
	const size_t length = strlen(text);
	const char *end = text + 64 * 1024;	/* of the first chunk */
	const char zeroes[32] = "";

	/* A text that does not fit is printed twice, the first time only in part. */
	arena_alloc(a, (size_t)(end - text) - 64);
	arena_print(a, "a secret that is longer than what is left %s", "in the first chunk");
	assert_memory_equal(end - sizeof(zeroes), zeroes, sizeof(zeroes));
	arena_reset(a);
	/* The first chunk stays, so it can be read. */
	assert_memory_equal(text, zeroes, length);
	arena_free(a);
}

TEST(arena_pieces_do_not_overlap)
{
	struct arena *a = arena_new();
	unsigned char *pieces[500];
	size_t i, j;

	for (i = 0; i < COUNT(pieces); i++) {
		pieces[i] = arena_alloc(a, i + 1);
		memset(pieces[i], (int)(i % 251), i + 1);
	}
	for (i = 0; i < COUNT(pieces); i++)
		for (j = 0; j <= i; j++)
			assert_int_equal(pieces[i][j], i % 251);
	arena_free(a);
}

TEST(arena_gives_pointers_for_nothing_too)
{
	struct arena *a = arena_new();

	assert_non_null(arena_alloc(a, 0));
	assert_non_null(arena_array(a, 0, 8));
	assert_string_equal(arena_copy(a, "abc", 0), "");
	assert_string_equal(arena_text(a, ""), "");
	assert_null(arena_text(a, NULL));
	arena_free(a);
}

TEST(arena_copies_are_terminated_and_own)
{
	struct arena *a = arena_new();
	char text[] = "postern";
	char *copy = arena_copy(a, text, 4), *whole = arena_text(a, text);

	memset(text, 'x', sizeof(text) - 1);
	assert_string_equal(copy, "post");
	assert_string_equal(whole, "postern");
	arena_free(a);
}

TEST(arena_prints_texts_of_any_length)
{
	struct arena *a = arena_new();
	char *long_text;

	assert_string_equal(arena_print(a, "%s-%d", "n", 7), "n-7");
	assert_string_equal(arena_print(a, "%s", ""), "");
	long_text = arena_print(a, "%0200000d", 1);
	assert_int_equal(strlen(long_text), 200000);
	arena_free(a);
}

TEST(arena_reset_releases_newest_first)
{
	struct arena *a = arena_new();

	order[0] = '\0';
	arena_defer(a, note, "1");
	arena_alloc(a, 200000);
	arena_defer(a, note, "2");
	arena_defer(a, note, "3");
	arena_reset(a);
	assert_string_equal(order, "321");
	arena_reset(a);
	assert_string_equal(order, "321");
	arena_defer(a, note, "4");
	arena_free(a);
	assert_string_equal(order, "3214");
}

struct again {
	struct arena	*arena;
	int		 releases;
};

static void
defer_once_more(void *user)
{
	struct again *again = user;

	again->releases++;
	if (again->releases == 1)
		arena_defer(again->arena, note, "n");
}

TEST(arena_release_may_defer_another)
{
	struct again again = { arena_new(), 0 };

	order[0] = '\0';
	arena_defer(again.arena, defer_once_more, &again);
	arena_reset(again.arena);
	arena_free(again.arena);
	assert_int_equal(again.releases, 1);
	assert_string_equal(order, "n");
}
