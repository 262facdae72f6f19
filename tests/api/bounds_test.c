/*
 * bounds_test.c - each array, map and text of each body has a maximum
 *
 * A row without one fails here, and so fails make check.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/door.h"
#include "base/fields_schema.h"
#include "call.h"
#include "model/provider/options_rows.h"
#include "model/provider/provider.h"
#include "model/provider/settings.h"
#include "test.h"

static void check_shape(struct arena *a, const char *path, const struct shape *s,
    enum schema_side side, size_t *rows);

static void
want(const char *path, long max, const char *what)
{
	CHECK(max > 0, "%s: no maximum of %s", path, what);
}

static void
check_row(struct arena *a, const char *path, const struct field *field, enum schema_side side,
    size_t *rows)
{
	bool has_texts = field->type == FIELD_TEXTS
	    || (field->type == FIELD_EITHER && field->shape == NULL);
	bool has_items = has_texts || field->type == FIELD_OBJECTS;

	(*rows)++;
	if (field->type == FIELD_TEXT && field->choices == NULL)
		want(path, field->max, "characters");
	if (has_items)
		want(path, field->max, "items");
	if ((has_texts || field->type == FIELD_EITHER) && field->choices == NULL)
		want(path, field->item_max, "characters of an item");
	if (field->type == FIELD_MAP) {
		want(path, field->max, "names");
		want(path, field->item_max, "characters of a name");
	}
	if (field->type == FIELD_ANY)
		want(path, field->max, "bytes");
	if (field->shape != NULL)
		check_shape(a, path, field->shape, side, rows);
}

static void
check_shape(struct arena *a, const char *path, const struct shape *s, enum schema_side side,
    size_t *rows)
{
	const struct shape *one;
	size_t i;

	for (one = s; one != NULL; one = one->also)
		for (i = 0; i < one->count; i++)
			if (fields_schema_has(&one->fields[i], side))
				check_row(a, arena_print(a, "%s.%s", path, one->fields[i].name),
				    &one->fields[i], side, rows);
	if (s->rest == NULL)
		return;
	want(path, s->max_properties, "properties");
	want(path, s->name_max, "characters of a property's name");
	check_row(a, arena_print(a, "%s.*", path), s->rest, side, rows);
}

TEST(each_array_map_and_text_of_the_api_has_a_maximum)
{
	struct arena *a = arena_new();
	const struct api_route *r;
	const struct operation *o;
	enum schema_side side;
	const char *path;
	size_t rows = 0, i = 0;

	for (r = api_route_at(0); r != NULL; r = api_route_at(++i)) {
		o = r->operation;
		if (o == NULL)
			continue;
		side = o->is_patch ? SCHEMA_PATCH : SCHEMA_CREATE;
		path = arena_print(a, "%s %s", method_name(r->at.method), r->at.path);
		if (o->query != NULL)
			check_shape(a, path, o->query, SCHEMA_CREATE, &rows);
		if (o->body != NULL)
			check_shape(a, path, o->body, side, &rows);
		if (o->body_list != NULL)
			check_row(a, path, o->body_list, side, &rows);
	}
	assert_true(rows > 200);
	arena_free(a);
}

TEST(each_option_of_a_provider_and_each_field_of_its_form_has_a_maximum)
{
	struct arena *a = arena_new();
	size_t rows = 0, i;

	for (i = 0; i < connection_provider_count; i++)
		check_shape(a, connection_providers[i]->strategy, connection_providers[i]->options,
		    SCHEMA_CREATE, &rows);
	check_shape(a, "secrets", &secret_options, SCHEMA_CREATE, &rows);
	check_shape(a, "form", &provider_settings_shape, SCHEMA_CREATE, &rows);
	assert_true(rows > 400);
	arena_free(a);
}
