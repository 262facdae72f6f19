/*
 * redirect_signature.h - the signature of a SAML request in a URL
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_REDIRECT_SIGNATURE_H
#define SSO_REDIRECT_SIGNATURE_H

#include "base/arena.h"
#include "base/status.h"

/* "SAMLRequest=...&RelayState=..." with SigAlg and Signature (saml-bindings-2.0-os 3.4.4.1).  key:
 * PEM; algorithm: rsa-sha256 or rsa-sha1.  BROKEN: it is no RSA key. */
MUST_USE enum status
	 redirect_sign(struct arena *a, const char *query, const char *key, const char *algorithm,
	    const char **out, struct fault *f);

#endif
