/*
 * serve.h - one request: door, route, guard, handler, answer, log line
 *
 * It is a plain function of plain values: tests call it with a request on the stack
 * and read the response; FastCGI only carries the two.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_SERVE_H
#define MAIN_SERVE_H

#include "http/exchange.h"

/* Always fills the response.  All that it makes lives in the arena. */
void	 serve_one(const struct site *site, struct arena *a, const struct request *request,
	    struct response *response);

#endif
