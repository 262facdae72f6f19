/*
 * connection_desk.h - a program that makes connections, and a look behind them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_API_CONNECTION_DESK_H
#define TESTS_API_CONNECTION_DESK_H

#include "call.h"

#define CONNECTIONS "/api/v2/connections"
#define OKTA(rest) "{\"name\":\"acme\",\"strategy\":\"okta\",\"options\":{\"client_id\":\"c\"" rest "}}"
/* A private key in PEM, as JSON has it; it is none. */
#define PRIVATE_KEY "-----BEGIN PRIVATE KEY-----\\nMIIBtestsPrivateKey\\n-----END PRIVATE KEY-----"

struct desk {
	struct place	*p;
	struct caller	 c;
};

/* By a client that may do all. */
struct desk	 connection_desk(void);
/* The id of what that body made. */
const char	*desk_made(struct desk *d, const char *body);
/* Of one connection: path is what follows the id. */
struct answer	 desk_call(struct desk *d, const char *method, const char *id, const char *path,
		    const char *body);
/* The live revision's column as text, "" for null. */
const char	*desk_live(struct desk *d, const char *id, const char *column);
/* What is sealed in that expression over the live revision opens as name. */
const char	*desk_opened(struct desk *d, const char *id, const char *name, const char *column);
long		 desk_events(struct desk *d, const char *kind);
/* The answer is JSON and what stands at "a.b" is that, a text without quotes. */
void		 check_member(struct desk *d, const struct answer *a, const char *path,
		    const char *value);

#endif
