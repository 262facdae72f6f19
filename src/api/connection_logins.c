/* SPDX-License-Identifier: Apache-2.0 */
#include "api/connection_logins.h"

#include <string.h>

#include "api/body.h"
#include "api/caller.h"
#include "api/list.h"
#include "model/login/received.h"
#include "store/login.h"

struct login_body {
	struct given	 given;
	const char	*id, *purpose, *state, *outcome, *diagnosis, *started_at, *ended_at, *ticket_id;
	long		 revision;
	struct objects	 claims;
	struct verbatim	*profile;
};

enum login_row_number { ID, PURPOSE, STATE, OUTCOME, DIAGNOSIS, REVISION, TICKET_ID, STARTED_AT, ENDED_AT,
	CLAIMS, PROFILE };

#define MEMBER(name, kind) #name, kind, 0, offsetof(struct login_body, name)

static const struct field login_fields[] = {
	[ID] = { MEMBER(id, FIELD_TEXT) },
	[PURPOSE] = { MEMBER(purpose, FIELD_TEXT) },
	[STATE] = { MEMBER(state, FIELD_TEXT) },
	[OUTCOME] = { MEMBER(outcome, FIELD_TEXT) },
	[DIAGNOSIS] = { MEMBER(diagnosis, FIELD_TEXT) },
	[REVISION] = { MEMBER(revision, FIELD_NUMBER) },
	[TICKET_ID] = { MEMBER(ticket_id, FIELD_TEXT) },
	[STARTED_AT] = { MEMBER(started_at, FIELD_TEXT) },
	[ENDED_AT] = { MEMBER(ended_at, FIELD_TEXT) },
	[CLAIMS] = { MEMBER(claims, FIELD_OBJECTS), .shape = &received_shape },
	[PROFILE] = { MEMBER(profile, FIELD_OBJECT), .shape = &verbatim_shape },
};
static const struct shape login_shape = SHAPE(struct login_body, login_fields);

static void
leave_out(struct login_body *b, enum login_row_number row, bool is_absent)
{
	if (is_absent)
		b->given.present &= ~(UINT64_C(1) << row);
}

static enum status
make_body(struct exchange *x, const void *found, uint64_t shown, void *out)
{
	const struct login_row *row = found;
	const struct login *l = &row->login;
	const bool has_ended = l->ended_at != 0, has_passed = l->state == LOGIN_VERIFIED;
	struct login_body b = { .given.present = shown, .id = l->id, .purpose = row->purpose,
		.state = login_state_name(l->state), .outcome = has_passed ? "passed" : "failed",
		.diagnosis = l->outcome.failure, .started_at = moment_iso(x->arena, l->started_at),
		.ended_at = has_ended ? moment_iso(x->arena, l->ended_at) : NULL, .ticket_id = row->ticket_id,
		.revision = l->revision, .claims = l->received, .profile = verbatim(x->arena, l->profile) };

	leave_out(&b, OUTCOME, !has_ended);
	leave_out(&b, DIAGNOSIS, !has_ended || has_passed);
	leave_out(&b, ENDED_AT, !has_ended);
	leave_out(&b, CLAIMS, l->profile == NULL);
	leave_out(&b, PROFILE, l->profile == NULL);
	*(struct login_body *)out = b;
	return OK;
}

enum { MAX_DIGITS = 18 };	/* a bigint */

/* "MICROSECONDS.LOGIN" */
static bool
is_cursor(const char *text)
{
	const size_t digits = strspn(text, "0123456789");

	return digits > 0 && digits <= MAX_DIGITS && text[digits] == '.' && login_is_id(text + digits + 1);
}

static const struct field answer_fields[] = { LIST_ITEMS("logins", &login_shape), LIST_NEXT };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct list_kind kind = { &login_shape, &answer_shape, LIST_BY_CURSOR,
	.is_id = is_cursor, .id_offset = offsetof(struct login_row, cursor), .make = make_body };

enum status
connection_logins_list(struct exchange *x)
{
	const bool with_claims = client_may(&caller(x)->client, "read:connection_logins");
	struct cursor_query q = { 0 };
	struct list l;
	enum status st = query_decode(x, &cursor_query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = login_list(&x->act, x->parts[0], &l.slice, with_claims, NULL);
	return st == OK ? list_end(&l) : st;
}

const struct operation connection_logins_list_operation = {
	.summary = "List the tests of a connection, newest first", .query = &cursor_query_shape,
	.answer = &answer_shape, .code = 200,
};
