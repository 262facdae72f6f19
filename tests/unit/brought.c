/* SPDX-License-Identifier: Apache-2.0 */
#include "brought.h"

#include <string.h>

#include "base/text.h"

static void
add(struct arena *a, struct login_claims *c, const struct received *one)
{
	struct received *items = arena_array(a, c->received.count + 1, sizeof(*items));

	if (c->received.count > 0)
		memcpy(items, c->received.items, c->received.count * sizeof(*items));
	items[c->received.count] = *one;
	c->received = (struct objects){ items, c->received.count + 1 };
}

void
brought_claims(struct arena *a, struct login_claims *c, const char *source, const char *json)
{
	const struct objects members = fields_members(a, json);
	const struct json_member *m = members.items;
	struct received one;
	size_t i;

	for (i = 0; i < members.count; i++) {
		one = (struct received){ .source = source, .name = m[i].name };
		texts_add(a, &one.values, m[i].value.text != NULL ? m[i].value.text
		    : m[i].value.json != NULL ? m[i].value.json : "null");
		add(a, c, &one);
	}
	if (text_is(source, "userinfo"))
		c->userinfo = json;
	else
		c->id_token = json;
}

void
brought_attributes(struct arena *a, struct login_claims *c, const char *const *attributes,
    const char *format)
{
	const char *is, **parts;
	struct received one;
	size_t i;

	for (i = 0; attributes[i] != NULL; i++) {
		is = strrchr(attributes[i], '=');
		one = (struct received){ .source = "attribute",
			.name = arena_copy(a, attributes[i], (size_t)(is - attributes[i])) };
		one.values.count = text_split(a, is + 1, ";", &parts);
		one.values.items = parts;
		if (text_is(one.name, "NameID")) {
			one.source = "name_id";
			one.format = format;
			c->subject = parts[0];
			c->name_id_format = format;
		}
		add(a, c, &one);
	}
}
