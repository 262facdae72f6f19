/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider.h"

#include "base/text.h"

const struct provider providers[] = {
	{ "okta", "Okta Workforce Identity", "OIDC", "Ok" },
	{ "okta-samlp", "Okta Workforce Identity", "SAML", "Ok" },
	{ "waad", "Microsoft Entra ID", "OIDC", "En" },
	{ "google-apps", "Google Workspace", "OIDC", "G" },
	{ "adfs", "Microsoft AD FS", "SAML", "AD" },
	{ "keycloak-samlp", "Keycloak", "SAML", "K" },
	{ "pingfederate", "PingFederate", "SAML", "P" },
	{ "auth0-samlp", "Auth0", "SAML", "A0" },
	{ "oidc", "Another provider with OpenID Connect", "OIDC", "ID" },
	{ "samlp", "Another provider with SAML 2.0", "SAML", "S2" },
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
