/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/provider.h"

#include "base/text.h"

const struct provider providers[] = {
	{ "okta", "Okta Workforce Identity", "Okta", "OIDC", "Ok" },
	{ "okta-samlp", "Okta Workforce Identity", "Okta", "SAML", "Ok" },
	{ "waad", "Microsoft Entra ID", "Microsoft Entra ID", "OIDC", "En" },
	{ "google-apps", "Google Workspace", "Google Workspace", "OIDC", "G" },
	{ "adfs", "Microsoft AD FS", "AD FS", "SAML", "AD" },
	{ "keycloak-samlp", "Keycloak", "Keycloak", "SAML", "K" },
	{ "pingfederate", "PingFederate", "PingFederate", "SAML", "P" },
	{ "auth0-samlp", "Auth0", "Auth0", "SAML", "A0" },
	{ "oidc", "Custom OpenID Connect", "your identity provider", "OIDC", "ID" },
	{ "samlp", "Custom SAML 2.0", "your identity provider", "SAML", "S2" },
};

const size_t provider_count = sizeof(providers) / sizeof(providers[0]);

const char *const provider_strategies[] = { "oidc", "samlp", "waad", "google-apps", "adfs", "okta",
	"auth0-samlp", "okta-samlp", "keycloak-samlp", "pingfederate", NULL };

const struct provider *
provider_find(const char *strategy)
{
	size_t i;

	for (i = 0; i < provider_count; i++)
		if (text_is(providers[i].strategy, strategy))
			return &providers[i];
	return NULL;
}
