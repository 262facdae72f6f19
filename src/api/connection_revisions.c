/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connection_revisions.h"

#include <limits.h>

#include "actions/connection.h"
#include "api/body.h"
#include "api/caller.h"
#include "api/connection_body.h"
#include "api/list.h"
#include "base/text.h"
#include "store/revision.h"

struct revision_body {
	struct given	 given;
	long		 revision, restored_from;
	bool		 is_live;
	const char	*created_at, *actor;
	struct verbatim	*options;
};

enum revision_row_number { REVISION, IS_LIVE, CREATED_AT, ACTOR, RESTORED_FROM, OPTIONS };

#define MEMBER(name, kind) #name, kind, 0, offsetof(struct revision_body, name)

static const struct field revision_fields[] = {
	[REVISION] = { MEMBER(revision, FIELD_NUMBER) },
	[IS_LIVE] = { MEMBER(is_live, FIELD_BOOL) },
	[CREATED_AT] = { MEMBER(created_at, FIELD_TEXT) },
	[ACTOR] = { MEMBER(actor, FIELD_TEXT) },
	[RESTORED_FROM] = { MEMBER(restored_from, FIELD_NUMBER) },
	[OPTIONS] = { MEMBER(options, FIELD_OBJECT), .shape = &verbatim_shape },
};
static const struct shape revision_shape = SHAPE(struct revision_body, revision_fields);

static enum status
make_body(struct exchange *x, const void *found, uint64_t shown, void *out)
{
	const struct revision_row *row = found;
	struct revision_body b = { .given.present = shown, .revision = row->revision,
		.is_live = row->is_live, .created_at = moment_iso(x->arena, row->created_at),
		.actor = row->actor, .restored_from = row->restored_from,
		.options = verbatim(x->arena, row->options) };

	if (row->restored_from == 0)
		b.given.present &= ~(UINT64_C(1) << RESTORED_FROM);
	if (!client_may(&caller(x)->client, "read:connections_options"))
		b.given.present &= ~(UINT64_C(1) << OPTIONS);
	*(struct revision_body *)out = b;
	return OK;
}

static bool
is_revision(const char *text)
{
	long ignored;

	return text_to_long(text, 1, INT_MAX, &ignored);
}

static const struct field answer_fields[] = { LIST_ITEMS("revisions", &revision_shape), LIST_NEXT };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct list_kind kind = { &revision_shape, &answer_shape, LIST_BY_CURSOR,
	.is_id = is_revision, .id_offset = offsetof(struct revision_row, id), .make = make_body };

enum status
connection_revisions_list(struct exchange *x)
{
	struct cursor_query q = { 0 };
	struct list l;
	enum status st = query_decode(x, &cursor_query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = revision_list(&x->act, x->parts[0], &l.slice, NULL);
	return st == OK ? list_end(&l) : st;
}

enum status
connection_revisions_restore(struct exchange *x)
{
	struct connection row;
	long revision;
	enum status st = client_check(x->arena, &caller(x)->client, "update:connections_options",
	    &x->fault);

	if (st == OK && !text_to_long(x->parts[1], 1, INT_MAX, &revision))
		revision = 0;
	if (st == OK)
		st = restore_revision(&x->act, x->parts[0], revision, &row);
	return connection_body_send(x, st, 200, &row);
}

const struct operation connection_revisions_list_operation = {
	.summary = "List the revisions of a connection's settings, newest first",
	.query = &cursor_query_shape, .answer = &answer_shape, .code = 200,
};
const struct operation connection_revisions_restore_operation = {
	.summary = "Make a former revision the live one again", .answer = &connection_body_shape,
	.code = 200,
};
