/*
 * signing_key.h - the keys that we sign with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SIGNING_KEY_H
#define ACTIONS_SIGNING_KEY_H

#include "model/connection/signing_key.h"
#include "model/tenant/act.h"

/* A key pair was made; its private half is sealed here and kept.  seal_key: the public
 * key of postern-jobs. */
MUST_USE enum status
	 keep_key(const struct act *act, const struct key_pair *pair, const char *seal_key);

/* A connection gets its first two keys.  Statuses and results are those of
 * connection_keys_create(). */
MUST_USE enum status
	 create_connection_keys(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key **out, size_t *count);

/* A connection's next key becomes the current one.  Statuses and results are those of
 * connection_keys_rotate(). */
MUST_USE enum status
	 rotate_connection_keys(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key *out);

/* The tenant's next key becomes the current one.  Statuses are those of
 * tenant_key_rotate(). */
MUST_USE enum status
	 rotate_tenant_key(const struct act *act, const char *next_key_id);

#endif
