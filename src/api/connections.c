/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connections.h"

#include "actions/connection.h"
#include "api/body.h"
#include "api/caller.h"
#include "api/connection_body.h"
#include "api/list.h"
#include "base/seal.h"
#include "model/provider/vocabulary.h"

/* --- the query --- */

struct list_query {
	struct given	 given;
	struct paging	 paging;
	bool		 include_fields;
	const char	*name, *fields;
	struct texts	 strategy;
};

enum query_row { PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE, STRATEGY, NAME, FIELDS, INCLUDE_FIELDS };

#define QUERY(name, kind) #name, kind, 0, offsetof(struct list_query, name)

static const struct field query_fields[] = {
	[PAGE] = { "page", FIELD_NUMBER, 0, offsetof(struct list_query, paging.page), .max = 1000000,
	    .about = "The page number. Zero based" },
	[PER_PAGE] = { "per_page", FIELD_NUMBER, 0, offsetof(struct list_query, paging.per_page),
	    .min = 1, .max = 100,
	    .about = "The amount of entries per page. Defaults to 100 if not provided" },
	[INCLUDE_TOTALS] = { "include_totals", FIELD_BOOL, 0,
	    offsetof(struct list_query, paging.include_totals), .about = "true if a query summary "
	    "must be included in the result, false otherwise." },
	PAGING_BY_CURSOR(struct list_query, 1000, 100, 50),
	[STRATEGY] = { QUERY(strategy, FIELD_TEXTS), .max = 20, .choices = connection_strategies, .about = "Provide "
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

/* The query of a single connection: the last two rows. */
static const struct shape fields_query_shape = {
	.fields = query_fields + FIELDS, .count = 2, .size_bytes = sizeof(struct list_query),
	.given_offset = offsetof(struct list_query, given),
};

/* --- the answers --- */

static enum status
make_body(struct exchange *x, const void *row, uint64_t shown, void *out)
{
	return connection_body_make(x, row, shown, out);
}

static const struct field answer_fields[] = LIST_ANSWER("connections", &connection_body_shape);
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct list_kind kind = { &connection_body_shape, &answer_shape, LIST_BY_BOTH,
	.per_page = 100, .id_offset = offsetof(struct connection, id), .make = make_body };

/* The rows that the query and the caller's scopes leave. */
static uint64_t
shown_of(struct exchange *x, const struct list_query *q)
{
	return connection_body_rows(x)
	    & body_shown(x->arena, &connection_body_shape, q->fields, q->include_fields);
}

enum status
connections_list(struct exchange *x)
{
	struct list_query q = { .include_fields = true };
	struct connection_filter filter;
	struct list l;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st != OK)
		return st;
	l.shown = shown_of(x, &q);
	filter = (struct connection_filter){ q.name, texts_joined(x->arena, &q.strategy),
		body_hidden(x->arena, &connection_body_shape, l.shown) };
	st = connection_list(&x->act, &filter, &l.slice, NULL, &l.total);
	return st == OK ? list_end(&l) : st;
}

enum status
connections_get(struct exchange *x)
{
	struct list_query q = { .include_fields = true };
	struct connection row;
	struct connection_body body;
	enum status st = query_decode(x, &fields_query_shape, &q);
	uint64_t shown = shown_of(x, &q);

	if (st == OK)
		st = connection_load(&x->act, x->parts[0],
		    body_hidden(x->arena, &connection_body_shape, shown), &row);
	if (st == OK)
		st = connection_body_make(x, &row, shown, &body);
	return st == OK ? body_send(x, 200, &connection_body_shape, &body) : st;
}

enum status
connections_status(struct exchange *x)
{
	struct connection row;
	enum status st = connection_load(&x->act, x->parts[0], "options", &row);

	return st != OK ? st : fail(&x->fault, NOT_FOUND, "not connected to any node");
}

/* --- changes --- */

enum status
connections_create(struct exchange *x)
{
	struct connection_request wanted = { 0 };
	struct connection made;
	const char *seal_key;
	enum status st = body_decode(x, &connection_create_shape, CREATING, &wanted);

	if (st == OK)
		st = seal_key_now(x->arena, x->site->seal_key, &seal_key, &x->fault);
	if (st == OK)
		st = create_connection(&x->act, &wanted, seal_key, &made);
	return connection_body_send(x, st, 201, &made);
}

enum status
connections_update(struct exchange *x)
{
	struct connection_request change = { 0 };
	struct connection changed;
	const char *seal_key;
	enum status st = body_decode(x, &connection_change_shape, PATCHING, &change);

	if (st == OK && given_at(&change.given, REQUEST_OPTIONS))
		st = client_check(x->arena, &caller(x)->client, "update:connections_options",
		    &x->fault);
	if (st == OK)
		st = seal_key_now(x->arena, x->site->seal_key, &seal_key, &x->fault);
	if (st == OK)
		st = change_connection(&x->act, x->parts[0], &change, seal_key, &changed);
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
