/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connection_clients.h"

#include "actions/connection.h"
#include "api/body.h"
#include "api/list.h"
#include "model/connection/request.h"
#include "store/connection.h"

static const struct field query_fields[] = {
	PAGING_BY_CURSOR(struct cursor_query, 1000, 1000, 50),
};
static const struct shape query_shape = SHAPE(struct cursor_query, query_fields);

struct enabled_client {
	struct given	 given;
	const char	*client_id;
};

static const struct field client_fields[] = {
	{ "client_id", FIELD_TEXT, 0, offsetof(struct enabled_client, client_id) },
};
static const struct shape client_shape = SHAPE(struct enabled_client, client_fields);

static enum status
make_client(struct exchange *x, const void *row, uint64_t shown, void *out)
{
	(void)x;
	*(struct enabled_client *)out = (struct enabled_client){ .given.present = shown,
		.client_id = *(const char *const *)row };
	return OK;
}

static const struct field answer_fields[] = { LIST_ITEMS("clients", &client_shape), LIST_NEXT };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
/* The store finds only ids. */
static const struct list_kind kind = { &client_shape, &answer_shape, LIST_BY_CURSOR,
	.make = make_client };

enum status
connection_clients_list(struct exchange *x)
{
	struct cursor_query q = { 0 };
	struct list l;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = connection_clients(&x->act, x->parts[0], &l.slice, NULL);
	return st == OK ? list_end(&l) : st;
}

enum status
connection_clients_update(struct exchange *x)
{
	struct objects changes;
	enum status st = body_decode_list(x, &client_changes_row, &changes);

	if (st == OK)
		st = change_connection_clients(&x->act, x->parts[0], &changes);
	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

const struct operation connection_clients_list_operation = {
	.summary = "List the clients that a connection is enabled for", .query = &query_shape,
	.answer = &answer_shape, .code = 200,
};
const struct operation connection_clients_update_operation = {
	.summary = "Enable a connection for clients, or disable it",
	.body_list = &client_changes_row, .code = 204,
};
