/* SPDX-License-Identifier: Apache-2.0 */
#include "api/logs.h"

#include <string.h>

#include "api/body.h"
#include "api/caller.h"
#include "api/list.h"
#include "base/sentence.h"
#include "base/text.h"
#include "store/log.h"

#define PREFIX "ss_sso_"
#define NO_ADDRESS "0.0.0.0"	/* RFC 1122 §3.2.1.3; the contract wants an address */

/* --- the answer --- */

struct log_body {
	struct given	 given;
	const char	*date, *type, *description, *ip, *log_id, *id, *tenant_name;
	const char	*environment_name, *client_id, *client_name;
	struct verbatim	*details;
};

#define TEXT(name) { #name, FIELD_TEXT, 0, offsetof(struct log_body, name) }

static const struct field body_fields[] = {
	TEXT(date), TEXT(type), TEXT(description), TEXT(client_id), TEXT(client_name), TEXT(ip),
	TEXT(tenant_name), TEXT(environment_name),
	{ "details", FIELD_OBJECT, 0, offsetof(struct log_body, details), .shape = &verbatim_shape },
	TEXT(log_id),
	{ "_id", FIELD_TEXT, 0, offsetof(struct log_body, id) },
};
static const struct shape body_shape = SHAPE(struct log_body, body_fields);

static const struct field answer_fields[] = { LIST_NUMBER(start), LIST_NUMBER(limit),
	LIST_NUMBER(length), LIST_NUMBER(total), LIST_ITEMS("logs", &body_shape) };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);

/* The kind in words: "Ticket generation" for ss_sso_ticket_generation. */
static const char *
described(struct arena *a, const struct log_row *row, const char *problem)
{
	char *words = arena_text(a, row->event_name + strlen(PREFIX)), *c;

	for (c = words; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	words[0] = text_upper(a, words)[0];
	return problem == NULL ? words : arena_print(a, "%s: %s", words, problem);
}

static enum status
make_body(struct exchange *x, const void *found, uint64_t shown, void *out)
{
	const struct log_row *row = found;
	const char *problem = row->problem.count == 0 ? NULL
	    : sentences_english(x->arena, &row->problem);

	*(struct log_body *)out = (struct log_body){
		.given.present = shown,
		.date = moment_iso(x->arena, row->date),
		.type = arena_print(x->arena, PREFIX "%s", row->outcome),
		.description = described(x->arena, row, problem),
		.client_id = row->client_id, .client_name = row->client_name,
		.ip = row->ip == NULL ? NO_ADDRESS : row->ip,
		.tenant_name = x->act.tenant_id,
		.environment_name = "postern",
		.details = row->details == NULL ? NULL : verbatim(x->arena,
		    fields_with_text(x->arena, row->details, "problem", problem)),
		.log_id = row->id, .id = row->id,
	};
	return OK;
}

/* --- the query --- */

static const char *const sorts[] = { "date:1", "date:-1", NULL };

struct list_query {
	struct given	 given;
	struct paging	 paging;
	bool		 include_fields;
	const char	*sort, *q, *search, *fields;
};

enum query_row { PAGE, PER_PAGE, SORT, INCLUDE_TOTALS, FROM, TAKE, Q, SEARCH, FIELDS,
	INCLUDE_FIELDS };

static const struct field query_fields[] = {
	[PAGE] = { "page", FIELD_NUMBER, 0, offsetof(struct list_query, paging.page), .max = 1000000,
	    .about = "Page index of the results to return. First page is 0." },
	[PER_PAGE] = { "per_page", FIELD_NUMBER, 0, offsetof(struct list_query, paging.per_page), .min = 1,
	    .max = 100, .about = "Number of results per page. Defaults to 50." },
	[SORT] = { "sort", FIELD_TEXT, 0, offsetof(struct list_query, sort), .choices = sorts,
	    .about = "date:-1, the newest first (default), or date:1." },
	[INCLUDE_TOTALS] = { "include_totals", FIELD_BOOL, 0,
	    offsetof(struct list_query, paging.include_totals),
	    .about = "Whether the answer is an object with start, limit, length and total." },
	[FROM] = { "from", FIELD_TEXT, 0, offsetof(struct list_query, paging.from), .max = 100,
	    .about = "The log_id to go on after, the oldest first." },
	[TAKE] = { "take", FIELD_NUMBER, 0, offsetof(struct list_query, paging.take), .min = 1, .max = 100,
	    .about = "How many logs to return from there. Defaults to 50." },
	[Q] = { "q", FIELD_TEXT, 0, offsetof(struct list_query, q), .max = 100,
	    .about = "type:ss_sso_success, type:ss_sso_failure or type:ss_sso_info." },
	[SEARCH] = { "search", FIELD_TEXT, 0, offsetof(struct list_query, search), .max = 100,
	    .about = "The same as q, by the name that client libraries send." },
	[FIELDS] = { "fields", FIELD_TEXT, 0, offsetof(struct list_query, fields), .max = 1024,
	    .about = "Names to show or leave out, with commas between." },
	[INCLUDE_FIELDS] = { "include_fields", FIELD_BOOL, 0,
	    offsetof(struct list_query, include_fields),
	    .about = "Whether fields are to be shown (default) or left out." },
};
static const struct shape query_shape = SHAPE(struct list_query, query_fields);

/* Reads the one query of Lucene's language that we support. */
static enum status
read_search(const char *q, const char **outcome, struct fault *f)
{
	static const char *const outcomes[] = { "success", "failure", "info" };
	static const char start[] = "type:" PREFIX;
	size_t i;

	for (i = 0; q != NULL && i < sizeof(outcomes) / sizeof(outcomes[0]); i++)
		if (text_starts(q, start) && text_is(q + strlen(start), outcomes[i]))
			*outcome = outcomes[i];
	if (q == NULL || *outcome != NULL)
		return OK;
	return fail_code(f, INVALID, "invalid_query_string", "The search \"%s\" is not supported: "
	    "q can be type:ss_sso_success, type:ss_sso_failure or type:ss_sso_info.", q);
}

/* Tells a program that polls where to go on. */
static void
link_next(struct exchange *x, const char *outcome, const struct list *l)
{
	const char *search = outcome == NULL ? ""
	    : arena_print(x->arena, "&q=type:" PREFIX "%s", outcome);

	if (l->count > 0)
		response_header(x->response, "Link", arena_print(x->arena,
		    "<https://%s/api/v2/logs?from=%s&take=%ld%s>; rel=\"next\"",
		    caller(x)->client.domain, l->last_id, l->slice.limit, search));
}

static const struct list_kind kind = { &body_shape, &answer_shape, LIST_BY_BOTH,
	.id_offset = offsetof(struct log_row, id), .is_plain = true, .is_bare = true,
	.make = make_body };

enum status
logs_list(struct exchange *x)
{
	struct list_query q = { .include_fields = true };
	struct log_filter filter = { 0 };
	struct list l;
	enum status st = query_decode(x, &query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = read_search(q.q != NULL ? q.q : q.search, &filter.outcome, &x->fault);
	if (st != OK)
		return st;
	filter.oldest_first = l.slice.by_cursor || text_is(q.sort, "date:1");
	filter.with_total = l.with_totals;
	l.shown = body_shown(x->arena, &body_shape, q.fields, q.include_fields);
	filter.hidden = body_hidden(x->arena, &body_shape, l.shown);
	st = log_list(&x->act, &filter, &l.slice, NULL, &l.total);
	if (st != OK)
		return st;
	if (l.slice.by_cursor)
		link_next(x, filter.outcome, &l);
	return list_end(&l);
}

enum status
logs_get(struct exchange *x)
{
	struct log_body body;
	struct log_row row;
	enum status st = log_load(&x->act, x->parts[0], &row);

	if (st != OK)
		return st;
	st = make_body(x, &row, UINT64_MAX, &body);
	return st != OK ? st : body_send(x, 200, &body_shape, &body);
}

const struct operation logs_list_operation = {
	.summary = "List what happened in the self-service flow", .query = &query_shape,
	.answer = &body_shape, .is_array = true, .or_answer = &answer_shape, .code = 200,
};
const struct operation logs_get_operation = {
	.summary = "Get one log", .answer = &body_shape, .code = 200,
};
