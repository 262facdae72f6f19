/* SPDX-License-Identifier: Apache-2.0 */
#include "store/log.h"

#include "base/text.h"

enum {
	ID_LENGTH = 32,
	SETTLED_S = 10,		/* the longest that a statement may take: store_connect */
};

static struct log_row
read_row(const struct rows *r, int row)
{
	return (struct log_row){
		.id = rows_text(r, row, C_LOG_ID),
		.date = rows_moment(r, row, C_LOG_DATE),
		.event_name = rows_text(r, row, C_LOG_EVENT_NAME),
		.outcome = rows_text(r, row, C_LOG_OUTCOME),
		.problem = rows_text(r, row, C_LOG_PROBLEM),
		.ip = rows_text(r, row, C_LOG_IP),
		.client_id = rows_text(r, row, C_LOG_CLIENT_ID),
		.client_name = rows_text(r, row, C_LOG_CLIENT_NAME),
		.details = rows_text(r, row, C_LOG_DETAILS),
	};
}

static enum status
unknown_log(const char *id, struct fault *f)
{
	return fail_code(f, INVALID, "invalid_query_string", "There is no log to begin after: %s", id);
}

static enum status
ask(const struct act *act, const struct log_filter *filter, struct rows *r)
{
	const char *offset = arena_print(act->arena, "%ld", filter->offset);
	const char *limit = arena_print(act->arena, "%ld", filter->limit);
	const char *with_total = filter->with_total ? "true" : "false";

	if (!filter->oldest_first)
		return store_query(act, Q_LOG_LIST, ARGS(act->tenant_id, filter->outcome,
		    offset, limit, with_total), r);
	return store_query(act, Q_LOG_LIST_OLDEST, ARGS(act->tenant_id, filter->outcome,
	    filter->after, filter->is_settled ? arena_print(act->arena, "%d", SETTLED_S) : "0",
	    offset, limit, with_total), r);
}

enum status
log_list(const struct act *act, const struct log_filter *filter, struct log_page *out)
{
	struct rows r;
	enum status st;
	int i;

	if (filter->after != NULL && !text_is_hex(filter->after, ID_LENGTH))
		return unknown_log(filter->after, act->fault);
	st = ask(act, filter, &r);
	if (st != OK)
		return st;
	if (r.count > 0 && !rows_bool(&r, 0, C_LOG_PAGE_IS_KNOWN))
		return unknown_log(filter->after, act->fault);
	out->total = r.count == 0 ? 0 : rows_long(&r, 0, C_LOG_PAGE_TOTAL);
	if (r.count == 1 && rows_text(&r, 0, C_LOG_ID) == NULL)
		r.count = 0;
	out->count = (size_t)r.count;
	out->rows = arena_array(act->arena, out->count, sizeof(*out->rows));
	for (i = 0; i < r.count; i++)
		out->rows[i] = read_row(&r, i);
	return OK;
}

enum status
log_load(const struct act *act, const char *id, struct log_row *out)
{
	struct rows r = { 0 };
	enum status st = OK;

	if (text_is_hex(id, ID_LENGTH))
		st = store_query(act, Q_LOG_LOAD, ARGS(act->tenant_id, id), &r);
	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "Log not found.");
	*out = read_row(&r, 0);
	return OK;
}
