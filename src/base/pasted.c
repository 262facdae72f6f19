/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pasted.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/utf16.h"

static const struct {
	uint32_t	first, last;
	char		plain;		/* NUL: left out */
} spellings[] = {
	{ 0xA0, 0xA0, ' ' }, { 0xAD, 0xAD, '\0' }, { 0x2000, 0x200A, ' ' }, { 0x200B, 0x200F, '\0' },
	{ 0x2010, 0x2015, '-' }, { 0x2018, 0x2019, '\'' }, { 0x201C, 0x201E, '"' },
	{ 0x2028, 0x2029, '\n' }, { 0x202A, 0x202E, '\0' }, { 0x202F, 0x202F, ' ' },
	{ 0x205F, 0x205F, ' ' }, { 0x2060, 0x2064, '\0' }, { 0x2212, 0x2212, '-' },
	{ 0x3000, 0x3000, ' ' }, { 0xFE58, 0xFE58, '-' }, { 0xFE63, 0xFE63, '-' },
	{ 0xFEFF, 0xFEFF, '\0' }, { 0xFF0D, 0xFF0D, '-' },
};

static const struct {
	const char	*from;
	char		 plain;
} escapes[] = {
	{ "\\n", '\n' }, { "\\r", '\n' }, { "\\t", '\t' }, { "\\/", '/' }, { "\\\"", '"' },
	{ "&#13;", '\n' }, { "&#10;", '\n' }, { "&#xd;", '\n' }, { "&#xa;", '\n' },
};

struct writing {
	const char	*at, *end;
	char		*to;
};

/* Writes the plain character, if there is one; true: it was one of the table's. */
static bool
put_spelling(struct writing *w, uint32_t point, size_t length)
{
	size_t i;

	for (i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		if (point < spellings[i].first || point > spellings[i].last)
			continue;
		if (spellings[i].plain != '\0')
			*w->to++ = spellings[i].plain;
		w->at += length;
		return true;
	}
	return false;
}

static bool
put_escape(struct writing *w)
{
	size_t length, i;

	for (i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		length = strlen(escapes[i].from);
		if ((size_t)(w->end - w->at) < length
		    || text_find(w->at, length, escapes[i].from) == NULL)
			continue;
		*w->to++ = escapes[i].plain;
		w->at += length;
		return true;
	}
	return false;
}

/* A character of two or three bytes; those of four are none of the table's. */
static uint32_t
point_of(const char *at, size_t *length)
{
	const unsigned char *b = (const unsigned char *)at;

	*length = b[0] < 0xE0 ? 2 : 3;
	return b[0] < 0xE0 ? (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu)
	    : (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
}

/* In Windows-1252. */
static uint32_t
point_of_windows(unsigned char byte)
{
	return byte == 0x96 || byte == 0x97 ? 0x2013 : byte;
}

static void
put(struct writing *w, bool is_utf8)
{
	unsigned char byte = (unsigned char)*w->at;
	uint32_t point = byte;
	size_t length = 1;

	if (byte == '\0') {
		w->at++;
		return;
	}
	if (byte >= 0x80 && !is_utf8)
		point = point_of_windows(byte);
	else if (byte >= 0x80 && byte < 0xF0)
		point = point_of(w->at, &length);
	if (byte >= 0x80 ? put_spelling(w, point, length)
	    : (byte == '\\' || byte == '&') && put_escape(w))
		return;
	*w->to++ = *w->at++;
}

/* Without a mark, zero bytes beside letters tell. */
static bool
is_utf16(const char *b, size_t length, bool *is_big)
{
	if (utf16_is_marked(b, length, is_big))
		return true;
	if (length < 4)
		return false;
	*is_big = b[0] == '\0' && b[2] == '\0' && b[1] > ' ' && b[3] != '\0';
	return *is_big || (b[1] == '\0' && b[3] == '\0' && b[0] > ' ' && b[2] != '\0');
}

struct pasted
pasted_plain(struct arena *a, const char *bytes, size_t length)
{
	struct writing w;
	bool is_big, is_utf8;
	char *wide, *text;

	if (is_utf16(bytes, length, &is_big)) {
		wide = arena_alloc(a, length / 2 * 3 + 1);
		length = (size_t)(utf16_to_utf8(bytes, length, is_big, wide) - wide);
		bytes = wide;
	}
	is_utf8 = text_is_utf8(bytes, length);
	text = arena_alloc(a, length + 1);
	w = (struct writing){ bytes, bytes + length, text };
	while (w.at < w.end)
		put(&w, is_utf8);
	return (struct pasted){ text, (size_t)(w.to - text) };
}
