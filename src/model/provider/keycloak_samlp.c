/*
 * keycloak_samlp.c - Keycloak by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/rows.h"

static const struct form_choice sources[] = {
	{ "url", N_("Realm URL"), N_("We read the realm’s metadata from your Keycloak server.") },
	FORM_FROM_FILE, FORM_CHOICES_END,
};

static const struct form_row form_rows[] = {
	FORM_ROW_SOURCE(sources),
	FORM_ROW_WHEN(source, "url", metadata_url, FORM_METADATA_URL, "Enter the realm’s URL.",
	    .label = N_("Realm URL"),
	    .hint = N_("Any address below your realm works, too. For example:"),
	    .example = "https://sso.example.com/realms/acme",
	    .where = N_("In the Keycloak admin console, select your realm, then Realm settings. Under "
	        "Endpoints, copy the link of SAML 2.0 Identity Provider Metadata.")),
	FORM_ROW_METADATA_FILE(.hint = FORM_100_KB,
	    .where = N_("In the Keycloak admin console, select your realm, then Realm settings. Under "
	        "Endpoints, open SAML 2.0 Identity Provider Metadata, and save the page as a file.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

/* Properties and attributes of a user in Keycloak. */
static const struct attribute_name attributes[] = {
	{ SAML_EMAIL, "email" },
	{ SAML_GIVEN_NAME, "firstName" },
	{ SAML_FAMILY_NAME, "lastName" },
	{ SAML_NAME, NULL, N_("A mapper of the type User Attribute, if your users have an attribute for it") },
	{ SAML_PREFERRED_USERNAME, "username" },
	{ SAML_USERNAME, "username" },
	{ SAML_PHONE_NUMBER, "phoneNumber", N_("A mapper of the type User Attribute") },
	{ SAML_GROUPS, NULL, N_("A mapper of the type Group list") },
	{ NULL, NULL },
};
static const struct attribute_names names = { attributes, N_("A mapper of the type User Property") };

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
	.makes = &provider_samlp,
	.form = &form,
	.lead = N_("We need only the address of your realm. We check its metadata before we create anything."),
	.metadata = METADATA_OF_KEYCLOAK,
	.address_option = "metadataUrl",
	.document_option = "metadataXml",
	.attributes = &names,
	.remedies = remedies,
};
