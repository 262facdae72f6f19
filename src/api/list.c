/* SPDX-License-Identifier: Apache-2.0 */
#include "api/list.h"

#include <string.h>

#include "api/body.h"
#include "base/encode.h"
#include "base/text.h"

enum {
	USUAL = 50,
	HELD_BYTES = 256 * 1024,	/* an array that is held ends early beyond this */
};

/* --- the answer --- */

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

static const char *
next_of(const struct list *l)
{
	if (!l->has_more)
		return NULL;
	return l->kind->is_plain ? l->last_id
	    : base64url_encode(l->exchange->arena, l->last_id, strlen(l->last_id));
}

/* How many items a page has, known before they are. */
static long
length_of(const struct list *l)
{
	long rest = l->total - l->slice.offset;

	return rest < 0 ? 0 : rest < l->slice.limit ? rest : l->slice.limit;
}

/* The answer without its items, as it is known so far. */
static char *
around(const struct list *l)
{
	struct list_answer answer = { .given = answer_given(l->kind->answer, l->slice.by_cursor),
		.start = l->slice.offset, .limit = l->slice.limit, .length = length_of(l),
		.total = l->total, .next = next_of(l) };

	if (!l->with_totals && (!l->slice.by_cursor || l->kind->is_bare))
		return arena_text(l->exchange->arena, "[]");
	return fields_encode(l->exchange->arena, l->kind->answer, &answer);
}

/* Before the items there are only names and numbers. */
static void
begin_answer(const struct list *l)
{
	char *before = around(l);

	strstr(before, "[]")[1] = '\0';
	response_begin(l->exchange->response, l->exchange->arena, 200, "application/json; charset=utf-8");
	response_add(l->exchange->response, before);
}

static enum status
make_item(struct list *l, const void *row, const void **item)
{
	struct exchange *x = l->exchange;
	struct arena *a = x->arena;
	enum status st;
	void *made;

	*item = row;
	if (l->kind->make == NULL)
		return OK;
	made = arena_alloc(l->taker.arena, l->kind->item->size_bytes);
	*item = made;
	x->arena = l->taker.arena;
	st = l->kind->make(x, row, l->shown, made);
	x->arena = a;
	return st;
}

static bool
is_over(const struct list *l)
{
	if (!l->slice.by_cursor)
		return false;
	return l->kind->is_bare ? l->exchange->response->held.length > HELD_BYTES
	    : l->count == l->slice.limit - 1;
}

static void
remember(struct list *l, const void *row)
{
	const char *id;

	memcpy(&id, (const char *)row + l->kind->id_offset, sizeof(id));
	l->last_id = arena_text(l->exchange->arena, id);
}

static enum status
take(void *user, const void *row)
{
	struct list *l = user;
	struct response *r = l->exchange->response;
	enum status st = OK;
	const void *item;

	l->has_more = is_over(l);
	if (!l->has_more)
		st = make_item(l, row, &item);
	if (l->has_more || st != OK)
		return st;
	if (l->count == 0)
		begin_answer(l);
	else
		response_add(r, ",");
	response_add(r, fields_encode(l->taker.arena, l->kind->item, item));
	l->count++;
	if (l->slice.by_cursor)
		remember(l, row);
	if (!l->slice.by_cursor || !l->kind->is_bare)
		response_pass_on(r);
	return OK;
}

enum status
list_end(struct list *l)
{
	if (l->count == 0)
		begin_answer(l);
	response_add(l->exchange->response, strstr(around(l), "[]") + 1);
	response_end(l->exchange->response);
	return OK;
}

static void
release(void *arena)
{
	arena_free(arena);
}

/* --- the query --- */

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
	enum status st = OK;

	*out = (struct list){ .shown = UINT64_MAX, .exchange = x, .kind = k };
	out->taker = (struct taker){ take, out, arena_new() };
	arena_defer(x->arena, release, out->taker.arena);
	if (k->ways == LIST_BY_CURSOR
	    || (k->ways == LIST_BY_BOTH && (p->from != NULL || p->take != 0)))
		st = begin_by_cursor(x, k, p, &out->slice);
	else
		out->slice = begin_by_number(k, p);
	out->with_totals = p->include_totals && !out->slice.by_cursor;
	out->slice.taker = &out->taker;
	return st;
}
