/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/finish_connection.h"

#include "base/hash.h"
#include "store/connection.h"

enum status
finish_connection(const struct act *act, const struct visit *v, long revision)
{
	struct wizard_key key = { v->ticket.id, v->session_hash, revision };

	return connection_finish(act, &key);
}
