/*
 * login.h - a visitor who tests the connection, as far as a browser and a provider see it
 *
 * What postern-jobs does in between is done in SQL.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_WEB_LOGIN_H
#define TESTS_WEB_LOGIN_H

#include "walk.h"

struct test_login {
	struct walk	 w;
	const char	*id;		/* of the login; it is the state */
	const char	*cookie;	/* all of the browser's: that of its session and that of its logins */
	const char	*page;		/* "test/ID" */
};

/* A walk that is at the step with a test started. */
struct test_login login_new(const char *strategy);
/* The same with that self-service profile, as the API takes it. */
struct test_login login_with(const char *profile, const char *strategy);
/* One more test by the same browser. */
struct test_login login_again(const struct test_login *t);
/* Its page, as that browser sees it. */
struct answer	 login_get(struct test_login *t);
/* Its provider sends the browser back with that answer, in the query or in a form of its own site. */
struct answer	 login_by_query(struct test_login *t, const char *query, const char *cookie);
struct answer	 login_by_form(struct test_login *t, const char *form);
/* The page to which that form led the browser. */
struct answer	 login_follow(struct test_login *t, const struct answer *form, const char *cookie);
/* The state of the row. */
const char	*login_row_state(struct test_login *t);
/* postern-jobs ends it; outcome: JSON; claims and profile: JSON or NULL. */
void		 login_ends(struct test_login *t, const char *state, const char *outcome,
		    const char *claims, const char *profile);

#endif
