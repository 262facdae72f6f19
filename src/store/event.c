/* SPDX-License-Identifier: Apache-2.0 */
#include "store/event.h"

enum status
event_list(struct store *s, struct arena *a, const char *tenant_id, struct event_row **out,
    size_t *count, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_EVENT_LIST, ARGS(tenant_id), &r, f);
	int i;

	if (st != OK)
		return st;
	*count = (size_t)r.count;
	*out = arena_array(a, *count, sizeof(**out));
	for (i = 0; i < r.count; i++)
		(*out)[i] = (struct event_row){
			.at = rows_moment(&r, i, C_EVENT_LIST_AT),
			.kind = rows_text(&r, i, C_EVENT_LIST_KIND),
			.outcome = rows_text(&r, i, C_EVENT_LIST_OUTCOME),
			.actor = rows_text(&r, i, C_EVENT_LIST_ACTOR),
			.details = rows_text(&r, i, C_EVENT_LIST_DETAILS),
		};
	return OK;
}

enum status
event_add(struct store *s, struct arena *a, const char *tenant_id, const char *ticket_id,
    const char *kind, const char *problem, struct fault *f)
{
	struct rows r;

	return store_query(s, a, Q_EVENT_ADD, ARGS(tenant_id, ticket_id, kind, problem), &r, f);
}
