/* SPDX-License-Identifier: Apache-2.0 */
#include "net/ports.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"

enum { MAX_PORT = 65535 };

static bool
range_parse(struct arena *a, const char *item, struct port_range *out)
{
	size_t length = strcspn(item, "-");
	const char *last = item[length] == '\0' ? item : item + length + 1;

	return text_to_long(arena_copy(a, item, length), 1, MAX_PORT, &out->first)
	    && text_to_long(last, out->first, MAX_PORT, &out->last);
}

enum status
ports_parse(struct arena *a, const char *setting, struct ports *out, struct fault *f)
{
	const char **items;
	size_t i;

	out->count = text_split(a, setting, " \t\r\n", &items);
	out->ranges = arena_array(a, out->count, sizeof(*out->ranges));
	for (i = 0; i < out->count; i++)
		if (!range_parse(a, items[i], &out->ranges[i]))
			return fail(f, INVALID, "fetch_ports: \"%s\" is neither a port nor a range such as "
			    "8000-8999", items[i]);
	return OK;
}

bool
ports_have(const struct ports *p, long port)
{
	size_t i;

	for (i = 0; i < p->count; i++)
		if (port >= p->ranges[i].first && port <= p->ranges[i].last)
			return true;
	return false;
}
