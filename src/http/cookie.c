/* SPDX-License-Identifier: Apache-2.0 */
#include "http/cookie.h"

#include <string.h>

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"

#define LANGUAGE_COOKIE "__Host-postern-language"
#define LOGIN_COOKIE "__Host-postern-login"

enum { LATE_S = 24 * 60 * 60, LOGIN_TOKEN_CHARS = 32 };

static char *
cookie_name(struct arena *a, const char *ticket_id)
{
	return arena_print(a, "__Host-postern-%s", ticket_id);
}

const char *
session_cookie(struct arena *a, const struct request *r, const char *ticket_id)
{
	return request_cookie(a, r, cookie_name(a, ticket_id));
}

void
session_cookie_set(struct arena *a, struct response *r, const char *ticket_id, const char *token,
    long lifetime_s)
{
	response_header(r, "Set-Cookie", arena_print(a,
	    "%s=%s; Path=/; Max-Age=%ld; Secure; HttpOnly; SameSite=Lax",
	    cookie_name(a, ticket_id), token, lifetime_s + LATE_S));
}

void
session_cookie_clear(struct arena *a, struct response *r, const char *ticket_id)
{
	response_header(r, "Set-Cookie", arena_print(a,
	    "%s=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax", cookie_name(a, ticket_id)));
}

const char *
language_cookie(struct arena *a, const struct request *r)
{
	return request_cookie(a, r, LANGUAGE_COOKIE);
}

void
language_cookie_set(struct arena *a, struct response *r, const char *tag)
{
	response_header(r, "Set-Cookie", arena_print(a,
	    LANGUAGE_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Lax", tag));
}

const char *
login_cookie(struct arena *a, const struct request *r)
{
	const char *token = request_cookie(a, r, LOGIN_COOKIE);

	return token != NULL && strlen(token) == LOGIN_TOKEN_CHARS && text_is_alnum(token) ? token : NULL;
}

void
login_cookie_set(struct arena *a, struct response *r, const char *token)
{
	response_header(r, "Set-Cookie", arena_print(a,
	    LOGIN_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Lax", token));
}

char *
login_token_new(struct arena *a)
{
	return random_alnum(a, LOGIN_TOKEN_CHARS);
}

char *
csrf_token(struct arena *a, const char *session_token)
{
	return hash_text(a, arena_print(a, "csrf %s", session_token));
}

bool
csrf_is(struct arena *a, const char *session_token, const char *given)
{
	return hash_is(csrf_token(a, session_token), given);
}
