/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/delete_organization.h"

#include "store/organization.h"

enum status
delete_organization(const struct act *act, const char *id)
{
	return organization_remove(act, id);
}
