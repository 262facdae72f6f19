/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/profile.h"

#include <string.h>

#include "base/buf.h"
#include "rows.h"
#include "test.h"

#define NAMED(rest) "{\"name\":\"A\"," rest "}"
#define ATTRIBUTE "{\"name\":\"email\",\"description\":\"Mail\",\"is_optional\":false}"

TEST(profile_rows_are_the_contract)
{
	static const struct body_row rows[] = {
		{ "{\"name\":\"A\"}", NULL },
		{ "{}", "Missing required property: name" },
		{ "{\"name\":\"\"}", "too short (0 chars), minimum 1" },
		{ "{\"name\":null}", "Expected type string but found type null" },
		{ NAMED("\"id\":\"ssp_x\""), "Additional properties not allowed: id" },
		{ NAMED("\"created_at\":\"x\""), "Additional properties not allowed: created_at" },
		{ NAMED("\"updated_at\":\"x\""), "Additional properties not allowed: updated_at" },
		{ NAMED("\"Name\":\"x\""), "Additional properties not allowed: Name" },
		{ NAMED("\"description\":\"d\""), NULL },
		{ NAMED("\"description\":\"\""), "too short (0 chars), minimum 1' on property "
		    "description (The description of the self-service Profile.)" },
		{ NAMED("\"description\":null"), "Expected type string but found type null" },
		{ NAMED("\"user_attributes\":[]"), NULL },
		{ NAMED("\"user_attributes\":[" ATTRIBUTE "]"), NULL },
		{ NAMED("\"user_attributes\":null"), "found type null" },
		{ NAMED("\"user_attributes\":[{}]"), "Missing required property: name' on property "
		    "user_attributes[0]" },
		{ NAMED("\"user_attributes\":[{\"name\":\"a\",\"description\":\"b\"}]"),
		    "Missing required property: is_optional" },
		{ NAMED("\"user_attributes\":[{\"name\":\"a\",\"is_optional\":true}]"),
		    "Missing required property: description" },
		{ NAMED("\"user_attributes\":[{\"name\":\"a\",\"description\":\"b\","
		    "\"is_optional\":\"true\"}]"), "Expected type boolean but found type string' on "
		    "property user_attributes[0].is_optional" },
		{ NAMED("\"user_attributes\":[" ATTRIBUTE ",{\"name\":\"a\",\"description\":\"b\","
		    "\"is_optional\":true,\"x\":1}]"), "Additional properties not allowed: x' on "
		    "property user_attributes[1]" },
		{ NAMED("\"branding\":{}"), NULL },
		{ NAMED("\"branding\":null"), "found type null" },
		{ NAMED("\"branding\":{\"anything\":{\"goes\":[1]}}"), NULL },
		{ NAMED("\"branding\":{\"colors\":{}}"), "Missing required property: primary' on "
		    "property branding.colors" },
		{ NAMED("\"branding\":{\"colors\":null}"), "found type null' on property "
		    "branding.colors" },
		{ NAMED("\"branding\":{\"colors\":{\"primary\":\"#abc\",\"more\":true}}"), NULL },
		{ NAMED("\"branding\":{\"logo_url\":7}"), "Expected type string but found type "
		    "integer' on property branding.logo_url" },
		{ NAMED("\"user_attribute_profile_id\":\"uap_1cABCDEFGHJKLMNPQRSTUV\""), NULL },
		{ NAMED("\"user_attribute_profile_id\":\"uap_1\""), "Object didn't pass validation for "
		    "format user-attribute-profile-id: uap_1' on property user_attribute_profile_id" },
		{ NAMED("\"user_attribute_profile_id\":\"ssp_1cABCDEFGHJKLMNPQRSTUV\""), "format" },
		{ NAMED("\"user_attribute_profile_id\":null"), "found type null" },
		{ NAMED("\"language\":null"), "found type null" },
		{ NAMED("\"language\":[\"de\"]"), "found type array" },
	};

	check_bodies(&profile_shape, CREATING, rows, COUNT(rows));
}

TEST(profile_patch_removes_by_null)
{
	static const struct body_row rows[] = {
		{ "{}", NULL },
		{ "{\"user_attributes\":null}", NULL },
		{ "{\"user_attribute_profile_id\":null}", NULL },
		{ "{\"language\":null}", NULL },
		{ "{\"branding\":null,\"description\":null}", NULL },
		{ "{\"name\":null}", "Expected type string but found type null" },
		{ "{\"allowed_strategies\":null}", "Expected type array but found type null" },
		{ "{\"allowed_strategies\":[]}", "Array is too short (0), minimum 1" },
		{ "{\"name\":\"\"}", "too short" },
		{ "{\"id\":\"ssp_x\"}", "Additional properties not allowed: id" },
	};

	check_bodies(&profile_shape, PATCHING, rows, COUNT(rows));
}

TEST(profile_colors_have_three_or_six_digits)
{
	static const struct {
		const char	*color;
		bool		 is_good;
	} rows[] = { { "#abc", true }, { "#ABC", true }, { "#a1B2c3", true }, { "#000000", true },
		{ "", false }, { "#", false }, { "abc", false }, { "#ab", false }, { "#abcd", false },
		{ "#abcde", false }, { "#abcdefa", false }, { "#abg", false }, { "red", false },
		{ "#abc ", false }, { " #abc", false }, { "#abc;x", false }, { "#\xc3\xa9" "b", false } };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_bodies(&profile_shape, CREATING, &(struct body_row){ arena_print(a,
		    "{\"name\":\"A\",\"branding\":{\"colors\":{\"primary\":\"%s\"}}}", rows[i].color),
		    rows[i].is_good ? NULL : "String does not match pattern "
		    "^#([\\dA-Fa-f]{6}|[\\dA-Fa-f]{3})$: " }, 1);
	arena_free(a);
}

TEST(profile_languages_are_tags)
{
	static const struct {
		const char	*tag, *problem;
	} rows[] = { { "de", NULL }, { "pt-BR", NULL }, { "zh-Hant-TW", NULL }, { "de-1996", NULL },
		{ "gsw", NULL }, { "en-XA", NULL }, { "xx", NULL }, { "de-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-pq", NULL },
		{ "de-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-pqr", "too long (36 chars), maximum 35" },
		{ "", "pattern" }, { "d", "pattern" }, { "deutscheres", "pattern" }, { "de-", "pattern" },
		{ "-de", "pattern" }, { "de--AT", "pattern" }, { "de_AT", "pattern" }, { "de AT", "pattern" },
		{ "de;q=1", "pattern" }, { "de,fr", "pattern" }, { "../de", "pattern" }, { "*", "pattern" },
		{ "1de", "pattern" }, { "de-123456789", "pattern" }, { "d\xc3\xa9", "pattern" } };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_bodies(&profile_shape, CREATING, &(struct body_row){ arena_print(a,
		    "{\"name\":\"A\",\"language\":\"%s\"}", rows[i].tag), rows[i].problem }, 1);
	arena_free(a);
}

TEST(profile_logo_urls_are_https)
{
	static const struct {
		const char	*url;
		bool		 is_good;
	} rows[] = { { "https://a.example/l.png", true }, { "https://a.example", true },
		{ "https://a.example:8443/l?x=1#y", true }, { "https://a/%20", true },
		{ "http://a.example/l.png", false }, { "HTTPS://a.example/l.png", false },
		{ "//a.example/l.png", false }, { "", false }, { "https://", false },
		{ "https:///l.png", false }, { "https://?x", false }, { "https://a b", false },
		{ "https://u:p@a.example/", false }, { "https://a.example/<", false },
		{ "https://a.example/\\\"", false }, { "https://a.example/\\n", false },
		{ "https://a.example/\\\\", false }, { "javascript:alert(1)", false },
		{ "data:image/png;base64,AA", false } };
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_bodies(&profile_shape, CREATING, &(struct body_row){ arena_print(a,
		    "{\"name\":\"A\",\"branding\":{\"logo_url\":\"%s\"}}", rows[i].url),
		    rows[i].is_good ? NULL : "Object didn't pass validation for format uri: " }, 1);
	arena_free(a);
}

static const char *
strategies(struct arena *a, const char *list)
{
	return arena_print(a, "{\"name\":\"A\",\"allowed_strategies\":[%s]}", list);
}

TEST(profile_strategies_are_the_contracts)
{
	struct arena *a = arena_new();
	const struct body_row rows[] = {
		{ strategies(a, "\"oidc\",\"samlp\",\"waad\",\"google-apps\",\"adfs\",\"okta\","
		    "\"auth0-samlp\",\"okta-samlp\",\"keycloak-samlp\",\"pingfederate\""), NULL },
		{ strategies(a, "\"pingfederate\",\"oidc\""), NULL },
		{ strategies(a, ""), "Array is too short (0), minimum 1" },
		{ strategies(a, "\"ad\""), "No enum match for: ad' on property "
		    "allowed_strategies[0]" },
		{ strategies(a, "\"oidc\",\"OKTA\""), "No enum match for: OKTA' on property "
		    "allowed_strategies[1]" },
		{ strategies(a, "\"oidc\",null"), "Expected type string but found type null" },
		{ strategies(a, "\"oidc\",\"waad\",\"oidc\""), NULL },
		{ "{\"name\":\"A\",\"allowed_strategies\":\"oidc\"}",
		    "Expected type array but found type string" },
	};

	check_bodies(&profile_shape, CREATING, rows, COUNT(rows));
	arena_free(a);
}

static const char *
with_member(struct arena *a, const char *name, const char *value)
{
	return arena_print(a, "{%s\"%s\":\"%s\"}", strcmp(name, "name") == 0 ? "" : "\"name\":\"A\",",
	    name, value);
}

static const char *
with_attribute(struct arena *a, const char *name, const char *description)
{
	return arena_print(a, "{\"name\":\"A\",\"user_attributes\":[{\"name\":\"%s\","
	    "\"description\":\"%s\",\"is_optional\":true}]}", name, description);
}

static const char *
with_attributes(struct arena *a, int count)
{
	struct buf b = buf_in(a);

	buf_add(&b, "{\"name\":\"A\",\"user_attributes\":[");
	for (; count > 0; count--)
		buf_print(&b, "%s%s", ATTRIBUTE, count > 1 ? "," : "");
	buf_add(&b, "]}");
	return b.text;
}

TEST(profile_limits_hold_at_their_edges)
{
	struct arena *a = arena_new();
	const struct body_row rows[] = {
		{ with_member(a, "name", long_text(a, 100)), NULL },
		{ with_member(a, "name", wide_text(a, 100)), NULL },
		{ with_member(a, "name", long_text(a, 101)), "(101 chars), maximum 100" },
		{ with_member(a, "name", wide_text(a, 101)), "(101 chars), maximum 100" },
		{ with_member(a, "description", wide_text(a, 140)), NULL },
		{ with_member(a, "description", long_text(a, 141)), "(141 chars), maximum 140" },
		{ with_attribute(a, wide_text(a, 255), wide_text(a, 255)), NULL },
		{ with_attribute(a, long_text(a, 256), "d"), "(256 chars), maximum 255' on property "
		    "user_attributes[0].name (Identifier of this attribute.)" },
		{ with_attribute(a, "n", long_text(a, 256)), "(256 chars), maximum 255' on property "
		    "user_attributes[0].description" },
		{ with_attributes(a, 20), NULL },
		{ with_attributes(a, 21), "Array is too long (21), maximum 20" },
		{ arena_print(a, "{\"name\":\"A\",\"branding\":{\"logo_url\":\"https://%s\"}}",
		    long_text(a, 1016)), NULL },
		{ arena_print(a, "{\"name\":\"A\",\"branding\":{\"logo_url\":\"https://%s\"}}",
		    long_text(a, 1017)), "(1025 chars), maximum 1024" },
	};

	check_bodies(&profile_shape, CREATING, rows, COUNT(rows));
	arena_free(a);
}

TEST(custom_text_takes_any_names_and_2000_characters)
{
	struct arena *a = arena_new();
	struct buf many = buf_in(a);
	const struct body_row rows[] = {
		{ "{}", NULL },
		{ "{\"introduction\":\"\"}", NULL },
		{ "{\"introduction\":\"a\",\"other\":\"b\"}", NULL },
		{ "{\"introduction\":null}", "Expected type string but found type null" },
		{ "{\"other\":1}", "Expected type string but found type integer' on property other" },
		{ "[]", "Expected type object but found type array" },
		{ arena_print(a, "{\"introduction\":\"%s\"}", wide_text(a, 2000)), NULL },
		{ arena_print(a, "{\"introduction\":\"%s\"}", long_text(a, 2001)),
		    "(2001 chars), maximum 2000" },
		{ arena_print(a, "{\"other\":\"%s\"}", long_text(a, 2001)),
		    "(2001 chars), maximum 2000" },
	};
	int i;

	check_bodies(&custom_text_shape, CREATING, rows, COUNT(rows));
	for (i = 0; i < 51; i++)
		buf_print(&many, "%s\"k%d\":\"\"", i == 0 ? "{" : ",", i);
	buf_add(&many, "}");
	check_bodies(&custom_text_shape, CREATING, &(struct body_row){ many.text,
	    "Too many properties defined (51), maximum 50" }, 1);
	arena_free(a);
}

TEST(profile_has_attributes_or_an_attribute_profile)
{
	struct user_attribute attribute = { .name = "email" };
	struct profile p = { .user_attribute_profile_id = "uap_1" };
	struct fault f;

	assert_int_equal(profile_check(&p, &f), OK);
	p.user_attributes = (struct objects){ &attribute, 1 };
	assert_int_equal(profile_check(&p, &f), INVALID);
	assert_string_equal(said(&f),
	    "user_attributes and user_attribute_profile_id cannot be set together: set the one that is "
	    "not used to null.");
	assert_string_equal(f.code, "invalid_body");
	p.user_attribute_profile_id = NULL;
	assert_int_equal(profile_check(&p, &f), OK);
}

TEST(profile_names_each_strategy_once)
{
	const char *items[] = { "oidc", "waad", "oidc", "waad", "okta", "oidc" };
	struct profile p = { .allowed_strategies = { items, COUNT(items) } };

	profile_tidy(&p);
	assert_int_equal(p.allowed_strategies.count, 3);
	assert_string_equal(p.allowed_strategies.items[0], "oidc");
	assert_string_equal(p.allowed_strategies.items[1], "waad");
	assert_string_equal(p.allowed_strategies.items[2], "okta");
	p.allowed_strategies.count = 0;
	profile_tidy(&p);
	assert_int_equal(p.allowed_strategies.count, 0);
}

TEST(profile_branding_has_at_most_16_kilobytes)
{
	struct arena *a = arena_new();
	struct branding branding = { .given.whole = long_text(a, BRANDING_MAX_BYTES) };
	struct profile p = { .branding = &branding };
	struct fault f;

	assert_int_equal(profile_check(&p, &f), OK);
	branding.given.whole = long_text(a, BRANDING_MAX_BYTES + 1);
	assert_int_equal(profile_check(&p, &f), INVALID);
	assert_string_equal(said(&f), "branding is too large: at most 16384 bytes.");
	arena_free(a);
}
