/*
 * waad.c - Microsoft Entra ID
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"
#include "model/provider/vocabulary.h"

static const struct form_row form_rows[] = {
	FORM_ROW(domain, FORM_ADDRESS, "Enter a domain or the ID of your Microsoft Entra ID tenant.",
	    .label = N_("Microsoft Entra ID domain or tenant ID"), .hint = N_("For example:"),
	    .example = "contoso.onmicrosoft.com",
	    .where = N_("In the Microsoft Entra admin center, open Entra ID > Overview. It shows the "
	        "Tenant ID and the Primary domain. The Overview of the app registration has the ID, "
	        "too, as Directory (tenant) ID.")),
	FORM_ROW(client_id, FORM_CLIENT_ID, "Enter the client ID.", .label = N_("Client ID"),
	    .hint = N_("Microsoft calls it the Application (client) ID. For example:"),
	    .example = "00001111-aaaa-2222-bbbb-3333cccc4444",
	    .where = N_("Open Entra ID > App registrations and select your application. Its Overview "
	        "shows the Application (client) ID.")),
	FORM_ROW_SECRET("Enter the client secret.", .label = N_("Client secret"),
	    .hint = N_("We store it encrypted and never show it again."),
	    .where = N_("In the app registration, open Certificates & secrets > Client secrets. Copy the "
	        "Value, not the Secret ID. If the value is hidden, create a new secret.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

static const char sent_by_itself[] = N_("Microsoft sends it by itself");
static const struct attribute_name claims[] = {
	{ "name", "name", NULL, sent_by_itself },
	{ "username", "preferred_username", NULL, sent_by_itself },
	{ "preferred_username", "preferred_username", NULL, sent_by_itself },
	{ "groups", "groups", NULL, N_("Token configuration > Add groups claim") },
	{ NULL, NULL, NULL, NULL },
};
static const struct attribute_names attributes = { claims,
	N_("Token configuration > Add optional claim > ID") };

static bool
is_entra_client_id(const char *value)
{
	return *value != '\0' && strspn(value, TEXT_ALNUM "-:./_~") == strlen(value);
}

static bool
is_digits(const char *value)
{
	return *value != '\0' && strspn(value, "0123456789") == strlen(value);
}

static const struct format entra_client_id = { "^[a-zA-Z0-9-:./_~]+$", true, is_entra_client_id };
static const struct format digits = { "^[0-9]+$", true, is_digits };

static const char *const apis[] = { "microsoft-identity-platform-v2.0",
	"azure-active-directory-v1.0", NULL };
static const char *const user_ids[] = { "oid", "sub", NULL };
static const char *const protocols[] = { "ws-federation", "openid-connect", NULL };

/* The members of the directory that become part of a user. */
static const struct field directory_fields[] = {
	BOOLEAN("ext_access_token"), BOOLEAN("ext_account_enabled"), BOOLEAN("ext_admin"),
	BOOLEAN("ext_agreed_terms"), BOOLEAN("ext_assigned_licenses"),
	BOOLEAN("ext_assigned_plans"), BOOLEAN("ext_azure_id"), BOOLEAN("ext_city"),
	BOOLEAN("ext_country"), BOOLEAN("ext_department"), BOOLEAN("ext_dir_sync_enabled"),
	BOOLEAN("ext_email"), BOOLEAN("ext_expires_in"), BOOLEAN("ext_family_name"),
	BOOLEAN("ext_fax"), BOOLEAN("ext_given_name"), BOOLEAN("ext_group_ids"),
	BOOLEAN("ext_groups"), BOOLEAN("ext_is_suspended"), BOOLEAN("ext_job_title"),
	BOOLEAN("ext_last_sync"), BOOLEAN("ext_mobile"), BOOLEAN("ext_name"),
	BOOLEAN("ext_nested_groups"), BOOLEAN("ext_nickname"), BOOLEAN("ext_oid"),
	BOOLEAN("ext_phone"), BOOLEAN("ext_physical_delivery_office_name"),
	BOOLEAN("ext_postal_code"), BOOLEAN("ext_preferred_language"), BOOLEAN("ext_profile"),
	BOOLEAN("ext_provisioned_plans"), BOOLEAN("ext_provisioning_errors"),
	BOOLEAN("ext_proxy_addresses"), BOOLEAN("ext_puid"), BOOLEAN("ext_refresh_token"),
	BOOLEAN("ext_roles"), BOOLEAN("ext_state"), BOOLEAN("ext_street"),
	BOOLEAN("ext_telephoneNumber"), BOOLEAN("ext_tenantid"), BOOLEAN("ext_upn"),
	BOOLEAN("ext_usage_location"), BOOLEAN("ext_user_id"),
};
static const struct shape directory_shape = { OPTIONS(directory_fields), .also = &common_options };

static const struct field fields[] = {
	{ CHECKED("client_id", FIELD_TEXT, REQUIRED), .max = 100, .format = &entra_client_id },
	{ CHECKED("client_secret", FIELD_TEXT, 0), .max = 10000 },
	TEXT("app_domain", 0, 255), TEXT("app_id", 0, 500),
	{ CHECKED("tenant_domain", FIELD_TEXT, 0), .max = 512, .format = &options_domain },
	{ CHECKED("tenantId", FIELD_TEXT, 0), .min = 36, .max = 36, .format = &options_uuid },
	CHOICE("identity_api", apis), CHOICE("userid_attribute", user_ids),
	CHOICE("waad_protocol", protocols),
	CHOICE("should_trust_email_verified_connection", email_trust),
	{ CHECKED("max_groups_to_retrieve", FIELD_TEXT, 0), .max = 10, .format = &digits },
	TEXTS("scope", 100, 100),
	{ CHECKED("thumbprints", FIELD_TEXTS, 0), .max = 20, .item_max = 64, .format = &options_hex },
	OBJECT("federated_connections_access_tokens", token_collection_options),
	BOOLEAN("api_enable_users"), BOOLEAN("basic_profile"), BOOLEAN("granted"),
	BOOLEAN("use_wsfed"), BOOLEAN("useCommonEndpoint"),
};
static const struct shape options = { OPTIONS(fields), .also = &directory_shape,
	REST_OTHER };

static const char open_registration[] = N_("In the Microsoft Entra admin center, open App "
    "registrations and select the application for %s.");
static const char open_app_sso[] = N_("In the Microsoft Entra admin center, open Enterprise apps, "
    "select the application for %s, then Single sign-on.");
static const char new_secret[] = N_("Open Certificates & secrets, select New client secret, and "
    "copy its Value, not its Secret ID. Enter it in the settings.");
static const char enter_reply_url[] = N_("Under Basic SAML Configuration, set the Reply URL "
    "(Assertion Consumer Service URL) to exactly this: %s");
static const char enter_identifier[] = N_("Under Basic SAML Configuration, set the Identifier "
    "(Entity ID) to exactly this: %s");
static const char choose_name_id[] = N_("Under Attributes & Claims, choose a source for the Unique "
    "User Identifier (Name ID) that everyone has, such as user.userprincipalname.");

static const struct login_remedy remedies[] = {
	{ LOGIN_USER_NOT_ASSIGNED, REMEDY_FOR_BOTH, {
	    { N_("In the Microsoft Entra admin center, open Enterprise apps, select the "
	        "application for %s, then Users and groups > Add user/group."), "c" },
	    { N_("If the account is of another tenant, sign in with one of your own tenant, or "
	        "invite it as a guest."), "" } } },
	{ LOGIN_CONSENT_MISSING, REMEDY_FOR_BOTH, {
	    { N_("In the Microsoft Entra admin center, open Enterprise apps, select the "
	        "application for %s, then Permissions."), "c" },
	    { N_("Select Grant admin consent. An administrator with the right to do so must be "
	        "signed in."), "" } } },
	{ LOGIN_MFA_REFUSED, REMEDY_FOR_BOTH, {
	    { N_("In the Microsoft Entra admin center, open Monitoring & health > Sign-in logs, "
	        "select this sign-in, then Conditional Access. It names the policy."), "" },
	    { N_("Meet the policy’s conditions, or change it for the application for "
	        "%s."), "c" } } },
	{ LOGIN_ACCESS_DENIED, REMEDY_FOR_BOTH, {
	    { N_("Test again with an account of your tenant that is active and whose password has "
	        "not expired."), "" },
	    { N_("If it fails again, open Monitoring & health > Sign-in logs in the Microsoft "
	        "Entra admin center and select this sign-in. It names the reason."), "" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_OPENID, { { open_registration, "c" },
	    { N_("Open Authentication and add exactly this redirect URI under the platform Web: "
	        "%s"), "u" } } },
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_OPENID, { { open_registration, "c" },
	    { N_("On its Overview, compare the Application (client) ID and the Directory (tenant) "
	        "ID with those in the settings."), "" } } },
	{ LOGIN_CLIENT_NOT_ALLOWED, REMEDY_FOR_OPENID, { { open_registration, "c" },
	    { N_("Under Authentication, our redirect URI must be of the platform Web, not "
	        "Single-page application. Under Enterprise apps, the application must be enabled "
	        "for users to sign in."), "" } } },
	{ LOGIN_CLIENT_REFUSED, REMEDY_FOR_OPENID, {
	    { open_registration, "c" }, { new_secret, "" } } },
	{ LOGIN_SECRET_EXPIRED, REMEDY_FOR_OPENID, {
	    { open_registration, "c" }, { new_secret, "" } } },
	{ LOGIN_SCOPE_REFUSED, REMEDY_FOR_OPENID, { { open_registration, "c" },
	    { N_("Open API permissions and add the delegated permissions openid, profile and email "
	        "of Microsoft Graph."), "" } } },
	{ LOGIN_RESPONSE_TYPE_REFUSED, REMEDY_FOR_OPENID, { { open_registration, "c" },
	    { N_("Open Authentication and select ID tokens under Implicit grant and hybrid flows. "
	        "Or choose the back channel in the settings."), "" } } },
	{ LOGIN_ISSUER_WRONG, REMEDY_FOR_OPENID, { { open_registration, "c" },
	    { N_("On its Overview, copy the Directory (tenant) ID, and enter it in the "
	        "settings."), "" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, {
	    { open_app_sso, "c" }, { enter_reply_url, "u" } } },
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_SAML, {
	    { open_app_sso, "c" }, { enter_identifier, "e" } } },
	{ LOGIN_NAME_ID_MISSING, REMEDY_FOR_SAML, {
	    { open_app_sso, "c" }, { choose_name_id, "" } } },
	{ LOGIN_STATUS_INVALID_NAME_ID_POLICY, REMEDY_FOR_SAML, {
	    { open_app_sso, "c" }, { choose_name_id, "" } } },
	{ LOGIN_REQUEST_SIGNATURE_REFUSED, REMEDY_FOR_SAML, { { open_app_sso, "c" },
	    { N_("Under SAML Certificates > Verification certificates, upload our signing "
	        "certificate. In the settings, turn on “Sign our requests” under "
	        "Advanced."), "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_waad = {
	.strategy = "waad",
	.name = "Microsoft Entra ID",
	.product = "Microsoft Entra ID",
	.known_by = N_("The address of the sign-in page begins with login.microsoftonline.com. "
	    "Every organization with Microsoft 365 has it."),
	.reviewed_on = "2026-11-30",
	.mark = "entra",
	.protocol = PROTOCOL_OPENID,
	.address = ENTRA_TENANT,
	.form = &form,
	.lead = N_("Copy three values from the Microsoft Entra admin center. We check the tenant with "
	    "Microsoft before we save anything."),
	.attributes = &attributes,
	.plain_client_ids = true,
	.secrets_have_ids = true,
	.options = &options,
	.defaults = "{\"identity_api\":\"microsoft-identity-platform-v2.0\",\"userid_attribute\":\"oid\","
	    "\"waad_protocol\":\"openid-connect\",\"scope\":[\"openid\",\"profile\",\"email\"],\"use_wsfed\":false,\"useCommonEndpoint\":false,"
	    "\"waad_common_endpoint\":false,\"app_domain\":\"{domain}\","
	    "\"should_trust_email_verified_connection\":\"never_set_emails_as_verified\"}",
	.usual_mode = "basic_profile",
	.source = DERIVED_FROM_TENANT,
	.only_type = "back_channel",
	.email_proof = "xms_edov",
	.remedies = remedies,
	.code_prefix = ENTRA_CODES,
};
