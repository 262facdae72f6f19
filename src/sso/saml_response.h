/*
 * saml_response.h - verifies the answer of a SAML identity provider
 *
 * saml-core-2.0-os, saml-profiles-2.0-os 4.1.4, saml-bindings-2.0-os 3.5.  Pure: document, settings and clock
 * in; claims or a named failure out.  Only bytes that were signed are read.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_RESPONSE_H
#define SSO_SAML_RESPONSE_H

#include "model/login/outcome.h"
#include "model/login/received.h"

enum { SAML_RESPONSE_MAX_BYTES = 768 * 1024 };

struct saml_expected {
	moment		 now;
	moment		 requested_at;		/* tells a slow clock from a late answer; 0: not known */
	const char	*idp_entity_id;		/* NULL: not known, any issuer of that certificate */
	struct texts	 certificates;		/* PEM: the only keys that count */
	struct texts	 published;		/* PEM, of the metadata of today; for the diagnosis alone */
	const char	*acs_url;		/* Destination and Recipient */
	const char	*entity_id;		/* Audience */
	const char	*request_id;		/* InResponseTo */
	struct texts	 decryption_keys;	/* PEM, PKCS #8; empty: none */
	bool		 allows_sha1;		/* then a doubt "sha1" */
};

/* base64: the field SAMLResponse.  INVALID: *out says why.  BROKEN: ours. */
MUST_USE enum status
	 saml_response_verify(struct arena *a, const struct saml_expected *e, const char *base64,
	    size_t length, struct login_claims *claims, struct login_outcome *out, struct fault *f);

/* Signs the root of a document that we made, right after its Issuer (saml-core 5.4). key: PEM;
 * certificate: PEM, for KeyInfo; algorithm rsa-sha256 or rsa-sha1, digest sha256 or sha1. */
MUST_USE enum status
	 saml_request_sign(struct arena *a, const char *xml, const char *key, const char *certificate,
	    const char *algorithm, const char *digest, const char **out, struct fault *f);

#endif
