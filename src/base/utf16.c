/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf16.h"

#include <string.h>

enum { NO_CHARACTER = 0xFFFF };

char *
utf8_put(char *to, uint32_t point)
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

bool
utf16_is_marked(const char *bytes, size_t length, bool *is_big)
{
	*is_big = length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0;
	return *is_big || (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0);
}

char *
utf16_to_utf8(const char *bytes, size_t length, bool is_big, char *to)
{
	const unsigned char *b = (const unsigned char *)bytes;
	bool mark_is_big;
	uint32_t unit, high = 0;
	size_t i = utf16_is_marked(bytes, length, &mark_is_big) ? 2 : 0;

	for (; i + 1 < length; i += 2) {
		unit = is_big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i];
		if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
			to = utf8_put(to, 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF));
			high = 0;
			continue;
		}
		if (high != 0)
			to = utf8_put(to, NO_CHARACTER);
		high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
		if (high == 0)
			to = utf8_put(to, unit >= 0xDC00 && unit < 0xE000 ? NO_CHARACTER : unit);
	}
	return to;
}
