/* SPDX-License-Identifier: Apache-2.0 */
#include "store/connection.h"

#include "base/text.h"

static enum status
moved_on(struct fault *f)
{
	return fail(f, CONFLICT, "Someone else changed this meanwhile. "
	    "Please look at what is there now.");
}

enum status
connection_confirm(const struct act *act, const struct wizard_key *key,
    const char *connection_id, const char *strategy, const char *options,
    const char *certificates)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_CONFIRM, ARGS(act->tenant_id,
	    key->ticket_id, key->session_hash, arena_print(act->arena, "%ld", key->revision),
	    connection_id, strategy, options, certificates), &r);

	return st == OK && r.count == 0 ? moved_on(act->fault) : st;
}

enum status
connection_finish(const struct act *act, const struct wizard_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_FINISH, ARGS(act->tenant_id,
	    key->ticket_id, key->session_hash, arena_print(act->arena, "%ld", key->revision)),
	    &r);

	return st == OK && r.count == 0 ? moved_on(act->fault) : st;
}

enum status
connection_missing(struct fault *f)
{
	return fail_code(f, NOT_FOUND, "inexistent_connection", "The connection does not exist.");
}

enum status
connection_enable_later(const struct act *act, const struct wizard_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_ENABLE_LATER, ARGS(act->tenant_id,
	    key->ticket_id, key->session_hash, arena_print(act->arena, "%ld", key->revision)),
	    &r);

	return st == OK && r.count == 0 ? moved_on(act->fault) : st;
}

enum status
connection_enable_waiting(const struct act *act, const char *connection_id)
{
	struct rows r;

	return store_query(act, Q_CONNECTION_ENABLE_WAITING, ARGS(act->tenant_id,
	    connection_id), &r);
}

static struct connection
read_row(const struct rows *r, int row)
{
	return (struct connection){
		.id = rows_text(r, row, C_CONNECTION_ID),
		.name = rows_text(r, row, C_CONNECTION_NAME),
		.strategy = rows_text(r, row, C_CONNECTION_STRATEGY),
		.config = rows_text(r, row, C_CONNECTION_CONFIG),
		.options = rows_text(r, row, C_CONNECTION_OPTIONS),
		.enabled_clients = rows_text(r, row, C_CONNECTION_ENABLED_CLIENTS),
		.domain = rows_text(r, row, C_CONNECTION_CANONICAL_DOMAIN),
	};
}

enum status
connection_list(const struct act *act, const struct connection_filter *filter,
    struct connection **out, size_t *count, long *total)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_LIST, ARGS(act->tenant_id, filter->name,
	    filter->strategies, filter->after, arena_print(act->arena, "%ld", filter->offset),
	    arena_print(act->arena, "%ld", filter->limit)), &r);
	int i;

	if (st != OK)
		return st;
	*total = r.count == 0 ? 0 : rows_long(&r, 0, C_CONNECTION_LIST_TOTAL);
	if (r.count == 1 && rows_text(&r, 0, C_CONNECTION_ID) == NULL)
		r.count = 0;
	*count = (size_t)r.count;
	*out = arena_array(act->arena, *count, sizeof(**out));
	for (i = 0; i < r.count; i++)
		(*out)[i] = read_row(&r, i);
	return OK;
}

enum status
connection_load(const struct act *act, const char *id, struct connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_LOAD, ARGS(act->tenant_id, id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return connection_missing(act->fault);
	*out = read_row(&r, 0);
	return OK;
}

enum status
connection_changed(const struct rows *r, struct connection *out, bool *refused,
    struct fault *f)
{
	if (r->count == 0)
		return connection_missing(f);
	*out = read_row(r, 0);
	*refused = rows_bool(r, 0, C_CHANGED_CONNECTION_IS_REFUSED);
	return OK;
}

enum status
connection_add(const struct act *act, const char *id, const char *name, const char *strategy,
    const struct connection_change *c, struct connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_ADD, ARGS(act->tenant_id, id, name,
	    strategy, c->config, c->options, c->defaults, c->sealed, c->clients, act->actor),
	    &r);

	if (st == CONFLICT && text_is(act->fault->code, "already_exists"))
		return fail(act->fault, CONFLICT,
		    "A connection with this name already exists.");
	if (st == OK)
		*out = read_row(&r, 0);
	return st;
}

enum status
connection_change(const struct act *act, const char *id, const struct connection_change *c,
    struct connection *out, bool *refused)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_CHANGE, ARGS(act->tenant_id, id,
	    c->config, c->options, c->defaults, c->sealed, c->clients, act->actor), &r);

	return st == OK ? connection_changed(&r, out, refused, act->fault) : st;
}

enum status
connection_remove(const struct act *act, const char *id)
{
	struct rows r;

	return store_query(act, Q_CONNECTION_REMOVE, ARGS(act->tenant_id, id, act->actor), &r);
}

enum status
connection_clients(const struct act *act, const char *id, const char *after, long limit,
    struct texts *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_CLIENTS, ARGS(act->tenant_id, id, after,
	    arena_print(act->arena, "%ld", limit)), &r);
	int i;

	if (st == OK && r.count == 0)
		return connection_missing(act->fault);
	if (st != OK)
		return st;
	if (rows_text(&r, 0, C_CONNECTION_CLIENTS_ID) == NULL)
		r.count = 0;
	*out = (struct texts){ arena_array(act->arena, (size_t)r.count, sizeof(char *)),
	    (size_t)r.count };
	for (i = 0; i < r.count; i++)
		out->items[i] = rows_text(&r, i, C_CONNECTION_CLIENTS_ID);
	return OK;
}

enum status
connection_clients_change(const struct act *act, const char *id, const char *changes)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_CLIENTS_CHANGE, ARGS(act->tenant_id, id,
	    changes, act->actor), &r);

	return st == OK && r.count == 0 ? connection_missing(act->fault) : st;
}
