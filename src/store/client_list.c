/* SPDX-License-Identifier: Apache-2.0 */
#include "store/client_list.h"

struct client_row
client_row_read(const struct rows *r, int row)
{
	return (struct client_row){
		.id = rows_text(r, row, C_CLIENT_ID),
		.name = rows_text(r, row, C_CLIENT_NAME),
		.scopes = rows_text(r, row, C_CLIENT_SCOPES),
		.domain = rows_text(r, row, C_CLIENT_CANONICAL_DOMAIN),
		.grant_id = rows_text(r, row, C_CLIENT_GRANT_ID),
		.former_until = rows_moment(r, row, C_CLIENT_FORMER_UNTIL),
	};
}

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	(void)act;
	*(struct client_row *)out = client_row_read(r, row);
	return OK;
}

static const struct row_reader reader = { sizeof(struct client_row), C_CLIENT_ID, read_row,
	.total = C_CLIENT_LIST_TOTAL };

enum status
fail_no_client(const struct act *act)
{
	return fail_code(act->fault, NOT_FOUND, "inexistent_client", "The client does not exist");
}

enum status
client_list(const struct act *act, const char *only, const struct slice *slice,
    struct objects *out, long *total)
{
	struct listing l = { &reader, slice, out, total };

	return list_read(act, Q_CLIENT_LIST, ARGS(act->tenant_id, only, slice->after,
	    arg_long(act, slice->offset), arg_long(act, slice->limit)), &l);
}

enum status
client_load(const struct act *act, const char *id, struct client_row *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_LOAD, ARGS(act->tenant_id, id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail_no_client(act);
	*out = client_row_read(&r, 0);
	return OK;
}
