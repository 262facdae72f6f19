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

/* Finds PEM anywhere in the bytes, in UTF-16, too, and a key that is all there is,
 * as DER or bare base64; PKCS #12 and Java key stores, too.  INVALID: there is a
 * private key; the sentence says what to do now. */
MUST_USE enum status	 private_key_refuse(const char *bytes, size_t length, struct fault *f);

#endif
