/*
 * openapi.h - GET /api/v2/openapi.json: the API described for machines
 *
 * OpenAPI 3.1, made of the route table and of the rows that the handlers use,
 * so that it cannot say anything else than they do.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_OPENAPI_H
#define API_OPENAPI_H

#include "http/exchange.h"

/* The document; made once, before workers start. */
char		*openapi_write(struct arena *a);
/* Anyone may read it, and keep it for an hour. */
enum status	 openapi_show(struct exchange *x);

#endif
