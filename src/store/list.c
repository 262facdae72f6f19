/* SPDX-License-Identifier: Apache-2.0 */
#include "store/list.h"

/* --- collected --- */

static enum status
read_all(const struct act *act, const struct rows *r, const struct listing *l)
{
	bool is_empty = r->count == 0 || rows_text(r, 0, l->reader->key) == NULL;
	size_t count = is_empty ? 0 : (size_t)r->count, i;
	char *items = arena_array(act->arena, count, l->reader->size_bytes);
	enum status st = OK;

	for (i = 0; i < count && st == OK; i++)
		st = l->reader->read(act, r, (int)i, items + i * l->reader->size_bytes);
	if (st == OK)
		*l->out = (struct objects){ items, count };
	return st;
}

/* --- handed over one by one --- */

struct reading {
	const struct act	*act;
	struct listing		*listing;
};

/* The columns that all rows have alike. */
static void
read_common(const struct rows *r, struct listing *l)
{
	l->is_answered = true;
	l->is_known = l->reader->known == 0 || rows_bool(r, 0, l->reader->known);
	if (l->reader->total != 0)
		*l->total = rows_long(r, 0, l->reader->total);
}

static enum status
hand_over(void *user, const struct rows *one)
{
	const struct reading *r = user;
	struct listing *l = r->listing;
	const struct taker *to = l->slice->taker;
	struct act act = *r->act;
	enum status st;
	void *item;

	if (!l->is_answered)
		read_common(one, l);
	if (rows_text(one, 0, l->reader->key) == NULL)
		return OK;
	act.arena = to->arena;
	item = arena_alloc(to->arena, l->reader->size_bytes);
	st = l->reader->read(&act, one, 0, item);
	if (st == OK)
		st = to->take(to->user, item);
	arena_reset(to->arena);
	return st;
}

enum status
list_read(const struct act *act, enum query q, const char *const *args, struct listing *l)
{
	struct reading reading = { act, l };
	struct rows r;
	enum status st;

	if (l->total != NULL)
		*l->total = 0;
	if (l->slice->taker != NULL)
		return store_each(act, q, args, hand_over, &reading);
	st = store_query(act, q, args, &r);
	if (st == OK && r.count > 0)
		read_common(&r, l);
	return st == OK ? read_all(act, &r, l) : st;
}
