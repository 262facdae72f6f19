/* SPDX-License-Identifier: Apache-2.0 */
#include "store/organization_connection.h"

#include <string.h>

#include "model/rules.h"
#include "store/organization.h"

static const char *const enabled_argument[] = { [ENABLED_ONES] = "true",
	[DISABLED_ONES] = "false", [ANY_CONNECTION] = NULL };

static enum status
read_link(struct arena *a, const char *json, struct organization_connection *out, struct fault *f)
{
	struct organization_connection link = { 0 };
	enum status st = fields_decode(a, json, strlen(json), &organization_connection_shape, STORED,
	    &link, f);

	if (st == OK)
		*out = link;
	return st;
}

static enum status
no_connection(struct fault *f)
{
	return fail_code(f, NOT_FOUND, "inexistent_connection", "No connection found by that id");
}

static enum status
read_one(struct arena *a, const struct rows *r, struct organization_connection *out,
    struct fault *f)
{
	if (r->count == 0)
		return organization_missing(f);
	return rows_text(r, 0, C_LINK_SHOWN) == NULL ? no_connection(f)
	    : read_link(a, rows_text(r, 0, C_LINK_SHOWN), out, f);
}

enum status
organization_connection_list(const struct act *act, const struct link_key *key, long offset,
    long limit, struct objects *out, long *total)
{
	struct rows r;
	struct organization_connection *items;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_LIST, ARGS(act->tenant_id,
	    key->organization_id, enabled_argument[key->which], arena_print(act->arena, "%ld",
	    offset), arena_print(act->arena, "%ld", limit)), &r);
	int i;

	if (st != OK)
		return st;
	if (r.count == 0)
		return organization_missing(act->fault);
	*total = rows_long(&r, 0, C_ORGANIZATION_CONNECTION_LIST_TOTAL);
	if (rows_text(&r, 0, C_LINK_SHOWN) == NULL)
		r.count = 0;
	items = arena_array(act->arena, (size_t)r.count, sizeof(*items));
	for (i = 0; i < r.count && st == OK; i++)
		st = read_link(act->arena, rows_text(&r, i, C_LINK_SHOWN), &items[i],
		    act->fault);
	*out = (struct objects){ items, (size_t)r.count };
	return st;
}

enum status
organization_connection_load(const struct act *act, const struct link_key *key,
    struct organization_connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_LOAD, ARGS(act->tenant_id,
	    key->organization_id, key->connection_id, enabled_argument[key->which]), &r);

	return st == OK ? read_one(act->arena, &r, out, act->fault) : st;
}

/* "true", "false" or, for what was not given, NULL. */
static const char *
flag(const struct organization_connection *c, size_t row, bool value)
{
	if (!given_at(&c->given, row) || given_null(&c->given, row))
		return NULL;
	return value ? "true" : "false";
}

static enum status
read_added(struct arena *a, const struct rows *r, struct organization_connection *out,
    struct fault *f)
{
	if (r->count == 0)
		return organization_missing(f);
	if (rows_text(r, 0, C_LINK_SHOWN) != NULL)
		return read_link(a, rows_text(r, 0, C_LINK_SHOWN), out, f);
	if (!rows_bool(r, 0, C_ORGANIZATION_CONNECTION_ADD_IS_KNOWN))
		return no_connection(f);
	if (rows_bool(r, 0, C_ORGANIZATION_CONNECTION_ADD_WAS_THERE))
		return fail(f, CONFLICT, "The organization connection already exists.");
	return fail_code(f, INVALID, "invalid_body", "No more connections can be added to this "
	    "organization: it has %d.", ORGANIZATION_MAX_CONNECTIONS);
}

enum status
organization_connection_add(const struct act *act, const struct link_key *key,
    const struct organization_connection *c, struct organization_connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_ADD, ARGS(act->tenant_id,
	    key->organization_id, key->connection_id, flag(c, LINK_ASSIGN,
	    c->assign_membership_on_login), flag(c, LINK_BUTTON, c->show_as_button), flag(c,
	    LINK_SIGNUP, c->is_signup_enabled), c->name, c->access_level, flag(c, LINK_ENABLED,
	    c->is_enabled), key->which == ENABLED_ONES ? "true" : "false", act->actor), &r);

	if (st == CONFLICT)
		return fail(act->fault, CONFLICT,
		    "The organization connection already exists.");
	return st == OK ? read_added(act->arena, &r, out, act->fault) : st;
}

enum status
organization_connection_change(const struct act *act, const struct link_key *key,
    const struct organization_connection *c, struct organization_connection *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CONNECTION_CHANGE, ARGS(act->tenant_id,
	    key->organization_id, key->connection_id, enabled_argument[key->which], flag(c,
	    LINK_ASSIGN, c->assign_membership_on_login), flag(c, LINK_BUTTON,
	    c->show_as_button), flag(c, LINK_SIGNUP, c->is_signup_enabled), c->name,
	    c->access_level, flag(c, LINK_ENABLED, c->is_enabled), given_nulls(act->arena,
	    &organization_connection_shape, &c->given), act->actor), &r);

	return st == OK ? read_one(act->arena, &r, out, act->fault) : st;
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
