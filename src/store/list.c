/* SPDX-License-Identifier: Apache-2.0 */
#include "store/list.h"

enum status
rows_read(const struct act *act, const struct rows *r, const struct row_reader *reader,
    struct objects *out)
{
	bool is_empty = r->count == 0 || rows_text(r, 0, reader->key) == NULL;
	size_t count = is_empty ? 0 : (size_t)r->count, i;
	char *items = arena_array(act->arena, count, reader->size_bytes);
	enum status st = OK;

	for (i = 0; i < count && st == OK; i++)
		st = reader->read(act, r, (int)i, items + i * reader->size_bytes);
	if (st == OK)
		*out = (struct objects){ items, count };
	return st;
}

long
rows_total(const struct rows *r, int column)
{
	return r->count == 0 ? 0 : rows_long(r, 0, column);
}
