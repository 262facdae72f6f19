/*
 * certificate.h - a signing certificate in whatever form it is pasted
 *
 * It takes PEM with anything around it, bare base64, or DER.  A private key that
 * comes along is refused and not kept.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CERTIFICATE_H
#define SSO_CERTIFICATE_H

#include "base/clock.h"
#include "model/provider/found.h"

enum { CERTIFICATE_MAX_CHARS = 10240 };		/* pasted, and as PEM */

/* A certificate that is expired or not yet valid is read, with warnings in *out.
 * INVALID: the sentence says what came instead and how to mend it; it quotes nothing. */
MUST_USE enum status
	 certificate_read(struct arena *a, const char *bytes, size_t length, moment now,
	    struct found_certificate *out, struct fault *f);

#endif
