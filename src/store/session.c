/* SPDX-License-Identifier: Apache-2.0 */
#include "store/session.h"

static struct session_row
read_row(const struct rows *r, int row)
{
	return (struct session_row){
		.id = rows_text(r, row, C_SESSION_LIST_SESSION_ID),
		.opened_at = rows_moment(r, row, C_SESSION_LIST_OPENED_AT),
		.last_used_at = rows_moment(r, row, C_SESSION_LIST_LAST_USED_AT),
		.browser = { rows_text(r, row, C_SESSION_LIST_BROWSER), rows_text(r, row, C_SESSION_LIST_SYSTEM) },
		.is_this = rows_bool(r, row, C_SESSION_LIST_IS_THIS),
	};
}

enum status
session_list(const struct act *act, const char *ticket_id, const char *session_hash, long idle_s,
    struct session_row **out, size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_SESSION_LIST, ARGS(act->tenant_id, ticket_id, session_hash,
	    arg_long(act, idle_s)), &r);
	int i;

	if (st != OK)
		return st;
	*count = (size_t)r.count;
	*out = arena_array(act->arena, *count, sizeof(**out));
	for (i = 0; i < r.count; i++)
		(*out)[i] = read_row(&r, i);
	return OK;
}

enum status
session_end(const struct act *act, const char *ticket_id, const char *session_hash, const char *id,
    bool *is_this)
{
	struct rows r;
	enum status st = store_query(act, Q_SESSION_END, ARGS(act->tenant_id, ticket_id, session_hash, id),
	    &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is no such session.");
	*is_this = rows_bool(&r, 0, C_SESSION_END_IS_THIS);
	return OK;
}
