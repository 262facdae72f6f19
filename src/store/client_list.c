/* SPDX-License-Identifier: Apache-2.0 */
#include "store/client_list.h"

static struct client_row
read_row(const struct rows *r, int row)
{
	return (struct client_row){
		.id = rows_text(r, row, C_CLIENT_ID),
		.name = rows_text(r, row, C_CLIENT_NAME),
		.scopes = rows_text(r, row, C_CLIENT_SCOPES),
		.domain = rows_text(r, row, C_CLIENT_CANONICAL_DOMAIN),
	};
}

enum status
client_list(const struct act *act, const char *only, const char *after, long offset, long limit,
    struct client_page *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_LIST, ARGS(act->tenant_id, only, after,
	    arena_print(act->arena, "%ld", offset), arena_print(act->arena, "%ld", limit)), &r);
	int i;

	if (st != OK)
		return st;
	out->total = r.count == 0 ? 0 : rows_long(&r, 0, C_CLIENT_LIST_TOTAL);
	if (r.count == 1 && rows_text(&r, 0, C_CLIENT_ID) == NULL)
		r.count = 0;
	out->count = (size_t)r.count;
	out->rows = arena_array(act->arena, out->count, sizeof(*out->rows));
	for (i = 0; i < r.count; i++)
		out->rows[i] = read_row(&r, i);
	return OK;
}

enum status
client_load(const struct act *act, const char *id, struct client_row *out)
{
	struct rows r;
	enum status st = store_query(act, Q_CLIENT_LOAD, ARGS(act->tenant_id, id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail_code(act->fault, NOT_FOUND, "inexistent_client",
		    "The client does not exist");
	*out = read_row(&r, 0);
	return OK;
}
