/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <string.h>

struct buf
buf_in(struct arena *a)
{
	struct buf b = { .arena = a, .size_bytes = 256 };

	b.text = arena_alloc(a, b.size_bytes);
	return b;
}

static void
buf_reserve(struct buf *b, size_t count)
{
	size_t wanted = b->length + count + 1, size = b->size_bytes;
	char *text;

	if (wanted <= size)
		return;
	while (size < wanted)
		size *= 2;
	text = arena_alloc(b->arena, size);
	memcpy(text, b->text, b->length);
	b->text = text;
	b->size_bytes = size;
}

void
buf_add_bytes(struct buf *b, const void *bytes, size_t count)
{
	buf_reserve(b, count);
	if (count > 0)
		memcpy(b->text + b->length, bytes, count);
	b->length += count;
	b->text[b->length] = '\0';
}

void
buf_add(struct buf *b, const char *text)
{
	buf_add_bytes(b, text, strlen(text));
}

void
buf_add_char(struct buf *b, char c)
{
	buf_add_bytes(b, &c, 1);
}

void
buf_print(struct buf *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_add(b, arena_vprint(b->arena, format, args));
	va_end(args);
}

void
buf_add_json(struct buf *b, const char *text)
{
	buf_add_char(b, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_print(b, "\\%c", *text);
		else if ((unsigned char)*text < 0x20)
			buf_print(b, "\\u%04x", (unsigned char)*text);
		else
			buf_add_char(b, *text);
	}
	buf_add_char(b, '"');
}

void
buf_next_item(struct buf *b)
{
	char last = b->length == 0 ? '[' : b->text[b->length - 1];

	if (last != '[' && last != '{')
		buf_add_char(b, ',');
}

void
buf_next_member(struct buf *b, const char *name)
{
	buf_next_item(b);
	buf_add_json(b, name);
	buf_add_char(b, ':');
}
