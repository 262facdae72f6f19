/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/outcome.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/unicode.h"

#define OUTCOME(name, type, rules) \
	{ #name, type, rules, offsetof(struct login_outcome, name) }

static const struct field fields[] = {
	OUTCOME(failure, FIELD_TEXT, 0), OUTCOME(expected, FIELD_TEXT, NULLABLE),
	OUTCOME(came, FIELD_TEXT, NULLABLE), OUTCOME(code, FIELD_TEXT, NULLABLE),
	OUTCOME(detail, FIELD_TEXT, NULLABLE),
	{ "seconds", FIELD_NUMBER, 0, offsetof(struct login_outcome, seconds), .min = LONG_MIN },
	OUTCOME(is_in_metadata, FIELD_BOOL, 0), OUTCOME(doubts, FIELD_TEXTS, 0),
};

const struct shape login_outcome_shape = SHAPE(struct login_outcome, fields);

static const char ellipsis[] = "…";

/* The length in bytes of the character at text; 0: it is not UTF-8. */
static size_t
character_length(const char *text)
{
	const size_t left = strnlen(text, 4);
	size_t length;

	for (length = 1; length <= left; length++)
		if (text_is_utf8(text, length))
			return length;
	return 0;
}

/* Any character that looks like nothing, or like a space. */
static bool
is_hidden(uint32_t point)
{
	return point != ' ' && (unicode_is_blank(point) || unicode_is_unseen(point) ||
	    unicode_is_joiner(point));
}

/* Adds the character at text, so that it can be seen; returns its length in bytes. */
static size_t
add_character(struct buf *b, const char *text)
{
	const size_t length = character_length(text);
	size_t bytes;
	uint32_t point;

	if (length == 0) {
		buf_print(b, "\\x%02X", (unsigned char)*text);
		return 1;
	}
	point = unicode_first(text, &bytes);
	if (length < 4 && is_hidden(point))
		buf_print(b, "\\u%04X", (unsigned)point);
	else
		buf_add_bytes(b, text, length);
	return length;
}

/* Not longer than the limit; NULL stays NULL. */
static char *
visible(struct arena *a, const char *text)
{
	struct buf b = buf_in(a);
	size_t chars = 0, last = 0, begin;

	if (text == NULL)
		return NULL;
	while (*text != '\0') {
		begin = b.length;
		text += add_character(&b, text);
		chars += text_chars(b.text + begin);
		if (chars > OUTCOME_TEXT_MAX_CHARS)
			return arena_print(a, "%.*s%s", (int)last, b.text, ellipsis);
		if (chars < OUTCOME_TEXT_MAX_CHARS)
			last = b.length;
	}
	return b.text;
}

/* The same, on one line. */
static char *
on_one_line(struct arena *a, const char *text)
{
	char *copy = arena_text(a, text), *c;

	if (copy == NULL)
		return NULL;
	for (c = copy; *c != '\0'; c++)
		if (strchr("\t\r\n", *c) != NULL)
			*c = ' ';
	return visible(a, text_trim(a, copy));
}

static enum status
refuse(struct arena *a, struct login_outcome *out, enum login_failure w)
{
	const struct texts doubts = out->doubts;

	*out = (struct login_outcome){ .given = GIVEN_ALL, .doubts = doubts,
		.failure = arena_text(a, login_failure_name(w)) };
	return INVALID;
}

enum status
login_refuse(struct arena *a, struct login_outcome *out, enum login_failure w,
    const char *expected, const char *came)
{
	const enum status st = refuse(a, out, w);

	out->expected = visible(a, expected);
	out->came = visible(a, came);
	return st;
}

enum status
login_refuse_told(struct arena *a, struct login_outcome *out, enum login_failure w,
    const char *code, const char *detail)
{
	const enum status st = refuse(a, out, w);

	out->code = visible(a, code);
	out->detail = on_one_line(a, detail);
	return st;
}

void
login_doubt(struct arena *a, struct login_outcome *out, const char *name)
{
	if (!texts_hold(&out->doubts, name))
		texts_add(a, &out->doubts, arena_text(a, name));
}
