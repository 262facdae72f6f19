/*
 * auth0_samlp.c - Auth0 by SAML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/rows.h"

static const struct form_choice sources[] = { FORM_FROM_URL, FORM_FROM_FILE, FORM_CHOICES_END };

static const struct form_row form_rows[] = {
	FORM_ROW_SOURCE(sources),
	FORM_ROW_WHEN(source, "url", metadata_url, FORM_METADATA_URL, "Enter the metadata URL.",
	    .label = N_("Metadata URL"),
	    .hint = N_("It contains /samlp/metadata/ and the application’s client ID. For example:"),
	    .example = "https://acme.eu.auth0.com/samlp/metadata/a1B2c3D4e5",
	    .where = N_("In the Auth0 Dashboard, open Applications > Applications, select the application, "
	        "then Addons > SAML2 Web App > Usage. Copy the link of Identity Provider Metadata.")),
	FORM_ROW_METADATA_FILE(.hint = FORM_100_KB,
	    .where = N_("In the Auth0 Dashboard, open Applications > Applications, select the application, "
	        "then Addons > SAML2 Web App > Usage. Download the Identity Provider Metadata.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

/* The keys in "mappings". */
static const struct attribute_name attributes[] = {
	{ SAML_EMAIL, "email" },
	{ SAML_GIVEN_NAME, "given_name" },
	{ SAML_FAMILY_NAME, "family_name" },
	{ SAML_NAME, "name" },
	{ SAML_PREFERRED_USERNAME, "upn" },
	{ SAML_USERNAME, "upn" },
	{ SAML_PHONE_NUMBER, "phone_number" },
	{ SAML_GROUPS, "groups" },
	{ NULL, NULL },
};
static const struct attribute_names names = { attributes,
	N_("“mappings” in the addon’s settings, if it is not sent already") };

static const char open_addon[] = N_("In the Auth0 Dashboard, open Applications, select the one for "
    "%s, then Addons > SAML2 Web App > Settings.");
static const char enter_recipient[] = N_("Set “recipient” and “destination” to exactly this, or "
    "remove both: %s");

static const struct login_remedy remedies[] = {
	{ LOGIN_AUDIENCE_WRONG, REMEDY_FOR_SAML, { { open_addon, "c" },
	    { N_("Set “audience” to exactly this: %s"), "e" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, { { open_addon, "c" },
	    { N_("Set Application Callback URL to exactly this: %s"), "u" } } },
	{ LOGIN_DESTINATION_WRONG, REMEDY_FOR_SAML, {
	    { open_addon, "c" }, { enter_recipient, "u" } } },
	{ LOGIN_RECIPIENT_WRONG, REMEDY_FOR_SAML, {
	    { open_addon, "c" }, { enter_recipient, "u" } } },
	{ LOGIN_SHA1_REFUSED, REMEDY_FOR_SAML, { { open_addon, "c" },
	    { N_("Set “signatureAlgorithm” to “rsa-sha256” and “digestAlgorithm” to "
	        "“sha256”."), "" } } },
	{ LOGIN_NAME_ID_MISSING, REMEDY_FOR_SAML, { { open_addon, "c" },
	    { N_("Have “nameIdentifierProbes” begin with a claim that everyone has."), "" } } },
	{ LOGIN_ACCESS_DENIED, REMEDY_FOR_BOTH, {
	    { N_("In the Auth0 Dashboard, open Monitoring > Logs and find this sign-in. It names "
	        "the reason, such as an Action that refused it."), "" } } },
	{ LOGIN_SIGNED_BY_ANOTHER, REMEDY_FOR_SAML, { { open_addon, "c" },
	    { N_("On the Usage tab, download Identity Provider Metadata, enter it in the settings, "
	        "and confirm the new certificate."), "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_auth0_samlp = {
	.strategy = "auth0-samlp",
	.name = "Auth0",
	.product = "Auth0",
	.known_by = N_("Your organization has its own Auth0 tenant. The address of the sign-in "
	    "page often ends in auth0.com."),
	.reviewed_on = "2026-11-30",
	.mark = "auth0",
	.protocol = PROTOCOL_SAML,
	.makes = &provider_samlp,
	.form = &form,
	.lead = N_("Auth0’s metadata contains everything we need. We check it before we create anything."),
	.metadata = METADATA_OF_AUTH0,
	.address_option = "metadataUrl",
	.document_option = "metadataXml",
	.attributes = &names,
	.remedies = remedies,
};
