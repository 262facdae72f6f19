/*
 * exchange.h - one request with its answer, and what a handler may use
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "http/request.h"
#include "http/response.h"
#include "model/domain/home_realm.h"
#include "model/tenant/client.h"
#include "model/ticket/visit.h"

struct form;
struct store;
struct templates;

enum { MAX_PATH_PARTS = 4 };

struct exchange {
	struct store		*store;
	struct templates	*templates;
	const char		*seal_key;	/* public: what secrets are sealed to */
	struct budget		 budget;	/* of each CLIENT */
	const char		*openapi;	/* the API's description */
	struct arena		*arena;
	const struct request	*request;
	struct response		*response;
	const char		*parts[MAX_PATH_PARTS];	/* what stood for :name in the path */
	struct fault		 fault;
	long			 wait_s;		/* Retry-After of a failure; 0: not said */
	const struct form	*form;			/* of a person's POST */
	/* Filled by the route's guard: */
	struct visit		 visit;			/* VISITOR */
	const char		*session_token;		/* VISITOR; NULL: none */
	struct client		 client;		/* CLIENT */
	struct home_realm	 realm;			/* CLIENT_REALM */
};

#endif
