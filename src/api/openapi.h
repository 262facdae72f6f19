/*
 * openapi.h - GET /api/v2/openapi.json: the API described for programs
 *
 * The document is OpenAPI 3.1.  It is made of the route table and of the rows that
 * the handlers use, so that it cannot differ from what they do.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_OPENAPI_H
#define API_OPENAPI_H

#include "http/exchange.h"

/* Makes the document; called once, before the workers start. */
char		*openapi_write(struct arena *a);
/* Anyone may read it, and keep it for an hour. */
enum status	 openapi_show(struct exchange *x);

#endif
