/* SPDX-License-Identifier: Apache-2.0 */
#include "store/tenant.h"

enum status
tenant_add(const struct act *act, const struct tenant *t)
{
	struct rows r;
	enum status st = store_query(act, Q_TENANT_ADD, ARGS(t->id, t->name, t->support,
	    t->domain, t->domain_loss, act->actor), &r);

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

	if (st == OK && r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is no tenant \"%s\".", t->id);
	return st;
}

enum status
tenant_load(const struct act *act, const char *id, struct tenant *out)
{
	struct rows r;
	enum status st = store_query(act, Q_TENANT_LOAD, ARGS(id), &r);

	if (st != OK)
		return st;
	if (r.count == 0)
		return fail(act->fault, NOT_FOUND, "There is no tenant \"%s\".", id);
	out->id = rows_text(&r, 0, C_TENANT_LOAD_TENANT_ID);
	out->name = rows_text(&r, 0, C_TENANT_LOAD_NAME);
	out->support = rows_text(&r, 0, C_TENANT_LOAD_SUPPORT_CONTACT);
	out->domain = rows_text(&r, 0, C_TENANT_LOAD_CANONICAL_DOMAIN);
	out->domain_loss = rows_text(&r, 0, C_TENANT_LOAD_DOMAIN_LOSS);
	return OK;
}
