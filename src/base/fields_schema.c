/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields_schema.h"

/* The position of the writer: the side, and whether it is at the top, where a PATCH may
 * leave members out. */
struct writing {
	struct buf		*b;
	enum schema_side	 side;
	bool			 top;
};

static void write_shape(struct writing w, const struct shape *s);

bool
fields_schema_has(const struct field *field, enum schema_side side)
{
	static const unsigned hidden[] = { [SCHEMA_ANSWER] = REQUEST_ONLY,
		[SCHEMA_CREATE] = ANSWER_ONLY, [SCHEMA_PATCH] = ANSWER_ONLY | CREATE_ONLY };

	return (field->rules & hidden[side]) == 0;
}

static bool
allows_null(struct writing w, const struct field *field)
{
	if (w.side == SCHEMA_ANSWER)
		return false;
	return (field->rules & NULLABLE) != 0
	    || (w.side == SCHEMA_PATCH && (field->rules & PATCH_NULLABLE) != 0);
}

static void
write_number(struct writing w, const char *name, long number)
{
	buf_next_member(w.b, name);
	buf_print(w.b, "%ld", number);
}

/* Only requests have limits, and 0 is no limit. */
static void
write_limits(struct writing w, const char *min_name, long min, const char *max_name, long max)
{
	if (w.side != SCHEMA_ANSWER && min > 0)
		write_number(w, min_name, min);
	if (w.side != SCHEMA_ANSWER && max > 0)
		write_number(w, max_name, max);
}

static void
write_type(struct writing w, const char *type, bool or_null)
{
	buf_next_member(w.b, "type");
	if (or_null)
		buf_print(w.b, "[\"%s\",\"null\"]", type);
	else
		buf_add_json(w.b, type);
}

static void
write_choices(struct writing w, const char *const *choices, bool or_null)
{
	buf_next_member(w.b, "enum");
	buf_add_char(w.b, '[');
	for (; *choices != NULL; choices++) {
		buf_next_item(w.b);
		buf_add_json(w.b, *choices);
	}
	buf_add(w.b, or_null ? ",null]" : "]");
}

static void
write_text(struct writing w, const struct field *field, long min, long max, bool or_null)
{
	write_type(w, "string", or_null);
	write_limits(w, "minLength", min, "maxLength", max);
	if (field->choices != NULL)
		write_choices(w, field->choices, or_null);
	if (field->format == NULL || w.side == SCHEMA_ANSWER)
		return;
	buf_next_member(w.b, field->format->is_pattern ? "pattern" : "format");
	buf_add_json(w.b, field->format->name);
}

static void
write_integer(struct writing w, const struct field *field, bool or_null)
{
	write_type(w, "integer", or_null);
	if (w.side != SCHEMA_ANSWER)
		write_number(w, "minimum", field->min);
	write_limits(w, "", 0, "maximum", field->max);
}

static void
write_texts(struct writing w, const struct field *field, bool or_null)
{
	write_type(w, "array", or_null);
	buf_next_member(w.b, "items");
	buf_add_char(w.b, '{');
	write_text(w, field, field->item_min, field->item_max, false);
	buf_add_char(w.b, '}');
	write_limits(w, "minItems", field->min, "maxItems", field->max);
	if ((field->rules & UNIQUE) != 0) {
		buf_next_member(w.b, "uniqueItems");
		buf_add(w.b, "true");
	}
}

static void
write_objects(struct writing w, const struct field *field, bool or_null)
{
	write_type(w, "array", or_null);
	buf_next_member(w.b, "items");
	buf_add_char(w.b, '{');
	write_shape(w, field->shape);
	buf_add_char(w.b, '}');
	write_limits(w, "minItems", field->min, "maxItems", field->max);
}

static void
write_names(struct writing w, long min, long max)
{
	buf_next_member(w.b, "propertyNames");
	buf_add_char(w.b, '{');
	write_limits(w, "minLength", min, "maxLength", max);
	buf_add_char(w.b, '}');
}

static void
write_map(struct writing w, const struct field *field, bool or_null)
{
	write_type(w, "object", or_null);
	buf_next_member(w.b, "additionalProperties");
	buf_add_char(w.b, '{');
	write_shape(w, field->shape);
	buf_add_char(w.b, '}');
	write_limits(w, "minProperties", field->min, "maxProperties", field->max);
	write_names(w, field->item_min, field->item_max);
}

static void
write_either(struct writing w, const struct field *field, bool or_null)
{
	buf_next_member(w.b, "anyOf");
	buf_add(w.b, "[{");
	write_text(w, field, field->item_min, field->item_max, false);
	buf_add(w.b, "},{");
	if (field->shape != NULL)
		write_shape(w, field->shape);
	else
		write_texts(w, field, or_null);
	buf_add(w.b, "}]");
}

/* JSON Schema has no word for a limit in bytes. */
static void
write_any(struct writing w, const struct field *field)
{
	if (w.side == SCHEMA_ANSWER || field->max == 0)
		return;
	buf_next_member(w.b, "description");
	buf_print(w.b, "\"At most %ld bytes as compact JSON, with all other members of the body that "
	    "have no description.\"", field->max);
}

static void
write_members(struct writing w, const struct field *field)
{
	bool or_null = allows_null(w, field);

	switch (field->type) {
	case FIELD_TEXT:
		write_text(w, field, field->min, field->max, or_null);
		break;
	case FIELD_NUMBER:
		write_integer(w, field, or_null);
		break;
	case FIELD_BOOL:
		write_type(w, "boolean", or_null);
		break;
	case FIELD_TEXTS:
		write_texts(w, field, or_null);
		break;
	case FIELD_OBJECTS:
		write_objects(w, field, or_null);
		break;
	case FIELD_MAP:
		write_map(w, field, or_null);
		break;
	case FIELD_EITHER:
		write_either(w, field, or_null);
		break;
	case FIELD_OBJECT:
		if (or_null)
			buf_add(w.b, "\"anyOf\":[{\"type\":\"null\"},{");
		write_shape(w, field->shape);
		if (or_null)
			buf_add(w.b, "}]");
		break;
	case FIELD_ANY:
		write_any(w, field);
		break;
	}
}

static void
write_row(struct writing w, const struct field *field)
{
	w.top = false;
	buf_add_char(w.b, '{');
	write_members(w, field);
	if (field->about != NULL) {
		buf_next_member(w.b, "description");
		buf_add_json(w.b, field->about);
	}
	buf_add_char(w.b, '}');
}

static void
write_properties(struct writing w, const struct shape *s)
{
	size_t i;

	buf_next_member(w.b, "properties");
	buf_add_char(w.b, '{');
	for (; s != NULL; s = s->also)
		for (i = 0; i < s->count; i++)
			if (fields_schema_has(&s->fields[i], w.side)) {
				buf_next_member(w.b, s->fields[i].name);
				write_row(w, &s->fields[i]);
			}
	buf_add_char(w.b, '}');
}

static void
write_required(struct writing w, const struct shape *s)
{
	size_t i;

	if (w.side == SCHEMA_ANSWER || (w.side == SCHEMA_PATCH && w.top))
		return;
	buf_next_member(w.b, "required");
	buf_add_char(w.b, '[');
	for (i = 0; i < s->count; i++)
		if ((s->fields[i].rules & REQUIRED) != 0) {
			buf_next_item(w.b);
			buf_add_json(w.b, s->fields[i].name);
		}
	buf_add_char(w.b, ']');
}

/* Answers may gain members with the next version. */
static void
write_rest(struct writing w, const struct shape *s)
{
	if (s->rest == NULL && w.side == SCHEMA_ANSWER)
		return;
	buf_next_member(w.b, "additionalProperties");
	if (s->rest == NULL)
		buf_add(w.b, "false");
	else
		write_row(w, s->rest);
	if (s->rest != NULL && s->name_max > 0 && w.side != SCHEMA_ANSWER)
		write_names(w, 0, s->name_max);
}

static void
write_shape(struct writing w, const struct shape *s)
{
	write_type(w, "object", false);
	write_properties(w, s);
	write_required(w, s);
	write_rest(w, s);
	write_limits(w, "minProperties", s->min_properties, "maxProperties", s->max_properties);
}

void
fields_schema(struct buf *b, const struct shape *s, enum schema_side side)
{
	buf_add_char(b, '{');
	write_shape((struct writing){ b, side, true }, s);
	buf_add_char(b, '}');
}

void
fields_schema_row(struct buf *b, const struct field *field, enum schema_side side)
{
	write_row((struct writing){ b, side, false }, field);
}
