/*
 * fields_texts.c - lists of texts: looked through, compared, written out
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

bool
texts_hold(const struct texts *t, const char *item)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (strcmp(t->items[i], item) == 0)
			return true;
	return false;
}

char *
texts_in_words(struct arena *a, const struct texts *t)
{
	struct buf b = buf_in(a);
	size_t i;

	buf_add(&b, "");
	for (i = 0; i < t->count; i++)
		buf_print(&b, "%s%s", i == 0 ? "" : i + 1 < t->count ? ", " : " and ", t->items[i]);
	return b.text;
}

char *
texts_joined(struct arena *a, const struct texts *t)
{
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; i < t->count; i++)
		buf_print(&b, "%s%s", i == 0 ? "" : " ", t->items[i]);
	return t->count == 0 ? NULL : b.text;
}

void
texts_add(struct arena *a, struct texts *t, const char *item)
{
	const char **items = arena_array(a, t->count + 1, sizeof(*items));

	if (t->count > 0)
		memcpy(items, t->items, t->count * sizeof(*items));
	items[t->count] = item;
	*t = (struct texts){ items, t->count + 1 };
}

struct texts
texts_of(struct arena *a, const struct objects *o, size_t size_bytes, size_t offset)
{
	struct texts t = { arena_array(a, o->count, sizeof(*t.items)), o->count };
	size_t i;

	for (i = 0; i < o->count; i++)
		memcpy(&t.items[i], (const char *)o->items + i * size_bytes + offset, sizeof(*t.items));
	return t;
}

/* --- items that stand twice --- */

/* An item and its place in the list. */
struct listed {
	const char	*text;
	size_t		 index;
};

static int
compare(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

/* Equal items stand side by side, in the order of the list. */
static struct listed *
sorted(struct arena *a, const struct texts *t)
{
	struct listed *l = arena_array(a, t->count, sizeof(*l));
	size_t i;

	for (i = 0; i < t->count; i++)
		l[i] = (struct listed){ t->items[i], i };
	qsort(l, t->count, sizeof(*l), compare);
	return l;
}

bool
texts_repeat(struct arena *a, const struct texts *t, size_t *first, size_t *second)
{
	const struct listed *l = sorted(a, t);
	size_t i;

	*first = t->count;
	for (i = 1; i < t->count; i++)
		if (l[i - 1].index < *first && strcmp(l[i - 1].text, l[i].text) == 0) {
			*first = l[i - 1].index;
			*second = l[i].index;
		}
	return *first < t->count;
}

struct texts
texts_once(struct arena *a, const struct texts *t)
{
	const struct listed *l = sorted(a, t);
	struct texts once = { arena_array(a, t->count, sizeof(*once.items)), 0 };
	bool *is_repeat = arena_array(a, t->count, sizeof(*is_repeat));
	size_t i;

	for (i = 1; i < t->count; i++)
		is_repeat[l[i].index] = strcmp(l[i - 1].text, l[i].text) == 0;
	for (i = 0; i < t->count; i++)
		if (!is_repeat[i])
			once.items[once.count++] = t->items[i];
	return once;
}
