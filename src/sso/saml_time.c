/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_time.h"

#include <string.h>

#include "base/text.h"

enum { SECONDS_CHARS = 19, FRACTION_MAX_CHARS = 20 };	/* 2026-11-21T21:57:15 */

static bool
is_zone(const char *text)
{
	return text_is(text, "Z") || text_is(text, "+00:00") || text_is(text, "-00:00");
}

/* A date that does not exist would be another one once it is computed. */
static bool
is_same(moment m, const char *text)
{
	char written[MOMENT_BYTES];

	moment_write(m, written);
	return memcmp(written, text, SECONDS_CHARS) == 0;
}

bool
saml_time_read(struct arena *a, const char *text, moment *out)
{
	size_t digits = 0;
	char *seconds;
	moment m;

	if (strlen(text) <= SECONDS_CHARS)
		return false;
	seconds = arena_print(a, "%.*sZ", SECONDS_CHARS, text);
	if (!moment_read(seconds, &m) || m < 0 || !is_same(m, text))
		return false;
	text += SECONDS_CHARS;
	if (*text == '.') {
		digits = strspn(++text, "0123456789");
		if (digits == 0 || digits > FRACTION_MAX_CHARS)
			return false;
		m += (text[0] - '0') * 100 + (digits > 1 ? (text[1] - '0') * 10 : 0)
		    + (digits > 2 ? text[2] - '0' : 0);
	}
	if (!is_zone(text + digits))
		return false;
	*out = m;
	return true;
}
