/*
 * serve.h - one request: route, guard, handler, answer, log line
 *
 * A plain function of plain values: tests call it with a request made on the
 * stack and read the response off it; FastCGI is only a door.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MAIN_SERVE_H
#define MAIN_SERVE_H

#include "http/request.h"
#include "http/response.h"
#include "model/tenant/client.h"
#include "store/store.h"
#include "view/view.h"

/* What a worker has for all its requests. */
struct site {
	struct store		*store;
	struct templates	*templates;
	const char		*seal_key;	/* public */
	struct budget		 budget;
	const char		*openapi;	/* the API's description */
};

/* Always answers.  All it makes lives in the arena. */
void	 serve_one(const struct site *site, struct arena *a, const struct request *request,
	    struct response *response);

#endif
