/*
 * own_key.h - a private key of ours, to sign or to decrypt with
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_OWN_KEY_H
#define SSO_OWN_KEY_H

struct evp_pkey_st;		/* libcrypto's EVP_PKEY */

/* pem: PKCS #8.  The caller frees it by EVP_PKEY_free().  NULL: it is no key, or has a password. */
struct evp_pkey_st	*own_key_read(const char *pem);

#endif
