/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/xml_encoding.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { DECLARATION_BYTES = 512, NO_CHARACTER = 0xFFFF };

static bool
declares(const char *bytes, size_t length, const char *encoding)
{
	size_t limit = length < DECLARATION_BYTES ? length : DECLARATION_BYTES, i;
	size_t wanted = strlen(encoding);

	for (i = 0; i + wanted < limit && bytes[i] != '>'; i++)
		if (strncasecmp(bytes + i, encoding, wanted) == 0
		    && (bytes[i + wanted] == '"' || bytes[i + wanted] == '\''))
			return true;
	return false;
}

static bool
declares_latin(const char *bytes, size_t length)
{
	static const char *const names[] = { "ISO-8859-1", "ISO8859-1", "latin1", "windows-1252" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (declares(bytes, length, names[i]))
			return true;
	return false;
}

/* Returns the end. */
static char *
put(char *to, uint32_t point)
{
	if (point < 0x80) {
		*to++ = (char)point;
		return to;
	}
	if (point < 0x800) {
		*to++ = (char)(0xC0 | point >> 6);
	} else if (point < 0x10000) {
		*to++ = (char)(0xE0 | point >> 12);
		*to++ = (char)(0x80 | (point >> 6 & 0x3F));
	} else {
		*to++ = (char)(0xF0 | point >> 18);
		*to++ = (char)(0x80 | (point >> 12 & 0x3F));
		*to++ = (char)(0x80 | (point >> 6 & 0x3F));
	}
	*to++ = (char)(0x80 | (point & 0x3F));
	return to;
}

static void
from_latin(struct arena *a, const char *bytes, size_t length, struct xml_source *out)
{
	char *text = arena_alloc(a, length * 2 + 1), *end = text;
	size_t i;

	for (i = 0; i < length; i++)
		end = put(end, (unsigned char)bytes[i]);
	*out = (struct xml_source){ text, (size_t)(end - text) };
}

/* Half of a pair becomes NO_CHARACTER, which the parser finds where it stands. */
static void
from_utf16(struct arena *a, const char *bytes, size_t length, bool is_big, struct xml_source *out)
{
	const unsigned char *b = (const unsigned char *)bytes;
	char *text = arena_alloc(a, length / 2 * 3 + 1), *end = text;
	uint32_t unit, high = 0;
	size_t i;

	for (i = 0; i + 1 < length; i += 2) {
		unit = is_big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i];
		if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
			end = put(end, 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF));
			high = 0;
			continue;
		}
		if (high != 0)
			end = put(end, NO_CHARACTER);
		high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
		if (high == 0)
			end = put(end, unit >= 0xDC00 && unit < 0xE000 ? NO_CHARACTER : unit);
	}
	*out = (struct xml_source){ text, (size_t)(end - text) };
}

/* Pasted documents often begin with blanks, which XML does not allow before a declaration. */
static void
skip_blank(struct xml_source *s)
{
	while (s->length > 0 && s->text[0] != '\0' && strchr(" \t\r\n", s->text[0]) != NULL) {
		s->text++;
		s->length--;
	}
}

static bool
begins(const char *bytes, size_t length, const char *with, size_t count)
{
	return length >= count && memcmp(bytes, with, count) == 0;
}

static bool
is_utf16(const char *bytes, size_t length, bool *is_big)
{
	*is_big = begins(bytes, length, "\xfe\xff", 2) || begins(bytes, length, "\0<", 2);
	return *is_big || begins(bytes, length, "\xff\xfe", 2) || begins(bytes, length, "<", 2);
}

bool
xml_to_utf8(struct arena *a, const char *bytes, size_t length, struct xml_source *out)
{
	size_t mark = begins(bytes, length, "\xef\xbb\xbf", 3) ? 3 : 0;
	bool is_big;

	if (is_utf16(bytes, length, &is_big)) {
		mark = begins(bytes, length, "\xfe\xff", 2) || begins(bytes, length, "\xff\xfe", 2) ? 2 : 0;
		from_utf16(a, bytes + mark, length - mark, is_big, out);
	} else if (text_is_utf8(bytes, length)) {
		*out = (struct xml_source){ bytes + mark, length - mark };
	} else if (declares_latin(bytes, length)) {
		from_latin(a, bytes + mark, length - mark, out);
	} else {
		return false;
	}
	skip_blank(out);
	return true;
}
