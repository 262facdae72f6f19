/*
 * key_pair.h - a new pair of keys with a certificate
 *
 * The certificate is X.509 v3, self-signed with SHA-256, for digital
 * signatures or to encrypt keys to, and valid for ten years.  Its recipients trust the certificate
 * itself, not an authority.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_KEY_PAIR_H
#define SSO_KEY_PAIR_H

#include "base/status.h"
#include "model/connection/signing_key.h"

enum { COMMON_NAME_MAX = 64 };		/* RFC 5280, appendix A.1 */

/* name: a host name or the like, at most COMMON_NAME_MAX characters.  The caller wipes
 * out's private key once it is sealed.  BROKEN: there is no such kind, or libcrypto
 * refused. */
MUST_USE enum status
	 key_pair_make(struct arena *a, const char *kind, const char *name, moment now,
	    struct key_pair *out, struct fault *f);

#endif
