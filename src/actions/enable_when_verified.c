/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/enable_when_verified.h"

#include "base/hash.h"
#include "store/connection.h"

enum status
enable_when_verified(struct store *s, struct arena *a, const struct visit *v,
    const char *session_token, long revision, struct fault *f)
{
	struct wizard_key key = { v->tenant.id, v->ticket.id, hash_text(a, session_token), revision };

	enum status st = connection_enable_later(s, a, &key, f);

	/* The record may have been faster than the button. */
	return st == OK ? connection_enable_waiting(s, a, v->tenant.id, v->connection.id, f) : st;
}
