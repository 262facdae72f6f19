/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/json_document.h"

#include <jansson.h>

#include "base/buf.h"

enum { READING = JSON_REJECT_DUPLICATES };
enum { WRITING = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15) };

/* jansson counts references, so it takes no pointer to const; nothing here changes a value. */
static json_t *
inside(const struct json *value)
{
	return (json_t *)(uintptr_t)value;
}

static const struct json *
outside(const json_t *value)
{
	return (const struct json *)value;
}

static void
release(void *value)
{
	json_decref(value);
}

const struct json *
json_document_read(struct arena *a, const char *bytes, size_t length)
{
	struct verbatim all = { 0 };
	struct fault ignored;
	json_t *object;

	if (fields_decode(a, bytes, length, &verbatim_shape, CREATING, &all, &ignored) != OK)
		return NULL;
	object = json_loads(all.given.whole, READING, NULL);
	arena_defer(a, release, object);
	return outside(object);
}

const struct json *
json_member(const struct json *object, const char *name)
{
	return outside(json_object_get(inside(object), name));
}

struct objects
json_members(struct arena *a, const struct json *object)
{
	struct json_named *items = arena_array(a, json_object_size(inside(object)), sizeof(*items));
	size_t count = 0;
	const char *name;
	json_t *value;

	json_object_foreach(inside(object), name, value)
		items[count++] = (struct json_named){ arena_text(a, name), outside(value) };
	return (struct objects){ items, count };
}

bool
json_is_list(const struct json *value)
{
	return json_is_array(inside(value));
}

size_t
json_count(const struct json *list)
{
	return json_array_size(inside(list));
}

const struct json *
json_item(const struct json *list, size_t i)
{
	return outside(json_array_get(inside(list), i));
}

const char *
json_text(const struct json *value)
{
	return json_string_value(inside(value));
}

bool
json_number(const struct json *value, double *out)
{
	if (!json_is_number(inside(value)))
		return false;
	*out = json_number_value(inside(value));
	return true;
}

bool
json_is_yes(const struct json *value)
{
	return json_is_true(inside(value));
}

static int
add_bytes(const char *bytes, size_t count, void *to)
{
	buf_add_bytes(to, bytes, count);
	return 0;
}

const char *
json_shown(struct arena *a, const struct json *value)
{
	struct buf b = buf_in(a);

	if (value == NULL || json_text(value) != NULL)
		return json_text(value);
	json_dump_callback(inside(value), add_bytes, &b, WRITING);
	return b.text;
}

const char *
json_member_text(const struct json *object, const char *name)
{
	return json_text(json_member(object, name));
}

const char *
json_member_shown(struct arena *a, const struct json *object, const char *name)
{
	return json_shown(a, json_member(object, name));
}
