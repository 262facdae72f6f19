/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf16.h"

#include <stdint.h>
#include <string.h>

#include "base/unicode.h"

enum { NO_CHARACTER = 0xFFFF };

bool
utf16_is_marked(const char *bytes, size_t length, bool *is_big)
{
	*is_big = length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0;
	return *is_big || (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0);
}

/* Writes at most length / 2 * 3 bytes; returns the end. */
static char *
put_all(const char *bytes, size_t length, bool is_big, char *to)
{
	const unsigned char *b = (const unsigned char *)bytes;
	bool mark_is_big;
	uint32_t unit, high = 0;
	size_t i = utf16_is_marked(bytes, length, &mark_is_big) ? 2 : 0;

	for (; i + 1 < length; i += 2) {
		unit = is_big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i];
		if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
			to = unicode_put(to, 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF));
			high = 0;
			continue;
		}
		if (high != 0)
			to = unicode_put(to, NO_CHARACTER);
		high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
		if (high == 0)
			to = unicode_put(to, unit >= 0xDC00 && unit < 0xE000 ? NO_CHARACTER : unit);
	}
	return to;
}

char *
utf16_text(struct arena *a, const char *bytes, size_t length, bool is_big, size_t *count)
{
	char *text = arena_alloc(a, length / 2 * 3 + 1);

	*count = (size_t)(put_all(bytes, length, is_big, text) - text);
	return text;
}
