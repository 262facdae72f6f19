/*
 * token.h - POST /oauth/token: client credentials for an API token
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_TOKEN_H
#define API_TOKEN_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 token_create(struct exchange *x);

/* RFC 6749 §5.2 */
extern const struct shape token_error_shape;

extern const struct operation
		 token_create_operation;

#endif
