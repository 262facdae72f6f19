/*
 * found.h - what a provider's own document says about it
 *
 * It is made from OpenID discovery or SAML metadata, or from a certificate alone, and
 * kept as JSON until an administrator confirms it.  Members of the other protocol are
 * NULL or empty.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_FOUND_H
#define MODEL_PROVIDER_FOUND_H

#include "base/fields.h"

struct found_certificate {
	struct given	 given;
	const char	*pem;			/* written again, with nothing around it */
	const char	*subject, *issuer;	/* CN = ..., O = ... */
	struct verbatim	*subject_parts;		/* {"commonName": ...}; an array if there are several */
	const char	*not_before, *not_after; /* ISO */
	const char	*sha1, *sha256;		/* AA:BB:... */
	bool		 is_expired, is_not_yet_valid;
	struct objects	 warnings;		/* struct sentence; not kept */
};

struct found {
	struct given	 given;
	const char	*issuer;		/* OpenID issuer or SAML entity ID */
	const char	*authorization_endpoint, *token_endpoint, *userinfo_endpoint;
	const char	*jwks_uri;
	struct texts	 scopes_supported;
	struct texts	 id_token_algorithms, token_auth_methods;
	const char	*metadata_json;		/* the whole discovery document, compact */
	const char	*sign_in_url_redirect, *sign_in_url_post, *sign_out_url;
	bool		 wants_signed_requests;
	struct objects	 certificates;		/* struct found_certificate; first = primary */
	struct objects	 warnings;		/* struct sentence, those of the certificates among
						   them; kept beside it */
};

extern const struct shape	found_shape;
extern const struct shape	found_certificate_shape;

#endif
