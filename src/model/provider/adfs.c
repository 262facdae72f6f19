/*
 * adfs.c - Active Directory Federation Services
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"
#include "model/provider/vocabulary.h"

static const struct field fields[] = {
	SAML_PROVIDER,
	TEXT("adfs_server", 0, 2048), TEXT("user_id_attribute", 1, 128),
	{ "fedMetadataXml", FIELD_TEXT, NULLABLE,
	    offsetof(struct checked_options, federation_metadata), .min = 1, .max = 102400 },
	{ CHECKED("prev_thumbprints", FIELD_TEXTS, 0), .max = 20, .item_max = 64,
	    .format = &options_hex },
	CHOICE("should_trust_email_verified_connection", email_trust),
};
static const struct shape options = { OPTIONS(fields), .also = &common_options,
	REST_OTHER };

static const struct form_choice sources[] = {
	{ "url", N_("AD FS server"), N_("We read its federation metadata. The server must be reachable from "
	    "the internet.") },
	FORM_FROM_FILE, FORM_CHOICES_END,
};

static const struct form_row form_rows[] = {
	FORM_ROW_SOURCE(sources),
	FORM_ROW_WHEN(source, "url", metadata_url, FORM_METADATA_URL, "Enter the name of your AD FS server.",
	    .label = N_("AD FS server or metadata URL"),
	    .hint = N_("The server’s name is enough. For example:"),
	    .example = "adfs.example.com",
	    .where = N_("In AD FS Management, right-click AD FS and select Edit Federation Service "
	        "Properties. It is the Federation Service name.")),
	FORM_ROW_METADATA_FILE(.max = FEDERATION_METADATA_MAX_BYTES,
	    .hint = N_("An XML file of up to 128 KB. If you also paste text below, we use the file."),
	    .where = N_("In your network, open https://, your AD FS server’s name and "
	        "/FederationMetadata/2007-06/FederationMetadata.xml in a browser, and save the page as a "
	        "file.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

/* The attributes of Active Directory, as the rule’s list shows them. */
static const struct attribute_name attributes[] = {
	{ SAML_EMAIL, "E-Mail-Addresses" },
	{ SAML_GIVEN_NAME, "Given-Name" },
	{ SAML_FAMILY_NAME, "Surname" },
	{ SAML_NAME, "Display-Name" },
	{ SAML_PREFERRED_USERNAME, "User-Principal-Name" },
	{ SAML_USERNAME, "User-Principal-Name" },
	{ SAML_PHONE_NUMBER, "Telephone-Number" },
	{ SAML_GROUPS, "Token-Groups - Unqualified Names" },
	{ NULL, NULL },
};
static const struct attribute_names names = { attributes,
	N_("Outgoing Claim Type of the rule Send LDAP Attributes as Claims") };

static const char open_trust[] = N_("In AD FS Management, open Relying Party Trusts and select the "
    "one for %s.");
static const char enter_identifier[] = N_("Under Properties > Identifiers, add exactly this as the "
    "Relying party trust identifier: %s");
static const char enter_endpoint[] = N_("Under Properties > Endpoints, add a SAML Assertion "
    "Consumer endpoint with the binding POST and exactly this Trusted URL: %s");
static const char add_name_id[] = N_("Select Edit Claim Issuance Policy and add a rule whose "
    "outgoing claim type is Name ID, from a value that everyone has.");
static const char open_events[] = N_("On the AD FS server, open Event Viewer > Applications and "
    "Services Logs > AD FS > Admin and find this sign-in. The event names the reason.");

static const struct login_remedy remedies[] = {
	{ LOGIN_USER_NOT_ASSIGNED, REMEDY_FOR_SAML, { { open_trust, "c" },
	    { N_("Select Edit Access Control Policy and permit this person or a group that they "
	        "are in."), "" } } },
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_SAML, {
	    { open_trust, "c" }, { enter_identifier, "e" } } },
	{ LOGIN_AUDIENCE_WRONG, REMEDY_FOR_SAML, {
	    { open_trust, "c" }, { enter_identifier, "e" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, {
	    { open_trust, "c" }, { enter_endpoint, "u" } } },
	{ LOGIN_DESTINATION_WRONG, REMEDY_FOR_SAML, {
	    { open_trust, "c" }, { enter_endpoint, "u" } } },
	{ LOGIN_RECIPIENT_WRONG, REMEDY_FOR_SAML, {
	    { open_trust, "c" }, { enter_endpoint, "u" } } },
	{ LOGIN_REQUEST_SIGNATURE_REFUSED, REMEDY_FOR_SAML, { { open_trust, "c" },
	    { N_("Under Properties > Signature, add our signing certificate. In the settings, turn "
	        "on “Sign our requests” under Advanced."), "" } } },
	{ LOGIN_NAME_ID_MISSING, REMEDY_FOR_SAML, { { open_trust, "c" }, { add_name_id, "" } } },
	{ LOGIN_STATUS_INVALID_NAME_ID_POLICY, REMEDY_FOR_SAML, {
	    { open_trust, "c" }, { add_name_id, "" } } },
	{ LOGIN_SHA1_REFUSED, REMEDY_FOR_SAML, { { open_trust, "c" },
	    { N_("Under Properties > Advanced, set Secure hash algorithm to SHA-256."), "" } } },
	{ LOGIN_ENCRYPTED_TO_ANOTHER, REMEDY_FOR_SAML, { { open_trust, "c" },
	    { N_("Under Properties > Encryption, remove the certificate, or replace it with the "
	        "one from our metadata."), "" } } },
	{ LOGIN_SIGNED_BY_ANOTHER, REMEDY_FOR_SAML, {
	    { N_("AD FS renews its token-signing certificate by itself. Open the settings, enter "
	        "its current metadata, and confirm the new certificate."), "" } } },
	{ LOGIN_STATUS_REQUESTER, REMEDY_FOR_SAML, { { open_events, "" } } },
	{ LOGIN_STATUS_RESPONDER, REMEDY_FOR_SAML, { { open_events, "" } } },
	{ LOGIN_PROVIDER_ERROR, REMEDY_FOR_BOTH, { { open_events, "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_adfs = {
	.strategy = "adfs",
	.name = "Microsoft AD FS",
	.product = "AD FS",
	.known_by = N_("The sign-in page is on a server of your own, and its address contains "
	    "/adfs/."),
	.reviewed_on = "2026-11-30",
	.mark = "adfs",
	.protocol = PROTOCOL_SAML,
	.form = &form,
	.lead = N_("We need only the name of your AD FS server. If we cannot reach it from the internet, upload its "
	    "federation metadata."),
	.metadata = METADATA_OF_AD_FS,
	.attributes = &names,
	.options = &options,
	.defaults = "{\"should_trust_email_verified_connection\":\"always_set_emails_as_verified\"}",
	.address_option = "adfs_server",
	.document_option = "fedMetadataXml",
	.source = DERIVED_FROM_FEDERATION,
	.remedies = remedies,
	.code_prefix = AD_FS_CODES,
};
