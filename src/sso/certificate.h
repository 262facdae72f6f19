/*
 * certificate.h - a signing certificate in whatever form it is pasted
 *
 * certificate_form.h has the forms.  A private key that comes along is refused and
 * not kept.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CERTIFICATE_H
#define SSO_CERTIFICATE_H

#include "base/clock.h"
#include "model/provider/found.h"
#include "sso/certificate_form.h"

enum { CERTIFICATE_MAX_CHARS = 10240 };		/* pasted, and as PEM */

/* Of several certificates the first that issued no other.  One that is expired or not yet
 * valid is read, with warnings in *out.  INVALID: the sentence says what came instead and how
 * to mend it; it quotes nothing. */
MUST_USE enum status
	 certificate_read(struct arena *a, const char *bytes, size_t length, moment now,
	    struct found_certificate *out, struct fault *f);

/* The certificates of an element of metadata, each once, without those that only issued
 * others of them.  INVALID: *f says why one of them was refused; the rest is there. */
struct found_certificates {
	struct found_certificate	 items[CERTIFICATES_MAX];
	size_t				 count;
};
MUST_USE enum status
	 certificates_read(struct arena *a, const char *bytes, size_t length, moment now,
	    struct found_certificates *out, struct fault *f);

#endif
