/*
 * saml_status.h - the status of a SAML response
 *
 * saml-core-2.0-os 3.2.2.  The second code says more than the first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_SAML_STATUS_H
#define SSO_SAML_STATUS_H

#include "model/login/outcome.h"
#include "sso/xml.h"

/* INVALID: it is not Success; *out says what it is. */
MUST_USE enum status
	 saml_status_check(struct arena *a, const struct xml *response, struct login_outcome *out);

#endif
