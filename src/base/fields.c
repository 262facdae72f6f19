/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields.h"

#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum {
	MAX_DEPTH = 32,
	READING = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
	WRITING = JSON_COMPACT | JSON_REAL_PRECISION(15),
};

/* One decoding: what it allocates from, how strict it is, where it stands. */
struct reading {
	struct arena		*arena;
	enum decode_mode	 mode;
	bool			 top;
	struct fault		*fault;
};

/* "a.b[0].c" and the description of what stands there. */
struct place {
	const char	*path;
	const char	*about;
};

static const struct field anything = { .type = FIELD_ANY };

const struct shape verbatim_shape = {
	.size_bytes = sizeof(struct verbatim), .given_offset = offsetof(struct verbatim, given),
	.rest = &anything,
};

struct verbatim *
verbatim(struct arena *a, const char *json)
{
	struct verbatim *v = json == NULL ? NULL : arena_alloc(a, sizeof(*v));

	if (v != NULL)
		v->given.whole = json;
	return v;
}

static enum status read_object(struct reading *r, struct place at, json_t *value,
    const struct shape *s, void *out);

bool
given_at(const struct given *g, size_t row)
{
	return (g->present >> row & 1) != 0;
}

bool
given_null(const struct given *g, size_t row)
{
	return (g->null >> row & 1) != 0;
}

/* --- the contract's wording --- */

static enum status
refuse(struct reading *r, struct place at, const char *format, ...)
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

static struct place
below(struct reading *r, struct place at, const struct field *field, const char *name)
{
	struct place p = { .about = field->about };

	p.path = at.path[0] == '\0' ? name : arena_print(r->arena, "%s.%s", at.path, name);
	return p;
}

static struct place
item(struct reading *r, struct place at, size_t index)
{
	return (struct place){ .path = arena_print(r->arena, "%s[%zu]", at.path, index) };
}

static const char *
found_type(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT: return "object";
	case JSON_ARRAY: return "array";
	case JSON_STRING: return "string";
	case JSON_INTEGER: return "integer";
	case JSON_REAL: return "number";
	case JSON_TRUE:
	case JSON_FALSE: return "boolean";
	case JSON_NULL: return "null";
	}
	return "null";
}

static enum status
wrong_type(struct reading *r, struct place at, const char *wanted, bool or_null,
    const json_t *value)
{
	return refuse(r, at, "Expected type %s%s but found type %s", wanted,
	    or_null ? ",null" : "", found_type(value));
}

/* --- checks --- */

static bool
may_be_null(const struct reading *r, const struct field *field)
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

static enum status
check_text(struct reading *r, struct place at, const struct field *field, long min, long max,
    const char *value)
{
	long chars = (long)text_chars(value);

	if (r->mode == STORED)
		return OK;
	if (chars < min)
		return refuse(r, at, "String is too short (%ld chars), minimum %ld", chars, min);
	if (max > 0 && chars > max)
		return refuse(r, at, "String is too long (%ld chars), maximum %ld", chars, max);
	if (field->choices != NULL && !is_choice(field->choices, value))
		return refuse(r, at, "No enum match for: %s", value);
	if (field->format != NULL && !field->format->holds(value))
		return field->format->is_pattern
		    ? refuse(r, at, "String does not match pattern %s: %s", field->format->name, value)
		    : refuse(r, at, "Object didn't pass validation for format %s: %s",
		    field->format->name, value);
	return OK;
}

static enum status
check_number(struct reading *r, struct place at, const struct field *field, json_int_t value)
{
	if (value < field->min)
		return refuse(r, at, "Value %lld is less than minimum %ld", (long long)value,
		    field->min);
	if (field->max > 0 && value > field->max)
		return refuse(r, at, "Value %lld is greater than maximum %ld", (long long)value,
		    field->max);
	return OK;
}

static enum status
check_items(struct reading *r, struct place at, const struct field *field, json_t *array)
{
	long count = (long)json_array_size(array);

	if (r->mode == STORED)
		return OK;
	if (count < field->min)
		return refuse(r, at, "Array is too short (%ld), minimum %ld", count, field->min);
	if (field->max > 0 && count > field->max)
		return refuse(r, at, "Array is too long (%ld), maximum %ld", count, field->max);
	return OK;
}

/* --- one value of each type --- */

static enum status
read_text(struct reading *r, struct place at, const struct field *field, json_t *value, void *to)
{
	enum status st;

	if (!json_is_string(value))
		return wrong_type(r, at, "string", may_be_null(r, field), value);
	st = check_text(r, at, field, field->min, field->max, json_string_value(value));
	if (st == OK && to != NULL)
		*(const char **)to = arena_text(r->arena, json_string_value(value));
	return st;
}

static enum status
read_number(struct reading *r, struct place at, const struct field *field, json_t *value,
    void *to)
{
	double real = json_number_value(value);
	json_int_t number = json_integer_value(value);
	enum status st;

	if (json_is_real(value) && real > -1e15 && real < 1e15)
		number = (json_int_t)real;
	if (!json_is_number(value) || (json_is_real(value) && (double)number != real))
		return wrong_type(r, at, "integer", may_be_null(r, field), value);
	st = check_number(r, at, field, number);
	if (st == OK)
		*(long *)to = (long)number;
	return st;
}

static enum status
read_texts(struct reading *r, struct place at, const struct field *field, json_t *value,
    struct texts *to)
{
	enum status st = check_items(r, at, field, value);
	json_t *one;
	size_t i;

	to->count = json_array_size(value);
	to->items = arena_array(r->arena, to->count, sizeof(*to->items));
	for (i = 0; i < to->count && st == OK; i++) {
		one = json_array_get(value, i);
		if (!json_is_string(one))
			return wrong_type(r, item(r, at, i), "string", false, one);
		to->items[i] = arena_text(r->arena, json_string_value(one));
		st = check_text(r, item(r, at, i), field, field->item_min, field->item_max,
		    to->items[i]);
	}
	return st;
}

static enum status
read_objects(struct reading *r, struct place at, const struct field *field, json_t *value,
    struct objects *to)
{
	enum status st = check_items(r, at, field, value);
	char *items;
	size_t i;

	to->count = json_array_size(value);
	items = arena_array(r->arena, to->count, field->shape->size_bytes);
	to->items = items;
	for (i = 0; i < to->count && st == OK; i++)
		st = read_object(r, item(r, at, i), json_array_get(value, i), field->shape,
		    items + i * field->shape->size_bytes);
	return st;
}

static enum status
read_nested(struct reading *r, struct place at, const struct field *field, json_t *value,
    void **to)
{
	void *object = arena_alloc(r->arena, field->shape->size_bytes);
	enum status st = read_object(r, at, value, field->shape, object);

	if (st == OK)
		*to = object;
	return st;
}

static enum status
read_value(struct reading *r, struct place at, const struct field *field, json_t *value, void *to)
{
	bool or_null = may_be_null(r, field);

	switch (field->type) {
	case FIELD_TEXT:
		return read_text(r, at, field, value, to);
	case FIELD_NUMBER:
		return read_number(r, at, field, value, to);
	case FIELD_BOOL:
		if (!json_is_boolean(value))
			return wrong_type(r, at, "boolean", or_null, value);
		*(bool *)to = json_is_true(value);
		return OK;
	case FIELD_TEXTS:
		return json_is_array(value) ? read_texts(r, at, field, value, to)
		    : wrong_type(r, at, "array", or_null, value);
	case FIELD_OBJECTS:
		return json_is_array(value) ? read_objects(r, at, field, value, to)
		    : wrong_type(r, at, "array", or_null, value);
	case FIELD_OBJECT:
		return json_is_object(value) ? read_nested(r, at, field, value, to)
		    : wrong_type(r, at, "object", or_null, value);
	case FIELD_ANY:
		return OK;
	}
	return OK;
}

/* --- an object --- */

static size_t
find_row(const struct reading *r, const struct shape *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (strcmp(s->fields[i].name, name) == 0)
			break;
	if (i < s->count && (s->fields[i].rules & ANSWER_ONLY) != 0 && r->mode != STORED)
		return s->count;
	return i;
}

static enum status
read_rest(struct reading *r, struct place at, const struct field *rest, const char *name,
    json_t *value)
{
	if (rest->type == FIELD_ANY || (json_is_null(value) && may_be_null(r, rest)))
		return OK;
	return read_text(r, below(r, at, rest, name), rest, value, NULL);
}

static enum status
read_property(struct reading *r, struct place at, const struct shape *s, const char *name,
    json_t *value, void *out)
{
	struct given *given = (struct given *)((char *)out + s->given_offset);
	size_t row = find_row(r, s, name);
	const struct field *field;

	if (row == s->count && s->rest != NULL)
		return read_rest(r, at, s->rest, name, value);
	if (row == s->count)
		return refuse(r, at, "Additional properties not allowed: %s", name);
	field = &s->fields[row];
	given->present |= UINT64_C(1) << row;
	if (json_is_null(value) && may_be_null(r, field)) {
		given->null |= UINT64_C(1) << row;
		return OK;
	}
	return read_value(r, below(r, at, field, name), field, value, (char *)out + field->offset);
}

static enum status
check_required(struct reading *r, struct place at, const struct shape *s, const struct given *g,
    bool top)
{
	size_t i;

	if (r->mode == STORED || (r->mode == PATCHING && top))
		return OK;
	for (i = 0; i < s->count; i++)
		if ((s->fields[i].rules & REQUIRED) != 0 && !given_at(g, i))
			return refuse(r, at, "Missing required property: %s", s->fields[i].name);
	return OK;
}

static enum status
read_object(struct reading *r, struct place at, json_t *value, const struct shape *s, void *out)
{
	struct given *given = (struct given *)((char *)out + s->given_offset);
	bool top = r->top;
	enum status st = OK;
	const char *name;
	json_t *one;

	r->top = false;
	if (!json_is_object(value))
		return wrong_type(r, at, "object", false, value);
	if (s->max_properties > 0 && (long)json_object_size(value) > s->max_properties)
		return refuse(r, at, "Too many properties defined (%zu), maximum %ld",
		    json_object_size(value), s->max_properties);
	json_object_foreach(value, name, one) {
		st = read_property(r, at, s, name, one, out);
		if (st != OK)
			return st;
	}
	if (s->rest != NULL || top) {
		char *whole = json_dumps(value, WRITING);

		given->whole = arena_text(r->arena, whole);
		free(whole);
	}
	return check_required(r, at, s, given, top);
}

static bool
is_deeper(const json_t *value, int levels)
{
	const char *name;
	json_t *one;
	size_t i;

	if (levels == 0)
		return json_is_object(value) || json_is_array(value);
	json_array_foreach((json_t *)value, i, one)
		if (is_deeper(one, levels - 1))
			return true;
	json_object_foreach((json_t *)value, name, one)
		if (is_deeper(one, levels - 1))
			return true;
	return false;
}

static void
release(void *value)
{
	json_decref(value);
}

enum status
fields_decode(struct arena *a, const char *json, size_t length, const struct shape *s,
    enum decode_mode mode, void *out, struct fault *f)
{
	struct reading r = { .arena = a, .mode = mode, .top = true, .fault = f };
	struct place root = { .path = "" };
	json_error_t error;
	json_t *value = json_loadb(json, length, READING, &error);

	if (value == NULL && mode == STORED)
		return fail_broken(f);
	if (value == NULL)
		return fail_code(f, INVALID, "invalid_body", "Invalid request payload JSON format: %s.",
		    text_is_utf8(error.text, strlen(error.text)) ? error.text : "invalid token");
	arena_defer(a, release, value);
	if (is_deeper(value, MAX_DEPTH))
		return fail_code(f, INVALID, "invalid_body",
		    "Invalid request payload JSON format: nested more than %d levels deep.", MAX_DEPTH);
	return read_object(&r, root, value, s, out);
}

static enum status
decode_stored(struct arena *a, const char *json, const struct field *field, void *out,
    struct fault *f)
{
	struct reading r = { .arena = a, .mode = STORED, .fault = f };
	json_t *value = json_loads(json, READING, NULL);

	arena_defer(a, release, value);
	if (!json_is_array(value))
		return fail_broken(f);
	return read_value(&r, (struct place){ .path = "" }, field, value, out);
}

enum status
fields_decode_texts(struct arena *a, const char *json, struct texts *out, struct fault *f)
{
	static const struct field any = { .type = FIELD_TEXTS };

	return decode_stored(a, json, &any, out, f);
}

enum status
fields_decode_objects(struct arena *a, const char *json, const struct shape *s,
    struct objects *out, struct fault *f)
{
	struct field any = { .type = FIELD_OBJECTS, .shape = s };

	return decode_stored(a, json, &any, out, f);
}

/* --- encoding --- */

static json_t *encode_object(const struct shape *s, const void *object);

static json_t *
encode_texts(const struct texts *t)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < t->count; i++)
		json_array_append_new(array, json_string(t->items[i]));
	return array;
}

static json_t *
encode_objects(const struct shape *s, const struct objects *o)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < o->count; i++)
		json_array_append_new(array,
		    encode_object(s, (const char *)o->items + i * s->size_bytes));
	return array;
}

/* NULL where there is nothing to show. */
static json_t *
encode_value(const struct field *field, const void *member)
{
	switch (field->type) {
	case FIELD_TEXT:
		return *(const char *const *)member == NULL ? NULL
		    : json_string(*(const char *const *)member);
	case FIELD_NUMBER:
		return json_integer(*(const long *)member);
	case FIELD_BOOL:
		return json_boolean(*(const bool *)member);
	case FIELD_TEXTS:
		return encode_texts(member);
	case FIELD_OBJECTS:
		return encode_objects(field->shape, member);
	case FIELD_OBJECT:
		return *(const void *const *)member == NULL ? NULL
		    : encode_object(field->shape, *(const void *const *)member);
	case FIELD_ANY:
		return NULL;
	}
	return NULL;
}

static json_t *
encode_object(const struct shape *s, const void *object)
{
	const struct given *given = (const struct given *)((const char *)object + s->given_offset);
	json_t *out, *one;
	size_t i;

	if (s->rest != NULL && given->whole != NULL)
		return json_loads(given->whole, READING, NULL);
	out = json_object();
	for (i = 0; i < s->count; i++) {
		if (!given_at(given, i) || given_null(given, i))
			continue;
		one = encode_value(&s->fields[i], (const char *)object + s->fields[i].offset);
		if (one != NULL)
			json_object_set_new(out, s->fields[i].name, one);
	}
	return out;
}

static char *
dump(struct arena *a, json_t *value)
{
	char *text = json_dumps(value, WRITING), *copy = arena_text(a, text);

	free(text);
	json_decref(value);
	return copy;
}

char *
fields_encode(struct arena *a, const struct shape *s, const void *object)
{
	return dump(a, encode_object(s, object));
}

char *
fields_encode_list(struct arena *a, const struct shape *s, const void *objects, size_t count)
{
	struct objects list = { .items = (void *)(uintptr_t)objects, .count = count };

	return dump(a, encode_objects(s, &list));
}

char *
fields_encode_texts(struct arena *a, const struct texts *t)
{
	return dump(a, encode_texts(t));
}
