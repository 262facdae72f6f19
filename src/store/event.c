/* SPDX-License-Identifier: Apache-2.0 */
#include "store/event.h"

enum status
event_list(const struct act *act, struct event_row **out, size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_EVENT_LIST, ARGS(act->tenant_id), &r);
	int i;

	if (st != OK)
		return st;
	*count = (size_t)r.count;
	*out = arena_array(act->arena, *count, sizeof(**out));
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
event_tell(const struct act *act, const char *ticket_id, const char *kind, const char *problem)
{
	struct rows r;

	return store_query(act, Q_EVENT_ADD, ARGS(act->tenant_id, ticket_id, kind, problem),
	    &r);
}

enum status
seal_key_tell(const struct act *act, const char *key_id)
{
	struct rows r;

	return store_query(act, Q_SEAL_KEY_TELL, ARGS(key_id, act->actor), &r);
}
