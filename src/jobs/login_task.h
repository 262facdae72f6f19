/*
 * login_task.h - one login in the hands of a worker, as a chain of steps
 *
 * A step does what can be done at once.  If it asks a provider, it leaves its exchange
 * and the step that takes the answer; meanwhile the worker goes on with other logins.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_LOGIN_TASK_H
#define JOBS_LOGIN_TASK_H

#include "http/form.h"
#include "net/exchange.h"
#include "sso/token_answer.h"
#include "store/login.h"

struct login_task;

#define LOGIN_ACTOR "system:login"	/* who ends logins, in events */

/* The tools that all tasks of a worker share. */
struct login_tools {
	struct exchanges	*exchanges;
	const char		*secret_key;	/* the file of the keys that open sealed texts */
	long			 claims_days, cpu_s;	/* that may be computed before the next wait */
	/* The first step: login_begin(). */
	enum status		(*begin)(const struct act *act, struct login_task *t);
};

struct login_task {
	struct arena		*arena;		/* its own */
	const struct login_tools *tools;
	const struct login_work	*work;
	/* OK: go on with what is next then.  INVALID: the outcome says why the login fails.
	 * UNAVAILABLE: the same step again, once the database is back.  NOT_FOUND: another
	 * worker has the login. */
	enum status		(*next)(const struct act *act, struct login_task *t);
	struct exchange		*exchange;	/* to be over before the next step; NULL: none */
	bool			 is_over;

	struct login_settings	 settings;
	struct form		 answer;
	struct login_outcome	 outcome;
	struct login_claims	 claims;
	const char		*profile;	/* NULL: it did not come that far */

	/* OpenID Connect */
	const char		*browser_token;
	const char		*jwks;
	size_t			 jwks_length;
	bool			 asked_for_keys, asked_for_unknown_key;
	struct token_answer	 tokens;
};

/* Goes on as far as can be done without waiting.  UNAVAILABLE: the database is away. */
MUST_USE enum status
	 login_task_go_on(struct store *s, struct login_task *t);
/* For struct login_tools. */
MUST_USE enum status
	 login_begin(const struct act *act, struct login_task *t);

/* --- for its steps --- */

/* The claims are there: makes the profile. */
MUST_USE enum status
	 login_verified(const struct act *act, struct login_task *t);
/* INVALID: the outcome says what is wrong with the server that was asked.  st, why: of the
 * exchange; otherwise: the failure if the server can be reached, but did not answer as it should. */
MUST_USE enum status
	 login_refuse_server(struct login_task *t, enum status st, const struct fault *why,
	    enum login_failure otherwise);

/* login_openid.c, login_saml.c */
MUST_USE enum status
	 login_openid_begin(const struct act *act, struct login_task *t);
MUST_USE enum status
	 login_saml_begin(const struct act *act, struct login_task *t);
MUST_USE enum status
	 login_saml_sign(const struct act *act, struct login_task *t);

#endif
