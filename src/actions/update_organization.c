/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/update_organization.h"

#include "store/organization.h"

enum status
update_organization(const struct act *act, const char *id, const struct organization *change,
    struct organization *out)
{
	return organization_change(act, id, change, out);
}
