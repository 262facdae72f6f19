/*
 * saml_encrypted.h - decrypts an assertion
 *
 * XML Encryption Syntax and Processing 1.1, with libcrypto: AES-CBC and AES-GCM, their key by RSA-OAEP
 * alone.  RSAES-PKCS1-v1_5 would make of us an oracle for whoever sends us texts.
 *
 * AES-CBC does not tell whether it was changed on its way.  Whoever keeps an encrypted assertion could
 * change it, send it to us again and again, and learn its text from how we refuse it.  So unless
 * the ciphertext was signed (the Response), a refusal must not depend on the text that came out.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_ENCRYPTED_H
#define SSO_SAML_ENCRYPTED_H

#include "model/login/outcome.h"
#include "sso/xml.h"

/* keys: PEM.  *is_intact: the encryption itself proves that nobody changed the text (GCM).
 * INVALID: *out says why.  The same sentence for every text that AES-CBC does not make. */
MUST_USE enum status
	 saml_decrypt(struct arena *a, const struct xml *encrypted_assertion, const struct texts *keys,
	    const char **text, size_t *length, bool *is_intact, struct login_outcome *out);
/* The one refusal of a text that AES-CBC made. */
enum status	 saml_refuse_cbc(struct arena *a, struct login_outcome *out);

#endif
