/*
 * pingfederate.c - PingFederate
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const struct field fields[] = {
	{ CHECKED("pingFederateBaseUrl", FIELD_TEXT, REQUIRED), .min = 8, .max = 256,
	    .format = &options_https },
	SAML_PROVIDER, SAML_CERTIFICATES,
};
static const struct shape options = { OPTIONS(fields), .also = &saml_options,
	REST_OTHER };

const struct provider provider_pingfederate = {
	.strategy = "pingfederate",
	.name = "PingFederate",
	.mark = "pingfederate",
	.protocol = PROTOCOL_SAML,
	.led_by = &provider_samlp,
	.attributes = &saml_attributes,
	.options = &options,
	.defaults = "{}",
	.sign_in_option = "pingFederateBaseUrl",
	.source = DERIVED_FROM_CERTIFICATE,
	.usual_source = "xml",
};
