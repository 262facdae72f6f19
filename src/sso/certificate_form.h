/*
 * certificate_form.h - finds the certificates in whatever form they are pasted
 *
 * PEM with anything around it, bare base64, DER, PKCS #7, XML with X509Certificate,
 * JSON with certificates in its texts (a JWK's x5c), and base64 of any of these.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CERTIFICATE_FORM_H
#define SSO_CERTIFICATE_FORM_H

#include "base/arena.h"
#include "base/status.h"
#include "sso/certificate_other.h"

enum { CERTIFICATES_MAX = 16 };		/* pasted at once */

struct certificate_list {
	struct der	 items[CERTIFICATES_MAX];	/* complete values; maybe no certificates */
	size_t		 count;
};

/* The bytes are no private key (base/private_key.h).  INVALID: the sentence says what came
 * instead and how to mend it; it quotes nothing. */
MUST_USE enum status
	 certificate_list_read(struct arena *a, const char *bytes, size_t length,
	    struct certificate_list *out, struct fault *f);

#endif
