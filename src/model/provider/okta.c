/*
 * okta.c - Okta by OpenID Connect
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const struct form_row form_rows[] = {
	FORM_ROW(domain, FORM_ADDRESS, "Enter your Okta domain.", .label = N_("Okta domain"),
	    .hint = N_("Without -admin. For example:"), .example = "your-company.okta.com",
	    .where = N_("In the Admin Console, select your name at the top right. The domain is shown "
	        "below it. Or copy it from the address bar and leave out -admin. If your organization "
	        "has its own sign-in address, such as login.example.com, use that one.")),
	FORM_ROW(client_id, FORM_CLIENT_ID, "Enter the client ID.", .label = N_("Client ID"),
	    .hint = N_("Okta created it for the app integration. For example:"),
	    .example = "0oa1b2c3d4E5f6G7h8i9",
	    .where = N_("Open Applications > Applications, select your app integration, and go to "
	        "General > Client Credentials.")),
	FORM_ROW_SECRET("Enter the client secret.", .label = N_("Client secret"),
	    .hint = N_("We store it encrypted and never show it again."),
	    .where = N_("Below the client ID, under Client secrets. Use the copy button there.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

static const char *const types[] = { "back_channel", NULL };
static const char *const modes[] = { "basic_profile", "use_map", NULL };

static const struct field mapping_fields[] = { OPENID_MAPPING(modes) };
static const struct shape mapping = { OPTIONS(mapping_fields), REST_OTHER };
static const struct field fields[] = {
	OPENID_CLIENT,
	TEXT("domain", 4, 255),
	CHOICE("type", types),
	OBJECT("attribute_map", mapping),
};
static const struct shape options = { OPTIONS(fields), .also = &openid_options,
	REST_OTHER };

static const char sent[] = N_("Okta sends it by itself");
static const struct attribute_name names[] = {
	{ "email", "email", NULL, sent }, { "given_name", "given_name", NULL, sent },
	{ "family_name", "family_name", NULL, sent }, { "name", "name", NULL, sent },
	{ "nickname", "nickname", NULL, sent }, { "phone_number", "phone_number", NULL, sent },
	{ "preferred_username", "preferred_username", NULL, sent },
	{ "username", "preferred_username", NULL, sent },
	{ "groups", "groups", "Matches regex .*", N_("Sign On tab, OpenID Connect ID Token: Groups claim filter") },
	{ NULL, NULL, NULL, NULL },
};
static const struct attribute_names claims = { names, N_("Sign On tab, as a custom claim") };

static const char open_assignments[] = N_("In the Okta Admin Console, open Applications > "
    "Applications, select the app integration for %s and open Assignments.");
static const char assign[] = N_("Select Assign, choose this person or a group that they are in, "
    "and test again.");
static const char open_log[] = N_("In the Okta Admin Console, open Reports > System Log and find "
    "this sign-in. It names the policy that refused it.");
static const char change_policy[] = N_("If it was the app’s own policy, open the app integration "
    "for %s, then Sign On, and change its authentication policy.");
static const char edit_saml[] = N_("In the app integration for %s, open General and select Edit "
    "under SAML Settings.");
static const char enter_sso_url[] = N_("Enter exactly this as the Single sign-on URL, and use it "
    "for the Recipient URL and the Destination URL, too: %s");
static const char set_name_id[] = N_("Set Name ID format to Persistent or EmailAddress, and "
    "Application username to a value that everyone has.");

const struct login_remedy okta_remedies[] = {
	{ LOGIN_USER_NOT_ASSIGNED, REMEDY_FOR_BOTH, { { open_assignments, "c" }, { assign, "" } } },
	{ LOGIN_ACCESS_DENIED, REMEDY_FOR_BOTH, { { open_log, "" }, { change_policy, "c" } } },
	{ LOGIN_MFA_REFUSED, REMEDY_FOR_BOTH, { { open_log, "" }, { change_policy, "c" } } },
	{ LOGIN_CONSENT_MISSING, REMEDY_FOR_OPENID, {
	    { N_("In the app integration for %s, open General. Under User Consent, clear Require "
	        "consent."), "c" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_OPENID, {
	    { N_("In the app integration for %s, open General and select Edit under General "
	        "Settings."), "c" },
	    { N_("Add exactly this URL to Sign-in redirect URIs: %s"), "u" } } },
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_OPENID, {
	    { N_("In the app integration for %s, open General and compare the Client ID under "
	        "Client Credentials with the one in the settings."), "c" },
	    { N_("Check that the app integration is active, and that the Okta domain in the "
	        "settings is of the same organization."), "" } } },
	{ LOGIN_CLIENT_NOT_ALLOWED, REMEDY_FOR_OPENID, {
	    { N_("In the app integration for %s, open General. Client authentication must be "
	        "Client secret, and Grant type must include Authorization Code."), "c" },
	    { N_("If both are so, open Security > API and check the Access Policies of your "
	        "authorization server."), "" } } },
	{ LOGIN_CLIENT_REFUSED, REMEDY_FOR_OPENID, {
	    { N_("In the app integration for %s, open General and copy the secret under Client "
	        "Credentials > Client Secrets."), "c" },
	    { N_("Enter it in the settings, and compare the client ID there."), "" } } },
	{ LOGIN_RESPONSE_TYPE_REFUSED, REMEDY_FOR_OPENID, {
	    { N_("In the app integration for %s, open General and select Authorization Code under "
	        "Grant type."), "c" } } },
	{ LOGIN_ISSUER_WRONG, REMEDY_FOR_OPENID, {
	    { N_("In the settings, enter the Okta domain at which people sign in, without /oauth2 "
	        "and what follows it."), "" },
	    { N_("In the app integration for %s, open Sign On. Under OpenID Connect ID Token, set "
	        "Issuer to Dynamic."), "c" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, {
	    { edit_saml, "c" }, { enter_sso_url, "u" } } },
	{ LOGIN_DESTINATION_WRONG, REMEDY_FOR_SAML, {
	    { edit_saml, "c" }, { enter_sso_url, "u" } } },
	{ LOGIN_RECIPIENT_WRONG, REMEDY_FOR_SAML, { { edit_saml, "c" }, { enter_sso_url, "u" } } },
	{ LOGIN_AUDIENCE_WRONG, REMEDY_FOR_SAML, { { edit_saml, "c" },
	    { N_("Enter exactly this as the Audience URI (SP Entity ID): %s"), "e" } } },
	{ LOGIN_UNSIGNED, REMEDY_FOR_SAML, { { edit_saml, "c" },
	    { N_("Under Show Advanced Settings, set Assertion Signature to Signed."), "" } } },
	{ LOGIN_SHA1_REFUSED, REMEDY_FOR_SAML, { { edit_saml, "c" },
	    { N_("Under Show Advanced Settings, set Signature Algorithm to RSA-SHA256 and Digest "
	        "Algorithm to SHA256."), "" } } },
	{ LOGIN_ENCRYPTED_TO_ANOTHER, REMEDY_FOR_SAML, { { edit_saml, "c" },
	    { N_("Under Show Advanced Settings, set Assertion Encryption to Unencrypted, or upload "
	        "the certificate from our metadata."), "" } } },
	{ LOGIN_NAME_ID_MISSING, REMEDY_FOR_SAML, { { edit_saml, "c" }, { set_name_id, "" } } },
	{ LOGIN_STATUS_INVALID_NAME_ID_POLICY, REMEDY_FOR_SAML, {
	    { edit_saml, "c" }, { set_name_id, "" } } },
	{ LOGIN_SIGNED_BY_ANOTHER, REMEDY_FOR_SAML, {
	    { N_("In the app integration for %s, open Sign On and copy the Metadata URL."), "c" },
	    { N_("Open the settings, enter this URL, and confirm the new certificate."), "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_okta = {
	.strategy = "okta",
	.name = "Okta, OpenID Connect",
	.product = "Okta",
	.known_by = N_("The address of the sign-in page ends in okta.com. OpenID Connect has "
	    "fewer values to copy than SAML."),
	.mark = "okta-workforce",
	.protocol = PROTOCOL_OPENID,
	.form = &form,
	.reviewed_on = "2026-11-30",
	.lead = N_("Copy three values from the Okta Admin Console. We check the domain with Okta before "
	    "we create anything."),
	.address = OKTA_DOMAIN,
	.attributes = &claims,
	.plain_client_ids = true,
	.options = &options,
	.defaults = OPENID_DEFAULTS("back_channel", "basic_profile"),
	.source = DERIVED_FROM_DOMAIN,
	.only_type = "back_channel",
	.usual_mode = "basic_profile",
	.takes_keys = true,
	.remedies = okta_remedies,
};
