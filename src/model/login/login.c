/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/login.h"

#include <sodium.h>
#include <string.h>

#include "base/encode.h"
#include "base/random.h"
#include "base/text.h"

#define PREFIX "lgn_"

static const char *const states[] = {
	[LOGIN_SIGNING] = "signing", [LOGIN_STARTED] = "started", [LOGIN_ANSWERED] = "answered",
	[LOGIN_VERIFIED] = "verified", [LOGIN_FAILED] = "failed", [LOGIN_OVER] = "over",
};

enum { STATES = sizeof(states) / sizeof(states[0]), RANDOM_CHARS = LOGIN_ID_LENGTH - 4 };

bool
login_is_id(const char *text)
{
	return text_starts(text, PREFIX) && strlen(text) == LOGIN_ID_LENGTH
	    && text_is_alnum(text + strlen(PREFIX));
}

char *
login_id_new(struct arena *a)
{
	return arena_print(a, PREFIX "%s", random_alnum(a, RANDOM_CHARS));
}

enum login_state
login_state_parse(const char *name)
{
	size_t i;

	for (i = 0; i < STATES; i++)
		if (text_is(states[i], name))
			return (enum login_state)i;
	return LOGIN_OVER;
}

const char *
login_state_name(enum login_state s)
{
	return states[s];
}

/* The label keeps the two values apart. */
static char *
derive(struct arena *a, const char *browser_token, const char *label, const char *login_id)
{
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;
	const char *message = arena_print(a, "%s %s", label, login_id);

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)browser_token,
	    strlen(browser_token));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)message, strlen(message));
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_memzero(&state, sizeof(state));
	return base64url_encode(a, mac, sizeof(mac));
}

char *
login_nonce(struct arena *a, const char *browser_token, const char *login_id)
{
	return derive(a, browser_token, "nonce", login_id);
}

char *
login_verifier(struct arena *a, const char *browser_token, const char *login_id)
{
	return derive(a, browser_token, "verifier", login_id);
}
