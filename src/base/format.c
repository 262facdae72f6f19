/* SPDX-License-Identifier: Apache-2.0 */
#include "base/format.h"

#include <stdio.h>
#include <string.h>

static size_t
digits(const char *text, size_t *number)
{
	size_t i;

	*number = 0;
	for (i = 0; i < 3 && text[i] >= '0' && text[i] <= '9'; i++)
		*number = *number * 10 + (size_t)(text[i] - '0');
	return i;
}

struct conversion
conversion_next(const char *format)
{
	const char *begin = strchr(format, '%'), *p;
	struct conversion c = { 0 };
	size_t position, count;

	if (begin == NULL || begin[1] == '\0')
		return c;
	c.before = (size_t)(begin - format);
	p = begin + 1;
	count = digits(p, &position);
	if (count > 0 && p[count] == '$') {
		c.position = position;
		p += count + 1;
	}
	for (; *p == 'l' || *p == 'z'; p++)
		c.modifier = c.modifier == 'l' ? 'L' : *p;
	c.type = *p;
	c.length = (size_t)(p - begin) + (*p != '\0');
	return c;
}

bool
conversion_is_number(const struct conversion *c)
{
	return c->type == 'd' || c->type == 'u';
}

static long long
take_signed(const struct conversion *c, struct arguments *args)
{
	switch (c->modifier) {
	case 'L': return va_arg(args->list, long long);
	case 'l': return va_arg(args->list, long);
	case 'z': return (long long)va_arg(args->list, size_t);
	default: return va_arg(args->list, int);
	}
}

static unsigned long long
take_unsigned(const struct conversion *c, struct arguments *args)
{
	switch (c->modifier) {
	case 'L': return va_arg(args->list, unsigned long long);
	case 'l': return va_arg(args->list, unsigned long);
	case 'z': return va_arg(args->list, size_t);
	default: return va_arg(args->list, unsigned);
	}
}

int
conversion_take(const struct conversion *c, struct arguments *args, char *out,
    size_t size_bytes)
{
	switch (c->type) {
	case 's':
		return snprintf(out, size_bytes, "%s", va_arg(args->list, const char *));
	case 'd':
		return snprintf(out, size_bytes, "%lld", take_signed(c, args));
	case 'u':
		return snprintf(out, size_bytes, "%llu", take_unsigned(c, args));
	default:
		return snprintf(out, size_bytes, "%s", "");
	}
}
