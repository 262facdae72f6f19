/* SPDX-License-Identifier: Apache-2.0 */
#include "base/encode.h"

#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

const char base64_digits[] = DIGITS;

int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *
form_decode(struct arena *a, const char *text, size_t length)
{
	char *out = arena_alloc(a, length + 1), *to = out;
	size_t i;

	for (i = 0; i < length; i++, to++) {
		*to = text[i] == '+' ? ' ' : text[i];
		if (text[i] != '%')
			continue;
		if (length - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
			return NULL;
		*to = (char)(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
		i += 2;
	}
	if (memchr(out, '\0', (size_t)(to - out)) != NULL || !text_is_utf8(out, (size_t)(to - out)))
		return NULL;
	return out;
}

char *
url_encode(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);

	for (; *text != '\0'; text++) {
		char one[2] = { *text, '\0' };

		if (text_is_alnum(one) || strchr("-._~", *text) != NULL)
			buf_add_char(&b, *text);
		else
			buf_print(&b, "%%%02X", (unsigned char)*text);
	}
	return b.text;
}

char *
base64_encode(struct arena *a, const void *bytes, size_t count)
{
	size_t size = sodium_base64_encoded_len(count, sodium_base64_VARIANT_ORIGINAL);

	return sodium_bin2base64(arena_alloc(a, size), size, bytes, count,
	    sodium_base64_VARIANT_ORIGINAL);
}

static char *
base64_bytes_ignoring(struct arena *a, const char *text, const char *ignored, size_t *count)
{
	size_t size = strlen(text);
	char *out = arena_alloc(a, size + 1);

	return sodium_base642bin((unsigned char *)out, size, text, size, ignored, count, NULL,
	    sodium_base64_VARIANT_ORIGINAL) == 0 ? out : NULL;
}

char *
base64_bytes(struct arena *a, const char *text, size_t *count)
{
	return text[strspn(text, DIGITS "=")] == '\0' ? base64_bytes_ignoring(a, text, NULL, count) : NULL;
}

char *
base64_bytes_wrapped(struct arena *a, const char *text, size_t *count)
{
	return base64_bytes_ignoring(a, text, " \t\r\n", count);
}

char *
base64_decode(struct arena *a, const char *text)
{
	size_t count;
	char *out = base64_bytes(a, text, &count);

	return out == NULL || memchr(out, '\0', count) != NULL ? NULL : out;
}

char *
base64url_encode(struct arena *a, const void *bytes, size_t count)
{
	size_t size = sodium_base64_encoded_len(count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

	return sodium_bin2base64(arena_alloc(a, size), size, bytes, count,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

unsigned char *
base64url_bytes(struct arena *a, const char *text, size_t length, size_t *count)
{
	unsigned char *out = arena_alloc(a, length + 1);

	if (sodium_base642bin(out, length, text, length, NULL, count, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return NULL;
	return out;
}

char *
base64url_decode(struct arena *a, const char *text)
{
	size_t count;
	char *out = (char *)base64url_bytes(a, text, strlen(text), &count);

	return out == NULL || memchr(out, '\0', count) != NULL ? NULL : out;
}

char *
xml_escape(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);

	for (; *text != '\0'; text++)
		switch (*text) {
		case '&': buf_add(&b, "&amp;"); break;
		case '<': buf_add(&b, "&lt;"); break;
		case '>': buf_add(&b, "&gt;"); break;
		case '"': buf_add(&b, "&quot;"); break;
		case '\t': case '\n': case '\r': buf_print(&b, "&#%d;", *text); break;
		default:
			if ((unsigned char)*text >= ' ')
				buf_add_char(&b, *text);
		}
	return b.text;
}
