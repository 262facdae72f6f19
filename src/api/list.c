/* SPDX-License-Identifier: Apache-2.0 */
#include "api/list.h"

#include <string.h>

#include "api/body.h"
#include "base/encode.h"
#include "base/text.h"

enum { USUAL = 50 };

static const struct field query_fields[] = {
	PAGING_BY_CURSOR(struct cursor_query, 1000, 100, 50),
};
const struct shape cursor_query_shape = SHAPE(struct cursor_query, query_fields);

static enum status
read_cursor(struct exchange *x, const struct list_kind *k, const char *from, const char **after)
{
	const char *text = from == NULL || k->is_plain ? from : base64url_decode(x->arena, from);

	if (from != NULL && (text == NULL || !text_is_utf8(text, strlen(text))
	    || (k->is_id != NULL && !k->is_id(text))))
		return fail_code(&x->fault, INVALID, "invalid_query_string",
		    "from must be the next of an earlier answer.");
	*after = text;
	return OK;
}

/* The store is asked for one more than is taken, which tells whether there are more. */
static enum status
begin_by_cursor(struct exchange *x, const struct list_kind *k, const struct paging *p,
    struct slice *out)
{
	long take = p->take != 0 ? p->take : k->take != 0 ? k->take : USUAL;

	if (k->most != 0 && take > k->most)
		take = k->most;
	*out = (struct slice){ .by_cursor = true, .limit = k->is_bare ? take : take + 1 };
	return read_cursor(x, k, p->from, &out->after);
}

static struct slice
begin_by_number(const struct list_kind *k, const struct paging *p)
{
	long limit = p->per_page != 0 ? p->per_page : k->per_page != 0 ? k->per_page : USUAL;

	return (struct slice){ .offset = p->page * limit, .limit = limit };
}

enum status
list_begin(struct exchange *x, const struct list_kind *k, const struct paging *p, struct list *out)
{
	*out = (struct list){ .shown = UINT64_MAX };
	if (k->ways == LIST_BY_CURSOR
	    || (k->ways == LIST_BY_BOTH && (p->from != NULL || p->take != 0)))
		return begin_by_cursor(x, k, p, &out->slice);
	out->slice = begin_by_number(k, p);
	out->with_totals = p->include_totals;
	return OK;
}

static const char *
next_of(struct exchange *x, const struct list_kind *k, struct list *l)
{
	size_t row_bytes = k->make == NULL ? k->item->size_bytes : k->row_bytes;
	size_t take = (size_t)l->slice.limit - 1;
	const char *id;

	if (!l->slice.by_cursor || k->is_bare || l->found.count <= take)
		return NULL;
	l->found.count = take;
	memcpy(&id, (const char *)l->found.items + (take - 1) * row_bytes + k->id_offset, sizeof(id));
	return k->is_plain ? id : base64url_encode(x->arena, id, strlen(id));
}

static enum status
make_items(struct exchange *x, const struct list_kind *k, const struct list *l, struct objects *out)
{
	const char *rows = l->found.items;
	char *items;
	enum status st = OK;
	size_t i;

	*out = l->found;
	if (k->make == NULL)
		return OK;
	items = arena_array(x->arena, l->found.count, k->item->size_bytes);
	out->items = items;
	for (i = 0; i < l->found.count && st == OK; i++)
		st = k->make(x, rows + i * k->row_bytes, l->shown, items + i * k->item->size_bytes);
	return st;
}

/* The rows of an answer: the items, and either the next cursor or the totals. */
static struct given
answer_given(const struct shape *answer, bool by_cursor)
{
	struct given g = { 0 };
	size_t row, offset;

	for (row = 0; row < answer->count; row++) {
		offset = answer->fields[row].offset;
		if (offset == offsetof(struct list_answer, items)
		    || (offset == offsetof(struct list_answer, next)) == by_cursor)
			g.present |= UINT64_C(1) << row;
	}
	return g;
}

enum status
list_send(struct exchange *x, const struct list_kind *k, struct list *l)
{
	bool by_cursor = l->slice.by_cursor;
	struct list_answer answer = { .given = answer_given(k->answer, by_cursor),
		.start = l->slice.offset, .limit = l->slice.limit, .next = next_of(x, k, l),
		.total = l->total };
	enum status st = make_items(x, k, l, &answer.items);

	if (st != OK)
		return st;
	answer.length = (long)answer.items.count;
	if (l->with_totals || (by_cursor && !k->is_bare))
		return body_send(x, 200, k->answer, &answer);
	return body_send_json(x, 200, fields_encode_list(x->arena, k->item, answer.items.items,
	    answer.items.count));
}
