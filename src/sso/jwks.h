/*
 * jwks.h - the key in a provider's key set that a token was signed with
 *
 * RFC 7517, RFC 7518 6, RFC 8037 2.  A key counts only if its id, type, curve, use, operations
 * and algorithm all agree with the token, and if it is strong enough.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_JWKS_H
#define SSO_JWKS_H

#include "model/login/outcome.h"
#include "sso/signature.h"

enum { JWKS_MAX_BYTES = 256 * 1024 };

/* INVALID: the document is no key set; *out says why. */
MUST_USE enum status
	 jwks_check(struct arena *a, const char *json, size_t length, struct login_outcome *out);
/* The key lives as long as the arena.  key_id NULL: the token names none, so exactly one key may
 * fit.  INVALID: *out says why; with key_unknown, a fresh key set may help. */
MUST_USE enum status
	 jwks_key(struct arena *a, const char *json, size_t length,
	    const struct signature_algorithm *g, const char *key_id, const struct public_key **key,
	    struct login_outcome *out);

#endif
