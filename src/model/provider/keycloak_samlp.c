/*
 * keycloak_samlp.c - Keycloak by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/provider/rows.h"

const struct provider provider_keycloak_samlp = {
	.strategy = "keycloak-samlp",
	.name = "Keycloak",
	.mark = "keycloak",
	.protocol = PROTOCOL_SAML,
	.attributes = &saml_attributes,
	.led_by = &provider_samlp,
};
