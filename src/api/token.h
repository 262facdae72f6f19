/*
 * token.h - POST /oauth/token: client credentials for an API token
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_TOKEN_H
#define API_TOKEN_H

#include "http/exchange.h"

enum status	 token_create(struct exchange *x);

#endif
