/*
 * hash.h - fingerprints of secrets and passwords
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/* SHA-256 as 64 lower-case hex digits: random secrets are kept in this form only. */
char	*hash_hex(struct arena *a, const void *bytes, size_t count);
char	*hash_text(struct arena *a, const char *text);
/* Takes constant time for strings of equal length. */
bool	 hash_is(const char *a, const char *b);

/* Argon2id (RFC 9106), 19 MiB, 2 passes; the encoded form with its salt. */
MUST_USE enum status
	 password_hash(struct arena *a, const char *password, char **out, struct fault *f);
bool	 password_is(const char *encoded, const char *password);

#endif
