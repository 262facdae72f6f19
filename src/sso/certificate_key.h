/*
 * certificate_key.h - is the key of a provider's certificate one that we accept?
 *
 * RSA (RSASSA-PSS, too) and ECDSA on the curves of NIST SP 800-186 that SAML products
 * share.  It only compares numbers, so a huge key costs nothing: its check comes before
 * any use of the key.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_CERTIFICATE_KEY_H
#define SSO_CERTIFICATE_KEY_H

#include "base/status.h"

struct x509_st;		/* libcrypto's X509 */

/* INVALID: the sentence says what is wrong with the key and how to mend it. */
MUST_USE enum status	 certificate_key_check(struct x509_st *x, struct fault *f);

#endif
