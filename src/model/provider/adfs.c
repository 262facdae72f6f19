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
	.led_by = &provider_samlp,
	.attributes = &saml_attributes,
	.options = &options,
	.defaults = "{\"should_trust_email_verified_connection\":\"always_set_emails_as_verified\"}",
	.source = DERIVED_FROM_FEDERATION,
	.remedies = remedies,
	.code_prefix = AD_FS_CODES,
};
