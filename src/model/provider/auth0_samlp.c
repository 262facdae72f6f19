/*
 * auth0_samlp.c - Auth0 by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/rows.h"

const struct provider provider_auth0_samlp = {
	.strategy = "auth0-samlp",
	.name = "Auth0",
	.mark = "auth0",
	.protocol = PROTOCOL_SAML,
	.attributes = &saml_attributes,
	.led_by = &provider_samlp,
};
