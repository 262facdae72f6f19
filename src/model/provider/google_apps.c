/*
 * google_apps.c - Google Workspace
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "base/sentence.h"
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const struct form_row form_rows[] = {
	FORM_ROW(domain, FORM_ADDRESS, "Enter the domain of your Google Workspace.",
	    .label = N_("Google Workspace domain"),
	    .hint = N_("If you have several, enter the primary one. For example:"), .example = "example.com",
	    .where = N_("In the Google Admin console, open Account > Domains > Manage domains. One of them "
	        "is marked as the primary domain.")),
	FORM_ROW(client_id, FORM_CLIENT_ID, "Enter the client ID.", .label = N_("Client ID"),
	    .hint = N_("For example:"), .example = "123456789012-abc.apps.googleusercontent.com",
	    .where = N_("In the Google Cloud console, open Google Auth Platform > Clients and select your "
	        "client.")),
	FORM_ROW_SECRET("Enter the client secret.", .label = N_("Client secret"),
	    .hint = N_("We store it encrypted and never show it again."),
	    .where = N_("Google shows it only when it is created. If you no longer have it, open the client "
	        "in the Google Cloud console and add a new secret.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

/* Google sends an account's address, and no other name of it. */
static const struct attribute_name claims[] = {
	{ "username", "email", NULL, NULL },
	{ "preferred_username", "email", NULL, NULL },
	{ NULL, NULL, NULL, NULL },
};
static const struct attribute_names attributes = { claims, NULL };

/* The form of RFC 3339 section 5.6; the ranges of its numbers are not checked. */
static bool
is_date_time(const char *value)
{
	static const char pattern[] = "0000-00-00T00:00:00";
	size_t i;

	for (i = 0; pattern[i] != '\0'; i++)
		if (pattern[i] == '0' ? value[i] < '0' || value[i] > '9' : value[i] != pattern[i])
			return false;
	return value[i] != '\0' && strspn(value + i, "0123456789.:+-Z") == strlen(value + i);
}

static const struct format date_time = { "date-time", false, is_date_time };

static const struct field fields[] = {
	{ CHECKED("client_id", FIELD_TEXT, 0), .max = 128 },
	{ CHECKED("client_secret", FIELD_TEXT, 0), .max = 4096 },
	TEXT("domain", 1, 1024),
	{ CHECKED("admin_access_token_expiresin", FIELD_TEXT, 0), .max = 50, .format = &date_time },
	{ CHECKED("scope", FIELD_TEXTS, 0), .min = 1, .max = 64, .item_min = 1, .item_max = 255 },
	OBJECT("federated_connections_access_tokens", token_collection_options),
	BOOLEAN("allow_setting_login_scopes"), BOOLEAN("api_enable_groups"),
	BOOLEAN("api_enable_users"), BOOLEAN("email"), BOOLEAN("ext_agreed_terms"),
	BOOLEAN("ext_groups"), BOOLEAN("ext_groups_extended"), BOOLEAN("ext_is_admin"),
	BOOLEAN("ext_is_suspended"), BOOLEAN("handle_login_from_social"),
	BOOLEAN("map_user_id_to_id"), BOOLEAN("profile"),
};
static const struct shape options = { OPTIONS(fields), .also = &common_options,
	REST_OTHER };

static const char open_client[] = N_("In the Google Cloud console, open Google Auth Platform > "
    "Clients and select the client for %s.");
static const char open_saml_app[] = N_("In the Google Admin console, open Apps > Web and mobile "
    "apps and select the app for %s.");

static const struct login_remedy remedies[] = {
	{ LOGIN_USER_NOT_ASSIGNED, REMEDY_FOR_OPENID, {
	    { N_("Sign out of Google and test again with an account of your own Google Workspace. "
	        "The user type Internal lets no others sign in."), "" },
	    { N_("Check that the project of the client belongs to the same organization: Google "
	        "Auth Platform > Audience in the Google Cloud console."), "" } } },
	{ LOGIN_ACCESS_DENIED, REMEDY_FOR_OPENID, {
	    { N_("In the Google Cloud console, open Google Auth Platform > Audience. The user type "
	        "must be Internal."), "" },
	    { N_("Test again, and accept when Google asks for consent."), "" } } },
	{ LOGIN_CLIENT_NOT_ALLOWED, REMEDY_FOR_OPENID, {
	    { N_("In the Google Admin console, open Security > Access and data control > API "
	        "controls and manage the access of third-party apps."), "" },
	    { N_("Find the app by its client ID, and trust it."), "" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_OPENID, { { open_client, "c" },
	    { N_("Under Authorized redirect URIs, add exactly this URL: %s"), "u" } } },
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_OPENID, { { open_client, "c" },
	    { N_("Compare its Client ID with the one in the settings. If the client was deleted, "
	        "create a new one."), "" } } },
	{ LOGIN_CLIENT_REFUSED, REMEDY_FOR_OPENID, { { open_client, "c" },
	    { N_("Under Client secrets, add a secret, copy it, and enter it in the "
	        "settings."), "" } } },
	{ LOGIN_HOSTED_DOMAIN_WRONG, REMEDY_FOR_OPENID, {
	    { N_("Sign out of Google and test again with an account of your own Google "
	        "Workspace."), "" },
	    { N_("If it was one, your Google Workspace has several domains. Enter the one that the account "
	        "has in the settings, or verify it for this connection, too."), "" } } },
	{ LOGIN_USER_NOT_ASSIGNED, REMEDY_FOR_SAML, { { open_saml_app, "c" },
	    { N_("Open User access and turn the app on for this person’s group or organizational "
	        "unit."), "" } } },
	{ LOGIN_CLIENT_UNKNOWN, REMEDY_FOR_SAML, { { open_saml_app, "c" },
	    { N_("Under Service provider details, enter exactly this as the Entity ID: "
	        "%s"), "e" } } },
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_SAML, { { open_saml_app, "c" },
	    { N_("Under Service provider details, enter exactly this as the ACS URL: "
	        "%s"), "u" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_google_apps = {
	.strategy = "google-apps",
	.name = "Google Workspace",
	.product = "Google Workspace",
	.known_by = N_("People sign in at accounts.google.com with their work address, as they "
	    "do for Gmail."),
	.reviewed_on = "2026-11-30",
	.mark = "google",
	.protocol = PROTOCOL_OPENID,
	.address = WORKSPACE_DOMAIN,
	.form = &form,
	.lead = N_("Enter the domain of your Google Workspace, and copy two values from the Google Cloud "
	    "console."),
	.attributes = &attributes,
	.plain_client_ids = true,
	.options = &options,
	.defaults = "{\"email\":true,\"profile\":true,\"scope\":[\"email\",\"profile\"],"
	    "\"map_user_id_to_id\":false,\"handle_login_from_social\":true}",
	.usual_mode = "basic_profile",
	.source = DERIVED_FROM_ISSUER,
	.issuer = GOOGLE_ISSUER,
	.only_type = "back_channel",
	.domain_claim = "hd",
	.remedies = remedies,
};
