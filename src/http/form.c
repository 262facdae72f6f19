/* SPDX-License-Identifier: Apache-2.0 */
#include "http/form.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"

static bool
is_first(const struct form *form, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (text_is(form->pairs[i].name, form->pairs[index].name))
			return false;
	return true;
}

static bool
is_list(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && strcmp(name + length - 2, "[]") == 0;
}

static enum status
misformed(struct fault *f, enum status st)
{
	fault_code(f, "invalid_body");
	return st;
}

static enum status
take_pair(struct arena *a, const char *text, size_t length, struct form *out, struct fault *f)
{
	size_t name_length = strcspn(text, "=&");
	const char *name = form_decode(a, text, name_length), *value;
	bool has_value = name_length < length;

	value = has_value ? form_decode(a, text + name_length + 1, length - name_length - 1) : "";
	if (name == NULL || value == NULL)
		return misformed(f, fail(f, INVALID, "The form is not properly encoded."));
	if (out->count == FORM_MAX_FIELDS)
		return misformed(f, fail(f, INVALID, "The form has too many fields."));
	out->pairs[out->count++] = (struct form_pair){ name, value };
	return OK;
}

enum status
form_parse(struct arena *a, const char *text, size_t length, struct form *out, struct fault *f)
{
	const char *copy = arena_copy(a, text, length);
	size_t one;
	enum status st = OK;

	out->count = 0;
	if (strlen(copy) != length)
		return misformed(f, fail(f, INVALID, "The form is not properly encoded."));
	for (; *copy != '\0' && st == OK; copy += one + (copy[one] == '&')) {
		one = strcspn(copy, "&");
		if (one > 0)
			st = take_pair(a, copy, one, out, f);
	}
	return st;
}

enum status
form_check_names(const struct form *form, struct fault *f)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (!is_first(form, i))
			return fail(f, INVALID, "The form contains the same field twice. Go "
			    "back, reload the page and try again.");
	return OK;
}

enum status
form_check_lengths(const struct form *form, bool (*is_long)(const char *name), struct fault *f)
{
	const struct form_pair *p;

	for (p = form->pairs; p < form->pairs + form->count; p++)
		if (strlen(p->name) > FORM_MAX_NAME_BYTES || (strlen(p->value) > FORM_MAX_VALUE_BYTES
		    && (is_long == NULL || !is_long(p->name))))
			return fail(f, INVALID, "Part of the form is too long. Go back and "
			    "try again.");
	return OK;
}

const char *
form_get(const struct form *form, const char *name)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (text_is(form->pairs[i].name, name))
			return form->pairs[i].value;
	return NULL;
}

enum status
form_number(const struct form *form, const char *name, long min, long max, long *out,
    struct fault *f)
{
	const char *value = form_get(form, name);

	if (value != NULL && text_to_long(value, min, max, out))
		return OK;
	return fail(f, INVALID, "Part of the form is missing. Go back, reload the page and "
	    "try again.");
}

/* --- as JSON --- */

static enum field_type
type_of(const struct shape *shape, const char *name)
{
	size_t i;

	for (i = 0; i < shape->count; i++)
		if (text_is(shape->fields[i].name, name))
			return shape->fields[i].type;
	return FIELD_TEXT;
}

static void
add_value(struct buf *b, const struct shape *shape, const char *name, const char *value)
{
	enum field_type type = type_of(shape, name);
	long number;

	if (type == FIELD_NUMBER && text_to_long(value, LONG_MIN, LONG_MAX, &number))
		buf_print(b, "%ld", number);
	else if (type == FIELD_BOOL && (text_is(value, "true") || text_is(value, "false")))
		buf_add(b, value);
	else
		buf_add_json(b, value);
}

static void
add_list(struct buf *b, const struct form *form, size_t first)
{
	const char *name = form->pairs[first].name;
	const char *comma = "[";
	size_t i;

	for (i = first; i < form->count; i++)
		if (text_is(form->pairs[i].name, name)) {
			buf_add(b, comma);
			buf_add_json(b, form->pairs[i].value);
			comma = ",";
		}
	buf_add_char(b, ']');
}

char *
form_json(struct arena *a, const struct form *form, const struct shape *shape)
{
	struct buf b = buf_in(a);
	const char *name;
	bool is_array;
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < form->count; i++) {
		name = form->pairs[i].name;
		is_array = is_list(name) || type_of(shape, name) == FIELD_TEXTS;
		if (is_array && !is_first(form, i))
			continue;
		if (b.length > 1)
			buf_add_char(&b, ',');
		buf_add_json(&b, is_list(name) ? arena_copy(a, name, strlen(name) - 2) : name);
		buf_add_char(&b, ':');
		if (is_array)
			add_list(&b, form, i);
		else
			add_value(&b, shape, name, form->pairs[i].value);
	}
	buf_add_char(&b, '}');
	return b.text;
}
