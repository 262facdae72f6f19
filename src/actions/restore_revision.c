/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/restore_revision.h"

#include "store/revision.h"

enum status
restore_revision(const struct act *act, const char *connection_id, long revision,
    struct connection_row *out)
{
	return revision_restore(act, connection_id, revision, out);
}
