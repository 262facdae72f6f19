/*
 * connection_keys.h - /api/v2/connections/{id}/keys
 *
 * A connection signs in at its provider with these instead of a client secret
 * (private_key_jwt, RFC 7523).  Answers hold certificates, never private keys.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CONNECTION_KEYS_H
#define API_CONNECTION_KEYS_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 connection_keys_get(struct exchange *x);
enum status	 connection_keys_post(struct exchange *x);
enum status	 connection_keys_post_rotate(struct exchange *x);

extern const struct operation
		 connection_keys_get_operation,
		 connection_keys_post_operation,
		 connection_keys_post_rotate_operation;

#endif
