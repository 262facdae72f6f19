/*
 * okta_samlp.c - Okta by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/rows.h"

const struct provider provider_okta_samlp = {
	.strategy = "okta-samlp",
	.name = "Okta, SAML",
	.product = "Okta",
	.mark = "okta-workforce",
	.protocol = PROTOCOL_SAML,
	.attributes = &saml_attributes,
	.led_by = &provider_samlp,
	.remedies = okta_remedies,
};
