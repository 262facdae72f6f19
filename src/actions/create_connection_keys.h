/*
 * create_connection_keys.h - a connection gets its first two keys
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_CREATE_CONNECTION_KEYS_H
#define ACTIONS_CREATE_CONNECTION_KEYS_H

#include "model/connection/signing_key.h"
#include "store/store.h"

/* Statuses and outcome are those of connection_keys_create(). */
MUST_USE enum status
	 create_connection_keys(const struct act *act, const char *connection_id,
	    const char *algorithm, struct connection_key **out, size_t *count);

#endif
