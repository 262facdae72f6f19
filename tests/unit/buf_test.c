/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <string.h>

#include "test.h"

TEST(buf_is_a_text_from_the_start)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);

	assert_string_equal(b.text, "");
	assert_int_equal(b.length, 0);
	buf_add(&b, "");
	buf_add_bytes(&b, NULL, 0);
	assert_string_equal(b.text, "");
	arena_free(a);
}

TEST(buf_adds_in_order)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);

	buf_add(&b, "one ");
	buf_add_char(&b, '2');
	buf_add_bytes(&b, " three!", 6);
	buf_print(&b, " %s%d", "f", 4);
	assert_string_equal(b.text, "one 2 three f4");
	assert_int_equal(b.length, strlen(b.text));
	arena_free(a);
}

TEST(buf_is_terminated_at_every_length)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; i < 5000; i++) {
		buf_add_char(&b, (char)('a' + i % 26));
		assert_int_equal(b.length, i + 1);
		assert_int_equal(b.text[b.length], '\0');
		assert_true(b.length < b.size_bytes);
	}
	for (i = 0; i < b.length; i++)
		assert_int_equal(b.text[i], 'a' + i % 26);
	arena_free(a);
}

TEST(buf_takes_much_at_once_and_itself)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);

	buf_add(&b, arena_print(a, "%0100000d", 0));
	buf_add(&b, b.text);
	buf_print(&b, "%s", b.text);
	assert_int_equal(b.length, 400000);
	assert_int_equal(strspn(b.text, "0"), 400000);
	arena_free(a);
}

TEST(buf_keeps_zero_bytes)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);

	buf_add_bytes(&b, "a\0b", 3);
	buf_add_char(&b, '\0');
	assert_int_equal(b.length, 4);
	assert_memory_equal(b.text, "a\0b\0", 5);
	arena_free(a);
}

TEST(buf_puts_commas_between_members_and_items)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a);

	buf_add_char(&b, '{');
	buf_next_member(&b, "a\"{");
	buf_add_json(&b, "{[");
	buf_next_member(&b, "b");
	buf_add_char(&b, '[');
	buf_next_item(&b);
	buf_add(&b, "1");
	buf_next_item(&b);
	buf_add(&b, "{}");
	buf_next_item(&b);
	buf_add(&b, "[]]}");
	assert_string_equal(b.text, "{\"a\\\"{\":\"{[\",\"b\":[1,{},[]]}");
	arena_free(a);
}
