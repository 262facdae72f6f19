/*
 * logins.h - logins of a customer's connection, on their way
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_STORE_LOGINS_H
#define TESTS_STORE_LOGINS_H

#include "actions/login.h"
#include "customer.h"

/* Hashes of the tokens of two browsers. */
#define BROWSER "1111111111111111111111111111111111111111111111111111111111111111"
#define ANOTHER "2222222222222222222222222222222222222222222222222222222222222222"
/* As the sealed token of a browser; nobody opens it. */
#define SEALED "00000000:AAAA"

/* A customer of a new place, whose connection waits for the last step. */
struct customer	 logins_customer(void);
/* Each must succeed.  Starts a login of that browser: its id. */
const char	*logins_start(struct customer *c, const char *browser);
/* Keeps a form for it: the hash of the token. */
const char	*logins_post(struct customer *c, const char *login_id, const char *form);
enum login_claim logins_claim(struct customer *c, const char *token_hash, const char *browser);
/* Starts one, and answers it. */
const char	*logins_answer(struct customer *c);
/* Takes one of that tenant; there must be one. */
struct login_work logins_take(struct place *p);
/* Ends it with that failure, or "passed". */
enum status	 logins_end(struct place *p, const struct login_work *w, const char *failure);
/* Start to end. */
const char	*logins_test(struct customer *c, const char *failure);
/* Of the login's row: "" for null. */
const char	*logins_column(struct customer *c, const char *login_id, const char *column);

#endif
