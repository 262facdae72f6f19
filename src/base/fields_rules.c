/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields_rules.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* --- the contract's wording --- */

enum status
rule_refuse(struct reading *r, struct place at, const char *format, ...)
{
	const char *what;
	va_list args;

	va_start(args, format);
	what = arena_vprint(r->arena, format, args);
	va_end(args);
	return fail_code(r->fault, INVALID,
	    r->mode == QUERYING ? "invalid_query_string" : "invalid_body",
	    "%s validation error: '%s'%s%s%s%s%s.", r->mode == QUERYING ? "Query" : "Payload", what,
	    at.path[0] == '\0' ? "" : " on property ", at.path, at.about == NULL ? "" : " (",
	    at.about == NULL ? "" : at.about, at.about == NULL ? "" : ")");
}

enum status
rule_wrong_type(struct reading *r, struct place at, const char *wanted, bool or_null,
    const char *found)
{
	return rule_refuse(r, at, "Expected type %s%s but found type %s", wanted,
	    or_null ? ",null" : "", found);
}

struct place
place_below(struct reading *r, struct place at, const struct field *field, const char *name)
{
	struct place p = { .about = field->about };

	p.path = at.path[0] == '\0' ? name : arena_print(r->arena, "%s.%s", at.path, name);
	return p;
}

struct place
place_item(struct reading *r, struct place at, size_t index)
{
	return (struct place){ .path = arena_print(r->arena, "%s[%zu]", at.path, index) };
}

/* --- checks --- */

bool
rule_allows_null(const struct reading *r, const struct field *field)
{
	return (field->rules & NULLABLE) != 0 || r->mode == STORED
	    || (r->mode == PATCHING && (field->rules & PATCH_NULLABLE) != 0);
}

static bool
is_choice(const char *const *choices, const char *value)
{
	for (; *choices != NULL; choices++)
		if (strcmp(*choices, value) == 0)
			return true;
	return false;
}

enum status
rule_text(struct reading *r, struct place at, const struct field *field, long min, long max,
    const char *value)
{
	long chars = (long)text_chars(value);

	if (r->mode == STORED)
		return OK;
	if (chars < min)
		return rule_refuse(r, at, "String is too short (%ld chars), minimum %ld", chars, min);
	if (max > 0 && chars > max)
		return rule_refuse(r, at, "String is too long (%ld chars), maximum %ld", chars, max);
	if (field->choices != NULL && !is_choice(field->choices, value))
		return rule_refuse(r, at, "No enum match for: %s", value);
	if (field->format != NULL && !field->format->holds(value))
		return field->format->is_pattern
		    ? rule_refuse(r, at, "String does not match pattern %s: %s", field->format->name,
		    value)
		    : rule_refuse(r, at, "Object didn't pass validation for format %s: %s",
		    field->format->name, value);
	return OK;
}

enum status
rule_number(struct reading *r, struct place at, const struct field *field, long long value)
{
	if (value < field->min)
		return rule_refuse(r, at, "Value %lld is less than minimum %ld", value, field->min);
	if (field->max > 0 && value > field->max)
		return rule_refuse(r, at, "Value %lld is greater than maximum %ld", value, field->max);
	return OK;
}

enum status
rule_items(struct reading *r, struct place at, const struct field *field, size_t count)
{
	if (r->mode == STORED)
		return OK;
	if ((long)count < field->min)
		return rule_refuse(r, at, "Array is too short (%zu), minimum %ld", count, field->min);
	if (field->max > 0 && (long)count > field->max)
		return rule_refuse(r, at, "Array is too long (%zu), maximum %ld", count, field->max);
	return OK;
}

enum status
rule_unique(struct reading *r, struct place at, const struct field *field, const struct texts *t)
{
	size_t first, second;

	if ((field->rules & UNIQUE) == 0 || r->mode == STORED
	    || !texts_repeat(r->arena, t, &first, &second))
		return OK;
	return rule_refuse(r, at, "Array items are not unique (indexes %zu and %zu)", first, second);
}

enum status
rule_properties(struct reading *r, struct place at, long min, long max, size_t count)
{
	if (r->mode == STORED)
		return OK;
	if ((long)count < min)
		return rule_refuse(r, at, "Too few properties defined (%zu), minimum %ld", count, min);
	if (max > 0 && (long)count > max)
		return rule_refuse(r, at, "Too many properties defined (%zu), maximum %ld", count, max);
	return OK;
}

enum status
rule_name(struct reading *r, struct place at, const char *name, long min, long max)
{
	static const struct field any_name = { .type = FIELD_TEXT };

	return rule_text(r, at, &any_name, min, max, name);
}

/* --- rows --- */

static bool
is_known(const struct reading *r, const struct field *field, const char *name)
{
	unsigned unknown = r->mode == STORED ? 0 : r->mode == PATCHING ? ANSWER_ONLY | CREATE_ONLY
	    : ANSWER_ONLY;

	return strcmp(field->name, name) == 0 && (field->rules & unknown) == 0;
}

const struct field *
rule_find(const struct reading *r, const struct shape *s, const char *name, size_t *row)
{
	const struct shape *also;
	size_t i;

	for (*row = 0; *row < s->count; (*row)++)
		if (is_known(r, &s->fields[*row], name))
			return &s->fields[*row];
	for (also = s->also; also != NULL; also = also->also)
		for (i = 0; i < also->count; i++)
			if (is_known(r, &also->fields[i], name))
				return &also->fields[i];
	return NULL;
}

/* --- members without a row --- */

static const char *
letter_from(const char *name)
{
	return name + strcspn(name, TEXT_ALNUM);
}

static bool
is_spelling_of(const char *name, const char *wanted)
{
	name = letter_from(name);
	wanted = letter_from(wanted);
	while (*name != '\0' && tolower((unsigned char)*name) == tolower((unsigned char)*wanted)) {
		name = letter_from(name + 1);
		wanted = letter_from(wanted + 1);
	}
	return *name == *wanted;
}

/* INVALID: the name has the letters and digits of a row's, in whatever case. */
static enum status
check_spelling(struct reading *r, struct place at, const struct shape *s, const char *name)
{
	size_t i;

	for (; s != NULL && r->mode != STORED; s = s->also)
		for (i = 0; i < s->count; i++)
			if (is_spelling_of(name, s->fields[i].name))
				return rule_refuse(r, at, "Additional properties not allowed: %s (is %s meant?)",
				    name, s->fields[i].name);
	return OK;
}

enum status
rule_rest(struct reading *r, struct place at, const struct shape *s, const char *name,
    size_t value_bytes)
{
	enum status st = rule_name(r, at, name, 0, s->name_max);

	if (st == OK && s->refuses_spellings)
		st = check_spelling(r, at, s, name);
	if (st != OK || s->rest->type != FIELD_ANY || s->rest->max == 0 || r->mode == STORED)
		return st;
	r->unknown_bytes += strlen(name) + value_bytes;
	if (r->unknown_bytes <= (size_t)s->rest->max)
		return OK;
	return rule_refuse(r, place_below(r, at, s->rest, name), "Too many bytes of properties that are "
	    "not known here (%zu), maximum %ld", r->unknown_bytes, s->rest->max);
}

size_t
json_marks(const char *json, size_t length)
{
	bool is_text = false;
	size_t marks = 0, i;

	for (i = 0; i < length; i++) {
		if (json[i] == '\\' && is_text)
			i++;
		else if (json[i] == '"')
			is_text = !is_text;
		else if (!is_text && (json[i] == ',' || json[i] == ':' || json[i] == '[' || json[i] == '{'))
			marks++;
	}
	return marks;
}
