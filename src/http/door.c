/* SPDX-License-Identifier: Apache-2.0 */
#include "http/door.h"

#include <string.h>

#include "base/text.h"

enum { PATH_WIDTH = 64 };	/* of the list of routes */

static const char *const methods[] = { [GET] = "GET", [POST] = "POST", [PUT] = "PUT",
	[PATCH] = "PATCH", [DELETE] = "DELETE" };

bool
door_has(const struct door *d, const char *path)
{
	const char *prefix;
	size_t i;

	for (i = 0; i < MAX_PREFIXES && d->prefixes[i] != NULL; i++) {
		prefix = d->prefixes[i];
		if (prefix[strlen(prefix) - 1] == '/' ? text_starts(path, prefix) : text_is(path, prefix))
			return true;
	}
	return false;
}

static bool
matches(struct exchange *x, const char *pattern, const char *path)
{
	size_t count = 0, taken, length;

	while (*pattern != '\0' && *path != '\0') {
		if (*pattern != ':') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		taken = strcspn(pattern, "/");
		length = strcspn(path, "/");
		if (length == 0)
			return false;
		x->parts[count++] = arena_copy(x->arena, path, length);
		pattern += taken;
		path += length;
	}
	return *pattern == '\0' && *path == '\0';
}

enum status
door_find(const struct door *d, struct exchange *x, size_t *index, const char **allow)
{
	struct buf known = buf_in(x->arena);
	const struct route *r;
	size_t i;

	for (i = 0; (r = d->route(i)) != NULL; i++) {
		if (!matches(x, r->path, x->request->path))
			continue;
		if (r->method == x->request->method) {
			*index = i;
			return OK;
		}
		buf_print(&known, "%s%s%s", known.length > 0 ? ", " : "", methods[r->method],
		    r->method == GET ? ", HEAD" : "");
	}
	*allow = known.text;
	if (known.length == 0)
		return fail(&x->fault, NOT_FOUND, "Please check the address.");
	return fail(&x->fault, FORBIDDEN, "The method %s is not allowed here.",
	    x->request->method_name);
}

void
door_print(const struct door *d, struct buf *b)
{
	const struct route *r = d->route(0);
	size_t i;

	buf_print(b, "%s\n", d->name);
	for (i = 0; r != NULL; r = d->route(++i))
		buf_print(b, "  %-6s  %-*s  %s\n", methods[r->method], PATH_WIDTH, r->path,
		    d->guests(b->arena, i));
}
