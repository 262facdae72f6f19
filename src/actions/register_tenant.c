/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/register_tenant.h"

#include "store/tenant.h"

enum status
register_tenant(struct store *s, struct arena *a, const struct tenant *t, struct fault *f)
{
	enum status st = tenant_check(t, f);

	return st == OK ? tenant_add(s, a, t, f) : st;
}

enum status
update_tenant(struct store *s, struct arena *a, const struct tenant *t, struct fault *f)
{
	enum status st = tenant_check(t, f);

	return st == OK ? tenant_change(s, a, t, f) : st;
}
