/*
 * saml_signature.h - is an element of a SAML response signed by this provider?
 *
 * saml-core-2.0-os 5.4.  Only a signature of the one plain form is computed at all, and only with
 * keys of the connection; what the signature says of its key serves the diagnosis alone.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_SIGNATURE_H
#define SSO_SAML_SIGNATURE_H

#include "sso/saml_response.h"
#include "sso/xml.h"

/* *signed_root: the element, read anew from the bytes that were signed.  INVALID: *out says why. */
MUST_USE enum status
	 saml_signature_verify(struct arena *a, const struct saml_expected *e, const struct xml *signature,
	    const struct xml *signed_element, const struct xml **signed_root, struct login_outcome *out);

#endif
