/* SPDX-License-Identifier: Apache-2.0 */
#include "store/event.h"

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	struct event_row *e = out;

	*e = (struct event_row){
		.at = rows_moment(r, row, C_EVENT_LIST_AT),
		.kind = rows_text(r, row, C_EVENT_LIST_KIND),
		.outcome = rows_text(r, row, C_EVENT_LIST_OUTCOME),
		.actor = rows_text(r, row, C_EVENT_LIST_ACTOR),
		.details = rows_text(r, row, C_EVENT_LIST_DETAILS),
	};
	return rows_sentences(act, r, row, C_EVENT_LIST_SENTENCES, &e->problem);
}

enum status
event_list(const struct act *act, const struct taker *to)
{
	static const struct row_reader reader = { sizeof(struct event_row), C_EVENT_LIST_AT, read_row };
	const struct slice all = { .taker = to };
	struct listing l = { &reader, &all };

	return list_read(act, Q_EVENT_LIST, ARGS(act->tenant_id), &l);
}

enum status
event_tell(const struct act *act, const char *ticket_id, const char *kind,
    const struct sentence *problem)
{
	struct objects said = { 0 };
	struct rows r;

	sentences_add(act->arena, &said, problem);
	return store_query(act, Q_EVENT_ADD, ARGS(act->tenant_id, ticket_id, kind,
	    arg_sentences(act, &said)), &r);
}
