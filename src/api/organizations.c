/* SPDX-License-Identifier: Apache-2.0 */
#include "api/organizations.h"

#include "actions/organization.h"
#include "api/body.h"
#include "api/caller.h"
#include "api/cursor.h"
#include "store/organization.h"

/* --- the query --- */

struct list_query {
	struct given	 given;
	long		 page, per_page, take;
	bool		 include_totals;
	const char	*from, *sort;
};

enum query_row { PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE, SORT };

static const char *const sorts[] = { "name:1", "name:-1", "display_name:1", "display_name:-1",
	"created_at:1", "created_at:-1", NULL };

#define QUERY(name, kind) #name, kind, 0, offsetof(struct list_query, name)

static const struct field query_fields[] = {
	[PAGE] = { QUERY(page, FIELD_NUMBER), .max = 1000,
	    .about = "Page index of the results to return. First page is 0." },
	[PER_PAGE] = { QUERY(per_page, FIELD_NUMBER), .min = 1, .max = 100,
	    .about = "Number of results per page. Defaults to 50." },
	[INCLUDE_TOTALS] = { QUERY(include_totals, FIELD_BOOL), .about = "Return results inside an "
	    "object that contains the total result count (true) or as a direct array of results "
	    "(false, default)." },
	[FROM] = { QUERY(from, FIELD_TEXT), .max = 100,
	    .about = "Optional Id from which to start selection." },
	[TAKE] = { QUERY(take, FIELD_NUMBER), .min = 1, .max = 100,
	    .about = "Number of results per page. Defaults to 50." },
	[SORT] = { QUERY(sort, FIELD_TEXT), .choices = sorts, .about = "Field to sort by. Use "
	    "field:order where order is 1 for ascending and -1 for descending." },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);

/* --- the list --- */

struct list_answer {
	struct given	 given;
	struct objects	 organizations;
	long		 start, limit, total;
	const char	*next;
};

enum answer_row { ORGANIZATIONS, START, LIMIT, TOTAL, NEXT };

static const struct field answer_fields[] = {
	[ORGANIZATIONS] = { "organizations", FIELD_OBJECTS, 0,
	    offsetof(struct list_answer, organizations), .shape = &organization_shape },
	[START] = { "start", FIELD_NUMBER, 0, offsetof(struct list_answer, start) },
	[LIMIT] = { "limit", FIELD_NUMBER, 0, offsetof(struct list_answer, limit) },
	[TOTAL] = { "total", FIELD_NUMBER, 0, offsetof(struct list_answer, total) },
	[NEXT] = { "next", FIELD_TEXT, 0, offsetof(struct list_answer, next) },
};
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);

#define SUMMARY_ROWS (UINT64_C(1) << ORGANIZATION_ID | UINT64_C(1) << ORGANIZATION_NAME \
	| UINT64_C(1) << ORGANIZATION_DISPLAY_NAME)

/* Who may see a summary only sees who they are. */
static void
hide(struct exchange *x, struct organization *o, size_t count)
{
	size_t i;

	if (!client_may(&caller(x)->client, "read:organizations"))
		for (i = 0; i < count; i++)
			o[i].given.present &= SUMMARY_ROWS;
}

/* One more than was asked for is loaded: so there are more. */
static enum status
list_after(struct exchange *x, const struct list_query *q)
{
	struct list_answer answer = { .given.present = 1u << ORGANIZATIONS | 1u << NEXT };
	struct organization *items;
	const char *after;
	enum status st;

	if (q->sort != NULL)
		return fail_code(&x->fault, INVALID, "invalid_query_string",
		    "sort cannot be combined with from or take.");
	st = cursor_read(x, q->from, NULL, &after);
	if (st == OK)
		st = organization_list_after(&x->act, after, q->take + 1,
		    &answer.organizations);
	if (st != OK)
		return st;
	items = answer.organizations.items;
	if (answer.organizations.count > (size_t)q->take) {
		answer.organizations.count = (size_t)q->take;
		answer.next = cursor_after(x->arena, items[q->take - 1].id);
	}
	hide(x, items, answer.organizations.count);
	return body_send(x, 200, &answer_shape, &answer);
}

enum status
organizations_list(struct exchange *x)
{
	struct list_query q = { .per_page = 50, .take = 50 };
	struct list_answer answer = { .given = GIVEN_ALL };
	enum status st = query_decode(x, &query_shape, &q);

	if (st != OK)
		return st;
	if (q.from != NULL || given_at(&q.given, TAKE))
		return list_after(x, &q);
	answer.start = q.page * q.per_page;
	answer.limit = q.per_page;
	st = organization_list(&x->act, q.sort, answer.start, answer.limit,
	    &answer.organizations, &answer.total);
	if (st != OK)
		return st;
	hide(x, answer.organizations.items, answer.organizations.count);
	if (q.include_totals)
		return body_send(x, 200, &answer_shape, &answer);
	return body_send_json(x, 200, fields_encode_list(x->arena, &organization_shape,
	    answer.organizations.items, answer.organizations.count));
}

/* --- one --- */

static enum status
send_organization(struct exchange *x, enum status st, int code, const struct organization *o)
{
	return st == OK ? body_send(x, code, &organization_shape, o) : st;
}

enum status
organizations_create(struct exchange *x)
{
	struct organization wanted = { 0 }, made;
	enum status st = body_decode(x, &organization_shape, CREATING, &wanted);

	if (st == OK && wanted.enabled_connections.count > 0)
		st = client_check(x->arena, &caller(x)->client, "create:organization_connections", &x->fault);
	if (st == OK)
		st = create_organization(&x->act, &wanted, &made);
	return send_organization(x, st, 201, &made);
}

enum status
organizations_get(struct exchange *x)
{
	struct organization o;
	enum status st = organization_load(&x->act, x->parts[0], &o);

	if (st == OK)
		hide(x, &o, 1);
	return send_organization(x, st, 200, &o);
}

enum status
organizations_find(struct exchange *x)
{
	struct organization o;
	enum status st = organization_find(&x->act, x->parts[0], &o);

	return send_organization(x, st, 200, &o);
}

enum status
organizations_update(struct exchange *x)
{
	struct organization change = { 0 }, changed;
	enum status st = body_decode(x, &organization_shape, PATCHING, &change);

	if (st == OK)
		st = update_organization(&x->act, x->parts[0], &change, &changed);
	return send_organization(x, st, 200, &changed);
}

enum status
organizations_delete(struct exchange *x)
{
	enum status st = delete_organization(&x->act, x->parts[0]);

	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

/* --- as the description of the API tells it --- */

const struct operation organizations_list_operation = {
	.summary = "List organizations", .query = &query_shape, .answer = &organization_shape,
	.is_array = true, .or_answer = &answer_shape, .code = 200,
};
const struct operation organizations_create_operation = {
	.summary = "Add an organization", .body = &organization_shape,
	.answer = &organization_shape, .code = 201,
};
const struct operation organizations_get_operation = {
	.summary = "Get an organization", .answer = &organization_shape, .code = 200,
};
const struct operation organizations_find_operation = {
	.summary = "Get an organization by its name", .answer = &organization_shape,
	.code = 200,
};
const struct operation organizations_update_operation = {
	.summary = "Change an organization", .body = &organization_shape, .is_patch = true,
	.answer = &organization_shape, .code = 200,
};
const struct operation organizations_delete_operation = {
	.summary = "Remove an organization", .code = 204,
};
