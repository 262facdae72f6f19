/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
text_is(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
text_is_nocase(const char *a, const char *b)
{
	for (; *a != '\0' && lower(*a) == lower(*b); a++, b++)
		;
	return *a == *b;
}

bool
text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
text_begins(const char *bytes, size_t length, const char *word)
{
	return length >= strlen(word) && strncasecmp(bytes, word, strlen(word)) == 0;
}

bool
text_is_html(const char *bytes, size_t length)
{
	return text_begins(bytes, length, "<!doctype html") || text_begins(bytes, length, "<html");
}

size_t
text_mark_length(const char *bytes, size_t length)
{
	static const char mark[] = "\xef\xbb\xbf";

	return length >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0 ? strlen(mark) : 0;
}

const char *
text_find(const char *text, size_t length, const char *word)
{
	const char lower = (char)tolower((unsigned char)word[0]);
	const char upper = (char)toupper((unsigned char)word[0]);
	size_t wanted = strlen(word), i;

	for (i = 0; i + wanted <= length; i++)
		if ((text[i] == lower || text[i] == upper) && strncasecmp(text + i, word, wanted) == 0)
			return text + i;
	return NULL;
}

bool
text_is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

bool
text_is_alnum(const char *text)
{
	const char *c = text;

	while ((*c >= '0' && *c <= '9') || (lower(*c) >= 'a' && lower(*c) <= 'z'))
		c++;
	return c > text && *c == '\0';
}

bool
text_is_hex(const char *text, size_t length)
{
	return strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

/* The length in bytes of the character at s; 0: it is not a valid one. */
static size_t
utf8_length(const unsigned char *s, size_t left)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t point;
	size_t length, i;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	length = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (length > left)
		return 0;
	point = s[0] & (0xFFu >> (length + 1));
	for (i = 1; i < length; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		point = point << 6 | (s[i] & 0x3F);
	}
	if (point < least[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
		return 0;
	return length;
}

bool
text_is_utf8(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t step;

	for (; length > 0; s += step, length -= step) {
		step = utf8_length(s, length);
		if (step == 0)
			return false;
	}
	return true;
}

size_t
text_chars(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

bool
text_is_printable(const char *text)
{
	for (; *text != '\0'; text++)
		if (((unsigned char)*text < 0x20 && strchr("\t\n\r", *text) == NULL) || *text == 0x7F)
			return false;
	return true;
}

bool
text_to_long(const char *text, long min, long max, long *out)
{
	const char *digits = *text == '-' ? text + 1 : text;
	long value;

	if (*digits == '\0' || strspn(digits, "0123456789") != strlen(digits))
		return false;
	errno = 0;
	value = strtol(text, NULL, 10);
	if (errno != 0 || value < min || value > max)
		return false;
	*out = value;
	return true;
}

char *
text_lower(struct arena *a, const char *text)
{
	char *copy = arena_text(a, text), *c;

	for (c = copy; *c != '\0'; c++)
		*c = lower(*c);
	return copy;
}

char *
text_upper(struct arena *a, const char *text)
{
	char *copy = arena_text(a, text), *c;

	for (c = copy; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - ('a' - 'A'));
	return copy;
}

char *
text_trim(struct arena *a, const char *text)
{
	size_t length;

	text += strspn(text, " \t\r\n");
	length = strlen(text);
	while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
		length--;
	return arena_copy(a, text, length);
}

size_t
text_split(struct arena *a, const char *text, const char *separators, const char ***parts)
{
	size_t count = 0, length;

	*parts = arena_array(a, strlen(text) / 2 + 1, sizeof(**parts));
	for (text += strspn(text, separators); *text != '\0'; text += strspn(text, separators)) {
		length = strcspn(text, separators);
		(*parts)[count++] = arena_copy(a, text, length);
		text += length;
	}
	return count;
}

enum { EXCERPT_BYTES = 100 };

char *
text_excerpt(struct arena *a, const char *text)
{
	size_t length = strlen(text), end = length < EXCERPT_BYTES ? length : EXCERPT_BYTES;
	char *copy, *c;

	while (end < length && end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	copy = arena_print(a, "%.*s%s", (int)end, text, end < length ? "..." : "");
	for (c = copy; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7F)
			*c = ' ';
	return copy;
}

char *
text_cut(struct arena *a, const char *text, size_t max_chars)
{
	const char *end = text;
	size_t i;

	for (i = 0; i < max_chars && *end != '\0'; i++)
		for (end++; ((unsigned char)*end & 0xC0) == 0x80;)
			end++;
	return *end == '\0' ? arena_text(a, text)
	    : arena_print(a, "%.*s…", (int)(end - text), text);
}
