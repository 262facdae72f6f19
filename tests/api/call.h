/*
 * call.h - calls of the Management API by a client with a token
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_API_CALL_H
#define TESTS_API_CALL_H

#include "ask.h"

#define JSON_TYPE "application/json"
#define PROFILES "/api/v2/self-service-profiles"

struct caller {
	const char	*id, *secret, *authorization;
};

/* A client of the tenant with these scopes, and a token. */
struct caller	 caller_new(struct place *p, const char *scopes);

/* Calls as a client with all scopes; body NULL: none. */
struct answer	 call(struct place *p, const struct caller *c, const char *method, const char *path,
		    const char *body);

/* The member of the answer's object as text: a string's characters, or JSON; "" if absent. */
const char	*member(struct place *p, const struct answer *a, const char *name);
/* The whole answer: the code and the JSON. */
void		 check_answer(const struct answer *a, int code, const char *json);
/* The contract's error body; error_code may be NULL. */
void		 check_error(struct place *p, const struct answer *a, int code, const char *message,
		    const char *error_code);

#endif
