/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/provider.h"

#include <string.h>

#include "test.h"

static const char *const contract[] = { "oidc", "samlp", "waad", "google-apps", "adfs", "okta",
	"auth0-samlp", "okta-samlp", "keycloak-samlp", "pingfederate" };

static size_t
times_in_catalogue(const char *strategy)
{
	size_t count = 0, i;

	for (i = 0; i < provider_count; i++)
		count += strcmp(providers[i].strategy, strategy) == 0;
	return count;
}

TEST(providers_have_each_strategy_of_the_contract_once)
{
	size_t i;

	assert_int_equal(provider_count, COUNT(contract));
	for (i = 0; i < COUNT(contract); i++) {
		CHECK(times_in_catalogue(contract[i]) == 1, "%s", contract[i]);
		assert_string_equal(provider_strategies[i], contract[i]);
		assert_string_equal(provider_find(contract[i])->strategy, contract[i]);
	}
	assert_null(provider_strategies[COUNT(contract)]);
}

TEST(providers_have_a_name_a_badge_and_a_monogram)
{
	size_t i, j;

	for (i = 0; i < provider_count; i++) {
		CHECK(providers[i].name[0] != '\0', "%s", providers[i].strategy);
		CHECK(providers[i].called[0] != '\0', "%s", providers[i].strategy);
		CHECK(strlen(providers[i].monogram) >= 1 && strlen(providers[i].monogram) <= 2, "%s",
		    providers[i].strategy);
		CHECK(strcmp(providers[i].protocol, "OIDC") == 0
		    || strcmp(providers[i].protocol, "SAML") == 0, "%s", providers[i].strategy);
		for (j = 0; j < i; j++)
			CHECK(strcmp(providers[i].name, providers[j].name) != 0
			    || strcmp(providers[i].protocol, providers[j].protocol) != 0,
			    "%s looks like %s", providers[i].strategy, providers[j].strategy);
	}
}

TEST(providers_not_known_are_none)
{
	assert_null(provider_find(""));
	assert_null(provider_find("ad"));
	assert_null(provider_find("OKTA"));
	assert_null(provider_find(NULL));
}
