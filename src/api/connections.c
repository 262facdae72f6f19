/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connections.h"

#include "actions/connection.h"
#include "api/body.h"
#include "api/caller.h"
#include "api/connection_body.h"
#include "api/cursor.h"
#include "base/text.h"
#include "model/provider/vocabulary.h"

/* --- the query --- */

struct list_query {
	struct given	 given;
	long		 page, per_page, take;
	bool		 include_totals, include_fields;
	const char	*from, *name, *fields;
	struct texts	 strategy;
};

enum query_row { PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE, STRATEGY, NAME, FIELDS, INCLUDE_FIELDS };

#define QUERY(name, kind) #name, kind, 0, offsetof(struct list_query, name)

static const struct field query_fields[] = {
	[PAGE] = { QUERY(page, FIELD_NUMBER), .max = 1000000,
	    .about = "The page number. Zero based" },
	[PER_PAGE] = { QUERY(per_page, FIELD_NUMBER), .min = 1, .max = 100,
	    .about = "The amount of entries per page. Defaults to 100 if not provided" },
	[INCLUDE_TOTALS] = { QUERY(include_totals, FIELD_BOOL), .about = "true if a query summary "
	    "must be included in the result, false otherwise." },
	[FROM] = { QUERY(from, FIELD_TEXT), .max = 1000,
	    .about = "Optional Id from which to start selection." },
	[TAKE] = { QUERY(take, FIELD_NUMBER), .min = 1, .max = 100,
	    .about = "Number of results per page. Defaults to 50." },
	[STRATEGY] = { QUERY(strategy, FIELD_TEXTS), .choices = connection_strategies, .about = "Provide "
	    "strategies to only retrieve connections with such strategies" },
	[NAME] = { QUERY(name, FIELD_TEXT), .max = 128,
	    .about = "Provide the name of the connection to retrieve" },
	[FIELDS] = { QUERY(fields, FIELD_TEXT), .max = 1024, .about = "A comma separated list of "
	    "fields to include or exclude (depending on include_fields) from the result, empty to "
	    "retrieve all fields" },
	[INCLUDE_FIELDS] = { QUERY(include_fields, FIELD_BOOL), .about = "true if the fields "
	    "specified are to be included in the result, false otherwise (defaults to true)" },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);

/* Of one connection: its last rows. */
static const struct shape fields_query_shape = {
	.fields = query_fields + FIELDS, .count = 2, .size_bytes = sizeof(struct list_query),
	.given_offset = offsetof(struct list_query, given),
};

/* --- the answers --- */

struct list_answer {
	struct given	 given;
	struct objects	 connections;
	long		 start, limit, total;
	const char	*next;
};

enum answer_row { CONNECTIONS, START, LIMIT, ANSWER_TOTAL, NEXT };

static const struct field answer_fields[] = {
	[CONNECTIONS] = { "connections", FIELD_OBJECTS, 0, offsetof(struct list_answer, connections),
	    .shape = &connection_body_shape },
	[START] = { "start", FIELD_NUMBER, 0, offsetof(struct list_answer, start) },
	[LIMIT] = { "limit", FIELD_NUMBER, 0, offsetof(struct list_answer, limit) },
	[ANSWER_TOTAL] = { "total", FIELD_NUMBER, 0, offsetof(struct list_answer, total) },
	[NEXT] = { "next", FIELD_TEXT, 0, offsetof(struct list_answer, next) },
};
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);

static enum status
make_bodies(struct exchange *x, const struct connection *rows, size_t count, uint64_t shown,
    struct objects *out)
{
	struct connection_body *bodies = arena_array(x->arena, count, sizeof(*bodies));
	enum status st = OK;
	size_t i;

	for (i = 0; i < count && st == OK; i++)
		st = connection_body_make(x, &rows[i], shown, &bodies[i]);
	*out = (struct objects){ bodies, count };
	return st;
}

static enum status
send_list(struct exchange *x, const struct list_query *q, struct list_answer *answer,
    bool is_checkpoint)
{
	if (is_checkpoint)
		answer->given.present = 1u << CONNECTIONS | 1u << NEXT;
	else if (q->include_totals)
		answer->given.present = 1u << CONNECTIONS | 1u << START | 1u << LIMIT | 1u << ANSWER_TOTAL;
	else
		return body_send_json(x, 200, fields_encode_list(x->arena, &connection_body_shape,
		    answer->connections.items, answer->connections.count));
	return body_send(x, 200, &answer_shape, answer);
}

/* One connection has them, the contract's list has not. */
static const uint64_t list_rows = ~(UINT64_C(1) << BODY_ENABLED_CLIENTS);

enum status
connections_list(struct exchange *x)
{
	struct list_query q = { .per_page = 100, .take = 50, .include_fields = true };
	struct connection_filter filter = { 0 };
	struct list_answer answer = { 0 };
	struct connection *rows;
	bool is_checkpoint;
	size_t count;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = cursor_read(x, q.from, NULL, &filter.after);
	if (st != OK)
		return st;
	is_checkpoint = q.from != NULL || given_at(&q.given, TAKE);
	filter.name = q.name;
	filter.strategies = texts_joined(x->arena, &q.strategy);
	filter.offset = answer.start = is_checkpoint ? 0 : q.page * q.per_page;
	answer.limit = q.per_page;
	filter.limit = is_checkpoint ? q.take + 1 : q.per_page;
	st = connection_list(&x->act, &filter, &rows, &count, &answer.total);
	if (st == OK && is_checkpoint && count > (size_t)q.take) {
		count = (size_t)q.take;
		answer.next = cursor_after(x->arena, rows[count - 1].id);
	}
	if (st == OK)
		st = make_bodies(x, rows, count, body_shown(x->arena, &connection_body_shape, q.fields,
		    q.include_fields) & list_rows,
		    &answer.connections);
	return st == OK ? send_list(x, &q, &answer, is_checkpoint) : st;
}

enum status
connections_get(struct exchange *x)
{
	struct list_query q = { .include_fields = true };
	struct connection row;
	struct connection_body body;
	enum status st = query_decode(x, &fields_query_shape, &q);

	if (st == OK)
		st = connection_load(&x->act, x->parts[0], &row);
	if (st == OK)
		st = connection_body_make(x, &row, body_shown(x->arena, &connection_body_shape, q.fields,
		    q.include_fields), &body);
	return st == OK ? body_send(x, 200, &connection_body_shape, &body) : st;
}

enum status
connections_status(struct exchange *x)
{
	struct connection row;
	enum status st = connection_load(&x->act, x->parts[0], &row);

	return st != OK ? st : fail(&x->fault, NOT_FOUND, "not connected to any node");
}

/* --- changes --- */

enum status
connections_create(struct exchange *x)
{
	struct connection_request wanted = { 0 };
	struct connection made;
	enum status st = body_decode(x, &connection_create_shape, CREATING, &wanted);

	if (st == OK)
		st = create_connection(&x->act, &wanted, x->site->seal_key, &made);
	return connection_body_send(x, st, 201, &made);
}

enum status
connections_update(struct exchange *x)
{
	struct connection_request change = { 0 };
	struct connection changed;
	enum status st = body_decode(x, &connection_change_shape, PATCHING, &change);

	if (st == OK && given_at(&change.given, REQUEST_OPTIONS))
		st = client_check(x->arena, &caller(x)->client, "update:connections_options",
		    &x->fault);
	if (st == OK)
		st = change_connection(&x->act, x->parts[0], &change, x->site->seal_key,
		    &changed);
	return connection_body_send(x, st, 200, &changed);
}

enum status
connections_delete(struct exchange *x)
{
	enum status st = delete_connection(&x->act, x->parts[0]);

	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

const struct operation connections_list_operation = {
	.summary = "List connections", .query = &query_shape, .answer = &connection_body_shape,
	.is_array = true, .or_answer = &answer_shape, .code = 200,
};
const struct operation connections_create_operation = {
	.summary = "Add a connection", .body = &connection_create_shape,
	.answer = &connection_body_shape, .code = 201,
};
const struct operation connections_get_operation = {
	.summary = "Get a connection", .query = &fields_query_shape,
	.answer = &connection_body_shape, .code = 200,
};
const struct operation connections_update_operation = {
	.summary = "Change a connection", .body = &connection_change_shape, .is_patch = true,
	.answer = &connection_body_shape, .code = 200,
};
const struct operation connections_delete_operation = {
	.summary = "Remove a connection and revoke its tickets", .code = 204,
};
const struct operation connections_status_operation = {
	.summary = "Whether a connection's connector is online", .code = 200,
};
