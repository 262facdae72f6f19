/*
 * cookie.h - the session cookie of one ticket, its CSRF token; the cookies of logins and language
 *
 * Each ticket has a cookie of its own, so that two tickets in one browser do
 * not disturb each other.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_COOKIE_H
#define HTTP_COOKIE_H

#include "base/clock.h"
#include "http/request.h"
#include "http/response.h"

/* The session's token as this browser holds it, or NULL. */
const char	*session_cookie(struct arena *a, const struct request *r, const char *ticket_id);
/* __Host-: secure, this host only (RFC 6265bis §4.1.3.2).  The reference that
 * database and log may know is hash_text(token).  The cookie outlives the session
 * by a day, so that an administrator who comes late is told that it ended. */
void		 session_cookie_set(struct arena *a, struct response *r, const char *ticket_id,
		    const char *token, long lifetime_s);

/* Makes this browser forget the session. */
void		 session_cookie_clear(struct arena *a, struct response *r, const char *ticket_id);

/* The tag of the language that was chosen in this browser, or NULL.  It is kept until
 * the browser is closed. */
const char	*language_cookie(struct arena *a, const struct request *r);
void		 language_cookie_set(struct arena *a, struct response *r, const char *tag);

/* The token that the logins of this browser belong to, whatever their tickets; NULL: it has none
 * that we made.  It is kept until the browser is closed. */
const char	*login_cookie(struct arena *a, const struct request *r);
void		 login_cookie_set(struct arena *a, struct response *r, const char *token);
char		*login_token_new(struct arena *a);

/* The token that forms of that session carry; it is derived, so nothing is stored. */
char		*csrf_token(struct arena *a, const char *session_token);
bool		 csrf_is(struct arena *a, const char *session_token, const char *given);

#endif
