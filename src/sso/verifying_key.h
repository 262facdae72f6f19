/*
 * verifying_key.h - a provider's certificate, as the key that its signatures are checked with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_VERIFYING_KEY_H
#define SSO_VERIFYING_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct x509_st;		/* libcrypto's X509 */

/* Lives as long as the arena. */
struct verifying_key {
	struct x509_st	*certificate;
	const char	*sha256;	/* AA:BB:... */
	bool		 is_sound;	/* certificate_key.h accepts its key */
};

/* false: it is no certificate. */
bool	 verifying_key_of_pem(struct arena *a, const char *pem, struct verifying_key *out);
bool	 verifying_key_of_der(struct arena *a, const char *bytes, size_t length,
	    struct verifying_key *out);

#endif
