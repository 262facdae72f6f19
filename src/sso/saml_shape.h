/*
 * saml_shape.h - what stands where in a SAML response
 *
 * A signature counts only for what a reader cannot mistake: there is one assertion in the whole
 * document, and a signature stands in the response or in the assertion and nowhere else.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_SHAPE_H
#define SSO_SAML_SHAPE_H

#include "model/login/outcome.h"
#include "sso/xml.h"

#define SAML_ASSERTION "urn:oasis:names:tc:SAML:2.0:assertion"
#define SAML_PROTOCOL "urn:oasis:names:tc:SAML:2.0:protocol"
#define XML_SIGNATURE "http://www.w3.org/2000/09/xmldsig#"
#define XML_ENCRYPTION "http://www.w3.org/2001/04/xmlenc#"

/* NULL: it is not there. */
struct saml_shape {
	const struct xml	*root;			/* Response, or a decrypted Assertion */
	const struct xml	*assertion;		/* the root, or its child */
	const struct xml	*encrypted;		/* EncryptedAssertion */
	const struct xml	*response_signature, *assertion_signature;
};

/* root: a Response or an Assertion.  INVALID: *out says why. */
MUST_USE enum status
	 saml_shape_read(struct arena *a, const struct xml *root, struct saml_shape *shape,
	    struct login_outcome *out);
bool	 is_saml(const struct xml *e, const char *name);	/* in SAML_ASSERTION */

#endif
