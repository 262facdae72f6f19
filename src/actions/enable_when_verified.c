/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/enable_when_verified.h"

#include "base/hash.h"
#include "store/connection.h"

enum status
enable_when_verified(const struct act *act, const struct visit *v, long revision)
{
	struct wizard_key key = { v->ticket.id, v->session_hash, revision };

	enum status st = connection_enable_later(act, &key);

	/* The record may have been faster than the button. */
	return st == OK ? connection_enable_waiting(act, v->connection.id) : st;
}
