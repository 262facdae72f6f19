/*
 * signature.h - the algorithms of signed tokens, and their signatures
 *
 * RFC 7518 3.1 and RFC 8037 3.1; those with a shared secret and none are not there, so no token
 * can name them.  signature.c is the only file for tokens that knows libcrypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SIGNATURE_H
#define SSO_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fields.h"
#include "base/status.h"

struct signature_algorithm {
	const char	*name;
	const char	*key_type, *curve;	/* kty and crv of its keys; curve NULL: RSA */
	const char	*group;			/* OpenSSL's name of the curve */
	const char	*digest;		/* NULL: its own */
	const char	*hash;			/* of at_hash and c_hash (Core 3.1.3.6) */
	size_t		 coordinate_bytes;	/* of ECDSA: of r and of s */
	bool		 is_pss;
};

struct bytes {
	const unsigned char	*at;
	size_t			 count;
};

/* NULL: there is no such algorithm, or it is not allowed. */
const struct signature_algorithm *signature_algorithm(const char *name);
/* All their names. */
struct texts	 signature_algorithms(struct arena *a);

/* A key to verify with; it lives as long as the arena. */
struct public_key;
/* RFC 7518 6.2.1 and 6.3.1, RFC 8037 2: of those the ones that the algorithm's keys have. */
struct public_key_parts {
	struct bytes	n, e, x, y;
};
enum { RSA_MIN_BITS = 2048, RSA_MAX_BITS = 16384 };
/* NULL: it is no such key, or too weak. */
const struct public_key *public_key(struct arena *a, const struct signature_algorithm *g,
		    const struct public_key_parts *parts);

/* Whether the key made the signature; it is one for that algorithm. */
bool		 signature_is(const struct signature_algorithm *g, const struct public_key *key,
		    struct bytes message, struct bytes signature);
/* The text's digest by the algorithm's own hash. */
struct bytes	 signature_hash(struct arena *a, const struct signature_algorithm *g,
		    const char *text);
/* key: PEM.  BROKEN: it is no key for the algorithm. */
MUST_USE enum status
		 signature_make(struct arena *a, const struct signature_algorithm *g, const char *key,
		    struct bytes message, struct bytes *out, struct fault *f);

#endif
