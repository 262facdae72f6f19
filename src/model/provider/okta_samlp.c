/*
 * okta_samlp.c - Okta by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/rows.h"

const struct provider provider_okta_samlp = {
	.strategy = "okta-samlp",
	.name = "Okta, SAML",
	.product = "Okta",
	.known_by = N_("The address of the sign-in page ends in okta.com, and your organization "
	    "prefers SAML."),
	.reviewed_on = "2026-11-30",
	.mark = "okta-workforce",
	.protocol = PROTOCOL_SAML,
	.attributes = &saml_attributes,
	.led_by = &provider_samlp,
	.remedies = okta_remedies,
};
