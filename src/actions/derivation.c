/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/derivation.h"

#include "store/revision.h"

enum status
keep_derivation(struct store *s, struct arena *a, const char *tenant_id,
    const char *connection_id, long revision, const char *derived, struct fault *f)
{
	return derive_keep(s, a, tenant_id, connection_id, revision, derived, f);
}

enum status
refuse_derivation(struct store *s, struct arena *a, const char *tenant_id,
    const char *connection_id, long revision, const char *problem, struct fault *f)
{
	return derive_fail(s, a, tenant_id, connection_id, revision, problem, f);
}
