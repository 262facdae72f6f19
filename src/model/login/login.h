/*
 * login.h - a login: started, answered, verified, kept
 *
 * A login belongs to the browser that started it: its cookie holds a random token, the
 * row the token's hash.  Nonce and PKCE verifier are derived from token and id, so nothing of
 * them is stored before the answer comes back to that browser.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_LOGIN_H
#define MODEL_LOGIN_LOGIN_H

#include "base/clock.h"
#include "base/fields.h"
#include "model/login/outcome.h"
#include "model/provider/provider.h"

#define LOGIN_TOKEN_SUBJECT "browser of a login"

enum { LOGIN_ID_LENGTH = 28 };	/* "lgn_" and 24 letters and digits; it is state and RelayState */

/* SIGNING: postern-jobs makes its request.  STARTED: the browser is at the provider.  ANSWERED:
 * being verified.  The last three are ends. */
enum login_state { LOGIN_SIGNING, LOGIN_STARTED, LOGIN_ANSWERED, LOGIN_VERIFIED, LOGIN_FAILED,
	LOGIN_OVER };

struct login {
	const char	*id;
	const char	*connection_id;
	long		 revision;
	enum login_state state;
	moment		 started_at, answered_at, ended_at;	/* 0: not yet */
	const char	*browser, *system;	/* who by: those of the session that started it; NULL */
	bool		 forces;		/* ForceAuthn, prompt=login */
	bool		 is_of_live;		/* its revision is the live one */
	const char	*request;		/* JSON of struct login_request, made by postern-jobs; NULL */
	struct login_outcome outcome;		/* of an ended one */
	struct objects	 received;		/* struct received; empty once they were deleted */
	const char	*profile;		/* JSON: what the application would get; NULL: deleted */
};

bool			 login_is_id(const char *text);
char			*login_id_new(struct arena *a);
enum login_state	 login_state_parse(const char *name);
const char		*login_state_name(enum login_state s);	/* signing, started, ... as it is kept */

/* Derived from the browser's token and the login's id (HMAC-SHA256, base64url): the nonce, and
 * the code verifier of PKCE (RFC 7636 4.1, 43 characters). */
char	*login_nonce(struct arena *a, const char *browser_token, const char *login_id);
char	*login_verifier(struct arena *a, const char *browser_token, const char *login_id);

#endif
