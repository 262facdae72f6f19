/* SPDX-License-Identifier: Apache-2.0 */
#include "model/attributes/attribute_profile.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "model/attributes/attribute_template.h"
#include "rows.h"
#include "test.h"

#define REST "\"description\":\"d\",\"label\":\"l\",\"profile_required\":true,\"auth0_mapping\":\"e\""
#define WITH(members) "{\"name\":\"A\",\"user_attributes\":{\"email\":{" REST members "}}}"
#define USER_ID(members) "{\"name\":\"A\",\"user_id\":{" members "},\"user_attributes\":{\"email\":{" \
	REST "}}}"
#define AT " on property user_attributes.email"
#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

TEST(attribute_profile_rows_are_the_contract)
{
	static const struct body_row rows[] = {
		{ WITH(""), NULL },
		{ "{}", "Missing required property: name" },
		{ "{\"name\":\"A\"}", "Missing required property: user_attributes" },
		{ "{\"name\":\"\"}", "too short (0 chars), minimum 1' on property name (The name of the user "
		    "attribute profile.)" },
		{ "{\"name\":\"A\",\"user_attributes\":{}}", "Too few properties defined (0), minimum 1" },
		{ "{\"name\":\"A\",\"user_attributes\":[]}", "Expected type object but found type array" },
		{ "{\"name\":\"A\",\"user_attributes\":null}", "Expected type object but found type null" },
		{ "{\"name\":\"A\",\"user_attributes\":{\"\":{" REST "}}}", "too short" },
		{ "{\"id\":\"uap_x\"}", "Additional properties not allowed: id" },
		{ "{\"x\":1}", "Additional properties not allowed: x" },
		{ WITH(",\"x\":1"), "Additional properties not allowed: x'" AT },
		{ "{\"name\":\"A\",\"user_attributes\":{\"email\":{}}}", "Missing required property: "
		    "description'" AT },
		{ "{\"name\":\"A\",\"user_attributes\":{\"email\":7}}", "Expected type object but found type "
		    "integer'" AT },
		{ WITH(",\"scim_mapping\":\"\""), "too short" },
		{ WITH(",\"scim_mapping\":null"), "Expected type string but found type null" },
		{ WITH(",\"saml_mapping\":[]"), "Array is too short (0), minimum 1" },
		{ WITH(",\"saml_mapping\":[\"a\",\"b\",\"c\"]"), NULL },
		{ WITH(",\"saml_mapping\":[\"a\",\"b\",\"c\",\"d\"]"), "Array is too long (4), maximum 3'" AT
		    ".saml_mapping (SAML mapping for this attribute)" },
		{ WITH(",\"saml_mapping\":[\"a\",\"a\"]"), "Array items are not unique (indexes 0 and 1)" },
		{ WITH(",\"saml_mapping\":[\"\"]"), "too short" },
		{ WITH(",\"oidc_mapping\":\"email\""), "Expected type object but found type string" },
		{ WITH(",\"oidc_mapping\":{}"), "Missing required property: mapping'" AT ".oidc_mapping" },
		{ WITH(",\"oidc_mapping\":{\"mapping\":\"a\",\"display_name\":\"b\"}"), NULL },
		{ WITH(",\"oidc_mapping\":{\"mapping\":\"a\",\"x\":1}"), "not allowed: x'" AT ".oidc_mapping" },
		{ WITH(",\"strategy_overrides\":{}"), NULL },
		{ WITH(",\"strategy_overrides\":{\"keycloak-samlp\":{}}"), "not allowed: keycloak-samlp'" AT
		    ".strategy_overrides" },
		{ WITH(",\"strategy_overrides\":{\"okta\":{\"x\":1}}"), "not allowed: x'" AT
		    ".strategy_overrides.okta" },
		{ WITH(",\"strategy_overrides\":{\"pingfederate\":{},\"ad\":{},\"adfs\":{},\"waad\":{},"
		    "\"google-apps\":{},\"okta\":{\"oidc_mapping\":{\"mapping\":\"a\"}},\"oidc\":"
		    "{\"saml_mapping\":[\"a\"]},\"samlp\":{\"scim_mapping\":\"a\"}}"), NULL },
		{ WITH(",\"strategy_overrides\":{\"okta\":{\"oidc_mapping\":\"sub\"}}"),
		    "Expected type object but found type string" },
		{ USER_ID(""), NULL },
		{ USER_ID("\"oidc_mapping\":\"sub\",\"saml_mapping\":[\"a\"],\"scim_mapping\":\"b\""), NULL },
		{ USER_ID("\"oidc_mapping\":\"oid\""), "No enum match for: oid' on property "
		    "user_id.oidc_mapping (OIDC mapping for user ID)" },
		{ USER_ID("\"strategy_overrides\":{\"waad\":{\"oidc_mapping\":\"oid\"},\"google-apps\":"
		    "{\"oidc_mapping\":\"email\"},\"okta\":{\"oidc_mapping\":\"sub\"}}"), NULL },
		{ USER_ID("\"strategy_overrides\":{\"waad\":{\"oidc_mapping\":\"upn\"}}"),
		    "No enum match for: upn' on property user_id.strategy_overrides.waad.oidc_mapping" },
		{ USER_ID("\"x\":1"), "Additional properties not allowed: x' on property user_id" },
		{ "{\"name\":\"A\",\"user_id\":null,\"user_attributes\":{\"e\":{" REST "}}}",
		    "Expected type object but found type null" },
	};

	check_bodies(&attribute_profile_shape, CREATING, rows, COUNT(rows));
}

TEST(attribute_profile_patch_may_leave_out_anything)
{
	static const struct body_row rows[] = {
		{ "{}", NULL }, { "{\"user_id\":null}", NULL }, { "{\"name\":\"B\"}", NULL },
		{ "{\"name\":null}", "found type null" }, { "{\"user_attributes\":null}", "found type null" },
		{ "{\"user_attributes\":{\"e\":{}}}", "Missing required property: description" },
	};

	check_bodies(&attribute_profile_shape, PATCHING, rows, COUNT(rows));
}

/* Each text at its limit and one beyond. */
TEST(attribute_profile_limits_are_of_characters)
{
	static const struct {
		const char	*format;
		size_t		 most;
	} rows[] = {
		{ "{\"name\":\"%s\"}", 128 },
		{ "{\"user_id\":{\"scim_mapping\":\"%s\"}}", 128 },
		{ "{\"user_id\":{\"saml_mapping\":[\"%s\"]}}", 128 },
		{ "{\"user_attributes\":{\"%s\":{" REST "}}}", 128 },
		{ "{\"user_attributes\":{\"e\":{" REST ",\"scim_mapping\":\"%s\"}}}", 128 },
		{ "{\"user_attributes\":{\"e\":{" REST ",\"saml_mapping\":[\"%s\"]}}}", 128 },
		{ "{\"user_attributes\":{\"e\":{" REST ",\"oidc_mapping\":{\"mapping\":\"%s\"}}}}", 50 },
		{ "{\"user_attributes\":{\"e\":{" REST ",\"oidc_mapping\":{\"mapping\":\"a\","
		    "\"display_name\":\"%s\"}}}}", 50 },
		{ "{\"user_attributes\":{\"e\":{\"label\":\"l\",\"profile_required\":true,\"auth0_mapping\":"
		    "\"a\",\"description\":\"%s\"}}}", 128 },
		{ "{\"user_attributes\":{\"e\":{\"description\":\"l\",\"profile_required\":true,"
		    "\"auth0_mapping\":\"a\",\"label\":\"%s\"}}}", 128 },
		{ "{\"user_attributes\":{\"e\":{\"description\":\"l\",\"profile_required\":true,"
		    "\"label\":\"a\",\"auth0_mapping\":\"%s\"}}}", 50 },
	};
	struct arena *a = arena_new();
	struct body_row row;
	struct buf b;
	const char *mark;
	size_t i, more;

	for (i = 0; i < COUNT(rows); i++)
		for (more = 0; more < 2; more++) {
			mark = strstr(rows[i].format, "%s");
			b = buf_in(a);
			buf_add_bytes(&b, rows[i].format, (size_t)(mark - rows[i].format));
			buf_add(&b, wide_text(a, rows[i].most + more));
			buf_add(&b, mark + 2);
			row = (struct body_row){ b.text, more == 0 ? NULL : "String is too long" };
			check_bodies(&attribute_profile_shape, PATCHING, &row, 1);
		}
	arena_free(a);
}

TEST(attribute_profiles_have_at_most_64_attributes)
{
	struct arena *a = arena_new();
	struct body_row row;
	struct buf b;
	int count, i;

	for (count = 64; count <= 65; count++) {
		b = buf_in(a);
		for (i = 0; i < count; i++)
			buf_print(&b, "%s\"a%d\":{" REST "}", i == 0 ? "" : ",", i);
		row = (struct body_row){ arena_print(a, "{\"name\":\"A\",\"user_attributes\":{%s}}", b.text),
			count == 64 ? NULL : "Too many properties defined (65), maximum 64" };
		check_bodies(&attribute_profile_shape, CREATING, &row, 1);
	}
	arena_free(a);
}

static struct attribute_profile
decoded(struct arena *a, const char *json)
{
	struct attribute_profile p = { 0 };
	struct fault f;

	CHECK(fields_decode(a, json, strlen(json), &attribute_profile_shape, CREATING, &p, &f) == OK,
	    "%s: %s", json, said(&f));
	return p;
}

TEST(attribute_profiles_tell_where_an_expression_is_wrong)
{
	static const struct {
		const char	*json, *sentence;
	} rows[] = {
		{ WITH(",\"oidc_mapping\":{\"mapping\":\"${context.tokenset.email}\"}"), NULL },
		{ WITH(",\"oidc_mapping\":{\"mapping\":\"email\"}"), NULL },
		{ WITH(",\"oidc_mapping\":{\"mapping\":\"x ${email}\"}"), "Payload validation error: 'Not an "
		    "expression: at character 5: expected context.connection.*, context.tokenset.* or "
		    "context.userinfo.*, in x ${email}'" AT ".oidc_mapping.mapping (OIDC mapping field)." },
		{ WITH(",\"strategy_overrides\":{\"waad\":{},\"okta\":{\"oidc_mapping\":{\"mapping\":\"${\"}}}"),
		    "Payload validation error: 'Not an expression: at character 1: ${ is not closed by }, in "
		    "${'" AT ".strategy_overrides.okta.oidc_mapping.mapping (OIDC mapping field)." },
	};
	struct arena *a = arena_new();
	struct attribute_profile p;
	struct fault f;
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		p = decoded(a, rows[i].json);
		st = attribute_profile_check(a, &p, &f);
		if (rows[i].sentence == NULL) {
			CHECK(st == OK, "%s: %s", rows[i].json, said(&f));
			continue;
		}
		assert_int_equal(st, INVALID);
		assert_string_equal(said(&f), rows[i].sentence);
		assert_string_equal(f.code, "invalid_body");
	}
	arena_free(a);
}

TEST(attribute_profile_user_ids_have_defaults)
{
	static const struct {
		const char	*user_id, *complete;
	} rows[] = {
		{ "", "{\"oidc_mapping\":\"sub\",\"saml_mapping\":[\"" CLAIMS "nameidentifier\",\"" CLAIMS
		    "upn\",\"" CLAIMS "name\"],\"scim_mapping\":\"externalId\"}" },
		{ "\"scim_mapping\":\"userName\",\"saml_mapping\":[\"uid\"]", "{\"oidc_mapping\":\"sub\","
		    "\"saml_mapping\":[\"uid\"],\"scim_mapping\":\"userName\"}" },
		{ "\"saml_mapping\":[\"uid\"],\"strategy_overrides\":{\"waad\":{\"oidc_mapping\":\"oid\"}}",
		    "{\"oidc_mapping\":\"sub\",\"saml_mapping\":[\"uid\"],\"scim_mapping\":\"externalId\","
		    "\"strategy_overrides\":{\"waad\":{\"oidc_mapping\":\"oid\"}}}" },
	};
	const struct shape *shape = attribute_profile_shape.fields[ATTRIBUTE_PROFILE_USER_ID].shape;
	struct arena *a = arena_new();
	struct attribute_profile p;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		p = decoded(a, arena_print(a, "{\"name\":\"A\",\"user_id\":{%s},\"user_attributes\":{\"e\":{"
		    REST "}}}", rows[i].user_id));
		assert_string_equal(fields_encode(a, shape, user_id_complete(a, p.user_id)),
		    rows[i].complete);
	}
	assert_string_equal(fields_encode(a, shape, user_id_complete(a, NULL)), rows[0].complete);
	arena_free(a);
}

/* The exception of a strategy first, then what is for all; per protocol. */
TEST(attribute_profile_overrides_are_of_one_strategy)
{
	static const struct {
		const char	*strategy, *oidc, *saml, *scim, *claim, *id_scim;
	} rows[] = {
		{ "okta", "o", "s", "c", "sub", "externalId" }, { "oidc", "g", "s", "c2", "sub", "externalId" },
		{ "samlp", "g", "s2", "c", "sub", "userName" },
		{ "okta-samlp", "g", "s2", "c", "sub", "userName" },
		{ "auth0-samlp", "g", "s2", "c", "sub", "userName" },
		{ "keycloak-samlp", "g", "s2", "c", "sub", "userName" },
		{ "waad", "g", "s", "c", "oid", "externalId" }, { "adfs", "g", "s", "c", "sub", "externalId" },
		{ "unheard-of", "g", "s", "c", "sub", "externalId" },
	};
	struct arena *a = arena_new();
	struct attribute_profile p = decoded(a, "{\"name\":\"A\",\"user_id\":{\"strategy_overrides\":"
	    "{\"samlp\":{\"scim_mapping\":\"userName\"},\"waad\":{\"oidc_mapping\":\"oid\"}}},"
	    "\"user_attributes\":{\"e\":{" REST ",\"oidc_mapping\":{\"mapping\":\"g\"},\"saml_mapping\":"
	    "[\"s\"],\"scim_mapping\":\"c\",\"strategy_overrides\":{\"okta\":{\"oidc_mapping\":"
	    "{\"mapping\":\"o\"}},\"oidc\":{\"scim_mapping\":\"c2\"},\"samlp\":{\"saml_mapping\":"
	    "[\"s2\"]}}}}}");
	struct user_id *id = user_id_complete(a, p.user_id);
	struct source of, of_id;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		of = attribute_for(p.attributes.items, rows[i].strategy);
		of_id = user_id_for(id, rows[i].strategy);
		CHECK(text_is(of.oidc->mapping, rows[i].oidc) && text_is(of.saml.items[0], rows[i].saml)
		    && text_is(of.scim, rows[i].scim), "%s", rows[i].strategy);
		CHECK(text_is(of_id.claim, rows[i].claim) && text_is(of_id.scim, rows[i].id_scim), "%s",
		    rows[i].strategy);
	}
	arena_free(a);
}

/* The template is a body that is taken, and comes out as it went in. */
TEST(attribute_template_can_be_posted)
{
	struct arena *a = arena_new();
	json_t *item = json_loads(attribute_template, JSON_REJECT_DUPLICATES, NULL), *again;
	char *template = json_dumps(json_object_get(item, "template"), JSON_COMPACT);
	struct attribute_profile p = decoded(a, template);
	struct fault f;

	assert_string_equal(json_string_value(json_object_get(item, "id")), ATTRIBUTE_TEMPLATE_ID);
	assert_int_equal(p.attributes.count, 48);
	assert_int_equal(attribute_profile_check(a, &p, &f), OK);
	again = json_loads(fields_encode(a, &attribute_profile_shape, &p), 0, NULL);
	assert_true(json_equal(again, json_object_get(item, "template")));
	assert_null(strchr(attribute_template, '\n'));
	assert_null(strstr(attribute_template, "\": "));
	free(template);
	json_decref(again);
	json_decref(item);
	arena_free(a);
}

TEST(attribute_profile_ids_have_one_form)
{
	assert_true(is_attribute_profile_id("uap_1cABCDEFGHJKLMNPQRSTUV"));
	assert_false(is_attribute_profile_id(""));
	assert_false(is_attribute_profile_id("uap_1c"));
	assert_false(is_attribute_profile_id("uap_1cABCDEFGHJKLMNPQRSTU-"));
	assert_false(is_attribute_profile_id("uap_1cABCDEFGHJKLMNPQRSTUVW"));
	assert_false(is_attribute_profile_id("ssp_1cABCDEFGHJKLMNPQRSTUV"));
}
