/* SPDX-License-Identifier: Apache-2.0 */
#include "api/clients.h"

#include "api/body.h"
#include "api/caller.h"
#include "base/text.h"
#include "store/client_list.h"
#include "store/organization.h"

#define APP_TYPE "non_interactive"
#define GRANT_ID_LENGTH 16

/* --- the answers --- */

struct client_body {
	struct given	 given;
	const char	*client_id, *name, *tenant, *app_type, *auth_method;
	bool		 global, is_first_party, oidc_conformant;
	struct texts	 grant_types;
};

#define MEMBER(name, kind) #name, kind, 0, offsetof(struct client_body, name)

static const struct field client_fields[] = {
	{ MEMBER(client_id, FIELD_TEXT) },
	{ MEMBER(name, FIELD_TEXT) },
	{ MEMBER(tenant, FIELD_TEXT) },
	{ MEMBER(global, FIELD_BOOL) },
	{ MEMBER(app_type, FIELD_TEXT) },
	{ MEMBER(is_first_party, FIELD_BOOL) },
	{ MEMBER(oidc_conformant, FIELD_BOOL) },
	{ "token_endpoint_auth_method", FIELD_TEXT, 0, offsetof(struct client_body, auth_method) },
	{ MEMBER(grant_types, FIELD_TEXTS) },
};
static const struct shape client_shape = SHAPE(struct client_body, client_fields);

struct grant_body {
	struct given	 given;
	const char	*id, *client_id, *audience;
	struct texts	 scope;
};

static const struct field grant_fields[] = {
	{ "id", FIELD_TEXT, 0, offsetof(struct grant_body, id) },
	{ "client_id", FIELD_TEXT, 0, offsetof(struct grant_body, client_id) },
	{ "audience", FIELD_TEXT, 0, offsetof(struct grant_body, audience) },
	{ "scope", FIELD_TEXTS, 0, offsetof(struct grant_body, scope) },
};
static const struct shape grant_shape = SHAPE(struct grant_body, grant_fields);

struct list_answer {
	struct given	 given;
	struct objects	 items;
	long		 start, limit, total;
	const char	*next;
};

enum answer_row { ITEMS, START, LIMIT, ANSWER_TOTAL, NEXT };

#define LIST_OF(name, of) { \
	[ITEMS] = { name, FIELD_OBJECTS, 0, offsetof(struct list_answer, items), .shape = of }, \
	[START] = { "start", FIELD_NUMBER, 0, offsetof(struct list_answer, start) }, \
	[LIMIT] = { "limit", FIELD_NUMBER, 0, offsetof(struct list_answer, limit) }, \
	[ANSWER_TOTAL] = { "total", FIELD_NUMBER, 0, offsetof(struct list_answer, total) }, \
	[NEXT] = { "next", FIELD_TEXT, 0, offsetof(struct list_answer, next) } }

static const struct field clients_fields[] = LIST_OF("clients", &client_shape);
static const struct shape clients_shape = SHAPE(struct list_answer, clients_fields);
static const struct field grants_fields[] = LIST_OF("client_grants", &grant_shape);
static const struct shape grants_shape = SHAPE(struct list_answer, grants_fields);

static enum status
make_client(struct exchange *x, const struct client_row *row, uint64_t shown, void *out)
{
	static const char *grant_types[] = { "client_credentials" };

	*(struct client_body *)out = (struct client_body){
		.given.present = shown,
		.client_id = row->id, .name = row->name, .tenant = x->act.tenant_id,
		.app_type = APP_TYPE, .auth_method = "client_secret_post",
		.is_first_party = true, .oidc_conformant = true,
		.grant_types = { grant_types, 1 },
	};
	return OK;
}

static char *
audience(struct arena *a, const char *domain)
{
	return arena_print(a, "https://%s/api/v2/", domain);
}

/* A grant has the id of its client, as far as there is room. */
static enum status
make_grant(struct exchange *x, const struct client_row *row, uint64_t shown, void *out)
{
	struct grant_body *grant = out;

	*grant = (struct grant_body){
		.given.present = shown,
		.id = arena_print(x->arena, "cgr_%.*s", GRANT_ID_LENGTH, row->id),
		.client_id = row->id,
		.audience = audience(x->arena, row->domain),
	};
	return fields_decode_texts(x->arena, row->scopes, &grant->scope, &x->fault);
}

/* --- the query --- */

struct list_query {
	struct given	 given;
	long		 page, per_page, take;
	bool		 include_totals, include_fields, is_global, is_first_party;
	const char	*from, *fields, *app_type, *audience, *client_id;
};

enum query_row { PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE, FIELDS, INCLUDE_FIELDS, IS_GLOBAL,
	IS_FIRST_PARTY, QUERIED_TYPE };

#define QUERY(name, kind) #name, kind, 0, offsetof(struct list_query, name)
#define PAGING \
	[PAGE] = { QUERY(page, FIELD_NUMBER), .max = 1000000, \
	    .about = "Page index of the results to return. First page is 0." }, \
	[PER_PAGE] = { QUERY(per_page, FIELD_NUMBER), .min = 1, .max = 100, \
	    .about = "Number of results per page. Defaults to 50." }, \
	[INCLUDE_TOTALS] = { QUERY(include_totals, FIELD_BOOL), .about = "Return results inside an " \
	    "object that contains the total result count (true) or as a direct array of results " \
	    "(false, default)." }, \
	[FROM] = { QUERY(from, FIELD_TEXT), .max = 100, \
	    .about = "Optional Id from which to start selection." }, \
	[TAKE] = { QUERY(take, FIELD_NUMBER), .min = 1, .max = 100, \
	    .about = "Number of results per page. Defaults to 50." }

static const struct field clients_query_fields[] = {
	PAGING,
	[FIELDS] = { QUERY(fields, FIELD_TEXT), .max = 1024, .about = "Comma-separated list of "
	    "fields to include or exclude (based on value provided for include_fields) in the result. "
	    "Leave empty to retrieve all fields." },
	[INCLUDE_FIELDS] = { QUERY(include_fields, FIELD_BOOL), .about = "Whether specified fields "
	    "are to be included (true) or excluded (false)." },
	[IS_GLOBAL] = { QUERY(is_global, FIELD_BOOL),
	    .about = "Optional filter on the global client parameter." },
	[IS_FIRST_PARTY] = { QUERY(is_first_party, FIELD_BOOL), .about = "Optional filter on whether "
	    "or not a client is a first-party client." },
	[QUERIED_TYPE] = { QUERY(app_type, FIELD_TEXT), .max = 500,
	    .about = "Optional filter by a comma-separated list of application types." },
};
static const struct shape clients_query_shape = SHAPE(struct list_query, clients_query_fields);

/* Of one client. */
static const struct shape fields_query_shape = {
	.fields = clients_query_fields + FIELDS, .count = 2,
	.size_bytes = sizeof(struct list_query), .given_offset = offsetof(struct list_query, given),
};

static const struct field grants_query_fields[] = {
	PAGING,
	{ QUERY(audience, FIELD_TEXT), .max = 300, .about = "Optional filter on audience." },
	{ QUERY(client_id, FIELD_TEXT), .max = 100, .about = "Optional filter on client_id." },
};
static const struct shape grants_query_shape = SHAPE(struct list_query, grants_query_fields);

/* All are of one kind: a filter leaves all of them or none. */
static bool
leaves_none(struct arena *a, const struct list_query *q)
{
	const char **types;
	size_t count = q->app_type == NULL ? 0 : text_split(a, q->app_type, ", ", &types), i;
	bool is_ours = q->app_type == NULL;

	for (i = 0; i < count; i++)
		is_ours = is_ours || text_is(types[i], APP_TYPE);
	return q->is_global || !q->is_first_party || !is_ours;
}

/* --- the lists --- */

struct kind {
	const struct shape	*item, *answer;
	enum status		(*make)(struct exchange *x, const struct client_row *row,
				    uint64_t shown, void *out);
};

static const struct kind clients_kind = { &client_shape, &clients_shape, make_client };
static const struct kind grants_kind = { &grant_shape, &grants_shape, make_grant };

static enum status
make_items(struct exchange *x, const struct kind *k, const struct client_page *page,
    uint64_t shown, struct objects *out)
{
	char *items = arena_array(x->arena, page->count, k->item->size_bytes);
	enum status st = OK;
	size_t i;

	for (i = 0; i < page->count && st == OK; i++)
		st = k->make(x, &page->rows[i], shown, items + i * k->item->size_bytes);
	*out = (struct objects){ items, page->count };
	return st;
}

static bool
is_checkpoint(const struct list_query *q)
{
	return q->from != NULL || given_at(&q->given, TAKE);
}

static enum status
send_list(struct exchange *x, const struct kind *k, const struct list_query *q,
    struct client_page *page)
{
	struct list_answer answer = { .start = q->page * q->per_page, .limit = q->per_page,
		.total = page->total };
	enum status st;

	if (is_checkpoint(q))
		answer.given.present = 1u << ITEMS | 1u << NEXT;
	else
		answer.given.present = 1u << ITEMS | 1u << START | 1u << LIMIT | 1u << ANSWER_TOTAL;
	if (is_checkpoint(q) && page->count > (size_t)q->take) {
		page->count = (size_t)q->take;
		answer.next = page->rows[page->count - 1].id;
	}
	st = make_items(x, k, page, body_shown(x->arena, k->item, q->fields, q->include_fields),
	    &answer.items);
	if (st != OK)
		return st;
	if (is_checkpoint(q) || q->include_totals)
		return body_send(x, 200, k->answer, &answer);
	return body_send_json(x, 200, fields_encode_list(x->arena, k->item, answer.items.items,
	    answer.items.count));
}

static enum status
load_page(struct exchange *x, const struct list_query *q, struct client_page *out)
{
	return client_list(&x->act, q->client_id, q->from, is_checkpoint(q) ? 0
	    : q->page * q->per_page, is_checkpoint(q) ? q->take + 1 : q->per_page, out);
}

enum status
clients_list(struct exchange *x)
{
	struct list_query q = { .per_page = 50, .take = 50, .include_fields = true,
		.is_first_party = true };
	struct client_page page = { 0 };
	enum status st = query_decode(x, &clients_query_shape, &q);

	if (st == OK && !leaves_none(x->arena, &q))
		st = load_page(x, &q, &page);
	return st == OK ? send_list(x, &clients_kind, &q, &page) : st;
}

enum status
clients_get(struct exchange *x)
{
	struct list_query q = { .include_fields = true };
	struct client_row row;
	struct client_body body;
	enum status st = query_decode(x, &fields_query_shape, &q);

	if (st == OK)
		st = client_load(&x->act, x->parts[0], &row);
	if (st == OK)
		st = make_client(x, &row, body_shown(x->arena, &client_shape, q.fields,
		    q.include_fields), &body);
	return st == OK ? body_send(x, 200, &client_shape, &body) : st;
}

enum status
client_grants_list(struct exchange *x)
{
	struct list_query q = { .per_page = 50, .take = 50 };
	struct client_page page = { 0 };
	enum status st = query_decode(x, &grants_query_shape, &q);

	if (st == OK && (q.audience == NULL
	    || text_is(q.audience, audience(x->arena, caller(x)->client.domain))))
		st = load_page(x, &q, &page);
	return st == OK ? send_list(x, &grants_kind, &q, &page) : st;
}

/* Deploy tools ask, and without an answer leave the organization out. */
enum status
organization_grants_list(struct exchange *x)
{
	struct list_query q = { .per_page = 50, .take = 50 };
	struct client_page none = { 0 };
	struct organization ignored;
	enum status st = query_decode(x, &grants_query_shape, &q);

	if (st == OK)
		st = organization_load(&x->act, x->parts[0], &ignored);
	return st == OK ? send_list(x, &grants_kind, &q, &none) : st;
}

const struct operation clients_list_operation = {
	.summary = "List the programs that may call this API", .query = &clients_query_shape,
	.answer = &client_shape, .is_array = true, .or_answer = &clients_shape, .code = 200,
};
const struct operation clients_get_operation = {
	.summary = "Get a program that may call this API", .query = &fields_query_shape,
	.answer = &client_shape, .code = 200,
};
const struct operation client_grants_list_operation = {
	.summary = "List what programs may do", .query = &grants_query_shape,
	.answer = &grant_shape, .is_array = true, .or_answer = &grants_shape, .code = 200,
};
const struct operation organization_grants_list_operation = {
	.summary = "List what programs may do for one organization alone: nothing",
	.query = &grants_query_shape, .answer = &grant_shape, .is_array = true,
	.or_answer = &grants_shape, .code = 200,
};
