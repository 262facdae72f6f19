/* SPDX-License-Identifier: Apache-2.0 */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

/* Cut at a whole character: a sentence may quote what was sent. */
static void
end_whole(char *text, size_t size_bytes, int wanted)
{
	size_t end = size_bytes - 1;

	if (wanted < 0 || (size_t)wanted < size_bytes)
		return;
	while (end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
		end--;
	if (end > 0 && (unsigned char)text[end - 1] >= 0x80)
		end--;
	text[end] = '\0';
}

static void
say(struct fault *f, const char *code, const char *format, va_list args)
{
	int wanted = vsnprintf(f->sentence, sizeof(f->sentence), format, args);

	end_whole(f->sentence, sizeof(f->sentence), wanted);
	snprintf(f->code, sizeof(f->code), "%s", code);
}

enum status
fail(struct fault *f, enum status st, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(f, "", format, args);
	va_end(args);
	return st;
}

enum status
fail_code(struct fault *f, enum status st, const char *code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(f, code, format, args);
	va_end(args);
	return st;
}

enum status
fail_broken(struct fault *f)
{
	return fail(f, BROKEN, "Something went wrong on our side. It has been logged.");
}

enum status
fail_unavailable(struct fault *f)
{
	return fail(f, UNAVAILABLE,
	    "The service is briefly unavailable. Please try again in a moment.");
}
