/*
 * xml_signature.h - XML signatures, by xmlsec
 *
 * XML Signature Syntax and Processing 1.1.  The caller has checked where the signature stands
 * and what it is made of (saml_signature.h); here are digest and value, and the bytes that were
 * signed.  No key but the given one is ever used.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_XML_SIGNATURE_H
#define SSO_XML_SIGNATURE_H

#include "base/arena.h"
#include "base/status.h"
#include "sso/verifying_key.h"
#include "sso/xml.h"

enum signature_state {
	SIGNATURE_HOLDS,
	SIGNATURE_OF_OTHER_BYTES,	/* what it stands for was changed */
	SIGNATURE_BY_OTHER_KEY,		/* or its value was changed */
	SIGNATURE_UNUSABLE,		/* it cannot be computed with that key */
};

/* signed_element: has the attribute ID of xml_strict_id().  *bytes: what was digested, in
 * the arena, if the signature holds. */
enum signature_state
	 xml_signature_verify(struct arena *a, const struct xml *signature,
	    const struct xml *signed_element, const struct verifying_key *key, const char **bytes,
	    size_t *length);

/* A signature of the root, enveloped, after its first child.  certificate: base64 of its DER. BROKEN: the
 * key or the document cannot be used. */
MUST_USE enum status
	 xml_sign(struct arena *a, const char *xml, const char *key, const char *certificate,
	    const char *algorithm, const char *digest, const char **out, struct fault *f);

#endif
