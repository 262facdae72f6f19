/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

/* In the order of the contract: which connection the assistant makes of each, and whether a
 * program can make one with this strategy. */
static const struct {
	const char	*strategy, *makes;
	bool		 has_connections;
} contract[] = {
	{ "oidc", "oidc", true }, { "samlp", "samlp", true }, { "waad", "waad", true },
	{ "google-apps", "google-apps", true }, { "adfs", "adfs", true }, { "okta", "okta", true },
	{ "auth0-samlp", "samlp", false }, { "okta-samlp", "samlp", false },
	{ "keycloak-samlp", "samlp", false }, { "pingfederate", "pingfederate", true },
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

/* Whether static/marks.svg has the symbol. */
static bool
is_drawn(const char *mark)
{
	static char marks[16384];
	const char *source = getenv("srcdir");
	char path[1024], symbol[64];
	FILE *f;

	snprintf(path, sizeof(path), "%s/static/marks.svg", source == NULL ? "." : source);
	f = fopen(path, "r");
	assert_non_null(f);
	marks[fread(marks, 1, sizeof(marks) - 1, f)] = '\0';
	fclose(f);
	snprintf(symbol, sizeof(symbol), "<symbol id=\"%s\" ", mark);
	return strstr(marks, symbol) != NULL;
}

TEST(providers_have_a_name_of_their_own_a_badge_and_a_mark)
{
	size_t i, j;

	for (i = 0; i < provider_count; i++) {
		CHECK(providers[i]->name[0] != '\0', "%s", providers[i]->strategy);
		CHECK(is_drawn(providers[i]->mark), "%s", providers[i]->strategy);
		CHECK(providers[i]->known_by != NULL, "%s", providers[i]->strategy);
		CHECK(strcmp(provider_badge(providers[i]), "OIDC") == 0
		    || strcmp(provider_badge(providers[i]), "SAML") == 0, "%s",
		    providers[i]->strategy);
		for (j = 0; j < i; j++)
			CHECK(strcmp(providers[i]->name, providers[j]->name) != 0,
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
		made = provider_makes(p);
		CHECK(p->attributes != NULL && made->options != NULL && p->form != NULL, "%s",
		    p->strategy);
		CHECK(made->makes == NULL && made->protocol == p->protocol, "%s", p->strategy);
		CHECK((p->options == NULL) == (p->defaults == NULL), "%s", p->strategy);
		CHECK(p->protocol == PROTOCOL_SAML
		    || (made->source != DERIVED_FROM_NOTHING && made->usual_mode != NULL), "%s",
		    p->strategy);
	}
}

TEST(providers_make_connections_of_their_own_or_of_another)
{
	const struct provider *p, *found;
	struct arena *a = arena_new();
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(contract); i++) {
		p = provider_find(contract[i].strategy);
		CHECK(strcmp(provider_makes(p)->strategy, contract[i].makes) == 0, "%s", p->strategy);
		CHECK((connection_provider_find(a, p->strategy, &found, &f) == OK)
		    == contract[i].has_connections && (p->options != NULL) == contract[i].has_connections, "%s",
		    p->strategy);
	}
	arena_free(a);
}

/* A version before made connections of other strategies for some providers. */
TEST(providers_are_asked_as_the_connection_that_is_there_needs)
{
	const struct provider *okta = provider_find("okta"), *keycloak = provider_find("keycloak-samlp");

	assert_ptr_equal(provider_asked(okta, NULL), okta);
	assert_ptr_equal(provider_asked(okta, "okta"), okta);
	assert_ptr_equal(provider_asked(okta, "oidc"), provider_find("oidc"));
	assert_ptr_equal(provider_asked(keycloak, "samlp"), keycloak);
	assert_null(provider_asked(NULL, NULL));
	assert_null(provider_asked(NULL, "oidc"));
}
