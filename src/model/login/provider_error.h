/*
 * provider_error.h - what a provider's page or answer says went wrong
 *
 * Codes and phrases are those that RFC 6749, OpenID Connect Core 1.0 and the vendors document, or that
 * their products show.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_PROVIDER_ERROR_H
#define MODEL_LOGIN_PROVIDER_ERROR_H

#include "base/arena.h"
#include "model/provider/login_failure.h"

/* error: an OAuth error code; NULL or empty: there is none.  words: its description, or any text that
 * a person pasted from an error page ("AADSTS50105: ..."); may be NULL.  PROVIDER_ERROR: a
 * code that says no more; OTHER: nothing was recognized.  *code: the code that counts, in
 * the arena; NULL: only words were recognized, or nothing. */
enum login_failure	 provider_error_read(struct arena *a, const char *error, const char *words,
			    const char **code);

#endif
