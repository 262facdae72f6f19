/* SPDX-License-Identifier: Apache-2.0 */
#include "store/tenant.h"

static enum status
fail_taken(const struct act *act, const char *domain)
{
	return fail(act->fault, CONFLICT, "Another tenant has the domain \"%s\".", domain);
}

enum status
tenant_add(const struct act *act, const struct tenant *t)
{
	struct rows r;
	enum status st = store_query(act, Q_TENANT_ADD, ARGS(t->id, t->name, t->support,
	    t->domain, t->domain_loss, act->actor), &r);

	if (st == CONFLICT)
		return fail_taken(act, t->domain);
	if (st == OK && r.count == 0)
		return fail(act->fault, CONFLICT, "There is a tenant \"%s\" already.", t->id);
	return st;
}

enum status
tenant_change(const struct act *act, const struct tenant *t)
{
	struct rows r;
	enum status st = store_query(act, Q_TENANT_CHANGE, ARGS(t->id, t->name, t->support,
	    t->domain, t->domain_loss, act->actor), &r);

	if (st == CONFLICT)
		return fail_taken(act, t->domain);
	if (st == OK && r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is no tenant \"%s\".", t->id);
	return st;
}

static enum status
read_row(const struct act *act, const struct rows *r, int row, void *out)
{
	(void)act;
	*(struct tenant *)out = (struct tenant){
		.id = rows_text(r, row, C_TENANT_ID),
		.name = rows_text(r, row, C_TENANT_NAME),
		.support = rows_text(r, row, C_TENANT_SUPPORT_CONTACT),
		.domain = rows_text(r, row, C_TENANT_CANONICAL_DOMAIN),
		.domain_loss = rows_text(r, row, C_TENANT_DOMAIN_LOSS),
	};
	return OK;
}

enum status
tenant_load(const struct act *act, const char *id, struct tenant *out)
{
	struct rows r;
	enum status st = store_query(act, Q_TENANT_LOAD, ARGS(id), &r);

	if (st != OK)
		return st;
	return r.count > 0 ? read_row(act, &r, 0, out)
	    : fail(act->fault, NOT_FOUND, "There is no tenant \"%s\".", id);
}

static const struct row_reader reader = { sizeof(struct tenant), C_TENANT_ID, read_row };

enum status
tenant_list(const struct act *act, struct objects *out)
{
	struct slice all = { 0 };
	struct listing l = { &reader, &all, out };

	return list_read(act, Q_TENANT_LIST, NULL, &l);
}
