/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/restore_revision.h"

#include "store/revision.h"

enum status
restore_revision(struct store *s, struct arena *a, const char *tenant_id,
    const char *connection_id, long revision, const char *actor, struct connection_row *out,
    struct fault *f)
{
	return revision_restore(s, a, tenant_id, connection_id, revision, actor, out, f);
}
