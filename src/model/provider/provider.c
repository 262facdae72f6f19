/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/provider.h"

#include "base/text.h"
#include "model/provider/rows.h"

const struct provider *const providers[] = {
	&provider_okta, &provider_okta_samlp, &provider_waad, &provider_google_apps, &provider_adfs,
	&provider_keycloak_samlp, &provider_pingfederate, &provider_auth0_samlp, &provider_oidc,
	&provider_samlp,
};
const size_t provider_count = sizeof(providers) / sizeof(providers[0]);

const struct provider *const connection_providers[] = {
	&provider_okta, &provider_oidc, &provider_samlp, &provider_waad, &provider_google_apps,
	&provider_adfs, &provider_pingfederate,
};
const size_t connection_provider_count =
	sizeof(connection_providers) / sizeof(connection_providers[0]);

const char *const provider_strategies[] = { "oidc", "samlp", "waad", "google-apps", "adfs", "okta",
	"auth0-samlp", "okta-samlp", "keycloak-samlp", "pingfederate", NULL };

static const struct provider *
find(const struct provider *const *among, size_t count, const char *strategy)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (text_is(among[i]->strategy, strategy))
			return among[i];
	return NULL;
}

const struct provider *
provider_find(const char *strategy)
{
	return find(providers, provider_count, strategy);
}

const char *
provider_badge(const struct provider *p)
{
	return p->protocol == PROTOCOL_OPENID ? "OIDC" : "SAML";
}

const struct provider *
provider_makes(const struct provider *p)
{
	return p->makes == NULL ? p : p->makes;
}

/* A version before may have made the connection. */
const struct provider *
provider_asked(const struct provider *p, const char *made)
{
	if (p == NULL || made == NULL || text_is(made, provider_makes(p)->strategy))
		return p;
	return find(connection_providers, connection_provider_count, made);
}

/* --- connections --- */

struct texts
provider_key_strategies(struct arena *a)
{
	struct texts t = { arena_array(a, connection_provider_count, sizeof(char *)), 0 };
	size_t i;

	for (i = 0; i < connection_provider_count; i++)
		if (connection_providers[i]->takes_keys)
			t.items[t.count++] = connection_providers[i]->strategy;
	return t;
}

static const char *
strategies_in_words(struct arena *a)
{
	struct texts t = { arena_array(a, connection_provider_count, sizeof(char *)),
		connection_provider_count };
	size_t i;

	for (i = 0; i < t.count; i++)
		t.items[i] = connection_providers[i]->strategy;
	return texts_in_words(a, &t);
}

enum status
connection_provider_find(struct arena *a, const char *strategy, const struct provider **out,
    struct fault *f)
{
	const struct provider *p = find(connection_providers, connection_provider_count, strategy);

	if (p == NULL)
		return fail_code(f, INVALID, "invalid_body", "The strategy %s is not supported here. "
		    "Supported are %s.", strategy, strategies_in_words(a));
	*out = p;
	return OK;
}
