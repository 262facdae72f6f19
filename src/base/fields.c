/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/fields_rules.h"
#include "base/text.h"

enum {
	READING = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
	WRITING = JSON_COMPACT | JSON_REAL_PRECISION(15),
};

const struct field field_any = { .type = FIELD_ANY };
const struct field field_unknown = { .type = FIELD_ANY, .max = FIELDS_MAX_UNKNOWN_BYTES };

const struct shape verbatim_shape = {
	.size_bytes = sizeof(struct verbatim), .given_offset = offsetof(struct verbatim, given),
	.rest = &field_any,
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

const char *
given_nulls(struct arena *a, const struct shape *s, const struct given *g)
{
	struct buf names = buf_in(a);
	size_t i;

	for (i = 0; i < s->count; i++)
		if (given_null(g, i))
			buf_print(&names, "%s ", s->fields[i].name);
	return names.text;
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
wrong_type(struct reading *r, struct place at, const struct field *field, const char *wanted,
    const json_t *value)
{
	return rule_wrong_type(r, at, wanted, rule_allows_null(r, field), found_type(value));
}

/* --- one value of each type; with to NULL it is only checked --- */

static enum status
read_text(struct reading *r, struct place at, const struct field *field, json_t *value, void *to)
{
	enum status st;

	if (!json_is_string(value))
		return wrong_type(r, at, field, "string", value);
	st = rule_text(r, at, field, field->min, field->max, json_string_value(value));
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
		return wrong_type(r, at, field, "integer", value);
	st = rule_number(r, at, field, number);
	if (st == OK && to != NULL)
		*(long *)to = (long)number;
	return st;
}

static enum status
read_bool(struct reading *r, struct place at, const struct field *field, json_t *value, void *to)
{
	if (!json_is_boolean(value))
		return wrong_type(r, at, field, "boolean", value);
	if (to != NULL)
		*(bool *)to = json_is_true(value);
	return OK;
}

static enum status
read_texts(struct reading *r, struct place at, const struct field *field, json_t *value,
    struct texts *to)
{
	struct texts t = { .count = json_array_size(value) };
	enum status st = rule_items(r, at, field, t.count);
	json_t *one;
	size_t i;

	if (!json_is_array(value))
		return wrong_type(r, at, field, "array", value);
	if (st != OK)
		return st;
	t.items = arena_array(r->arena, t.count, sizeof(*t.items));
	for (i = 0; i < t.count && st == OK; i++) {
		one = json_array_get(value, i);
		if (!json_is_string(one))
			return rule_wrong_type(r, place_item(r, at, i), "string", false, found_type(one));
		t.items[i] = arena_text(r->arena, json_string_value(one));
		st = rule_text(r, place_item(r, at, i), field, field->item_min, field->item_max,
		    t.items[i]);
	}
	if (st == OK)
		st = rule_unique(r, at, field, &t);
	if (st == OK && to != NULL)
		*to = t;
	return st;
}

static enum status
read_objects(struct reading *r, struct place at, const struct field *field, json_t *value,
    struct objects *to)
{
	size_t count = json_array_size(value), i;
	enum status st = rule_items(r, at, field, count);
	char *items;

	if (!json_is_array(value))
		return wrong_type(r, at, field, "array", value);
	if (st != OK)
		return st;
	items = arena_array(r->arena, count, field->shape->size_bytes);
	for (i = 0; i < count && st == OK; i++)
		st = read_object(r, place_item(r, at, i), json_array_get(value, i), field->shape,
		    items + i * field->shape->size_bytes);
	if (st == OK && to != NULL)
		*to = (struct objects){ items, count };
	return st;
}

static enum status
read_map(struct reading *r, struct place at, const struct field *field, json_t *value,
    struct objects *to)
{
	const struct shape *s = field->shape;
	struct objects map = { .count = json_object_size(value) };
	enum status st = rule_properties(r, at, field->min, field->max, map.count);
	const char *name;
	json_t *one;
	char *item;

	if (!json_is_object(value))
		return wrong_type(r, at, field, "object", value);
	if (st != OK)
		return st;
	item = map.items = arena_array(r->arena, map.count, s->size_bytes);
	json_object_foreach(value, name, one) {
		if (st == OK)
			st = rule_name(r, at, name, field->item_min, field->item_max);
		if (st == OK)
			st = read_object(r, place_below(r, at, field, name), one, s, item);
		*(const char **)(item + s->name_offset) = arena_text(r->arena, name);
		item += s->size_bytes;
	}
	if (st == OK && to != NULL)
		*to = map;
	return st;
}

static enum status
read_nested(struct reading *r, struct place at, const struct field *field, json_t *value,
    void **to)
{
	void *object;
	enum status st;

	if (!json_is_object(value))
		return wrong_type(r, at, field, "object", value);
	object = arena_alloc(r->arena, field->shape->size_bytes);
	st = read_object(r, at, value, field->shape, object);
	if (st == OK && to != NULL)
		*to = object;
	return st;
}

static enum status
read_either(struct reading *r, struct place at, const struct field *field, json_t *value)
{
	if (json_is_array(value) && field->shape == NULL)
		return read_texts(r, at, field, value, NULL);
	if (json_is_object(value) && field->shape != NULL)
		return read_nested(r, at, field, value, NULL);
	if (json_is_string(value))
		return rule_text(r, at, field, field->item_min, field->item_max,
		    json_string_value(value));
	return wrong_type(r, at, field, field->shape == NULL ? "string,array" : "string,object",
	    value);
}

static enum status
read_value(struct reading *r, struct place at, const struct field *field, json_t *value, void *to)
{
	switch (field->type) {
	case FIELD_TEXT:
		return read_text(r, at, field, value, to);
	case FIELD_NUMBER:
		return read_number(r, at, field, value, to);
	case FIELD_BOOL:
		return read_bool(r, at, field, value, to);
	case FIELD_TEXTS:
		return read_texts(r, at, field, value, to);
	case FIELD_OBJECTS:
		return read_objects(r, at, field, value, to);
	case FIELD_OBJECT:
		return read_nested(r, at, field, value, to);
	case FIELD_MAP:
		return read_map(r, at, field, value, to);
	case FIELD_EITHER:
		return read_either(r, at, field, value);
	case FIELD_ANY:
		return OK;
	}
	return OK;
}

/* --- an object --- */

/* The place for the value of a row of the shape; NULL for further rows. */
static void *
member_of(void *out, const struct shape *s, size_t row)
{
	return row == s->count ? NULL : (char *)out + s->fields[row].offset;
}

/* 0: it does not matter there. */
static size_t
written_bytes(const struct reading *r, const struct field *rest, const json_t *value)
{
	return rest->max == 0 || r->mode == STORED ? 0
	    : json_dumpb(value, NULL, 0, WRITING | JSON_ENCODE_ANY);
}

static enum status
read_property(struct reading *r, struct place at, const struct shape *s, const char *name,
    json_t *value, void *out)
{
	struct given *given = (struct given *)((char *)out + s->given_offset);
	size_t row;
	const struct field *field = rule_find(r, s, name, &row);
	enum status st = OK;

	if (field == NULL && s->rest == NULL)
		return rule_refuse(r, at, "Additional properties not allowed: %s", name);
	if (field == NULL) {
		field = s->rest;
		st = rule_rest(r, at, s, name, written_bytes(r, field, value));
	}
	if (st != OK)
		return st;
	if (row < s->count)
		given->present |= UINT64_C(1) << row;
	if (json_is_null(value) && rule_allows_null(r, field)) {
		if (row < s->count)
			given->null |= UINT64_C(1) << row;
		return OK;
	}
	return read_value(r, place_below(r, at, field, name), field, value, member_of(out, s, row));
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
			return rule_refuse(r, at, "Missing required property: %s", s->fields[i].name);
	return OK;
}

static enum status
read_object(struct reading *r, struct place at, json_t *value, const struct shape *s, void *out)
{
	struct given *given = (struct given *)((char *)out + s->given_offset);
	bool top = r->top;
	enum status st;
	const char *name;
	json_t *one;

	r->top = false;
	if (!json_is_object(value))
		return rule_wrong_type(r, at, "object", false, found_type(value));
	st = rule_properties(r, at, s->min_properties, s->max_properties, json_object_size(value));
	if (st != OK)
		return st;
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

/* The database writes numbers out digit by digit.  Its text for one of these would be
 * long, and we could not read it back as a number. */
static bool
is_extreme(const json_t *value)
{
	double size = fabs(json_real_value(value));

	return size >= 1e18 || (size > 0 && size < 1e-18);
}

static enum status
check_tree(struct reading *r, const json_t *value, int levels)
{
	const char *name;
	json_t *one;
	size_t i;
	enum status st = OK;

	if (is_extreme(value) && r->mode != STORED)
		return fail_code(r->fault, INVALID, "invalid_body",
		    "Invalid request payload JSON format: a number is too large or too small.");
	if (levels == 0 && (json_is_object(value) || json_is_array(value)))
		return fail_code(r->fault, INVALID, "invalid_body",
		    "Invalid request payload JSON format: nested more than %d levels deep.",
		    FIELDS_MAX_DEPTH);
	json_array_foreach((json_t *)value, i, one)
		if (st == OK)
			st = check_tree(r, one, levels - 1);
	json_object_foreach((json_t *)value, name, one)
		if (st == OK)
			st = check_tree(r, one, levels - 1);
	return st;
}

static void
release(void *value)
{
	json_decref(value);
}

static enum status
load(struct reading *r, const char *json, size_t length, json_t **out)
{
	json_error_t error;
	json_t *value;

	if (r->mode != STORED && json_marks(json, length) > FIELDS_MAX_MARKS)
		return fail_code(r->fault, INVALID, "invalid_body",
		    "Invalid request payload JSON format: more than %d values.", FIELDS_MAX_MARKS);
	value = json_loadb(json, length, READING, &error);
	if (value == NULL && r->mode == STORED)
		return fail_broken(r->fault);
	if (value == NULL)
		return fail_code(r->fault, INVALID, "invalid_body",
		    "Invalid request payload JSON format: %s.",
		    text_is_utf8(error.text, strlen(error.text)) ? error.text : "invalid token");
	arena_defer(r->arena, release, value);
	*out = value;
	return check_tree(r, value, FIELDS_MAX_DEPTH);
}

enum status
fields_decode(struct arena *a, const char *json, size_t length, const struct shape *s,
    enum decode_mode mode, void *out, struct fault *f)
{
	struct reading r = { .arena = a, .mode = mode, .top = true, .fault = f };
	json_t *value;
	enum status st = load(&r, json, length, &value);

	return st == OK ? read_object(&r, (struct place){ .path = "" }, value, s, out) : st;
}

enum status
fields_decode_list(struct arena *a, const char *json, size_t length, const struct field *list,
    struct objects *out, struct fault *f)
{
	struct reading r = { .arena = a, .mode = CREATING, .fault = f };
	json_t *value;
	enum status st = load(&r, json, length, &value);

	return st == OK ? read_value(&r, (struct place){ .path = "" }, list, value, out) : st;
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

static json_t *
encode_map(const struct shape *s, const struct objects *o)
{
	const char *item = o->items;
	json_t *map = json_object();
	size_t i;

	for (i = 0; i < o->count; i++, item += s->size_bytes)
		json_object_set_new(map, *(const char *const *)(item + s->name_offset),
		    encode_object(s, item));
	return map;
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
	case FIELD_MAP:
		return encode_map(field->shape, member);
	case FIELD_ANY:
	case FIELD_EITHER:
		return NULL;
	}
	return NULL;
}

static bool
is_shown(const struct given *given, size_t row, const struct field *field)
{
	return given_at(given, row) && !given_null(given, row) && (field->rules & REQUEST_ONLY) == 0;
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
		if (!is_shown(given, i, &s->fields[i]))
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
