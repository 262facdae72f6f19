/*
 * ticket_list.c - tickets as lists show them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "store/ticket.h"

static struct ticket_row
read_row(const struct rows *r, int row)
{
	return (struct ticket_row){
		.id = rows_text(r, row, C_TICKET_ID),
		.state = rows_text(r, row, C_TICKET_STATE),
		.connection_name = rows_text(r, row, C_TICKET_CONNECTION_NAME),
		.profile_id = rows_text(r, row, C_TICKET_PROFILE_ID),
		.uses = rows_long(r, row, C_TICKET_USES),
		.uses_allowed = rows_long(r, row, C_TICKET_USES_ALLOWED),
		.created_at = rows_moment(r, row, C_TICKET_CREATED_AT),
		.until = rows_moment(r, row, C_TICKET_UNTIL),
	};
}

/* The row with the members that the wizard knows. */
static struct ticket_row
read_whole_row(const struct rows *r, int row)
{
	struct ticket_row t = read_row(r, row);

	t.first_used_at = rows_moment(r, row, C_TICKET_PROGRESS_FIRST_USED_AT);
	t.step = rows_text(r, row, C_TICKET_PROGRESS_STEP);
	t.connection_id = rows_text(r, row, C_TICKET_PROGRESS_CONNECTION_ID);
	return t;
}

static enum status
read_listed(const struct act *act, const struct rows *r, int row, void *out)
{
	(void)act;
	*(struct ticket_row *)out = read_whole_row(r, row);
	return OK;
}

static enum status
no_profile(const char *profile_id, struct fault *f)
{
	return fail(f, NOT_FOUND, "Profile with ID: %s not found", profile_id);
}

enum status
ticket_list(const struct act *act, struct ticket_row **out, size_t *count)
{
	struct rows r;
	enum status st = store_query(act, Q_TICKET_LIST, ARGS(act->tenant_id), &r);
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
ticket_list_profile(const struct act *act, const char *profile_id, const struct slice *slice,
    struct objects *out)
{
	static const struct row_reader reader = { sizeof(struct ticket_row), C_TICKET_ID,
		read_listed, .known = C_TICKET_LIST_PROFILE_IS_KNOWN };
	struct listing l = { &reader, slice, out };
	enum status st = list_read(act, Q_TICKET_LIST_PROFILE, ARGS(act->tenant_id,
	    profile_id, slice->after, arg_long(act, slice->limit)), &l);

	if (st != OK)
		return st;
	if (!l.is_answered)
		return no_profile(profile_id, act->fault);
	return l.is_known ? OK : fail_code(act->fault, INVALID, "invalid_query_string",
	    "There is no ticket to go on after: %s", slice->after);
}

enum status
ticket_show(const struct act *act, const char *profile_id, const char *id,
    struct ticket_row *out)
{
	struct rows r;
	enum status st = store_query(act, Q_TICKET_SHOW, ARGS(act->tenant_id, profile_id, id),
	    &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return no_profile(profile_id, act->fault);
	if (rows_text(&r, 0, C_TICKET_ID) == NULL)
		return fail(act->fault, NOT_FOUND, "The ticket does not exist.");
	*out = read_whole_row(&r, 0);
	return OK;
}
