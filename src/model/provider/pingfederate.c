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
	.led_by = &provider_samlp,
	.attributes = &saml_attributes,
	.options = &options,
	.defaults = "{}",
	.sign_in_option = "pingFederateBaseUrl",
	.source = DERIVED_FROM_CERTIFICATE,
	.usual_source = "xml",
	.remedies = remedies,
};
