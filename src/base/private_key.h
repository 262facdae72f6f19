/*
 * private_key.h - is there a private key in what was sent as a certificate?
 *
 * To be asked before anything of it is kept, in a page as in a job: what holds
 * a private key must not reach the database.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_PRIVATE_KEY_H
#define BASE_PRIVATE_KEY_H

#include <stddef.h>

#include "base/status.h"

/* PEM anywhere in it, in UTF-16, too, or the whole as DER or bare base64;
 * PKCS #12 and Java key stores.  INVALID: what to do now. */
MUST_USE enum status	 private_key_refuse(const char *bytes, size_t length, struct fault *f);

#endif
