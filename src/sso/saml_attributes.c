/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "base/unicode.h"
#include "sso/saml_assertion.h"
#include "sso/saml_shape.h"

#define INSTANCE "http://www.w3.org/2001/XMLSchema-instance"

struct reading {
	struct arena		*arena;
	struct received		*items;		/* RECEIVED_MAX */
	size_t			*rooms;		/* for values, of each */
	size_t			 count;
};

/* --- values --- */

static void
add_value(struct reading *r, size_t at, const char *value)
{
	struct texts *values = &r->items[at].values;
	const char **more;

	if (values->count == r->rooms[at]) {
		r->rooms[at] = r->rooms[at] == 0 ? 4 : 2 * r->rooms[at];
		more = arena_array(r->arena, r->rooms[at], sizeof(*more));
		if (values->count > 0)
			memcpy(more, values->items, values->count * sizeof(*more));
		values->items = more;
	}
	values->items[values->count++] = received_value(r->arena, value);
}

static bool
is_nil(struct arena *a, const struct xml *value)
{
	const char *nil = xml_attribute_in(a, value, INSTANCE, "nil");

	return text_is(nil, "true") || text_is(nil, "1");
}

/* A text, or a NameID inside (as eduPersonTargetedID has it).  NULL: anything else. */
static const char *
value_text(struct arena *a, const struct xml *value)
{
	const struct xml *inside = xml_child(value, NULL, NULL);

	if (is_nil(a, value))
		return NULL;
	if (inside == NULL)
		return xml_text(a, value);
	return is_saml(inside, "NameID") && xml_next(inside, NULL, NULL) == NULL ? xml_text(a, inside) : NULL;
}

/* --- attributes --- */

/* The place of the attribute, maybe of one that came before with its name.  -1: there are too
 * many. */
static long
place_of(struct reading *r, const struct xml *attribute)
{
	const char *name = xml_attribute(r->arena, attribute, "Name");
	size_t i;

	if (name == NULL || *name == '\0')
		return -1;
	for (i = 0; i < r->count; i++)
		if (text_is(r->items[i].source, "attribute") && text_is(r->items[i].name, name))
			return (long)i;
	if (r->count == RECEIVED_MAX)
		return -1;
	r->items[r->count] = (struct received){ .given = GIVEN_ALL, .source = "attribute", .name = name,
		.friendly_name = xml_attribute(r->arena, attribute, "FriendlyName"),
		.format = xml_attribute(r->arena, attribute, "NameFormat") };
	return (long)r->count++;
}

static void
read_attribute(struct reading *r, const struct xml *attribute)
{
	const struct xml *value = xml_child(attribute, SAML_ASSERTION, "AttributeValue");
	long at = place_of(r, attribute);
	const char *text;

	for (; at >= 0 && value != NULL; value = xml_next(value, SAML_ASSERTION, "AttributeValue")) {
		text = value_text(r->arena, value);
		if (text != NULL)
			add_value(r, (size_t)at, text);
	}
}

/* 2.7.3: an attribute that comes twice has the values of both. */
static void
read_statements(struct reading *r, const struct xml *assertion)
{
	const struct xml *statement = xml_child(assertion, SAML_ASSERTION, "AttributeStatement"), *attribute;

	for (; statement != NULL; statement = xml_next(statement, SAML_ASSERTION, "AttributeStatement"))
		for (attribute = xml_child(statement, SAML_ASSERTION, "Attribute"); attribute != NULL;
		    attribute = xml_next(attribute, SAML_ASSERTION, "Attribute"))
			read_attribute(r, attribute);
}

/* --- the subject --- */

static enum status
read_name_id(struct reading *r, const struct xml *assertion, struct login_claims *claims,
    struct login_outcome *out)
{
	const struct xml *subject = xml_child(assertion, SAML_ASSERTION, "Subject");
	const struct xml *name_id = xml_child(subject, SAML_ASSERTION, "NameID");
	const char *text = name_id == NULL ? NULL : xml_text(r->arena, name_id);

	if (text == NULL || *text == '\0' || is_nil(r->arena, name_id))
		return login_refuse(r->arena, out, LOGIN_NAME_ID_MISSING, NULL, NULL);
	if (xml_next(name_id, SAML_ASSERTION, "NameID") != NULL
	    || text_chars(text) > RECEIVED_VALUE_MAX_CHARS)
		return login_refuse_told(r->arena, out, LOGIN_RESPONSE_FORBIDDEN, NULL,
		    "The assertion has two NameIDs, or one that is too long.");
	claims->subject = text;
	claims->name_id_format = xml_attribute(r->arena, name_id, "Format");
	r->items[0] = (struct received){ .given = GIVEN_ALL, .source = "name_id", .name = "NameID",
		.format = claims->name_id_format };
	r->count = 1;
	add_value(r, 0, text);
	return OK;
}

enum status
saml_assertion_read(struct arena *a, const struct xml *assertion, struct login_claims *claims,
    struct login_outcome *out)
{
	struct reading r = { .arena = a, .items = arena_array(a, RECEIVED_MAX, sizeof(*r.items)),
		.rooms = arena_array(a, RECEIVED_MAX, sizeof(*r.rooms)) };
	enum status st = read_name_id(&r, assertion, claims, out);

	if (st != OK)
		return st;
	read_statements(&r, assertion);
	claims->received = (struct objects){ r.items, r.count };
	return OK;
}
