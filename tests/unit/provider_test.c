/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/provider.h"

#include <string.h>

#include "test.h"

/* In the order of the contract: what becomes of each, and whether the assistant leads on. */
static const struct {
	const char	*strategy, *connection;
	bool		 has_steps;
} contract[] = {
	{ "oidc", "oidc", true }, { "samlp", "samlp", true }, { "waad", "waad", false },
	{ "google-apps", "google-apps", false }, { "adfs", "adfs", false }, { "okta", "okta", true },
	{ "auth0-samlp", "samlp", false }, { "okta-samlp", "samlp", false },
	{ "keycloak-samlp", "samlp", false }, { "pingfederate", "pingfederate", false },
};

static size_t
times_in_catalogue(const char *strategy)
{
	size_t count = 0, i;

	for (i = 0; i < provider_count; i++)
		count += strcmp(providers[i]->strategy, strategy) == 0;
	return count;
}

TEST(providers_have_each_strategy_of_the_contract_once)
{
	size_t i;

	assert_int_equal(provider_count, COUNT(contract));
	for (i = 0; i < COUNT(contract); i++) {
		CHECK(times_in_catalogue(contract[i].strategy) == 1, "%s", contract[i].strategy);
		assert_string_equal(provider_strategies[i], contract[i].strategy);
		assert_string_equal(provider_find(contract[i].strategy)->strategy,
		    contract[i].strategy);
	}
	assert_null(provider_strategies[COUNT(contract)]);
}

TEST(providers_have_a_name_a_badge_and_a_monogram)
{
	size_t i, j;

	for (i = 0; i < provider_count; i++) {
		CHECK(providers[i]->name[0] != '\0', "%s", providers[i]->strategy);
		CHECK(strlen(providers[i]->monogram) >= 1 && strlen(providers[i]->monogram) <= 2, "%s",
		    providers[i]->strategy);
		CHECK(strcmp(provider_badge(providers[i]), "OIDC") == 0
		    || strcmp(provider_badge(providers[i]), "SAML") == 0, "%s",
		    providers[i]->strategy);
		for (j = 0; j < i; j++)
			CHECK(strcmp(providers[i]->name, providers[j]->name) != 0
			    || strcmp(provider_badge(providers[i]), provider_badge(providers[j])) != 0,
			    "%s looks like %s", providers[i]->strategy, providers[j]->strategy);
	}
}

TEST(unknown_providers_are_not_found)
{
	assert_null(provider_find(""));
	assert_null(provider_find("ad"));
	assert_null(provider_find("OKTA"));
	assert_null(provider_find(NULL));
}

/* A member that a row lacks would be missed only on a page. */
TEST(providers_have_what_their_steps_and_connections_need)
{
	const struct provider *p, *made;
	size_t i;

	for (i = 0; i < provider_count; i++) {
		p = providers[i];
		made = provider_connection(p);
		CHECK((p->form != NULL) == p->has_guide, "%s", p->strategy);
		CHECK(p->attributes != NULL && made->options != NULL && made->defaults != NULL, "%s",
		    p->strategy);
		CHECK(made->becomes == NULL && made->protocol == p->protocol, "%s", p->strategy);
		CHECK((p->becomes != NULL) == (p->options == NULL), "%s", p->strategy);
		CHECK(!p->has_guide || p->protocol == PROTOCOL_SAML
		    || (made->source != DERIVED_FROM_NOTHING && made->usual_mode != NULL), "%s",
		    p->strategy);
	}
}

TEST(providers_become_connections_of_their_own_or_of_another)
{
	const struct provider *p, *found;
	struct arena *a = arena_new();
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(contract); i++) {
		p = provider_find(contract[i].strategy);
		CHECK(strcmp(provider_connection(p)->strategy, contract[i].connection) == 0, "%s",
		    p->strategy);
		CHECK((connection_provider_find(a, p->strategy, &found, &f) == OK)
		    == (provider_connection(p) == p), "%s", p->strategy);
	}
	arena_free(a);
}

TEST(steps_lead_on_from_providers_with_a_guide)
{
	size_t i;

	for (i = 0; i < COUNT(contract); i++)
		CHECK(provider_has_steps(provider_find(contract[i].strategy)) == contract[i].has_steps,
		    "%s", contract[i].strategy);
	assert_false(provider_has_steps(NULL));
}
