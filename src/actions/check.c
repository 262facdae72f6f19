/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/check.h"

#include "store/wizard.h"

enum status
pass_check(struct store *s, struct arena *a, const char *tenant_id, const char *ticket_id,
    long revision, const struct found *found, struct fault *f)
{
	return check_found(s, a, tenant_id, ticket_id, revision, found, f);
}

enum status
fail_check(struct store *s, struct arena *a, const char *tenant_id, const char *ticket_id,
    long revision, const char *problem, const char *hint, struct fault *f)
{
	return check_failed(s, a, tenant_id, ticket_id, revision, problem, hint, f);
}
