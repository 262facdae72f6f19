/* SPDX-License-Identifier: Apache-2.0 */
#include "model/attributes/mapping.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fields.h"
#include "base/text.h"
#include "model/attributes/attribute_template.h"
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

struct row {
	const char	*name, *description, *value;
	bool		 is_optional;
};

static void
check(const char *strategy, const struct objects *attributes, const struct row *rows, size_t count)
{
	struct arena *a = arena_new();
	struct asked_attributes asked = { .named = *attributes };
	struct mapping m = mapping_of(a, provider(strategy), &asked);
	size_t i;

	CHECK(m.count == count, "%s: %zu", strategy, m.count);
	for (i = 0; i < count; i++) {
		assert_string_equal(m.items[i].name, rows[i].name);
		assert_string_equal(m.items[i].target, rows[i].name);
		assert_string_equal(m.items[i].description, rows[i].description);
		assert_int_equal(m.items[i].values.count, 1);
		assert_string_equal(m.items[i].values.items[0], rows[i].value);
		assert_int_equal(m.items[i].is_optional, rows[i].is_optional);
	}
	assert_int_equal(m.is_usual, attributes->count == 0);
	arena_free(a);
}

TEST(mapping_is_of_the_profiles_attributes)
{
	static const struct row oidc[] = { { "email", "Work address", "email", false },
		{ "family_name", "Surname", "family_name", true }, { "department", "", "department", true } };
	static const struct row saml[] = { { "email", "Work address", CLAIMS "emailaddress", false },
		{ "family_name", "Surname", CLAIMS "surname", true },
		{ "department", "", "department", true } };

	check("okta", &profiles, oidc, COUNT(oidc));
	check("oidc", &profiles, oidc, COUNT(oidc));
	check("samlp", &profiles, saml, COUNT(saml));
}

TEST(mapping_has_usual_attributes_where_the_profile_names_none)
{
	static const struct row oidc[] = { { "email", "Email address", "email", true },
		{ "given_name", "First name", "given_name", true },
		{ "family_name", "Last name", "family_name", true }, { "name", "Full name", "name", true } };
	static const struct row saml[] = {
		{ "email", "Email address", CLAIMS "emailaddress", true },
		{ "given_name", "First name", CLAIMS "givenname", true },
		{ "family_name", "Last name", CLAIMS "surname", true },
		{ "name", "Full name", CLAIMS "name", true } };

	check("okta", &none, oidc, COUNT(oidc));
	check("oidc", &none, oidc, COUNT(oidc));
	check("samlp", &none, saml, COUNT(saml));
}

static char *
json_of(struct arena *a, const char *strategy, const struct objects *attributes)
{
	struct asked_attributes asked = { .named = *attributes };
	struct mapping m = mapping_of(a, provider(strategy), &asked);

	return mapping_json(a, provider(strategy), &m);
}

static void
check_json(const char *strategy, const struct objects *attributes, const char *json)
{
	struct arena *a = arena_new();

	assert_string_equal(json_of(a, strategy, attributes), json);
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

/* A profile may name an attribute twice; an object may not. */
TEST(mapping_has_an_attribute_once)
{
	static struct user_attribute twice[] = { { .name = "email", .description = "First" },
		{ .name = "email", .description = "Second", .is_optional = true } };
	static const struct row rows[] = { { "email", "First", "email", false } };
	static const struct objects attributes = { twice, COUNT(twice) };

	check("oidc", &attributes, rows, COUNT(rows));
	check_json("oidc", &attributes, "{\"email\":\"${context.tokenset.email}\"}");
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
	json = json_of(a, "samlp", &attributes);
	value = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
	CHECK(value != NULL, "%s", json);
	assert_int_equal(json_object_size(value), COUNT(names));
	for (i = 0; i < COUNT(names); i++)
		assert_string_equal(json_string_value(json_object_get(value, names[i])), names[i]);
	json_decref(value);
	arena_free(a);
}

/* --- of a user attribute profile --- */

static struct attribute_profile
profile_of(struct arena *a, const char *attributes)
{
	const char *json = arena_print(a, "{\"name\":\"A\",\"user_attributes\":{%s}}", attributes);
	struct attribute_profile p = { 0 };
	struct fault f;

	CHECK(fields_decode(a, json, strlen(json), &attribute_profile_shape, CREATING, &p, &f) == OK,
	    "%s", said(&f));
	p.user_id = user_id_complete(a, p.user_id);
	return p;
}

static struct attribute_profile
template(struct arena *a)
{
	const char *json = fields_value(a, attribute_template, "template").json;
	struct attribute_profile p = { 0 };
	struct fault f;

	assert_int_equal(fields_decode(a, json, strlen(json), &attribute_profile_shape, CREATING, &p,
	    &f), OK);
	return p;
}

/* "target label value value ...;", required ones with an exclamation mark. */
static char *
described(struct arena *a, const struct mapping *m)
{
	struct buf b = buf_in(a);
	size_t i, k;

	for (i = 0; i < m->count; i++) {
		buf_print(&b, "%s%s%s %s", i == 0 ? "" : "; ", m->items[i].target,
		    m->items[i].is_optional ? "" : "!", m->items[i].name);
		for (k = 0; k < m->items[i].values.count; k++)
			buf_print(&b, " %s", m->items[i].values.items[k]);
		if (m->items[i].known_as != NULL)
			buf_print(&b, " (%s)", m->items[i].known_as);
	}
	return b.text;
}

#define ENTRY(name, label, required, target, more) "\"" name "\":{\"description\":\"d\",\"label\":\"" \
	label "\",\"profile_required\":" required ",\"auth0_mapping\":\"" target "\"" more "}"
#define OIDC(mapping) ",\"oidc_mapping\":{\"mapping\":\"" mapping "\"}"
#define ID_NAMES CLAIMS "nameidentifier " CLAIMS "upn " CLAIMS "name"

TEST(mapping_resolves_a_profile_for_a_provider)
{
	static const struct {
		const char	*strategy, *attributes, *rows, *json;
	} rows[] = {
		{ "oidc", ENTRY("a", "A", "true", "email", OIDC("${context.tokenset.mail}")) ","
		    ENTRY("b", "B", "false", "app_metadata.dep", OIDC("dep")) ","
		    ENTRY("c", "C", "false", "c", ",\"saml_mapping\":[\"c\"]"),
		    "email! A mail; app_metadata.dep B dep", "{\"email\":\"${context.tokenset.mail}\","
		    "\"app_metadata.dep\":\"${context.tokenset.dep}\"}" },
		{ "okta", ENTRY("a", "A", "false", "a", OIDC("x") ",\"strategy_overrides\":{\"okta\":{"
		    "\"oidc_mapping\":{\"mapping\":\"${context.userinfo.y}\"}}}"), "a A y",
		    "{\"a\":\"${context.userinfo.y}\"}" },
		/* only an exception: for others it is not there */
		{ "oidc", ENTRY("a", "A", "false", "a", ",\"strategy_overrides\":{\"okta\":{"
		    "\"oidc_mapping\":{\"mapping\":\"y\"}}}"), "", "{}" },
		/* nothing, or several claims, must be sent; what the tenant calls it */
		{ "oidc", ENTRY("a", "A", "false", "a", OIDC("a constant")) "," ENTRY("b", "B", "false", "b",
		    OIDC("${context.tokenset.x} ${context.userinfo.y}")) "," ENTRY("c", "C", "false", "c",
		    ",\"oidc_mapping\":{\"mapping\":\"m\",\"display_name\":\"Mail\"}") ","
		    ENTRY("e", "E", "false", "e", ",\"oidc_mapping\":{\"mapping\":\"m\",\"display_name\":"
		    "\"m\"}"), "a A; b B x y; c C m (Mail); e E m",
		    "{\"a\":\"a constant\",\"b\":\"${context.tokenset.x} ${context.userinfo.y}\","
		    "\"c\":\"${context.tokenset.m}\",\"e\":\"${context.tokenset.m}\"}" },
		/* two that fill the same */
		{ "oidc", ENTRY("a", "A", "false", "t", OIDC("x")) "," ENTRY("b", "B", "true", "t", OIDC("y")),
		    "t! A x", "{\"t\":\"${context.tokenset.x}\"}" },
		{ "samlp", ENTRY("a", "A", "true", "t", ",\"saml_mapping\":[\"x\",\"y\"]") ","
		    ENTRY("b", "B", "false", "t", ",\"saml_mapping\":[\"y\",\"z\",\"w\"]") ","
		    ENTRY("c", "C", "false", "t", ",\"saml_mapping\":[\"five\"]"),
		    "user_id User ID " ID_NAMES "; t! A x y z w", "{\"user_id\":[\"" CLAIMS
		    "nameidentifier\",\"" CLAIMS "upn\",\"" CLAIMS "name\"],\"t\":[\"x\",\"y\",\"z\",\"w\"]}" },
		{ "keycloak-samlp", ENTRY("a", "A", "false", "a", ",\"saml_mapping\":[\"x\"],"
		    "\"strategy_overrides\":{\"samlp\":{\"saml_mapping\":[\"k\"]}}"),
		    "user_id User ID " ID_NAMES "; a A k", "{\"user_id\":[\"" CLAIMS "nameidentifier\",\""
		    CLAIMS "upn\",\"" CLAIMS "name\"],\"a\":[\"k\"]}" },
	};
	struct arena *a = arena_new();
	struct attribute_profile u;
	struct asked_attributes asked = { .profile = &u };
	struct mapping m;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		u = profile_of(a, rows[i].attributes);
		m = mapping_of(a, provider(rows[i].strategy), &asked);
		CHECK(text_is(described(a, &m), rows[i].rows), "%zu: %s", i, described(a, &m));
		CHECK(text_is(mapping_json(a, provider(rows[i].strategy), &m), rows[i].json), "%zu: %s", i,
		    mapping_json(a, provider(rows[i].strategy), &m));
		assert_false(m.is_usual);
	}
	arena_free(a);
}

/* 64 attributes, of which every eighth is required, and the user's id: 21 too
 * many.  Then 50 that are all required. */
TEST(mapping_of_saml_has_room_for_44)
{
	struct arena *a = arena_new();
	struct attribute_profile u;
	struct asked_attributes asked = { .profile = &u };
	struct buf b = buf_in(a);
	struct mapping m;
	int i, required = 0;

	for (i = 0; i < 64; i++)
		buf_print(&b, "%s" ENTRY("a%d", "A", "%s", "t%d", ",\"saml_mapping\":[\"x\"]"),
		    i == 0 ? "" : ",", i, i % 8 == 7 ? "true" : "false", i);
	u = profile_of(a, b.text);
	m = mapping_of(a, provider("samlp"), &asked);
	assert_int_equal(m.count, 44);
	for (i = 0; i < 44; i++)
		required += !m.items[i].is_optional;
	assert_int_equal(required, 8);
	assert_string_equal(m.items[0].target, "user_id");
	assert_string_equal(m.items[1].target, "t0");
	assert_string_equal(m.items[39].target, "t38");
	assert_string_equal(m.items[43].target, "t63");
	b = buf_in(a);
	for (i = 0; i < 50; i++)
		buf_print(&b, "%s" ENTRY("a%d", "A", "true", "t%d", ",\"saml_mapping\":[\"x\"]"),
		    i == 0 ? "" : ",", i, i);
	u = profile_of(a, b.text);
	m = mapping_of(a, provider("samlp"), &asked);
	assert_int_equal(m.count, 44);
	assert_string_equal(m.items[43].target, "t42");
	arena_free(a);
}

TEST(mapping_of_the_template)
{
	static const struct {
		const char	*strategy;
		size_t		 count;
		const char	*target, *value;
	} rows[] = {
		{ "oidc", 12, "timezone", "zoneinfo" }, { "okta", 15, "federated_groups", "groups" },
		{ "okta", 15, "federated_zoneinfo", "zoneinfo" }, { "oidc", 12, "username", "preferred_username" },
		{ "samlp", 9, "email", CLAIMS "emailaddress" }, { "samlp", 9, "user_id", CLAIMS "nameidentifier" },
	};
	struct arena *a = arena_new();
	struct attribute_profile u = template(a);
	struct asked_attributes asked = { .profile = &u };
	struct mapping m;
	size_t i, k, required;

	for (i = 0; i < COUNT(rows); i++) {
		m = mapping_of(a, provider(rows[i].strategy), &asked);
		CHECK(m.count == rows[i].count, "%s: %zu", rows[i].strategy, m.count);
		required = 0;
		for (k = 0; k < m.count; k++) {
			required += !m.items[k].is_optional;
			if (text_is(m.items[k].target, rows[i].target))
				assert_string_equal(m.items[k].values.items[0], rows[i].value);
		}
		assert_int_equal(required, 1);
	}
	arena_free(a);
}

/* The default SCIM mapping of a real Okta connection, row by row. */
TEST(mapping_of_the_template_for_scim_is_the_recorded_one)
{
	const char *source = getenv("srcdir");
	struct arena *a = arena_new();
	struct attribute_profile u = template(a);
	json_t *file = json_load_file(arena_print(a, "%s/tests/unit/mapping/scim-okta.json",
	    source == NULL ? "." : source), 0, NULL), *row;
	json_t *recorded = json_object_get(file, "mapping");
	struct scim_mapped *rows;
	size_t count = mapping_scim(a, &u, "okta", &rows), i;

	assert_int_equal(count, 32);
	assert_int_equal(json_array_size(recorded), count);
	json_array_foreach(recorded, i, row) {
		assert_string_equal(rows[i].target, json_string_value(json_object_get(row, "auth0")));
		assert_string_equal(rows[i].scim, json_string_value(json_object_get(row, "scim")));
	}
	assert_int_equal(mapping_scim(a, &u, "oidc", &rows), 32);
	assert_int_equal(mapping_scim(a, &u, "keycloak-samlp", &rows), 32);
	assert_int_equal(mapping_scim(a, &u, "waad", &rows), 30);
	json_decref(file);
	arena_free(a);
}

TEST(mapping_asks_userinfo_only_where_it_is_named)
{
	static const char *offered[] = { "openid", "groups" };
	static const struct {
		const char	*mapping;
		size_t		 offered;
		const char	*scope;
	} rows[] = {
		{ "x", 2, NULL }, { "${context.tokenset.groups}", 2, NULL },
		{ "${context.userinfo.locale}", 2, "openid profile email" },
		{ "${context.userinfo.groups}", 1, "openid profile email" },
		{ "${context.userinfo.groups}", 2, "openid profile email groups" },
		{ "x-${context.userinfo.groups}", 2, "openid profile email groups" },
	};
	struct arena *a = arena_new();
	struct attribute_profile u;
	struct asked_attributes asked = { .profile = &u };
	struct mapping m;
	struct texts scopes = { offered, 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		u = profile_of(a, arena_print(a, ENTRY("a", "A", "false", "a", OIDC("%s")), rows[i].mapping));
		m = mapping_of(a, provider("okta"), &asked);
		scopes.count = rows[i].offered;
		CHECK(text_is(mapping_userinfo_scope(a, &m, &scopes), rows[i].scope), "%s", rows[i].mapping);
	}
	arena_free(a);
}

/* --- what a connection has --- */

TEST(mapping_of_a_connection_is_shown_as_it_was_made)
{
	static const struct {
		const char	*strategy, *live, *rows;
		bool		 is_usual;
	} rows[] = {
		/* as the profile has it, in its order */
		{ "oidc", "[{\"target\":\"b\",\"values\":[\"${context.tokenset.b}\"]},{\"target\":\"a\","
		    "\"values\":[\"${context.tokenset.a}\"]}]", "a! A a; b B b (Bee)", false },
		/* a claim, a row less, a row more */
		{ "oidc", "[{\"target\":\"a\",\"values\":[\"${context.tokenset.was}\"]},{\"target\":\"groups\","
		    "\"values\":[\"${context.userinfo.groups}\"]}]", "a! A was; groups groups groups", false },
		{ "samlp", "[{\"target\":\"a\",\"values\":[\"urn:was\",\"urn:too\"]},{\"target\":\"x\","
		    "\"values\":[\"urn:x\"]},{\"target\":\"b\",\"values\":[]}]",
		    "a! A urn:was urn:too; b B urn:b; x x urn:x", false },
		{ "oidc", "[]", "", false },
	};
	struct arena *a = arena_new();
	struct attribute_profile u = profile_of(a, ENTRY("a", "A", "true", "a", OIDC("a")
	    ",\"saml_mapping\":[\"urn:a\"]") "," ENTRY("b", "B", "false", "b", ",\"oidc_mapping\":"
	    "{\"mapping\":\"b\",\"display_name\":\"Bee\"},\"saml_mapping\":[\"urn:b\"]"));
	struct asked_attributes asked = { .profile = &u };
	struct objects live;
	struct mapping m;
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(fields_decode_objects(a, rows[i].live, &mapped_live_shape, &live, &f), OK);
		m = mapping_of(a, provider(rows[i].strategy), &asked);
		m = mapping_live(a, provider(rows[i].strategy), &m, &live);
		CHECK(text_is(described(a, &m), rows[i].rows), "%zu: %s", i, described(a, &m));
		assert_int_equal(m.is_usual, rows[i].is_usual);
	}
	arena_free(a);
}

/* A name that is no claim's path stays to be pasted, made into an expression or not. */
TEST(mapping_of_a_connection_keeps_strange_names)
{
	static struct user_attribute strange[] = { { .name = "a${b", .description = "" } };
	struct asked_attributes asked = { .named = { strange, COUNT(strange) } };
	struct arena *a = arena_new();
	struct mapping m = mapping_of(a, provider("oidc"), &asked);
	struct mapped_live live = { .target = "a${b", .values = { &m.items[0].expression, 1 } };
	struct objects list = { &live, 1 };

	m = mapping_live(a, provider("oidc"), &m, &list);
	assert_string_equal(described(a, &m), "a${b! a${b a${b");
	arena_free(a);
}

TEST(mapping_of_a_connection_without_wishes_stays_usual)
{
	struct asked_attributes asked = { 0 };
	struct arena *a = arena_new();
	struct mapping m = mapping_of(a, provider("oidc"), &asked), shown;
	const char *values[] = { "${context.tokenset.email}" };
	struct mapped_live live[] = { { .target = "email", .values = { values, 1 } },
		{ .target = "dep", .values = { values, 1 } } };
	struct objects list = { live, 1 };

	shown = mapping_live(a, provider("oidc"), &m, &list);
	assert_true(shown.is_usual && shown.count == 1);
	list.count = 2;
	shown = mapping_live(a, provider("oidc"), &m, &list);
	assert_true(!shown.is_usual && shown.count == 2);
	arena_free(a);
}
