/*
 * fields_document.c - parts of a document that has no rows of its own, or is
 * kept as it came
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/fields.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { READING = JSON_REJECT_DUPLICATES, WRITING = JSON_COMPACT | JSON_REAL_PRECISION(15) };

static void
release(void *value)
{
	json_decref(value);
}

/* --- one value --- */

static json_t *
value_at(struct arena *a, const json_t *object, const char *path)
{
	json_t *value = json_object_get(object, path);
	size_t length = strcspn(path, ".");

	while (value == NULL && object != NULL && path[length] == '.') {
		object = json_object_get(object, arena_copy(a, path, length));
		path += length + 1;
		length = strcspn(path, ".");
		value = json_object_get(object, path);
	}
	return value;
}

/* value may be NULL. */
static struct json_value
json_value_of(struct arena *a, const json_t *value)
{
	struct json_value out = { 0 };
	char *text;

	if (value == NULL || json_is_null(value))
		return out;
	text = json_dumps(value, WRITING | JSON_ENCODE_ANY);
	out.json = arena_text(a, text);
	free(text);
	if (json_is_string(value))
		out.text = arena_text(a, json_string_value(value));
	return out;
}

struct json_value
fields_value(struct arena *a, const char *json, const char *path)
{
	json_t *document = json_loads(json, READING, NULL);
	const struct json_value value = json_value_of(a, value_at(a, document, path));

	json_decref(document);
	return value;
}

struct objects
fields_members(struct arena *a, const char *json)
{
	json_t *document = json_loads(json, READING, NULL), *value;
	struct json_member *items = arena_array(a, json_object_size(document), sizeof(*items));
	size_t count = 0;
	const char *name;

	json_object_foreach(document, name, value)
		items[count++] = (struct json_member){ arena_text(a, name), json_value_of(a, value) };
	json_decref(document);
	return (struct objects){ items, count };
}

/* With spaces, as the database writes it. */
char *
fields_with_text(struct arena *a, const char *json, const char *name, const char *text)
{
	json_t *object;
	char *with, *out;

	if (text == NULL)
		return arena_text(a, json);
	object = json_loads(json, READING, NULL);
	arena_defer(a, release, object);
	json_object_set_new(object, name, json_string(text));
	with = json_dumps(object, WRITING & ~JSON_COMPACT);
	out = arena_text(a, with);
	free(with);
	return out;
}

/* --- what breaks its row --- */

static const struct field *
row_of(const struct shape *s, const char *name)
{
	size_t i;

	for (; s != NULL; s = s->also)
		for (i = 0; i < s->count; i++)
			if (strcmp(s->fields[i].name, name) == 0)
				return &s->fields[i];
	return NULL;
}

static bool
is_sound(struct arena *a, const struct field *row, json_t *value)
{
	struct shape only = { .fields = row, .count = 1 }, s = verbatim_shape;
	json_t *object = json_object();
	struct verbatim ignored;
	struct fault f;
	char *text;
	bool is;

	s.also = &only;
	json_object_set(object, row->name, value);
	text = json_dumps(object, WRITING);
	json_decref(object);
	is = fields_decode(a, text, strlen(text), &s, CREATING, &ignored, &f) == OK;
	free(text);
	return is;
}

char *
fields_sound(struct arena *a, const struct shape *s, const char *json, struct texts *broken)
{
	json_t *object = json_loads(json, READING, NULL), *value;
	const struct field *row;
	const char *name;
	char *text, *out;
	void *next;

	arena_defer(a, release, object);
	*broken = (struct texts){ 0 };
	if (!json_is_object(object))
		return arena_text(a, json);
	*broken = (struct texts){ arena_array(a, json_object_size(object), sizeof(*broken->items)), 0 };
	json_object_foreach_safe(object, next, name, value) {
		row = row_of(s, name);
		if (row == NULL || (!json_is_null(value) && is_sound(a, row, value)))
			continue;
		if (!json_is_null(value))
			broken->items[broken->count++] = row->name;
		json_object_del(object, name);
	}
	text = json_dumps(object, WRITING);
	out = arena_text(a, text);
	free(text);
	return out;
}

/* --- what must be kept apart --- */

static void
add_parted(struct arena *a, struct objects *to, const char *name, const char *value)
{
	struct parted *items = arena_array(a, to->count + 1, sizeof(*items));

	if (to->count > 0)
		memcpy(items, to->items, to->count * sizeof(*items));
	items[to->count] = (struct parted){ name, arena_text(a, value) };
	*to = (struct objects){ items, to->count + 1 };
}

static void
part(struct arena *a, json_t *object, const struct shape *s, const char *path, struct objects *to)
{
	const char *name;
	json_t *value;
	size_t i;

	for (; s != NULL; s = s->also)
		for (i = 0; i < s->count; i++) {
			name = arena_print(a, "%s%s", path, s->fields[i].name);
			value = json_object_get(object, s->fields[i].name);
			if (json_is_object(value) && s->fields[i].shape != NULL) {
				part(a, value, s->fields[i].shape, arena_print(a, "%s.", name), to);
			} else if (value != NULL && (s->fields[i].rules & REQUEST_ONLY) != 0) {
				add_parted(a, to, name, json_string_value(value));
				json_object_del(object, s->fields[i].name);
			}
		}
}

struct objects
fields_part(struct arena *a, const struct shape *s, const char *json, const char **rest)
{
	json_t *object = json_loads(json, READING, NULL);
	struct objects parted = { 0 };
	char *text;

	arena_defer(a, release, object);
	part(a, object, s, "", &parted);
	text = json_dumps(object, WRITING);
	*rest = arena_text(a, text);
	free(text);
	return parted;
}
