/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connection_clients.h"

#include "actions/connection.h"
#include "api/body.h"
#include "api/cursor.h"
#include "model/connection/request.h"
#include "store/connection.h"

struct clients_query {
	struct given	 given;
	long		 take;
	const char	*from;
};

static const struct field query_fields[] = {
	{ "take", FIELD_NUMBER, 0, offsetof(struct clients_query, take), .min = 1, .max = 1000,
	    .about = "Number of results per page. Defaults to 50." },
	{ "from", FIELD_TEXT, 0, offsetof(struct clients_query, from), .max = 1000,
	    .about = "Optional Id from which to start selection." },
};
static const struct shape query_shape = SHAPE(struct clients_query, query_fields);

struct enabled_client {
	struct given	 given;
	const char	*client_id;
};

static const struct field client_fields[] = {
	{ "client_id", FIELD_TEXT, 0, offsetof(struct enabled_client, client_id) },
};
static const struct shape client_shape = SHAPE(struct enabled_client, client_fields);

struct clients_answer {
	struct given	 given;
	struct objects	 clients;
	const char	*next;
};

static const struct field answer_fields[] = {
	{ "clients", FIELD_OBJECTS, 0, offsetof(struct clients_answer, clients),
	    .shape = &client_shape },
	{ "next", FIELD_TEXT, 0, offsetof(struct clients_answer, next) },
};
static const struct shape answer_shape = SHAPE(struct clients_answer, answer_fields);

static struct objects
as_objects(struct arena *a, const struct texts *ids)
{
	struct enabled_client *c = arena_array(a, ids->count, sizeof(*c));
	size_t i;

	for (i = 0; i < ids->count; i++)
		c[i] = (struct enabled_client){ .given = GIVEN_ALL, .client_id = ids->items[i] };
	return (struct objects){ c, ids->count };
}

enum status
connection_clients_list(struct exchange *x)
{
	struct clients_query q = { .take = 50 };
	struct clients_answer answer = { .given = GIVEN_ALL };
	struct texts ids;
	const char *after;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = cursor_read(x, q.from, NULL, &after);
	if (st == OK)
		st = connection_clients(&x->act, x->parts[0], after, q.take + 1, &ids);
	if (st != OK)
		return st;
	if (ids.count > (size_t)q.take) {
		ids.count = (size_t)q.take;
		answer.next = cursor_after(x->arena, ids.items[ids.count - 1]);
	}
	answer.clients = as_objects(x->arena, &ids);
	return body_send(x, 200, &answer_shape, &answer);
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
