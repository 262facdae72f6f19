/* SPDX-License-Identifier: Apache-2.0 */
#include "model/mapping.h"

#include <jansson.h>
#include <string.h>

#include "base/fields.h"
#include "test.h"

#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

static struct user_attribute wanted[] = {
	{ .name = "email", .description = "Work address", .is_optional = false },
	{ .name = "family_name", .description = "Surname", .is_optional = true },
	{ .name = "department", .description = "", .is_optional = true },
};
static const struct objects profiles = { wanted, COUNT(wanted) }, none = { NULL, 0 };

static const struct provider *
provider(const char *strategy)
{
	const struct provider *p = provider_find(strategy);

	assert_non_null(p);
	return p;
}

static void
check(const char *strategy, const struct objects *attributes, const struct mapped *rows, size_t count)
{
	struct arena *a = arena_new();
	struct mapped *mapped = NULL;
	size_t i, got = mapping_of(a, provider(strategy), attributes, &mapped);

	CHECK(got == count, "%s: %zu", strategy, got);
	for (i = 0; i < count; i++) {
		assert_string_equal(mapped[i].name, rows[i].name);
		assert_string_equal(mapped[i].description, rows[i].description);
		assert_string_equal(mapped[i].value, rows[i].value);
		assert_int_equal(mapped[i].is_optional, rows[i].is_optional);
	}
	arena_free(a);
}

TEST(mapping_is_of_the_profiles_attributes)
{
	static const struct mapped oidc[] = { { "email", "Work address", "email", false },
		{ "family_name", "Surname", "family_name", true }, { "department", "", "department", true } };
	static const struct mapped saml[] = { { "email", "Work address", CLAIMS "emailaddress", false },
		{ "family_name", "Surname", CLAIMS "surname", true },
		{ "department", "", "department", true } };

	check("okta", &profiles, oidc, COUNT(oidc));
	check("oidc", &profiles, oidc, COUNT(oidc));
	check("samlp", &profiles, saml, COUNT(saml));
}

TEST(mapping_has_usual_attributes_where_the_profile_names_none)
{
	static const struct mapped oidc[] = { { "email", "E-mail address", "email", true },
		{ "given_name", "First name", "given_name", true },
		{ "family_name", "Last name", "family_name", true }, { "name", "Full name", "name", true } };
	static const struct mapped saml[] = {
		{ "email", "E-mail address", CLAIMS "emailaddress", true },
		{ "given_name", "First name", CLAIMS "givenname", true },
		{ "family_name", "Last name", CLAIMS "surname", true },
		{ "name", "Full name", CLAIMS "name", true } };

	check("okta", &none, oidc, COUNT(oidc));
	check("oidc", &none, oidc, COUNT(oidc));
	check("samlp", &none, saml, COUNT(saml));
}

static void
check_json(const char *strategy, const struct objects *attributes, const char *json)
{
	struct arena *a = arena_new();

	assert_string_equal(mapping_json(a, provider(strategy), attributes), json);
	arena_free(a);
}

TEST(mapping_is_written_as_a_connection_keeps_it)
{
	check_json("okta", &profiles, "{\"email\":\"${context.tokenset.email}\",\"family_name\":"
	    "\"${context.tokenset.family_name}\",\"department\":\"${context.tokenset.department}\"}");
	check_json("samlp", &profiles, "{\"email\":\"" CLAIMS "emailaddress\",\"family_name\":\"" CLAIMS
	    "surname\",\"department\":\"department\"}");
	check_json("oidc", &none, "{\"email\":\"${context.tokenset.email}\",\"given_name\":"
	    "\"${context.tokenset.given_name}\",\"family_name\":\"${context.tokenset.family_name}\","
	    "\"name\":\"${context.tokenset.name}\"}");
}

/* An attribute may be named anything; the JSON stays JSON. */
TEST(mapping_of_strange_names_is_json)
{
	static const char *const names[] = { "a\"b", "back\\slash", "{}", "${context.tokenset.x}",
		"\xc3\xa9\xe2\x82\xac", "tab\t", "</script>" };
	struct arena *a = arena_new();
	struct user_attribute strange[COUNT(names)] = { 0 };
	struct objects attributes = { strange, COUNT(names) };
	const char *json;
	json_t *value;
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		strange[i] = (struct user_attribute){ .name = names[i], .description = "d" };
	json = mapping_json(a, provider("samlp"), &attributes);
	value = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
	CHECK(value != NULL, "%s", json);
	assert_int_equal(json_object_size(value), COUNT(names));
	for (i = 0; i < COUNT(names); i++)
		assert_string_equal(json_string_value(json_object_get(value, names[i])), names[i]);
	json_decref(value);
	arena_free(a);
}
