/*
 * saml_assertion.h - what an assertion says, and whether it says it to us and now
 *
 * saml-core-2.0-os 2, saml-profiles-2.0-os 4.1.4.2 and 4.1.4.3.  Its signature was checked before.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_ASSERTION_H
#define SSO_SAML_ASSERTION_H

#include "sso/saml_response.h"
#include "sso/xml.h"

/* is_answer: the Response was signed and answers our request.  INVALID: *out says why. */
MUST_USE enum status
	 saml_assertion_check(struct arena *a, const struct saml_expected *e, const struct xml *assertion,
	    bool is_answer, struct login_claims *claims, struct login_outcome *out);
/* The NameID and the attributes. */
MUST_USE enum status
	 saml_assertion_read(struct arena *a, const struct xml *assertion, struct login_claims *claims,
	    struct login_outcome *out);
/* An Issuer that must be the provider; NULL: there is none. */
MUST_USE enum status
	 saml_issuer_check(struct arena *a, const struct saml_expected *e, const struct xml *issuer,
	    struct login_outcome *out);

#endif
