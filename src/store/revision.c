/* SPDX-License-Identifier: Apache-2.0 */
#include "store/revision.h"

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	(void)act;
	*(struct revision_row *)out = (struct revision_row){
		.id = rows_text(r, row, C_REVISION_LIST_REVISION),
		.revision = rows_long(r, row, C_REVISION_LIST_REVISION),
		.is_live = rows_bool(r, row, C_REVISION_LIST_IS_LIVE),
		.created_at = rows_moment(r, row, C_REVISION_LIST_CREATED_AT),
		.actor = rows_text(r, row, C_REVISION_LIST_ACTOR),
		.restored_from = rows_long(r, row, C_REVISION_LIST_RESTORED_FROM),
		.options = rows_text(r, row, C_REVISION_LIST_OPTIONS),
	};
	return OK;
}

enum status
revision_list(const struct act *act, const char *connection_id, const struct slice *slice,
    struct objects *out)
{
	static const struct row_reader reader = { sizeof(struct revision_row),
		C_REVISION_LIST_REVISION, read_row };
	struct listing l = { &reader, slice, out };
	enum status st = list_read(act, Q_REVISION_LIST, ARGS(act->tenant_id, connection_id,
	    slice->after, arg_long(act, slice->limit)), &l);

	return st == OK && !l.is_answered ? connection_missing(act->fault) : st;
}

enum status
revision_restore(const struct act *act, const char *connection_id, long revision,
    struct connection *out)
{
	struct rows r;
	bool refused;
	enum status st = store_query(act, Q_REVISION_RESTORE, ARGS(act->tenant_id,
	    connection_id, arg_long(act, revision), act->actor), &r);

	if (st == OK)
		st = connection_changed(act, &r, out, &refused);
	if (st == OK && refused)
		return fail_code(act->fault, NOT_FOUND, "inexistent_revision",
		    "The connection has no revision %ld.", revision);
	return st;
}

enum status
derive_wanted(const struct act *act, const char *connection_id, struct derivation *out)
{
	struct rows r;
	enum status st = store_query(act, Q_DERIVE_WANTED, ARGS(act->tenant_id, connection_id),
	    &r);

	if (st == OK && r.count == 0)
		return connection_missing(act->fault);
	if (st != OK)
		return st;
	*out = (struct derivation){
		.strategy = rows_text(&r, 0, C_DERIVE_WANTED_STRATEGY),
		.settings = rows_text(&r, 0, C_DERIVE_WANTED_SETTINGS),
		.revision = rows_long(&r, 0, C_DERIVE_WANTED_REVISION),
	};
	return fields_decode_texts(act->arena, rows_text(&r, 0, C_DERIVE_WANTED_OWN), &out->own,
	    act->fault);
}

enum status
derive_keep(const struct act *act, const char *connection_id, long revision,
    const char *derived)
{
	struct rows r;

	return store_query(act, Q_DERIVE_KEEP, ARGS(act->tenant_id, connection_id,
	    arg_long(act, revision), derived), &r);
}

enum status
derive_fail(const struct act *act, const char *connection_id, long revision,
    const struct objects *problem)
{
	struct rows r;

	return store_query(act, Q_DERIVE_FAIL, ARGS(act->tenant_id, connection_id,
	    arg_long(act, revision), arg_sentences(act, problem)), &r);
}
