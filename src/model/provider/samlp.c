/*
 * samlp.c - any other provider that speaks SAML 2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const struct form_choice sources[] = {
	FORM_FROM_URL, FORM_FROM_FILE, FORM_BY_HAND, FORM_CHOICES_END,
};

static const struct form_row form_rows[] = {
	FORM_ROW_SOURCE(sources),
	FORM_ROW_WHEN(source, "url", metadata_url, FORM_URL, "Enter the metadata URL.",
	    .label = N_("Metadata URL"),
	    .hint = N_("It starts with https://, and anyone can open it without signing in."),
	    .where = N_("On the application’s page, near its single sign-on settings or certificates. "
	        "Look for Metadata URL, Federation metadata or IdP metadata.")),
	FORM_ROW_METADATA_FILE(.hint = FORM_100_KB,
	    .where = N_("Look for Download metadata, Federation metadata XML or IdP metadata in your "
	        "provider’s admin console. If it opens in the browser, save the page as a file.")),
	FORM_ROW_SIGN_IN_URL(.example = "https://idp.example.com/sso",
	    .where = N_("Look for Single sign-on URL, SAML 2.0 endpoint, Login URL or SSO URL.")),
	FORM_ROW_CERTIFICATE(
	    .where = N_("Look for Signing certificate, X.509 certificate or Token signing. If there are "
	        "several, use the active one.")),
	FORM_ROW_ICON,
};
const struct provider_form saml_form = FORM(form_rows);

/* One of the provider's attributes fills an attribute of ours, or the first present one
 * of up to four. */
static const struct field mapped = { .type = FIELD_EITHER, .max = 4, .item_max = 2048 };
static const struct shape mapping = { .size_bytes = sizeof(struct checked_options),
	.given_offset = offsetof(struct checked_options, given), .rest = &mapped,
	.max_properties = 44, .name_max = 255 };

static const struct field fields[] = {
	SAML_PROVIDER, SAML_CERTIFICATES,
	OBJECT("fieldsMap", mapping),
	HTTPS("metadataUrl", 2048), TEXT("metadataXml", 1, 102400),
	HTTPS("signOutEndpoint", 2048), HTTPS("destinationUrl", 255), HTTPS("recipientUrl", 255),
	TEXT("requestTemplate", 1, 10240), TEXT("user_id_attribute", 1, 2396),
	TEXT("global_token_revocation_jwt_iss", 1, 1024),
	TEXT("global_token_revocation_jwt_sub", 1, 1024),
	BOOLEAN("debug"), BOOLEAN("deflate"), BOOLEAN("disableSignout"),
};
static const struct shape options = { OPTIONS(fields), .also = &saml_options,
	REST_OTHER };

static const char enter_url[] = N_("Enter exactly this where your provider asks for our ACS URL: "
    "%s");
static const char names_of_url[] = N_("Okta calls it Single sign-on URL, Microsoft Entra ID Reply "
    "URL, Google Workspace ACS URL, and Keycloak Master SAML Processing URL.");

static const struct login_remedy remedies[] = {
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, {
	    { enter_url, "u" }, { names_of_url, "" } } },
	{ LOGIN_DESTINATION_WRONG, REMEDY_FOR_SAML, { { enter_url, "u" }, { names_of_url, "" } } },
	{ LOGIN_RECIPIENT_WRONG, REMEDY_FOR_SAML, { { enter_url, "u" }, { names_of_url, "" } } },
	{ LOGIN_AUDIENCE_WRONG, REMEDY_FOR_SAML, {
	    { N_("Enter exactly this where your provider asks for our entity ID: %s"), "e" },
	    { N_("Okta calls it Audience URI, Microsoft Entra ID Identifier, OneLogin Audience, "
	        "and Keycloak Client ID."), "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_samlp = {
	.strategy = "samlp",
	.name = N_("Custom SAML 2.0"),
	.known_by = N_("Your provider is another product and supports SAML 2.0."),
	.mark = "saml",
	.protocol = PROTOCOL_SAML,
	.form = &saml_form,
	.lead = N_("Your provider’s metadata contains everything we need. If there is none, you can "
	    "enter the values manually."),
	.attributes = &saml_attributes,
	.options = &options,
	.defaults = "{}",
	.address_option = "metadataUrl",
	.source = DERIVED_FROM_METADATA,
	.remedies = remedies,
};
