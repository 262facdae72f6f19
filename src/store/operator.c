/* SPDX-License-Identifier: Apache-2.0 */
#include "store/operator.h"

static enum status
fail_taken(const struct act *act, const char *email)
{
	return fail(act->fault, CONFLICT, "The tenant has an operator \"%s\" already.", email);
}

static enum status
fail_nobody(const struct act *act, const char *who)
{
	return fail(act->fault, NOT_FOUND, "The tenant has no operator \"%s\".", who);
}

enum status
operator_add(const struct act *act, const char *id, const char *email,
    const char *password_hash)
{
	struct rows r;
	enum status st = store_query(act, Q_OPERATOR_ADD, ARGS(act->tenant_id, id, email,
	    password_hash, act->actor), &r);

	return st == OK && r.count == 0 ? fail_taken(act, email) : st;
}

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	(void)act;
	*(struct operator_row *)out = (struct operator_row){
		.id = rows_text(r, row, C_OPERATOR_LIST_OPERATOR_ID),
		.email = rows_text(r, row, C_OPERATOR_LIST_EMAIL),
		.created_at = rows_moment(r, row, C_OPERATOR_LIST_CREATED_AT),
	};
	return OK;
}

static const struct row_reader reader = { sizeof(struct operator_row),
	C_OPERATOR_LIST_OPERATOR_ID, read_row };

enum status
operator_list(const struct act *act, struct objects *out)
{
	struct slice all = { 0 };
	struct listing l = { &reader, &all, out };

	return list_read(act, Q_OPERATOR_LIST, ARGS(act->tenant_id), &l);
}

enum status
operator_change(const struct act *act, const char *who, const char *email,
    const char *password_hash)
{
	struct rows r;
	enum status st = store_query(act, Q_OPERATOR_CHANGE, ARGS(act->tenant_id, who, email,
	    password_hash, act->actor), &r);

	if (st == CONFLICT)
		return fail_taken(act, email);
	return st == OK && r.count == 0 ? fail_nobody(act, who) : st;
}

enum status
operator_remove(const struct act *act, const char *who)
{
	struct rows r;
	enum status st = store_query(act, Q_OPERATOR_REMOVE, ARGS(act->tenant_id, who, act->actor), &r);

	return st == OK && r.count == 0 ? fail_nobody(act, who) : st;
}
