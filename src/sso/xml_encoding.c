/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/xml_encoding.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/unicode.h"
#include "base/utf16.h"

enum { DECLARATION_BYTES = 512 };

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

static void
from_latin(struct arena *a, const char *bytes, size_t length, struct xml_source *out)
{
	char *text = arena_alloc(a, length * 2 + 1), *end = text;
	size_t i;

	for (i = 0; i < length; i++)
		end = unicode_put(end, (unsigned char)bytes[i]);
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
is_utf16(const char *bytes, size_t length, bool *is_big)
{
	if (utf16_is_marked(bytes, length, is_big))
		return true;
	*is_big = length >= 2 && memcmp(bytes, "\0<", 2) == 0;
	return *is_big || (length >= 2 && memcmp(bytes, "<", 2) == 0);
}

bool
xml_to_utf8(struct arena *a, const char *bytes, size_t length, struct xml_source *out)
{
	size_t mark = text_mark_length(bytes, length);
	bool is_big;

	if (is_utf16(bytes, length, &is_big)) {
		out->text = utf16_text(a, bytes, length, is_big, &out->length);
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
