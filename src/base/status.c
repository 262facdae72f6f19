/* SPDX-License-Identifier: Apache-2.0 */
#include "base/status.h"

#include <stdio.h>
#include <string.h>

#include "base/format.h"

/* Cuts the text at a whole character, as an argument may quote what was sent. */
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

/* Keeps the argument that was written after the used ones, or as much of it as fits: it is
 * wanted bytes long. */
static void
end_argument(struct fault *f, int wanted)
{
	char *out = f->args + f->used_bytes;

	end_whole(out, sizeof(f->args) - f->used_bytes, wanted);
	while (*out != '\0')
		out++;
	/* The last byte is kept for arguments that find no room, which are empty then. */
	f->used_bytes = (size_t)(out - f->args);
	if (f->used_bytes + 1 < sizeof(f->args))
		f->used_bytes++;
}

static void
say(struct fault *f, long number, const char *one, const char *many, struct arguments *args)
{
	const char *format = many == NULL ? one : many;
	struct conversion c;

	if (f->count == FAULT_SENTENCES)
		return;
	f->said[f->count].id = one;
	f->said[f->count].plural = many;
	f->said[f->count].number = number;
	f->said[f->count].args = 0;
	for (c = conversion_next(format); c.length > 0; c = conversion_next(format)) {
		format += c.before + c.length;
		if (c.type == '%')
			continue;
		end_argument(f, conversion_take(&c, args, f->args + f->used_bytes,
		    sizeof(f->args) - f->used_bytes));
		f->said[f->count].args++;
	}
	f->count++;
}

void
fault_code(struct fault *f, const char *code)
{
	snprintf(f->code, sizeof(f->code), "%s", code);
}

static void
begin(struct fault *f, const char *code)
{
	f->count = 0;
	f->used_bytes = 0;
	fault_code(f, code);
}

enum status
fail(struct fault *f, enum status st, const char *format, ...)
{
	struct arguments args;

	begin(f, "");
	va_start(args.list, format);
	say(f, 0, format, NULL, &args);
	va_end(args.list);
	return st;
}

enum status
fail_counted(struct fault *f, enum status st, long count, const char *one, const char *many,
    ...)
{
	struct arguments args;

	begin(f, "");
	va_start(args.list, many);
	say(f, count, one, many, &args);
	va_end(args.list);
	return st;
}

enum status
fail_code(struct fault *f, enum status st, const char *code, const char *format, ...)
{
	struct arguments args;

	begin(f, code);
	va_start(args.list, format);
	say(f, 0, format, NULL, &args);
	va_end(args.list);
	return st;
}

void
fault_add(struct fault *f, const char *format, ...)
{
	struct arguments args;

	va_start(args.list, format);
	say(f, 0, format, NULL, &args);
	va_end(args.list);
}

void
fault_join(struct fault *f, const struct fault *why)
{
	const char *arg = why->args, *last = why->args + why->used_bytes;
	size_t i, j;

	for (i = 0; i < why->count && f->count < FAULT_SENTENCES; i++) {
		f->said[f->count] = why->said[i];
		for (j = 0; j < why->said[i].args; j++) {
			end_argument(f, snprintf(f->args + f->used_bytes,
			    sizeof(f->args) - f->used_bytes, "%s", arg));
			arg += strlen(arg) + 1;
			if (arg > last)
				arg = last;	/* where no more fitted */
		}
		f->count++;
	}
}

enum status
fail_broken(struct fault *f)
{
	return fail(f, BROKEN, "Something went wrong on our side. We have logged the error.");
}

enum status
fail_unavailable(struct fault *f)
{
	return fail(f, UNAVAILABLE,
	    "The service is temporarily unavailable. Try again in a moment.");
}
