/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/check.h"

#include "store/wizard.h"

enum status
pass_check(const struct act *act, const char *ticket_id, long revision,
    const struct found *found)
{
	return check_found(act, ticket_id, revision, found);
}

enum status
fail_check(const struct act *act, const char *ticket_id, long revision, const char *problem,
    const char *hint)
{
	return check_failed(act, ticket_id, revision, problem, hint);
}
