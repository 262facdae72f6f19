/* SPDX-License-Identifier: Apache-2.0 */
#include "store/organization_connection.h"

#include <string.h>

#include "model/rules.h"
#include "store/organization.h"

static const char *const enabled_argument[] = { [ENABLED_ONES] = "true",
	[DISABLED_ONES] = "false", [ANY_CONNECTION] = NULL };

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	const char *json = rows_text(r, row, C_LINK_SHOWN);
	struct organization_connection link = { 0 };
	enum status st = fields_decode(act->arena, json, strlen(json),
	    &organization_connection_shape, STORED, &link, act->fault);

	if (st == OK)
		*(struct organization_connection *)out = link;
	return st;
}

static const struct row_reader reader = { sizeof(struct organization_connection), C_LINK_SHOWN,
	read_row, .total = C_ORGANIZATION_CONNECTION_LIST_TOTAL };

static enum status
no_connection(struct fault *f)
{
	return fail_code(f, NOT_FOUND, "inexistent_connection", "No connection found by that id");
}

static enum status
read_one(const struct act *act, const struct rows *r, struct organization_connection *out)
{
	if (r->count == 0)
		return organization_missing(act->fault);
	return rows_text(r, 0, C_LINK_SHOWN) == NULL ? no_connection(act->fault)
	    : read_row(act, r, 0, out);
}

enum status
organization_connection_list(const struct act *act, const struct link_key *key,
    const struct slice *slice, struct objects *out, long *total)
{
	struct listing l = { &reader, slice, out, total };
	enum status st = list_read(act, Q_ORGANIZATION_CONNECTION_LIST, ARGS(act->tenant_id,
	    key->organization_id, enabled_argument[key->which], arg_long(act, slice->offset),
	    arg_long(act, slice->limit)), &l);

	return st == OK && !l.is_answered ? organization_missing(act->fault) : st;
}

enum status
organization_connection_load(const struct act *act, const struct link_key *key,
    struct organization_connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_LOAD, ARGS(act->tenant_id,
	    key->organization_id, key->connection_id, enabled_argument[key->which]), &r);

	return st == OK ? read_one(act, &r, out) : st;
}

/* "true" or "false"; NULL if it was not given. */
static const char *
flag(const struct organization_connection *c, size_t row, bool value)
{
	if (!given_at(&c->given, row) || given_null(&c->given, row))
		return NULL;
	return value ? "true" : "false";
}

static enum status
read_added(const struct act *act, const struct rows *r, struct organization_connection *out)
{
	if (r->count == 0)
		return organization_missing(act->fault);
	if (rows_text(r, 0, C_LINK_SHOWN) != NULL)
		return read_row(act, r, 0, out);
	if (!rows_bool(r, 0, C_ORGANIZATION_CONNECTION_ADD_IS_KNOWN))
		return no_connection(act->fault);
	if (rows_bool(r, 0, C_ORGANIZATION_CONNECTION_ADD_WAS_THERE))
		return fail(act->fault, CONFLICT, "The organization connection already exists.");
	return fail_code(act->fault, INVALID, "invalid_body", "No more connections can be added to this "
	    "organization: it has %d.", ORGANIZATION_MAX_CONNECTIONS);
}

enum status
organization_connection_add(const struct act *act, const struct link_key *key,
    const struct organization_connection *c, struct organization_connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_ADD, ARGS(act->tenant_id,
	    key->organization_id, key->connection_id,
	    flag(c, LINK_ASSIGN, c->assign_membership_on_login),
	    flag(c, LINK_BUTTON, c->show_as_button), flag(c, LINK_SIGNUP, c->is_signup_enabled),
	    c->name, c->access_level, flag(c, LINK_ENABLED, c->is_enabled),
	    key->which == ENABLED_ONES ? "true" : "false", act->actor), &r);

	if (st == CONFLICT)
		return fail(act->fault, CONFLICT,
		    "The organization connection already exists.");
	return st == OK ? read_added(act, &r, out) : st;
}

enum status
organization_connection_change(const struct act *act, const struct link_key *key,
    const struct organization_connection *c, struct organization_connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_CHANGE, ARGS(act->tenant_id,
	    key->organization_id, key->connection_id, enabled_argument[key->which],
	    flag(c, LINK_ASSIGN, c->assign_membership_on_login),
	    flag(c, LINK_BUTTON, c->show_as_button), flag(c, LINK_SIGNUP, c->is_signup_enabled),
	    c->name, c->access_level, flag(c, LINK_ENABLED, c->is_enabled),
	    given_nulls(act->arena, &organization_connection_shape, &c->given),
	    act->actor), &r);

	return st == OK ? read_one(act, &r, out) : st;
}

enum status
organization_connection_remove(const struct act *act, const struct link_key *key)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_REMOVE, ARGS(act->tenant_id,
	    key->organization_id, key->connection_id, enabled_argument[key->which], act->actor),
	    &r);

	return st == OK && r.count == 0 ? organization_missing(act->fault) : st;
}
