/*
 * request.h - the request with which a browser is sent to the provider
 *
 * OpenID Connect Core 1.0, 3.1.2.1 and 3.2.2.1; saml-core-2.0-os 3.4.1; saml-bindings-2.0-os 3.4
 * and 3.5.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_REQUEST_H
#define MODEL_LOGIN_REQUEST_H

#include "base/clock.h"
#include "model/login/login.h"
#include "model/login/settings.h"

/* By GET: url alone.  By POST: url is the form's action, and the two fields. */
struct login_request {
	struct given	 given;
	const char	*url;
	const char	*saml_request, *relay_state;	/* NULL: by GET */
};
extern const struct shape	login_request_shape;

/* The ID of the AuthnRequest, an NCName. */
char	*login_request_id(struct arena *a, const char *login_id);
/* The authorization request; browser_token: of the cookie. */
char	*openid_request_url(struct arena *a, const struct login_settings *s, const char *login_id,
	    const char *browser_token, bool forces);
/* The AuthnRequest, unsigned. */
char	*authn_request_xml(struct arena *a, const struct login_settings *s, const char *login_id,
	    moment now, bool forces);
/* "SAMLRequest=...&RelayState=...", deflated: what a signature is made over, without SigAlg. */
char	*authn_request_query(struct arena *a, const char *xml, const char *login_id);
/* Its URL without a signature. */
char	*authn_request_url(struct arena *a, const char *sign_in_url, const char *query);

#endif
