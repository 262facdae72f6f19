/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/tenant.h"

#include "store/tenant.h"

enum status
register_tenant(const struct act *act, const struct tenant *t)
{
	enum status st = tenant_check(t, act->fault);

	return st == OK ? tenant_add(act, t) : st;
}

enum status
update_tenant(const struct act *act, const struct tenant *t)
{
	enum status st = tenant_check(t, act->fault);

	return st == OK ? tenant_change(act, t) : st;
}
