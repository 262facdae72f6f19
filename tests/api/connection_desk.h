/*
 * connection_desk.h - a program that makes connections, and what the database keeps of them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_API_CONNECTION_DESK_H
#define TESTS_API_CONNECTION_DESK_H

#include "call.h"

#define CONNECTIONS "/api/v2/connections"
#define OKTA(rest) "{\"name\":\"acme\",\"strategy\":\"okta\",\"options\":{\"client_id\":\"c\"" rest "}}"
/* Looks like a private key in PEM, as JSON has it; it is not one. */
#define PRIVATE_KEY "-----BEGIN PRIVATE KEY-----\\nMIIBtestsPrivateKey\\n-----END PRIVATE KEY-----"

struct desk {
	struct place	*p;
	struct caller	 c;
};

/* Calls as a client with all scopes. */
struct desk	 connection_desk(void);
/* Makes a connection of that body; its id. */
const char	*desk_made(struct desk *d, const char *body);
/* Calls for one connection; path is the part after the id. */
struct answer	 desk_call(struct desk *d, const char *method, const char *id, const char *path,
		    const char *body);
/* The live revision's column as text, "" for null. */
const char	*desk_live(struct desk *d, const char *id, const char *column);
/* The sealed value of that expression over the live revision opens as name. */
const char	*desk_opened(struct desk *d, const char *id, const char *name, const char *column);
long		 desk_events(struct desk *d, const char *kind);
/* Checks that the answer is JSON with that value at "a.b"; a text without quotes. */
void		 check_member(struct desk *d, const struct answer *a, const char *path,
		    const char *value);

#endif
