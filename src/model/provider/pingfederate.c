/*
 * pingfederate.c - PingFederate
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const struct field fields[] = {
	{ CHECKED("pingFederateBaseUrl", FIELD_TEXT, REQUIRED), .min = 8, .max = 256,
	    .format = &options_https },
	SAML_PROVIDER, SAML_CERTIFICATES,
};
static const struct shape options = { OPTIONS(fields), .also = &saml_options,
	REST_OTHER };

/* The contract's limit of pingFederateBaseUrl. */
enum { BASE_URL_MAX_CHARS = 256 };

static const struct form_choice sources[] = { FORM_FROM_FILE, FORM_BY_HAND, FORM_CHOICES_END };

static const struct form_row form_rows[] = {
	FORM_ROW_SOURCE(sources),
	FORM_ROW_METADATA_FILE(.hint = FORM_100_KB,
	    .where = N_("In PingFederate, open Applications > Integration > SP Connections. For the connection, "
	        "select Select Action > Export Metadata.")),
	FORM_ROW_SIGN_IN_URL(.max = BASE_URL_MAX_CHARS,
	    .example = "https://sso.example.com/idp/SSO.saml2",
	    .where = N_("It is the base URL of your server, with /idp/SSO.saml2 at its end. You find the base URL "
	        "under System > Server > Protocol Settings > Federation Info.")),
	FORM_ROW_CERTIFICATE(
	    .where = N_("In PingFederate, open Security > Certificate & Key Management > Signing & Decryption Keys "
	        "& Certificates. For the certificate of the connection, select Export > Certificate Only.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

/* The usual attributes of a directory. */
static const struct attribute_name attributes[] = {
	{ SAML_EMAIL, "mail" },
	{ SAML_GIVEN_NAME, "givenName" },
	{ SAML_FAMILY_NAME, "sn" },
	{ SAML_NAME, "displayName" },
	{ SAML_PREFERRED_USERNAME, "userPrincipalName" },
	{ SAML_USERNAME, "userPrincipalName" },
	{ SAML_PHONE_NUMBER, "telephoneNumber" },
	{ SAML_GROUPS, "memberOf" },
	{ NULL, NULL },
};
static const struct attribute_names names = { attributes,
	N_("Attribute Contract of the SP connection, and its Attribute Contract Fulfillment") };

static const char open_connection[] = N_("In PingFederate, open Applications > Integration > SP "
    "Connections and select the one for %s. It must be active.");
static const char enter_partner[] = N_("Under General Info, set the Partner’s Entity ID "
    "(Connection ID) to exactly this: %s");
static const char enter_endpoint[] = N_("Under Browser SSO > Protocol Settings > Assertion "
    "Consumer Service URL, add exactly this URL with the binding POST: %s");
static const char map_subject[] = N_("Under Browser SSO > Assertion Creation, map SAML_SUBJECT to "
    "a value that everyone has.");

static const struct login_remedy remedies[] = {
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_SAML, {
	    { open_connection, "c" }, { enter_partner, "e" } } },
	{ LOGIN_AUDIENCE_WRONG, REMEDY_FOR_SAML, {
	    { open_connection, "c" }, { enter_partner, "e" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, {
	    { open_connection, "c" }, { enter_endpoint, "u" } } },
	{ LOGIN_DESTINATION_WRONG, REMEDY_FOR_SAML, {
	    { open_connection, "c" }, { enter_endpoint, "u" } } },
	{ LOGIN_RECIPIENT_WRONG, REMEDY_FOR_SAML, {
	    { open_connection, "c" }, { enter_endpoint, "u" } } },
	{ LOGIN_USER_NOT_ASSIGNED, REMEDY_FOR_SAML, { { open_connection, "c" },
	    { N_("Under Browser SSO > Assertion Creation, check the Issuance Criteria of each "
	        "mapping."), "" } } },
	{ LOGIN_UNSIGNED, REMEDY_FOR_SAML, { { open_connection, "c" },
	    { N_("Under Browser SSO > Protocol Settings > Signature Policy, have the SAML "
	        "assertion always signed."), "" } } },
	{ LOGIN_SHA1_REFUSED, REMEDY_FOR_SAML, { { open_connection, "c" },
	    { N_("Under Credentials > Digital Signature Settings, set Signing Algorithm to RSA "
	        "SHA256."), "" } } },
	{ LOGIN_NAME_ID_MISSING, REMEDY_FOR_SAML, {
	    { open_connection, "c" }, { map_subject, "" } } },
	{ LOGIN_STATUS_INVALID_NAME_ID_POLICY, REMEDY_FOR_SAML, {
	    { open_connection, "c" }, { map_subject, "" } } },
	{ LOGIN_UNSOLICITED, REMEDY_FOR_SAML, { { open_connection, "c" },
	    { N_("Under Browser SSO > SAML Profiles, select SP-Initiated SSO. Then start the test "
	        "here."), "" } } },
	{ LOGIN_REQUEST_SIGNATURE_REFUSED, REMEDY_FOR_SAML, { { open_connection, "c" },
	    { N_("Under Credentials > Signature Verification Settings, add our signing "
	        "certificate. In the settings, turn on “Sign our requests” under "
	        "Advanced."), "" } } },
	{ LOGIN_SIGNED_BY_ANOTHER, REMEDY_FOR_SAML, {
	    { N_("In PingFederate, open System > Protocol Metadata > Metadata Export and export "
	        "the metadata again."), "" },
	    { N_("Enter it in the settings, and confirm the new certificate."), "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_pingfederate = {
	.strategy = "pingfederate",
	.name = "PingFederate",
	.product = "PingFederate",
	.known_by = N_("The address of the sign-in page ends in .ping. PingOne is a different "
	    "product."),
	.reviewed_on = "2026-11-30",
	.mark = "pingfederate",
	.protocol = PROTOCOL_SAML,
	.form = &form,
	.lead = N_("The metadata of your SP connection contains everything we need. If you cannot export it, enter "
	    "the values manually."),
	.attributes = &names,
	.options = &options,
	.defaults = "{}",
	.sign_in_option = "pingFederateBaseUrl",
	.source = DERIVED_FROM_CERTIFICATE,
	.remedies = remedies,
};
