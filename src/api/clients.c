/* SPDX-License-Identifier: Apache-2.0 */
#include "api/clients.h"

#include <string.h>

#include "actions/client.h"
#include "api/body.h"
#include "api/caller.h"
#include "api/list.h"
#include "base/text.h"
#include "model/rules.h"
#include "store/organization.h"

#define APP_TYPE "non_interactive"

/* --- the answers --- */

struct client_body {
	struct given	 given;
	const char	*client_id, *name, *tenant, *app_type, *auth_method, *client_secret;
	bool		 global, is_first_party, oidc_conformant;
	struct texts	 grant_types;
};

#define MEMBER(name, kind) #name, kind, 0, offsetof(struct client_body, name)

#define CLIENT_ROWS \
	{ MEMBER(client_id, FIELD_TEXT) }, \
	{ MEMBER(name, FIELD_TEXT) }, \
	{ MEMBER(tenant, FIELD_TEXT) }, \
	{ MEMBER(global, FIELD_BOOL) }, \
	{ MEMBER(app_type, FIELD_TEXT) }, \
	{ MEMBER(is_first_party, FIELD_BOOL) }, \
	{ MEMBER(oidc_conformant, FIELD_BOOL) }, \
	{ "token_endpoint_auth_method", FIELD_TEXT, 0, offsetof(struct client_body, auth_method) }, \
	{ MEMBER(grant_types, FIELD_TEXTS) }

static const struct field client_fields[] = { CLIENT_ROWS };
static const struct shape client_shape = SHAPE(struct client_body, client_fields);

/* The one answer that holds a secret: the new one, this once. */
static const struct field rotated_fields[] = { CLIENT_ROWS, { MEMBER(client_secret, FIELD_TEXT) } };
static const struct shape rotated_shape = SHAPE(struct client_body, rotated_fields);

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

static const struct field clients_fields[] = LIST_ANSWER("clients", &client_shape);
static const struct shape clients_shape = SHAPE(struct list_answer, clients_fields);
static const struct field grants_fields[] = LIST_ANSWER("client_grants", &grant_shape);
static const struct shape grants_shape = SHAPE(struct list_answer, grants_fields);

static enum status
make_client(struct exchange *x, const void *found, uint64_t shown, void *out)
{
	const struct client_row *row = found;
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

static enum status
make_grant(struct exchange *x, const void *found, uint64_t shown, void *out)
{
	const struct client_row *row = found;
	struct grant_body *grant = out;

	*grant = (struct grant_body){
		.given.present = shown,
		.id = row->grant_id,
		.client_id = row->id,
		.audience = audience(x->arena, row->domain),
	};
	return fields_decode_texts(x->arena, row->scopes, &grant->scope, &x->fault);
}

/* --- the query --- */

struct list_query {
	struct given	 given;
	struct paging	 paging;
	bool		 include_fields, is_global, is_first_party;
	const char	*fields, *app_type, *audience, *client_id;
};

enum { FIELDS = 5 };	/* the first row after those of PAGING */

#define QUERY(name, kind) #name, kind, 0, offsetof(struct list_query, name)
#define PAGING \
	PAGING_BY_NUMBER(struct list_query, 1000000), \
	PAGING_BY_CURSOR(struct list_query, 100, 100, 50)

static const struct field clients_query_fields[] = {
	PAGING,
	[FIELDS] = { QUERY(fields, FIELD_TEXT), .max = 1024, .about = "Comma-separated list of "
	    "fields to include or exclude (based on value provided for include_fields) in the result. "
	    "Leave empty to retrieve all fields." },
	{ QUERY(include_fields, FIELD_BOOL), .about = "Whether specified fields "
	    "are to be included (true) or excluded (false)." },
	{ QUERY(is_global, FIELD_BOOL),
	    .about = "Optional filter on the global client parameter." },
	{ QUERY(is_first_party, FIELD_BOOL), .about = "Optional filter on whether "
	    "or not a client is a first-party client." },
	{ QUERY(app_type, FIELD_TEXT), .max = 500,
	    .about = "Optional filter by a comma-separated list of application types." },
};
static const struct shape clients_query_shape = SHAPE(struct list_query, clients_query_fields);

/* The query of a single client: the two rows on fields. */
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

/* All clients are of one kind, so a filter leaves all of them or none. */
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

#define KIND(item, answer, maker) { item, answer, LIST_BY_BOTH, .is_plain = true, \
	.id_offset = offsetof(struct client_row, id), .make = maker }

static const struct list_kind clients_kind = KIND(&client_shape, &clients_shape, make_client);
static const struct list_kind grants_kind = KIND(&grant_shape, &grants_shape, make_grant);

/* If the query leaves none, the store is not asked. */
static enum status
send_list(struct exchange *x, const struct list_kind *k, const struct list_query *q,
    bool leaves_some)
{
	struct list l;
	enum status st = list_begin(x, k, &q->paging, &l);

	l.shown = body_shown(x->arena, k->item, q->fields, q->include_fields);
	if (st == OK && leaves_some)
		st = client_list(&x->act, q->client_id, &l.slice, NULL, &l.total);
	return st == OK ? list_end(&l) : st;
}

enum status
clients_list(struct exchange *x)
{
	struct list_query q = { .include_fields = true, .is_first_party = true };
	enum status st = query_decode(x, &clients_query_shape, &q);

	return st == OK ? send_list(x, &clients_kind, &q, !leaves_none(x->arena, &q)) : st;
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

/* --- what was given is changed, or taken back --- */

struct change_body {
	struct given	 given;
	const char	*name;
};

static bool
has_no_brackets(const char *value)
{
	return strpbrk(value, "<>") == NULL;
}

static const struct format name_format = { "^[^<>]+$", true, has_no_brackets };

static const struct field change_fields[] = {
	{ "name", FIELD_TEXT, 0, offsetof(struct change_body, name), .min = 1, .max = 100,
	    .format = &name_format, .about = "The name of the client. Must contain at least one "
	    "character. Does not allow '<' or '>'." },
};
static const struct shape change_shape = {
	.fields = change_fields, .count = 1, .size_bytes = sizeof(struct change_body),
	.given_offset = offsetof(struct change_body, given), .min_properties = 1,
};

static enum status
send_client(struct exchange *x, const struct client_row *row)
{
	struct client_body body;
	enum status st = make_client(x, row, UINT64_MAX, &body);

	return st == OK ? body_send(x, 200, &client_shape, &body) : st;
}

enum status
clients_update(struct exchange *x)
{
	struct change_body body = { 0 };
	struct client_row row;
	enum status st = body_decode(x, &change_shape, PATCHING, &body);

	if (st == OK)
		st = update_client(&x->act, x->parts[0], body.name, NULL, caller(x)->client.scopes, &row);
	return st == OK ? send_client(x, &row) : st;
}

/* The contract has no 404 here. */
enum status
clients_delete(struct exchange *x)
{
	enum status st = remove_client(&x->act, x->parts[0]);

	if (st != OK && st != NOT_FOUND)
		return st;
	response_empty(x->response, 204);
	return OK;
}

struct rotate_body {
	struct given	given;
	long		overlap_s;
};

static const struct field rotate_fields[] = {
	{ "overlap_sec", FIELD_NUMBER, 0, offsetof(struct rotate_body, overlap_s), .min = 0,
	    .max = SECRET_OVERLAP_MAX_S, .about = "How long the secret before goes on, in seconds; "
	    "0: it stops at once. A day unless given." },
};
static const struct shape rotate_shape = SHAPE(struct rotate_body, rotate_fields);

enum status
clients_rotate_secret(struct exchange *x)
{
	struct rotate_body body = { .overlap_s = SECRET_OVERLAP_S };
	struct client_row row;
	struct client_body answer;
	const char *secret;
	enum status st = OK;

	if (x->request->body_bytes > 0)
		st = body_decode(x, &rotate_shape, CREATING, &body);
	if (st == OK)
		st = rotate_client_secret(&x->act, x->parts[0], body.overlap_s,
		    caller(x)->client.scopes, &secret, &row);
	if (st == OK)
		st = make_client(x, &row, UINT64_MAX, &answer);
	if (st != OK)
		return st;
	answer.client_secret = secret;
	return body_send(x, 200, &rotated_shape, &answer);
}

enum status
clients_revoke_tokens(struct exchange *x)
{
	long ignored;
	enum status st = revoke_client_tokens(&x->act, x->parts[0], &ignored);

	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

/* --- grants --- */

enum status
client_grants_list(struct exchange *x)
{
	struct list_query q = { 0 };
	enum status st = query_decode(x, &grants_query_shape, &q);

	return st == OK ? send_list(x, &grants_kind, &q, q.audience == NULL
	    || text_is(q.audience, audience(x->arena, caller(x)->client.domain))) : st;
}

struct grant_change {
	struct given	given;
	struct texts	scope;
};

static const struct field grant_change_fields[] = {
	{ "scope", FIELD_TEXTS, 0, offsetof(struct grant_change, scope), .max = 100, .item_min = 1,
	    .item_max = 100, .about = "Scopes allowed for this client grant." },
};
static const struct shape grant_change_shape = {
	.fields = grant_change_fields, .count = 1, .size_bytes = sizeof(struct grant_change),
	.given_offset = offsetof(struct grant_change, given), .min_properties = 1,
};

enum status
client_grants_update(struct exchange *x)
{
	struct grant_change body = { 0 };
	struct grant_body grant;
	struct client_row row;
	const char *scopes;
	enum status st = body_decode(x, &grant_change_shape, PATCHING, &body);

	if (st != OK)
		return st;
	scopes = texts_joined(x->arena, &body.scope);
	st = update_client(&x->act, x->parts[0], NULL, scopes == NULL ? "" : scopes,
	    caller(x)->client.scopes, &row);
	if (st == NOT_FOUND)
		return fail_code(&x->fault, NOT_FOUND, "inexistent_client_grant",
		    "The client grant does not exist");
	if (st == OK)
		st = make_grant(x, &row, UINT64_MAX, &grant);
	return st == OK ? body_send(x, 200, &grant_shape, &grant) : st;
}

/* Deployment tools ask this, and would leave the organization out without an answer. */
enum status
organization_grants_list(struct exchange *x)
{
	struct list_query q = { 0 };
	struct organization ignored;
	enum status st = query_decode(x, &grants_query_shape, &q);

	if (st == OK)
		st = organization_load(&x->act, x->parts[0], &ignored);
	return st == OK ? send_list(x, &grants_kind, &q, false) : st;
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
const struct operation clients_update_operation = {
	.summary = "Rename a client", .body = &change_shape, .is_patch = true,
	.answer = &client_shape, .code = 200,
};
const struct operation clients_delete_operation = {
	.summary = "Remove a client; its tokens go with it", .code = 204,
};
const struct operation clients_rotate_secret_operation = {
	.summary = "Give a client another secret, which is shown this once", .body = &rotate_shape,
	.is_optional = true, .answer = &rotated_shape, .code = 200,
};
const struct operation clients_revoke_tokens_operation = {
	.summary = "Revoke all tokens of a client", .code = 204,
};
const struct operation client_grants_update_operation = {
	.summary = "Change the scopes of a client", .body = &grant_change_shape, .is_patch = true,
	.answer = &grant_shape, .code = 200,
};
