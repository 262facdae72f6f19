/*
 * login_wait.h - waits for the end of a login
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_LOGIN_WAIT_H
#define STORE_LOGIN_WAIT_H

#include "store/session.h"
#include "store/store.h"

/* Returns when that browser's login has ended, or after so long. */
MUST_USE enum status
	 login_await(const struct act *act, const char *login_id, const char *browser_hash,
	    long timeout_ms);
/* The word that a page that waits for a test compares with what it shows: "waiting" while that is about to
 * change.  login_id NULL: the newest one of the ticket's connection.  NOT_FOUND: the session or
 * the test is not there. */
MUST_USE enum status
	 login_watch(const struct act *act, const char *host, const struct session_key *key,
	    const char *login_id, const char **out);

#endif
