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
client_list(struct store *s, struct arena *a, const char *tenant_id, const char *only,
    const char *after, long offset, long limit, struct client_page *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_CLIENT_LIST, ARGS(tenant_id, only, after,
	    arena_print(a, "%ld", offset), arena_print(a, "%ld", limit)), &r, f);
	int i;

	if (st != OK)
		return st;
	out->total = r.count == 0 ? 0 : rows_long(&r, 0, C_CLIENT_LIST_TOTAL);
	if (r.count == 1 && rows_text(&r, 0, C_CLIENT_ID) == NULL)
		r.count = 0;
	out->count = (size_t)r.count;
	out->rows = arena_array(a, out->count, sizeof(*out->rows));
	for (i = 0; i < r.count; i++)
		out->rows[i] = read_row(&r, i);
	return OK;
}

enum status
client_load(struct store *s, struct arena *a, const char *tenant_id, const char *id,
    struct client_row *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_CLIENT_LOAD, ARGS(tenant_id, id), &r, f);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail_code(f, NOT_FOUND, "inexistent_client", "The client does not exist");
	*out = read_row(&r, 0);
	return OK;
}
