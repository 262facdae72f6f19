/* SPDX-License-Identifier: Apache-2.0 */
#include "store/organization.h"

#include <string.h>


enum status
organization_missing(struct fault *f)
{
	return fail_code(f, NOT_FOUND, "inexistent_organization", "The organization does not exist.");
}

/* Decodes a column that holds JSON into *out; NULL stays NULL. */
static enum status
read_json(struct arena *a, const char *json, enum organization_row row, void *out, struct fault *f)
{
	const struct shape *s = organization_shape.fields[row].shape;
	void **object = out;

	if (json == NULL)
		return OK;
	*object = arena_alloc(a, s->size_bytes);
	return fields_decode(a, json, strlen(json), s, STORED, *object, f);
}

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	struct arena *a = act->arena;
	struct organization o = { .given = GIVEN_ALL };
	enum status st = read_json(a, rows_text(r, row, C_ORGANIZATION_BRANDING),
	    ORGANIZATION_BRANDING, &o.branding, act->fault);

	o.given.present &= ~(UINT64_C(1) << ORGANIZATION_CONNECTIONS);
	o.id = rows_text(r, row, C_ORGANIZATION_ID);
	o.name = rows_text(r, row, C_ORGANIZATION_NAME);
	o.display_name = rows_text(r, row, C_ORGANIZATION_DISPLAY_NAME);
	o.metadata = verbatim(a, rows_text(r, row, C_ORGANIZATION_METADATA));
	if (st == OK)
		st = read_json(a, rows_text(r, row, C_ORGANIZATION_TOKEN_QUOTA), ORGANIZATION_TOKEN_QUOTA,
		    &o.token_quota, act->fault);
	if (st == OK)
		*(struct organization *)out = o;
	return st;
}

static const struct row_reader by_number = { sizeof(struct organization), C_ORGANIZATION_ID,
	read_row, .total = C_ORGANIZATION_LIST_TOTAL };
static const struct row_reader by_cursor = { sizeof(struct organization), C_ORGANIZATION_ID,
	read_row };

static enum status
read_one(const struct act *act, const struct rows *r, struct organization *out)
{
	return r->count == 0 ? organization_missing(act->fault) : read_row(act, r, 0, out);
}

enum status
organization_list(const struct act *act, const char *sort, const struct slice *slice,
    struct objects *out, long *total)
{
	struct listing l = { slice->by_cursor ? &by_cursor : &by_number, slice, out, total };

	return slice->by_cursor
	    ? list_read(act, Q_ORGANIZATION_LIST_AFTER, ARGS(act->tenant_id, slice->after,
	    arg_long(act, slice->limit)), &l)
	    : list_read(act, Q_ORGANIZATION_LIST, ARGS(act->tenant_id, sort,
	    arg_long(act, slice->offset), arg_long(act, slice->limit)), &l);
}

static enum status
load(const struct act *act, const char *id, const char *name, struct organization *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_LOAD, ARGS(act->tenant_id, id, name),
	    &r);

	return st == OK ? read_one(act, &r, out) : st;
}

enum status
organization_load(const struct act *act, const char *id, struct organization *out)
{
	return load(act, id, NULL, out);
}

enum status
organization_find(const struct act *act, const char *name, struct organization *out)
{
	return load(act, NULL, name, out);
}

/* The branding as JSON; NULL if there is none. */
static const char *
branding_json(struct arena *a, const struct organization *o)
{
	return o->branding == NULL ? NULL : fields_encode(a,
	    organization_shape.fields[ORGANIZATION_BRANDING].shape, o->branding);
}

static const char *
metadata_json(const struct organization *o)
{
	return o->metadata == NULL ? NULL : o->metadata->given.whole;
}

static const char *
quota_json(struct arena *a, const struct organization *o)
{
	return o->token_quota == NULL ? NULL : fields_encode(a,
	    organization_shape.fields[ORGANIZATION_TOKEN_QUOTA].shape, o->token_quota);
}

static const char *
connections_json(struct arena *a, const struct organization *o)
{
	return o->enabled_connections.count == 0 ? NULL : fields_encode_list(a,
	    &enabled_connection_shape, o->enabled_connections.items, o->enabled_connections.count);
}

/* CONFLICT, worded. */
static enum status
name_taken(struct fault *f)
{
	return fail(f, CONFLICT, "An organization with this name already exists.");
}

static enum status
read_added(const struct act *act, const struct rows *r, struct organization *out)
{
	const char *connections = rows_text(r, 0, C_ORGANIZATION_ADD_CONNECTIONS);
	enum status st;

	if (!rows_bool(r, 0, C_ORGANIZATION_ADD_ARE_KNOWN))
		return fail_code(act->fault, INVALID, "invalid_body", "No connection found by that id");
	if (rows_text(r, 0, C_ORGANIZATION_ID) == NULL)
		return fail(act->fault, FORBIDDEN, "You reached the limit of entities of this type for this tenant.");
	st = read_row(act, r, 0, out);
	if (st != OK || connections == NULL)
		return st;
	out->given = GIVEN_ALL;
	return fields_decode_objects(act->arena, connections, &organization_connection_shape,
	    &out->enabled_connections, act->fault);
}

enum status
organization_add(const struct act *act, const char *id, const struct organization *o,
    struct organization *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_ADD, ARGS(act->tenant_id, id, o->name,
	    o->display_name, branding_json(act->arena, o), metadata_json(o),
	    quota_json(act->arena, o), connections_json(act->arena, o), act->actor), &r);

	if (st == CONFLICT)
		return name_taken(act->fault);
	return st == OK ? read_added(act, &r, out) : st;
}

enum status
organization_change(const struct act *act, const char *id, const struct organization *o,
    struct organization *out)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_CHANGE, ARGS(act->tenant_id, id,
	    o->name, o->display_name, branding_json(act->arena, o), metadata_json(o),
	    quota_json(act->arena, o), given_nulls(act->arena, &organization_shape, &o->given),
	    act->actor), &r);

	if (st == CONFLICT)
		return name_taken(act->fault);
	return st == OK ? read_one(act, &r, out) : st;
}

enum status
organization_remove(const struct act *act, const char *id)
{
	struct rows r;
	enum status st = store_query(act, Q_ORGANIZATION_REMOVE, ARGS(act->tenant_id, id,
	    act->actor), &r);

	return st == OK && !rows_bool(&r, 0, C_ORGANIZATION_REMOVE_WAS_THERE)
	    ? organization_missing(act->fault) : st;
}
