/* SPDX-License-Identifier: Apache-2.0 */
#include "api/organization_connections.h"

#include "actions/organization_connection.h"
#include "api/body.h"

/* The same links by two addresses: all of each, or the first members of those
 * that are enabled. */
struct view_of_links {
	enum enabling		 which;
	const struct shape	*shape, *query, *answer;
};

struct list_query {
	struct given	given;
	long		page, per_page;
	bool		include_totals, is_enabled;
};

enum query_row { PAGE, PER_PAGE, INCLUDE_TOTALS, IS_ENABLED };

#define QUERY(name, kind) #name, kind, 0, offsetof(struct list_query, name)

static const struct field query_fields[] = {
	[PAGE] = { QUERY(page, FIELD_NUMBER), .max = 1000000,
	    .about = "Page index of the results to return. First page is 0." },
	[PER_PAGE] = { QUERY(per_page, FIELD_NUMBER), .min = 1, .max = 100,
	    .about = "Number of results per page. Defaults to 50." },
	[INCLUDE_TOTALS] = { QUERY(include_totals, FIELD_BOOL), .about = "Return results inside an "
	    "object that contains the total result count (true) or as a direct array of results "
	    "(false, default)." },
	[IS_ENABLED] = { QUERY(is_enabled, FIELD_BOOL),
	    .about = "Filter connections by enabled status." },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);
static const struct shape enabled_query_shape = {
	.fields = query_fields, .count = IS_ENABLED, .size_bytes = sizeof(struct list_query),
	.given_offset = offsetof(struct list_query, given),
};

struct list_answer {
	struct given	given;
	long		start, limit, total;
	struct objects	connections;
};

#define ANSWER(list, shown) { \
	{ "start", FIELD_NUMBER, 0, offsetof(struct list_answer, start) }, \
	{ "limit", FIELD_NUMBER, 0, offsetof(struct list_answer, limit) }, \
	{ "total", FIELD_NUMBER, 0, offsetof(struct list_answer, total) }, \
	{ list, FIELD_OBJECTS, 0, offsetof(struct list_answer, connections), .shape = &(shown) }, \
}

static const struct field answer_fields[] = ANSWER("connections", organization_connection_shape);
static const struct field enabled_answer_fields[] =
	ANSWER("enabled_connections", enabled_connection_shape);
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct shape enabled_answer_shape =
	SHAPE(struct list_answer, enabled_answer_fields);

static const struct view_of_links all = { ANY_CONNECTION, &organization_connection_shape,
	&query_shape, &answer_shape };
static const struct view_of_links enabled = { ENABLED_ONES, &enabled_connection_shape,
	&enabled_query_shape, &enabled_answer_shape };

static struct link_key
key_of(const struct exchange *x, const struct view_of_links *v, const char *connection_id)
{
	return (struct link_key){ x->parts[0], connection_id, v->which };
}

static enum status
list(struct exchange *x, const struct view_of_links *v)
{
	struct list_query q = { .per_page = 50 };
	struct list_answer answer = { .given = GIVEN_ALL };
	struct link_key key = key_of(x, v, NULL);
	enum status st = query_decode(x, v->query, &q);

	if (st != OK)
		return st;
	if (given_at(&q.given, IS_ENABLED))
		key.which = q.is_enabled ? ENABLED_ONES : DISABLED_ONES;
	answer.start = q.page * q.per_page;
	answer.limit = q.per_page;
	st = organization_connection_list(&x->act, &key, answer.start, answer.limit,
	    &answer.connections, &answer.total);
	if (st != OK)
		return st;
	if (q.include_totals)
		return body_send(x, 200, v->answer, &answer);
	return body_send_json(x, 200, fields_encode_list(x->arena, v->shape, answer.connections.items,
	    answer.connections.count));
}

static enum status
add(struct exchange *x, const struct view_of_links *v)
{
	struct organization_connection wanted = { 0 }, made;
	enum status st = body_decode(x, v->shape, CREATING, &wanted);
	struct link_key key = key_of(x, v, wanted.connection_id);

	if (st == OK)
		st = link_connection(&x->act, &key, &wanted, &made);
	return st == OK ? body_send(x, 201, v->shape, &made) : st;
}

static enum status
get(struct exchange *x, const struct view_of_links *v)
{
	struct organization_connection link;
	struct link_key key = key_of(x, v, x->parts[1]);
	enum status st = organization_connection_load(&x->act, &key, &link);

	return st == OK ? body_send(x, 200, v->shape, &link) : st;
}

static enum status
update(struct exchange *x, const struct view_of_links *v)
{
	struct organization_connection change = { 0 }, changed;
	struct link_key key = key_of(x, v, x->parts[1]);
	enum status st = body_decode(x, v->shape, PATCHING, &change);

	if (st == OK)
		st = relink_connection(&x->act, &key, &change, &changed);
	return st == OK ? body_send(x, 200, v->shape, &changed) : st;
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

/* --- as the description of the API tells it --- */

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
