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
	 rotate_connection_keys(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key *out);

#endif
