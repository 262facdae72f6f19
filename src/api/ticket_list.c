/* SPDX-License-Identifier: Apache-2.0 */
#include "api/ticket_list.h"

#include "api/body.h"
#include "api/list.h"
#include "store/ticket.h"

/* --- the answer --- */

struct made_connection {
	struct given	 given;
	const char	*id, *name;
};

static const struct field connection_fields[] = {
	{ "id", FIELD_TEXT, 0, offsetof(struct made_connection, id) },
	{ "name", FIELD_TEXT, 0, offsetof(struct made_connection, name) },
};
static const struct shape connection_shape = SHAPE(struct made_connection, connection_fields);

struct ticket_body {
	struct given		 given;
	const char		*id, *state, *connection_name, *step;
	long			 uses, uses_allowed;
	const char		*created_at, *first_used_at, *expires_at;
	struct made_connection	*connection;
};

#define MEMBER(name, kind) #name, kind, 0, offsetof(struct ticket_body, name)

static const char *const states[] = { "live", "used_up", "expired", "revoked", NULL };

static const struct field body_fields[] = {
	{ MEMBER(id, FIELD_TEXT), .about = "The first 12 of the ticket's characters." },
	{ MEMBER(state, FIELD_TEXT), .choices = states },
	{ MEMBER(uses, FIELD_NUMBER) },
	{ MEMBER(uses_allowed, FIELD_NUMBER) },
	{ MEMBER(created_at, FIELD_TEXT) },
	{ MEMBER(first_used_at, FIELD_TEXT) },
	{ MEMBER(expires_at, FIELD_TEXT),
	    .about = "Until it must be used for the first time; from then on, the end of its sessions." },
	{ MEMBER(step, FIELD_TEXT), .about = "The furthest step that the assistant reached." },
	{ MEMBER(connection_name, FIELD_TEXT) },
	{ MEMBER(connection, FIELD_OBJECT), .shape = &connection_shape },
};
static const struct shape body_shape = SHAPE(struct ticket_body, body_fields);

static struct made_connection *
connection_of(struct arena *a, const struct ticket_row *row)
{
	struct made_connection *c = row->connection_id == NULL ? NULL : arena_alloc(a, sizeof(*c));

	if (c != NULL)
		*c = (struct made_connection){ GIVEN_ALL, row->connection_id, row->connection_name };
	return c;
}

static enum status
make_body(struct exchange *x, const void *found, uint64_t shown, void *out)
{
	const struct ticket_row *row = found;
	struct arena *a = x->arena;

	*(struct ticket_body *)out = (struct ticket_body){
		.given.present = shown,
		.id = row->id, .state = row->state, .step = row->step,
		.connection_name = row->connection_name,
		.uses = row->uses, .uses_allowed = row->uses_allowed,
		.created_at = moment_iso(a, row->created_at),
		.first_used_at = row->first_used_at == 0 ? NULL : moment_iso(a, row->first_used_at),
		.expires_at = moment_iso(a, row->until),
		.connection = connection_of(a, row),
	};
	return OK;
}

/* --- the list --- */

static const struct field answer_fields[] = { LIST_ITEMS("sso_tickets", &body_shape), LIST_NEXT };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct list_kind kind = { &body_shape, &answer_shape, LIST_BY_CURSOR,
	.is_id = ticket_is_id, .id_offset = offsetof(struct ticket_row, id), .make = make_body };

enum status
tickets_list(struct exchange *x)
{
	struct cursor_query q = { 0 };
	struct list l;
	enum status st = query_decode(x, &cursor_query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = ticket_list_profile(&x->act, x->parts[0], &l.slice, NULL);
	return st == OK ? list_end(&l) : st;
}

enum status
tickets_get(struct exchange *x)
{
	struct ticket_body body;
	struct ticket_row row;
	enum status st = ticket_show(&x->act, x->parts[0], x->parts[1], &row);

	if (st != OK)
		return st;
	make_body(x, &row, UINT64_MAX, &body);
	return body_send(x, 200, &body_shape, &body);
}

const struct operation tickets_list_operation = {
	.summary = "List the tickets of a profile, newest first", .query = &cursor_query_shape,
	.answer = &answer_shape, .code = 200,
};
const struct operation tickets_get_operation = {
	.summary = "Get what became of a ticket", .answer = &body_shape, .code = 200,
};
