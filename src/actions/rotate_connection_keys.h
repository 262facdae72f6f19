/*
 * rotate_connection_keys.h - a connection's next key becomes the current one
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_ROTATE_CONNECTION_KEYS_H
#define ACTIONS_ROTATE_CONNECTION_KEYS_H

#include "model/connection/signing_key.h"
#include "store/store.h"

/* Statuses and outcome are those of connection_keys_rotate(). */
MUST_USE enum status
	 rotate_connection_keys(struct store *s, struct arena *a, const char *tenant_id,
	    const char *connection_id, const char *algorithm, const char *actor,
	    struct connection_key *out,
	    struct fault *f);

#endif
