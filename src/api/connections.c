/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connections.h"

#include <string.h>

#include "api/body.h"
#include "base/buf.h"
#include "base/text.h"
#include "store/connection.h"

/* --- the answer's shape --- */

static const struct field anything = { .type = FIELD_ANY };

struct connection_body {
	struct given	 given;
	const char	*id, *name, *display_name, *strategy;
	struct verbatim	*options, *metadata, *authentication, *connected_accounts;
	bool		 is_domain_connection, show_as_button;
	struct texts	 realms, enabled_clients;
};

#define MEMBER(name, kind) #name, kind, 0, offsetof(struct connection_body, name)

static const struct field body_fields[] = {
	{ MEMBER(id, FIELD_TEXT) },
	{ MEMBER(name, FIELD_TEXT) },
	{ MEMBER(display_name, FIELD_TEXT) },
	{ MEMBER(strategy, FIELD_TEXT) },
	{ MEMBER(options, FIELD_OBJECT), .shape = &verbatim_shape },
	{ MEMBER(is_domain_connection, FIELD_BOOL) },
	{ MEMBER(show_as_button, FIELD_BOOL) },
	{ MEMBER(metadata, FIELD_OBJECT), .shape = &verbatim_shape },
	{ MEMBER(realms, FIELD_TEXTS) },
	{ MEMBER(enabled_clients, FIELD_TEXTS) },
	{ MEMBER(authentication, FIELD_OBJECT), .shape = &verbatim_shape },
	{ MEMBER(connected_accounts, FIELD_OBJECT), .shape = &verbatim_shape },
};

static const struct shape body_shape = SHAPE(struct connection_body, body_fields);

/* What the ticket gave, as far as it is shown outside of options. */
struct config {
	struct given	 given;
	const char	*display_name;
	bool		 is_domain_connection, show_as_button;
	struct verbatim	*metadata;
};

static const struct field config_fields[] = {
	{ "display_name", FIELD_TEXT, 0, offsetof(struct config, display_name) },
	{ "is_domain_connection", FIELD_BOOL, 0, offsetof(struct config, is_domain_connection) },
	{ "show_as_button", FIELD_BOOL, 0, offsetof(struct config, show_as_button) },
	{ "metadata", FIELD_OBJECT, 0, offsetof(struct config, metadata), .shape = &verbatim_shape },
};
static const struct shape config_shape = {
	.fields = config_fields, .count = 4, .size_bytes = sizeof(struct config),
	.given_offset = offsetof(struct config, given), .rest = &anything,
};

static enum status
make_body(struct exchange *x, const struct connection_row *row, uint64_t shown,
    struct connection_body *out)
{
	struct arena *a = x->arena;
	struct config config = { 0 };
	enum status st = fields_decode(a, row->config, strlen(row->config), &config_shape, STORED,
	    &config, &x->fault);

	*out = (struct connection_body){
		.given.present = shown,
		.id = row->id, .name = row->name, .strategy = row->strategy,
		.display_name = config.display_name != NULL ? config.display_name : row->name,
		.options = verbatim(a, row->options),
		.metadata = config.metadata,
		.is_domain_connection = config.is_domain_connection,
		.show_as_button = config.show_as_button,
		.realms = { arena_array(a, 1, sizeof(char *)), 1 },
		.authentication = verbatim(a, "{\"active\":true}"),
		.connected_accounts = verbatim(a, "{\"active\":false}"),
	};
	out->realms.items[0] = row->name;
	return st != OK ? st : fields_decode_texts(a, row->enabled_clients, &out->enabled_clients,
	    &x->fault);
}

/* --- the query --- */

static const char *const strategies[] = {
	"ad", "adfs", "amazon", "apple", "dropbox", "bitbucket", "auth0-oidc", "auth0",
	"baidu", "bitly", "box", "custom", "daccount", "dwolla", "email", "evernote-sandbox",
	"evernote", "exact", "facebook", "fitbit", "github", "google-apps", "google-oauth2",
	"instagram", "ip", "line", "linkedin", "oauth1", "oauth2", "office365", "oidc",
	"okta", "paypal", "paypal-sandbox", "pingfederate", "planningcenter",
	"salesforce-community", "salesforce-sandbox", "salesforce", "samlp", "sharepoint",
	"shopify", "shop", "sms", "soundcloud", "thirtysevensignals", "twitter", "untappd",
	"vkontakte", "waad", "weibo", "windowslive", "wordpress", "yahoo", "yandex",
	"auth0-adldap", NULL };

struct list_query {
	struct given	 given;
	long		 page, per_page, take;
	bool		 include_totals, include_fields;
	const char	*from, *name, *fields;
	struct texts	 strategy;
};

enum query_row { PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE, STRATEGY, NAME, FIELDS, INCLUDE_FIELDS };

#define QUERY(name, kind) #name, kind, 0, offsetof(struct list_query, name)

static const struct field query_fields[] = {
	[PAGE] = { QUERY(page, FIELD_NUMBER), .max = 1000000,
	    .about = "The page number. Zero based" },
	[PER_PAGE] = { QUERY(per_page, FIELD_NUMBER), .min = 1, .max = 100,
	    .about = "The amount of entries per page. Defaults to 100 if not provided" },
	[INCLUDE_TOTALS] = { QUERY(include_totals, FIELD_BOOL), .about = "true if a query summary "
	    "must be included in the result, false otherwise." },
	[FROM] = { QUERY(from, FIELD_TEXT), .max = 100,
	    .about = "Optional Id from which to start selection." },
	[TAKE] = { QUERY(take, FIELD_NUMBER), .min = 1, .max = 100,
	    .about = "Number of results per page. Defaults to 50." },
	[STRATEGY] = { QUERY(strategy, FIELD_TEXTS), .choices = strategies, .about = "Provide "
	    "strategies to only retrieve connections with such strategies" },
	[NAME] = { QUERY(name, FIELD_TEXT), .max = 128,
	    .about = "Provide the name of the connection to retrieve" },
	[FIELDS] = { QUERY(fields, FIELD_TEXT), .max = 1024, .about = "A comma separated list of "
	    "fields to include or exclude (depending on include_fields) from the result, empty to "
	    "retrieve all fields" },
	[INCLUDE_FIELDS] = { QUERY(include_fields, FIELD_BOOL), .about = "true if the fields "
	    "specified are to be included in the result, false otherwise (defaults to true)" },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);

/* Of one connection: its last rows. */
static const struct shape fields_query_shape = {
	.fields = query_fields + FIELDS, .count = 2, .size_bytes = sizeof(struct list_query),
	.given_offset = offsetof(struct list_query, given),
};

static const char *
joined(struct arena *a, const struct texts *t)
{
	struct buf b = buf_in(a);
	size_t i;

	for (i = 0; i < t->count; i++)
		buf_print(&b, "%s%s", i == 0 ? "" : " ", t->items[i]);
	return t->count == 0 ? NULL : b.text;
}

/* --- the answers --- */

struct list_answer {
	struct given	 given;
	struct objects	 connections;
	long		 start, limit, total;
	const char	*next;
};

enum answer_row { CONNECTIONS, START, LIMIT, ANSWER_TOTAL, NEXT };

static const struct field answer_fields[] = {
	[CONNECTIONS] = { "connections", FIELD_OBJECTS, 0, offsetof(struct list_answer, connections),
	    .shape = &body_shape },
	[START] = { "start", FIELD_NUMBER, 0, offsetof(struct list_answer, start) },
	[LIMIT] = { "limit", FIELD_NUMBER, 0, offsetof(struct list_answer, limit) },
	[ANSWER_TOTAL] = { "total", FIELD_NUMBER, 0, offsetof(struct list_answer, total) },
	[NEXT] = { "next", FIELD_TEXT, 0, offsetof(struct list_answer, next) },
};
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);

static enum status
make_bodies(struct exchange *x, const struct connection_row *rows, size_t count, uint64_t shown,
    struct objects *out)
{
	struct connection_body *bodies = arena_array(x->arena, count, sizeof(*bodies));
	enum status st = OK;
	size_t i;

	for (i = 0; i < count && st == OK; i++)
		st = make_body(x, &rows[i], shown, &bodies[i]);
	*out = (struct objects){ bodies, count };
	return st;
}

static enum status
send_list(struct exchange *x, const struct list_query *q, struct list_answer *answer,
    bool is_checkpoint)
{
	if (is_checkpoint)
		answer->given.present = 1u << CONNECTIONS | 1u << NEXT;
	else if (q->include_totals)
		answer->given.present = 1u << CONNECTIONS | 1u << START | 1u << LIMIT | 1u << ANSWER_TOTAL;
	else
		return body_send_json(x, 200, fields_encode_list(x->arena, &body_shape,
		    answer->connections.items, answer->connections.count));
	return body_send(x, 200, &answer_shape, answer);
}

/* The list does not have it, one connection has. */
#define CLIENTS_ROW (UINT64_C(1) << 9)

enum status
connections_list(struct exchange *x)
{
	struct list_query q = { .per_page = 100, .take = 50, .include_fields = true };
	struct connection_filter filter = { 0 };
	struct list_answer answer = { 0 };
	struct connection_row *rows;
	bool is_checkpoint;
	size_t count;
	enum status st = query_decode(x, &query_shape, &q);

	if (st != OK)
		return st;
	is_checkpoint = q.from != NULL || given_at(&q.given, TAKE);
	filter.name = q.name;
	filter.strategies = joined(x->arena, &q.strategy);
	filter.after = q.from;
	filter.offset = answer.start = is_checkpoint ? 0 : q.page * q.per_page;
	answer.limit = q.per_page;
	filter.limit = is_checkpoint ? q.take + 1 : q.per_page;
	st = connection_list(x->store, x->arena, x->client.tenant_id, &filter, &rows, &count,
	    &answer.total, &x->fault);
	if (st == OK && is_checkpoint && count > (size_t)q.take) {
		count = (size_t)q.take;
		answer.next = rows[count - 1].id;
	}
	if (st == OK)
		st = make_bodies(x, rows, count, body_shown(x->arena, &body_shape, q.fields,
		    q.include_fields) & ~CLIENTS_ROW,
		    &answer.connections);
	return st == OK ? send_list(x, &q, &answer, is_checkpoint) : st;
}

enum status
connections_get(struct exchange *x)
{
	struct list_query q = { .include_fields = true };
	struct connection_row row;
	struct connection_body body;
	enum status st = query_decode(x, &fields_query_shape, &q);

	if (st == OK)
		st = connection_load(x->store, x->arena, x->client.tenant_id, x->parts[0], &row,
		    &x->fault);
	if (st == OK)
		st = make_body(x, &row, body_shown(x->arena, &body_shape, q.fields,
		    q.include_fields), &body);
	return st == OK ? body_send(x, 200, &body_shape, &body) : st;
}

const struct operation connections_list_operation = {
	.summary = "List connections", .query = &query_shape, .answer = &body_shape,
	.is_array = true, .or_answer = &answer_shape, .code = 200,
};
const struct operation connections_get_operation = {
	.summary = "Get a connection", .query = &fields_query_shape, .answer = &body_shape,
	.code = 200,
};
