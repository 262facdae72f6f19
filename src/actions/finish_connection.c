/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/finish_connection.h"

#include "base/hash.h"
#include "store/connection.h"

enum status
finish_connection(const struct act *act, const struct visit *v, const char *session_token,
    long revision)
{
	struct wizard_key key = { v->tenant.id, v->ticket.id, hash_text(act->arena,
	    session_token), revision };

	return connection_finish(act, &key);
}
