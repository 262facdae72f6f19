/*
 * private_key.h - is there a private key in what was sent as a certificate?
 *
 * Pages and jobs ask this before they keep any of it: a private key must not
 * reach the database.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_PRIVATE_KEY_H
#define BASE_PRIVATE_KEY_H

#include <stddef.h>

#include "base/status.h"

/* Finds PEM, a JWK and .NET's XML anywhere in the bytes, and DER that is all there is; all
 * these in UTF-16, and in base64 anywhere in a text, too.  Key stores (PKCS #12, Java) are
 * never kept, since what is encrypted in one may be a key.  INVALID: there is a private key
 * or a key store; the sentence says what to do now. */
MUST_USE enum status	 private_key_refuse(const char *bytes, size_t length, struct fault *f);

/* A line to keep in place of such bytes, which is refused with the same sentence.  NULL: there
 * is nothing to refuse. */
const char		*private_key_label(const char *bytes, size_t length);

#endif
