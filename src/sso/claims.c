/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/claims.h"

#include <string.h>

static bool
is_list_of_texts(const struct json *value)
{
	size_t i;

	for (i = 0; i < json_count(value); i++)
		if (json_text(json_item(value, i)) == NULL)
			return false;
	return json_is_list(value);
}

static struct texts
values_of(struct arena *a, const struct json *value)
{
	struct texts values = { .count = 1 };
	bool is_list = is_list_of_texts(value);
	size_t i;

	if (is_list)
		values.count = json_count(value) < RECEIVED_MAX ? json_count(value) : RECEIVED_MAX;
	values.items = arena_array(a, values.count, sizeof(*values.items));
	for (i = 0; i < values.count; i++)
		values.items[i] = received_value(a, json_shown(a, is_list ? json_item(value, i) : value));
	return values;
}

void
claims_add(struct arena *a, const char *source, const struct json *document,
    struct objects *received)
{
	struct objects members = json_members(a, document);
	const struct json_named *from = members.items;
	struct received *items = arena_array(a, received->count + members.count, sizeof(*items));
	size_t i, count = received->count;

	if (count > 0)
		memcpy(items, received->items, count * sizeof(*items));
	for (i = 0; i < members.count && count < RECEIVED_MAX; i++)
		items[count++] = (struct received){ .given = GIVEN_ALL, .source = source,
		    .name = received_value(a, from[i].name), .values = values_of(a, from[i].value) };
	*received = (struct objects){ items, count };
}
