/* SPDX-License-Identifier: Apache-2.0 */
#include "http/door.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"

enum { PATH_WIDTH = 64 };	/* in the list of routes */

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

	memset(x->parts, 0, sizeof(x->parts));
	while (*pattern != '\0' && *path != '\0') {
		if (*pattern != ':') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		taken = strcspn(pattern, "/");
		length = strcspn(path, "/");
		if (length == 0 || length > PATH_PART_MAX_BYTES)
			return false;
		x->parts[count++] = arena_copy(x->arena, path, length);
		pattern += taken;
		path += length;
	}
	return *pattern == '\0' && *path == '\0';
}

/* The names of the methods in a set, which has a bit for each. */
static const char *
method_names(struct arena *a, unsigned set)
{
	struct buf b = buf_in(a);
	enum method m;

	for (m = GET; m < OTHER_METHOD; m++)
		if ((set & 1u << m) != 0)
			buf_print(&b, "%s%s%s", b.length > 0 ? ", " : "", method_name(m),
			    m == GET ? ", HEAD" : "");
	return b.text;
}

/* The assistant has a page of its own for this. */
static const char other_method[] = ENGLISH_("The method %s is not allowed here.");

enum status
door_find(const struct door *d, struct exchange *x, size_t *index, const char **allow)
{
	const struct route *r;
	unsigned known = 0;
	size_t i;

	for (i = 0; (r = d->route(i)) != NULL; i++) {
		if (!matches(x, r->path, x->request->path))
			continue;
		if (r->method == x->request->method) {
			*index = i;
			return OK;
		}
		known |= 1u << r->method;
	}
	*allow = method_names(x->arena, known);
	if (known == 0)
		return fail(&x->fault, NOT_FOUND, "Check the address.");
	return fail(&x->fault, FORBIDDEN, other_method, x->request->method_name);
}

void
door_print(const struct door *d, struct buf *b)
{
	const struct route *r = d->route(0);
	size_t i;

	buf_print(b, "%s\n", d->name);
	for (i = 0; r != NULL; r = d->route(++i))
		buf_print(b, "  %-6s  %-*s  %s\n", method_name(r->method), PATH_WIDTH, r->path,
		    d->guests(b->arena, i));
}
