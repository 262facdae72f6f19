/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/derivation.h"

#include "store/revision.h"

enum status
keep_derivation(const struct act *act, const char *connection_id, long revision,
    const char *derived)
{
	return derive_keep(act, connection_id, revision, derived);
}

enum status
refuse_derivation(const struct act *act, const char *connection_id, long revision,
    const char *problem)
{
	return derive_fail(act, connection_id, revision, problem);
}
