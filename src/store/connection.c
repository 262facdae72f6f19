/* SPDX-License-Identifier: Apache-2.0 */
#include "store/connection.h"

#include "base/text.h"
#include "model/rules.h"
#include "store/ticket.h"

enum status
connection_confirm(const struct act *act, const struct wizard_key *key,
    const char *connection_id, const char *strategy, const char *options,
    const char *certificates)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_CONFIRM, ARGS(act->tenant_id,
	    key->ticket_id, key->session_hash, arg_long(act, key->revision), connection_id,
	    strategy, options, certificates), &r);

	return st == OK && r.count == 0 ? settings_changed_or_ended(act, key->ticket_id) : st;
}

/* Why the last step was not done. */
static enum status
not_done(const struct act *act, const struct wizard_key *key, bool needs_test)
{
	enum status st = ticket_still_open(act, key->ticket_id);

	if (st == OK && needs_test)
		return test_required(act->fault);
	return st == OK ? settings_changed(act->fault) : st;
}

enum status
connection_finish(const struct act *act, const struct wizard_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_FINISH, ARGS(act->tenant_id,
	    key->ticket_id, key->session_hash, arg_long(act, key->revision)), &r);

	if (st != OK || (r.count > 0 && rows_bool(&r, 0, C_CONNECTION_FINISH_IS_DONE)))
		return st;
	return not_done(act, key, r.count > 0 && rows_bool(&r, 0, C_CONNECTION_FINISH_NEEDS_TEST));
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
	    key->ticket_id, key->session_hash, arg_long(act, key->revision)), &r);

	if (st != OK || (r.count > 0 && rows_bool(&r, 0, C_CONNECTION_ENABLE_LATER_IS_DONE)))
		return st;
	return not_done(act, key, r.count > 0 && rows_bool(&r, 0, C_CONNECTION_ENABLE_LATER_NEEDS_TEST));
}

enum status
connection_enable_withdraw(const struct act *act, const struct wizard_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_ENABLE_WITHDRAW, ARGS(act->tenant_id,
	    key->ticket_id, key->session_hash), &r);

	return st == OK && r.count == 0 ? ticket_still_open(act, key->ticket_id) : st;
}

enum status
connection_enable_waiting(const struct act *act, const char *connection_id)
{
	struct rows r;

	return store_query(act, Q_CONNECTION_ENABLE_WAITING, ARGS(act->tenant_id,
	    connection_id), &r);
}

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	(void)act;
	*(struct connection *)out = (struct connection){
		.id = rows_text(r, row, C_CONNECTION_ID),
		.name = rows_text(r, row, C_CONNECTION_NAME),
		.strategy = rows_text(r, row, C_CONNECTION_STRATEGY),
		.config = rows_text(r, row, C_CONNECTION_CONFIG),
		.options = rows_text(r, row, C_CONNECTION_OPTIONS),
		.enabled_clients = rows_text(r, row, C_CONNECTION_ENABLED_CLIENTS),
		.domain = rows_text(r, row, C_CONNECTION_CANONICAL_DOMAIN),
	};
	return OK;
}

static const struct row_reader reader = { sizeof(struct connection), C_CONNECTION_ID, read_row,
	.total = C_CONNECTION_LIST_TOTAL };

enum status
connection_list(const struct act *act, const struct connection_filter *filter,
    const struct slice *slice, struct objects *out, long *total)
{
	struct listing l = { &reader, slice, out, total };

	return list_read(act, Q_CONNECTION_LIST, ARGS(act->tenant_id, filter->name,
	    filter->strategies, slice->after, arg_long(act, slice->offset),
	    arg_long(act, slice->limit), filter->hidden), &l);
}

enum status
connection_load(const struct act *act, const char *id, const char *hidden,
    struct connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_LOAD, ARGS(act->tenant_id, id, hidden), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return connection_missing(act->fault);
	return read_row(act, &r, 0, out);
}

/* names: JSON array. */
static enum status
secrets_moved(const struct act *act, const char *names)
{
	struct texts kept;
	enum status st = fields_decode_texts(act->arena, names, &kept, act->fault);

	return st != OK ? st : fail_code(act->fault, INVALID, "invalid_body", "This change moves the "
	    "connection's issuer, client ID or an endpoint that gets its secret, so send %s again with it.",
	    texts_in_words(act->arena, &kept));
}

enum status
connection_changed(const struct act *act, const struct rows *r, struct connection *out,
    bool *refused)
{
	if (r->count == 0)
		return connection_missing(act->fault);
	if (rows_text(r, 0, C_CHANGED_CONNECTION_KEPT_SECRETS) != NULL)
		return secrets_moved(act, rows_text(r, 0, C_CHANGED_CONNECTION_KEPT_SECRETS));
	*refused = rows_bool(r, 0, C_CHANGED_CONNECTION_IS_REFUSED);
	return read_row(act, r, 0, out);
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
	return st == OK ? read_row(act, &r, 0, out) : st;
}

enum status
connection_change(const struct act *act, const char *id, const struct connection_change *c,
    struct connection *out, bool *refused)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_CHANGE, ARGS(act->tenant_id, id,
	    c->config, c->options, c->defaults, c->sealed, c->clients, act->actor), &r);

	return st == OK ? connection_changed(act, &r, out, refused) : st;
}

enum status
connection_remove(const struct act *act, const char *id)
{
	struct rows r;

	return store_query(act, Q_CONNECTION_REMOVE, ARGS(act->tenant_id, id, act->actor), &r);
}

static enum status
read_client_id(const struct act *act, const struct rows *r, int row, void *out)
{
	(void)act;
	*(const char **)out = rows_text(r, row, C_CONNECTION_CLIENTS_ID);
	return OK;
}

enum status
connection_clients(const struct act *act, const char *id, const struct slice *slice,
    struct objects *out)
{
	static const struct row_reader ids = { sizeof(char *), C_CONNECTION_CLIENTS_ID, read_client_id };
	struct listing l = { &ids, slice, out };
	enum status st = list_read(act, Q_CONNECTION_CLIENTS, ARGS(act->tenant_id, id,
	    slice->after, arg_long(act, slice->limit)), &l);

	return st == OK && !l.is_answered ? connection_missing(act->fault) : st;
}

enum status
connection_clients_change(const struct act *act, const char *id, const char *changes)
{
	struct rows r;
	enum status st = store_query(act, Q_CONNECTION_CLIENTS_CHANGE, ARGS(act->tenant_id, id,
	    changes, act->actor), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return connection_missing(act->fault);
	if (!rows_bool(&r, 0, C_CONNECTION_CLIENTS_CHANGE_IS_FULL))
		return OK;
	return fail_code(act->fault, INVALID, "invalid_body",
	    "A connection can be enabled for at most %d clients.", CONNECTION_MAX_CLIENTS);
}
