/*
 * exchange.h - one request with its answer, and what a handler may use
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "http/request.h"
#include "http/response.h"
#include "http/waiting.h"
#include "language/language.h"
#include "model/tenant/act.h"
#include "model/tenant/client.h"

struct templates;

enum { MAX_PATH_PARTS = 4, PATH_PART_MAX_BYTES = 1024 };

/* The things that a worker has for all its requests. */
struct site {
	struct store		*store;
	const struct languages	*languages;
	struct templates	*templates;
	const char		*seal_key;	/* the file of the public key (seal_key_now) */
	long			 session_idle_s;	/* a session that is not used for so long ends; 0: none does */
	struct budget		 budget;	/* for each program that calls the API */
	struct waiting		*waiting;	/* the workers that wait; NULL: none may */
	long			 place;		/* this worker's among them */
	long			 login_wait_ms;	/* how long one waits for the outcome of a login */
	const char		*openapi;	/* the API's description */
};

struct exchange {
	const struct site	*site;
	struct arena		*arena;
	const struct request	*request;
	struct response		*response;
	const char		*parts[MAX_PATH_PARTS];	/* the values of :name in the path */
	struct fault		 fault;
	const char		*claimed;	/* an id that the guest gave and has not proved; NULL:
						   none.  It looks like one of ours */
	struct act		 act;		/* has that arena and fault; the door fills in
						   tenant and actor */
	const struct language	*language;	/* of the answer; English unless the door sets another */
	void			*guest;		/* who is asking, in a struct of the door's own,
						   filled by the door; visitor() and caller()
						   know its type */
};

#endif
