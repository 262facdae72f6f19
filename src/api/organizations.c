/* SPDX-License-Identifier: Apache-2.0 */
#include "api/organizations.h"

#include <string.h>

#include "actions/organization.h"
#include "api/body.h"
#include "api/caller.h"
#include "api/list.h"
#include "store/organization.h"

/* --- the query --- */

struct list_query {
	struct given	 given;
	struct paging	 paging;
	const char	*sort;
};

static const char *const sorts[] = { "name:1", "name:-1", "display_name:1", "display_name:-1",
	"created_at:1", "created_at:-1", NULL };

static const struct field query_fields[] = {
	PAGING_BY_NUMBER(struct list_query, 1000),
	PAGING_BY_CURSOR(struct list_query, 100, 100, 50),
	{ "sort", FIELD_TEXT, 0, offsetof(struct list_query, sort), .choices = sorts,
	    .about = "Field to sort by. Use field:order where order is 1 for ascending and -1 for descending." },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);

/* --- the list --- */

#define SUMMARY_ROWS (UINT64_C(1) << ORGANIZATION_ID | UINT64_C(1) << ORGANIZATION_NAME \
	| UINT64_C(1) << ORGANIZATION_DISPLAY_NAME)

/* A caller that may see only the summary is shown id, name and display name. */
static uint64_t
shown_rows(struct exchange *x)
{
	return client_may(&caller(x)->client, "read:organizations") ? UINT64_MAX : SUMMARY_ROWS;
}

static enum status
make_body(struct exchange *x, const void *row, uint64_t shown, void *out)
{
	struct organization *o = out;

	(void)x;
	memcpy(o, row, sizeof(*o));
	o->given.present &= shown;
	return OK;
}

static const struct field answer_fields[] = LIST_ANSWER("organizations", &organization_shape);
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct list_kind kind = { &organization_shape, &answer_shape, LIST_BY_BOTH,
	.id_offset = offsetof(struct organization, id), .make = make_body };

enum status
organizations_list(struct exchange *x)
{
	struct list_query q = { 0 };
	struct list l;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK && l.slice.by_cursor && q.sort != NULL)
		st = fail_code(&x->fault, INVALID, "invalid_query_string",
		    "sort cannot be combined with from or take.");
	l.shown = shown_rows(x);
	if (st == OK)
		st = organization_list(&x->act, q.sort, &l.slice, NULL, &l.total);
	return st == OK ? list_end(&l) : st;
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
		o.given.present &= shown_rows(x);
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

/* --- for the description of the API --- */

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
