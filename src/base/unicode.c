/* SPDX-License-Identifier: Apache-2.0 */
#include "base/unicode.h"

struct range {
	uint32_t	 first, last;
};

static const struct range blanks[] = { { 0x01, 0x20 }, { 0x7F, 0xA0 }, { 0x1680, 0x1680 },
	{ 0x2000, 0x200A }, { 0x2028, 0x2029 }, { 0x202F, 0x202F }, { 0x205F, 0x205F },
	{ 0x3000, 0x3000 } };
static const struct range unseen[] = { { 0xAD, 0xAD }, { 0x034F, 0x034F }, { 0x061C, 0x061C },
	{ 0x180E, 0x180E }, { 0x200B, 0x200B }, { 0x200E, 0x200F }, { 0x202A, 0x202E },
	{ 0x2060, 0x206F }, { 0xFEFF, 0xFEFF } };

uint32_t
unicode_first(const char *text, size_t *bytes)
{
	const unsigned char *s = (const unsigned char *)text;

	*bytes = 1;
	if (s[0] < 0x80)
		return s[0];
	if (s[0] >= 0xC2 && s[0] < 0xE0 && (s[1] & 0xC0) == 0x80) {
		*bytes = 2;
		return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
	}
	if (s[0] < 0xE0 || s[0] > 0xEF || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
		return 0;
	*bytes = 3;
	return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
}

char *
unicode_put(char *to, uint32_t point)
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

#define HAS(ranges, point) has(ranges, sizeof(ranges) / sizeof((ranges)[0]), point)

static bool
has(const struct range *ranges, size_t count, uint32_t point)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	return false;
}

bool
unicode_is_blank(uint32_t point)
{
	return HAS(blanks, point);
}

bool
unicode_is_unseen(uint32_t point)
{
	return HAS(unseen, point);
}

bool
unicode_is_joiner(uint32_t point)
{
	return point == 0x200C || point == 0x200D;
}
