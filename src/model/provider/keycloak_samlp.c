/*
 * keycloak_samlp.c - Keycloak by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/rows.h"

static const char open_client[] = N_("In the Keycloak admin console, open Clients and select the "
    "client for %s.");
static const char enter_client_id[] = N_("Its Client ID must be exactly this: %s");
static const char enter_url[] = N_("Set Master SAML Processing URL to exactly this, and add it to "
    "Valid redirect URIs: %s");
static const char set_name_id[] = N_("Set Name ID format to email or persistent, and turn on Force "
    "name ID format.");

static const struct login_remedy remedies[] = {
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_SAML, {
	    { open_client, "c" }, { enter_client_id, "e" } } },
	{ LOGIN_AUDIENCE_WRONG, REMEDY_FOR_SAML, {
	    { open_client, "c" }, { enter_client_id, "e" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, {
	    { open_client, "c" }, { enter_url, "u" } } },
	{ LOGIN_DESTINATION_WRONG, REMEDY_FOR_SAML, { { open_client, "c" }, { enter_url, "u" } } },
	{ LOGIN_RECIPIENT_WRONG, REMEDY_FOR_SAML, { { open_client, "c" }, { enter_url, "u" } } },
	{ LOGIN_UNSIGNED, REMEDY_FOR_SAML, { { open_client, "c" },
	    { N_("Under Signature and Encryption, turn on Sign assertions."), "" } } },
	{ LOGIN_SHA1_REFUSED, REMEDY_FOR_SAML, { { open_client, "c" },
	    { N_("Under Signature and Encryption, set Signature algorithm to "
	        "RSA_SHA256."), "" } } },
	{ LOGIN_REQUEST_SIGNATURE_REFUSED, REMEDY_FOR_SAML, { { open_client, "c" },
	    { N_("Open Keys and turn off Client signature required. Or import our signing "
	        "certificate there, and turn on “Sign our requests” in the settings under "
	        "Advanced."), "" } } },
	{ LOGIN_ENCRYPTED_TO_ANOTHER, REMEDY_FOR_SAML, { { open_client, "c" },
	    { N_("Open Keys and turn off Encrypt assertions, or import the certificate from our "
	        "metadata there."), "" } } },
	{ LOGIN_NAME_ID_MISSING, REMEDY_FOR_SAML, { { open_client, "c" }, { set_name_id, "" } } },
	{ LOGIN_STATUS_INVALID_NAME_ID_POLICY, REMEDY_FOR_SAML, {
	    { open_client, "c" }, { set_name_id, "" } } },
	{ LOGIN_SIGNED_BY_ANOTHER, REMEDY_FOR_SAML, {
	    { N_("Check that the metadata in the settings is of the realm that has the client: "
	        "Realm settings > Endpoints."), "" },
	    { N_("Enter it in the settings again, and confirm the new certificate."), "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_keycloak_samlp = {
	.strategy = "keycloak-samlp",
	.name = "Keycloak",
	.product = "Keycloak",
	.known_by = N_("The address of the sign-in page contains /realms/."),
	.reviewed_on = "2026-11-30",
	.mark = "keycloak",
	.protocol = PROTOCOL_SAML,
	.attributes = &saml_attributes,
	.led_by = &provider_samlp,
	.remedies = remedies,
};
