/* SPDX-License-Identifier: Apache-2.0 */
#include "store/log.h"

#include "base/text.h"

enum {
	ID_LENGTH = 32,
	SETTLED_S = 10,		/* the statement_timeout that store_connect sets */
};

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	struct log_row *log = out;

	*log = (struct log_row){
		.id = rows_text(r, row, C_LOG_ID),
		.date = rows_moment(r, row, C_LOG_DATE),
		.event_name = rows_text(r, row, C_LOG_EVENT_NAME),
		.outcome = rows_text(r, row, C_LOG_OUTCOME),
		.ip = rows_text(r, row, C_LOG_IP),
		.client_id = rows_text(r, row, C_LOG_CLIENT_ID),
		.client_name = rows_text(r, row, C_LOG_CLIENT_NAME),
		.details = rows_text(r, row, C_LOG_DETAILS),
	};
	return rows_sentences(act, r, row, C_LOG_SENTENCES, &log->problem);
}

static const struct row_reader reader = { sizeof(struct log_row), C_LOG_ID, read_row,
	.total = C_LOG_PAGE_TOTAL, .known = C_LOG_PAGE_IS_KNOWN };

static enum status
unknown_log(const char *id, struct fault *f)
{
	return fail_code(f, INVALID, "invalid_query_string", "There is no log to begin after: %s", id);
}

static enum status
ask(const struct act *act, const struct log_filter *filter, const struct slice *slice,
    struct listing *l)
{
	const char *with_total = filter->with_total ? "true" : "false";

	if (!filter->oldest_first)
		return list_read(act, Q_LOG_LIST, ARGS(act->tenant_id, filter->outcome,
		    arg_long(act, slice->offset), arg_long(act, slice->limit), with_total,
		    filter->hidden), l);
	return list_read(act, Q_LOG_LIST_OLDEST, ARGS(act->tenant_id, filter->outcome,
	    slice->after, slice->by_cursor ? arg_long(act, SETTLED_S) : "0",
	    arg_long(act, slice->offset), arg_long(act, slice->limit), with_total,
	    filter->hidden), l);
}

enum status
log_list(const struct act *act, const struct log_filter *filter, const struct slice *slice,
    struct objects *out, long *total)
{
	struct listing l = { &reader, slice, out, total };
	enum status st;

	if (slice->after != NULL && !text_is_hex(slice->after, ID_LENGTH))
		return unknown_log(slice->after, act->fault);
	st = ask(act, filter, slice, &l);
	return st == OK && l.is_answered && !l.is_known ? unknown_log(slice->after, act->fault) : st;
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
	return read_row(act, &r, 0, out);
}
