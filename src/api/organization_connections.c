/* SPDX-License-Identifier: Apache-2.0 */
#include "api/organization_connections.h"

#include "actions/organization_connection.h"
#include "api/body.h"
#include "api/list.h"

struct list_query {
	struct given	given;
	struct paging	paging;
	bool		is_enabled;
};

enum { IS_ENABLED = 3 };

static const struct field query_fields[] = {
	PAGING_BY_NUMBER(struct list_query, 1000000),
	[IS_ENABLED] = { "is_enabled", FIELD_BOOL, 0, offsetof(struct list_query, is_enabled),
	    .about = "Filter connections by enabled status." },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);
static const struct shape enabled_query_shape = {
	.fields = query_fields, .count = IS_ENABLED, .size_bytes = sizeof(struct list_query),
	.given_offset = offsetof(struct list_query, given),
};

#define ANSWER(name, shape) { LIST_NUMBER(start), LIST_NUMBER(limit), LIST_NUMBER(total), \
	LIST_ITEMS(name, shape) }

static const struct field answer_fields[] = ANSWER("connections", &organization_connection_shape);
static const struct field enabled_answer_fields[] =
	ANSWER("enabled_connections", &enabled_connection_shape);
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct shape enabled_answer_shape =
	SHAPE(struct list_answer, enabled_answer_fields);

/* The same links under two paths: one shows all links whole, the other only the first
 * members of those that are enabled. */
struct view_of_links {
	enum enabling		 which;
	const struct shape	*query;
	struct list_kind	 list;
};

static const struct view_of_links all = { ANY_CONNECTION, &query_shape,
	{ &organization_connection_shape, &answer_shape, LIST_BY_NUMBER } };
static const struct view_of_links enabled = { ENABLED_ONES, &enabled_query_shape,
	{ &enabled_connection_shape, &enabled_answer_shape, LIST_BY_NUMBER } };

static struct link_key
key_of(const struct exchange *x, const struct view_of_links *v, const char *connection_id)
{
	return (struct link_key){ x->parts[0], connection_id, v->which };
}

static enum status
list(struct exchange *x, const struct view_of_links *v)
{
	struct list_query q = { 0 };
	struct link_key key = key_of(x, v, NULL);
	struct list l;
	enum status st = query_decode(x, v->query, &q);

	if (st == OK && given_at(&q.given, IS_ENABLED))
		key.which = q.is_enabled ? ENABLED_ONES : DISABLED_ONES;
	if (st == OK)
		st = list_begin(x, &v->list, &q.paging, &l);
	if (st == OK)
		st = organization_connection_list(&x->act, &key, &l.slice, NULL, &l.total);
	return st == OK ? list_end(&l) : st;
}

static enum status
add(struct exchange *x, const struct view_of_links *v)
{
	struct organization_connection wanted = { 0 }, made;
	enum status st = body_decode(x, v->list.item, CREATING, &wanted);
	struct link_key key = key_of(x, v, wanted.connection_id);

	if (st == OK)
		st = link_connection(&x->act, &key, &wanted, &made);
	return st == OK ? body_send(x, 201, v->list.item, &made) : st;
}

static enum status
get(struct exchange *x, const struct view_of_links *v)
{
	struct organization_connection link;
	struct link_key key = key_of(x, v, x->parts[1]);
	enum status st = organization_connection_load(&x->act, &key, &link);

	return st == OK ? body_send(x, 200, v->list.item, &link) : st;
}

static enum status
update(struct exchange *x, const struct view_of_links *v)
{
	struct organization_connection change = { 0 }, changed;
	struct link_key key = key_of(x, v, x->parts[1]);
	enum status st = body_decode(x, v->list.item, PATCHING, &change);

	if (st == OK)
		st = relink_connection(&x->act, &key, &change, &changed);
	return st == OK ? body_send(x, 200, v->list.item, &changed) : st;
}

static enum status
delete(struct exchange *x, const struct view_of_links *v)
{
	struct link_key key = key_of(x, v, x->parts[1]);
	enum status st = unlink_connection(&x->act, &key);

	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

enum status
organization_connections_list(struct exchange *x)
{
	return list(x, &all);
}

enum status
organization_connections_add(struct exchange *x)
{
	return add(x, &all);
}

enum status
organization_connections_get(struct exchange *x)
{
	return get(x, &all);
}

enum status
organization_connections_update(struct exchange *x)
{
	return update(x, &all);
}

enum status
organization_connections_delete(struct exchange *x)
{
	return delete(x, &all);
}

enum status
enabled_connections_list(struct exchange *x)
{
	return list(x, &enabled);
}

enum status
enabled_connections_add(struct exchange *x)
{
	return add(x, &enabled);
}

enum status
enabled_connections_get(struct exchange *x)
{
	return get(x, &enabled);
}

enum status
enabled_connections_update(struct exchange *x)
{
	return update(x, &enabled);
}

enum status
enabled_connections_delete(struct exchange *x)
{
	return delete(x, &enabled);
}

/* --- for the description of the API --- */

const struct operation organization_connections_list_operation = {
	.summary = "List the connections of an organization", .query = &query_shape,
	.answer = &organization_connection_shape, .is_array = true, .or_answer = &answer_shape,
	.code = 200,
};
const struct operation organization_connections_add_operation = {
	.summary = "Add a connection of an organization",
	.body = &organization_connection_shape, .answer = &organization_connection_shape,
	.code = 201,
};
const struct operation organization_connections_get_operation = {
	.summary = "Get a connection of an organization",
	.answer = &organization_connection_shape, .code = 200,
};
const struct operation organization_connections_update_operation = {
	.summary = "Change a connection of an organization",
	.body = &organization_connection_shape, .is_patch = true,
	.answer = &organization_connection_shape, .code = 200,
};
const struct operation organization_connections_delete_operation = {
	.summary = "Remove a connection of an organization", .code = 204,
};
const struct operation enabled_connections_list_operation = {
	.summary = "List the enabled connections of an organization",
	.query = &enabled_query_shape, .answer = &enabled_connection_shape, .is_array = true,
	.or_answer = &enabled_answer_shape, .code = 200,
};
const struct operation enabled_connections_add_operation = {
	.summary = "Add an enabled connection of an organization",
	.body = &enabled_connection_shape, .answer = &enabled_connection_shape, .code = 201,
};
const struct operation enabled_connections_get_operation = {
	.summary = "Get an enabled connection of an organization",
	.answer = &enabled_connection_shape, .code = 200,
};
const struct operation enabled_connections_update_operation = {
	.summary = "Change an enabled connection of an organization",
	.body = &enabled_connection_shape, .is_patch = true,
	.answer = &enabled_connection_shape, .code = 200,
};
const struct operation enabled_connections_delete_operation = {
	.summary = "Remove an enabled connection of an organization", .code = 204,
};
