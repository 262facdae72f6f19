/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pasted.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/unicode.h"
#include "base/utf16.h"

static const struct {
	uint32_t	first, last;
	char		plain;
} spellings[] = {
	{ 0x2010, 0x2015, '-' }, { 0x2018, 0x2019, '\'' }, { 0x201C, 0x201E, '"' },
	{ 0x2028, 0x2029, '\n' }, { 0x2212, 0x2212, '-' }, { 0xFE58, 0xFE58, '-' },
	{ 0xFE63, 0xFE63, '-' }, { 0xFF0D, 0xFF0D, '-' },
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

/* The plain character for one that is not ASCII; NUL: it is to be left out; -1: it stays. */
static int
plain_for(uint32_t point)
{
	size_t i;

	for (i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		if (point >= spellings[i].first && point <= spellings[i].last)
			return spellings[i].plain;
	if (unicode_is_unseen(point) || unicode_is_joiner(point))
		return '\0';
	return unicode_is_blank(point) ? ' ' : -1;
}

/* True: it was written plainly, or left out. */
static bool
put_plain(struct writing *w, uint32_t point, size_t length)
{
	int plain = plain_for(point);

	if (plain < 0)
		return false;
	if (plain > 0)
		*w->to++ = (char)plain;
	w->at += length;
	return true;
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
	else if (byte >= 0x80)
		point = unicode_first(w->at, &length);
	if (byte >= 0x80 ? put_plain(w, point, length)
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
	char *text;

	if (is_utf16(bytes, length, &is_big))
		bytes = utf16_text(a, bytes, length, is_big, &length);
	is_utf8 = text_is_utf8(bytes, length);
	text = arena_alloc(a, length + 1);
	w = (struct writing){ bytes, bytes + length, text };
	while (w.at < w.end)
		put(&w, is_utf8);
	return (struct pasted){ text, (size_t)(w.to - text) };
}
