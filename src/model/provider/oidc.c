/*
 * oidc.c - any other provider that speaks OpenID Connect
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/sentence.h"
#include "model/provider/options_rows.h"
#include "model/provider/rows.h"

static const char *const types[] = { "back_channel", "front_channel", NULL };
static const char *const modes[] = { "bind_all", "use_map", NULL };

static const struct form_row form_rows[] = {
	FORM_ROW(discovery_url, FORM_ADDRESS, "Enter the issuer or discovery URL.",
	    .label = N_("Issuer or discovery URL"),
	    .hint = N_("The discovery URL ends with /.well-known/openid-configuration. An issuer looks "
	        "like this:"),
	    .example = "https://idp.example.com",
	    .where = N_("Look for Issuer, Discovery, OpenID Configuration or Endpoints on the "
	        "application’s page or in the general settings. Any of these URLs works: we find the "
	        "rest.")),
	FORM_ROW_CHOICE(type, form_channels, "Choose the back channel or the front channel.",
	    .label = N_("How we connect to your provider")),
	FORM_ROW(client_id, FORM_CLIENT_ID, "Enter the client ID.", .label = N_("Client ID"),
	    .hint = N_("Also called the application ID. It is not secret."),
	    .where = N_("On the page of the application you created, often under General, Overview or "
	        "Settings.")),
	FORM_ROW_SECRET_WHEN(type, "back_channel", "Enter the client secret: the back channel "
	    "needs it.", .label = N_("Client secret"),
	    .hint = N_("Only needed for the back channel. We store it encrypted and never show it again."),
	    .where = N_("Next to the client ID, or under Credentials or Certificates and secrets. Some "
	        "providers show a secret only once, when it is created. If you can no longer see it, "
	        "create a new one. Copy the secret’s value, not its ID.")),
	FORM_ROW_ICON,
};
static const struct provider_form form = FORM(form_rows);

static const struct field mapping_fields[] = { OPENID_MAPPING(modes) };
static const struct shape mapping = { OPTIONS(mapping_fields), REST_OTHER };
static const struct field fields[] = {
	OPENID_CLIENT,
	HTTPS("discovery_url", 255),
	CHOICE("type", types),
	OBJECT("attribute_map", mapping),
};
static const struct shape options = { OPTIONS(fields), .also = &openid_options,
	REST_OTHER };

static const struct login_remedy remedies[] = {
	{ LOGIN_REDIRECT_NOT_REGISTERED, REMEDY_FOR_OPENID, {
	    { N_("Add exactly this URL where your provider lists the redirect URIs of the "
	        "application: %s"), "u" },
	    { N_("Keycloak calls the list Valid redirect URIs, Auth0 Allowed Callback URLs, Google "
	        "Authorized redirect URIs, and Microsoft Entra ID has it under "
	        "Authentication."), "" } } },
	{ LOGIN_CLIENT_REFUSED, REMEDY_FOR_OPENID, {
	    { N_("Copy the client secret from your provider’s console again, its value and not its "
	        "ID, and enter it in the settings."), "" },
	    { N_("Keycloak shows it under Credentials, Microsoft Entra ID under Certificates & "
	        "secrets, Auth0 under Settings, and Google under Clients."), "" } } },
	{ .failure = LOGIN_PASSED },
};

const struct provider provider_oidc = {
	.strategy = "oidc",
	.name = N_("Custom OpenID Connect"),
	.known_by = N_("Your provider is another product and supports OpenID Connect."),
	.mark = "openid",
	.protocol = PROTOCOL_OPENID,
	.form = &form,
	.lead = N_("Copy these values from your provider’s admin console. We read your provider’s "
	    "discovery document before we create anything."),
	.address = OPENID_ADDRESS,
	.attributes = &openid_claims,
	.options = &options,
	.defaults = OPENID_DEFAULTS("front_channel", "bind_all"),
	.source = DERIVED_FROM_DISCOVERY_URL,
	.usual_mode = "bind_all",
	.takes_keys = true,
	.remedies = remedies,
};
