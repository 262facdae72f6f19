/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "connection_desk.h"
#include "test.h"

static struct answer
create(struct desk *d, const char *body)
{
	return call(d->p, &d->c, "POST", CONNECTIONS, body);
}

TEST(connections_are_made_and_answered_as_the_contract_has_them)
{
	struct desk d = connection_desk();
	struct answer a = create(&d, OKTA(",\"domain\":\"acme.okta.com\",\"x\":{\"kept\":[1,null]}"));
	const char *id = member(d.p, &a, "id");

	check_answer(&a, 201, arena_print(d.p->arena, "{\"id\":\"%s\",\"name\":\"acme\","
	    "\"display_name\":\"acme\",\"strategy\":\"okta\",\"options\":{\"x\":{\"kept\":[1,null]},"
	    "\"type\":\"back_channel\",\"domain\":\"acme.okta.com\",\"client_id\":\"c\","
	    "\"attribute_map\":{\"mapping_mode\":\"basic_profile\"},\"schema_version\":\"oidc-V4\","
	    "\"connection_settings\":{\"pkce\":\"auto\"}},\"realms\":[\"acme\"],\"enabled_clients\":[],"
	    "\"is_domain_connection\":false,\"show_as_button\":false,\"authentication\":{\"active\":true},"
	    "\"connected_accounts\":{\"active\":false}}", id));
	assert_int_equal(a.round_trips, 2);
	assert_true(text_starts(id, "con_") && text_is_alnum(id + 4) && strlen(id) == 20);
	assert_int_equal(desk_events(&d, "connection_created"), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s' AND kind = "
	    "'derive_connection' AND subject = '%s'", d.p->tenant, id), 1);
	a = desk_call(&d, "GET", id, "", NULL);
	check_member(&d, &a, "options.domain", "acme.okta.com");
}

TEST(connections_keep_all_that_is_sent_beside_the_options)
{
	struct desk d = connection_desk();
	struct answer a = create(&d, "{\"name\":\"a-1\",\"strategy\":\"samlp\",\"display_name\":\"A\","
	    "\"enabled_clients\":[\"b\",\"a\",\"b\"],\"is_domain_connection\":true,"
	    "\"show_as_button\":true,\"realms\":[\"one\",\"two\"],\"metadata\":{\"k\":\"v\",\"n\":null},"
	    "\"authentication\":{\"active\":false},"
	    "\"connected_accounts\":{\"active\":true,\"cross_app_access\":true},"
	    "\"cross_app_access_requesting_app\":{\"active\":true},"
	    "\"cross_app_access_resource_app\":{\"status\":\"enabled\"}}");
	const char *id = member(d.p, &a, "id");

	check_answer(&a, 201, arena_print(d.p->arena, "{\"id\":\"%s\",\"name\":\"a-1\","
	    "\"display_name\":\"A\",\"strategy\":\"samlp\",\"options\":{},\"realms\":[\"one\",\"two\"],"
	    "\"enabled_clients\":[\"a\",\"b\"],\"is_domain_connection\":true,\"show_as_button\":true,"
	    "\"metadata\":{\"k\":\"v\",\"n\":null},\"authentication\":{\"active\":false},"
	    "\"connected_accounts\":{\"active\":true,\"cross_app_access\":true},"
	    "\"cross_app_access_requesting_app\":{\"active\":true},"
	    "\"cross_app_access_resource_app\":{\"status\":\"enabled\"}}", id));
	assert_string_equal(desk_live(&d, id, "c.enabled_at IS NOT NULL"), "t");
	assert_string_equal(desk_live(&d, id, "array_to_string(c.intended_clients, ' ')"), "a b");
}

TEST(connections_get_the_defaults_of_their_strategy)
{
	static const struct {
		const char	*strategy, *options, *path, *value;	/* value NULL: our domain */
	} rows[] = {
		{ "oidc", "\"client_id\":\"c\"", "type", "front_channel" },
		{ "oidc", "\"client_id\":\"c\"", "attribute_map.mapping_mode", "bind_all" },
		{ "oidc", "\"client_id\":\"c\",\"type\":\"back_channel\"", "type", "back_channel" },
		{ "oidc", "\"client_id\":\"c\",\"attribute_map\":{\"attributes\":{\"a\":\"b\"}}",
		    "attribute_map", "{\"attributes\":{\"a\":\"b\"},\"mapping_mode\":\"bind_all\"}" },
		{ "okta", "\"client_id\":\"c\",\"attribute_map\":{\"mapping_mode\":\"use_map\"}",
		    "attribute_map", "{\"mapping_mode\":\"use_map\"}" },
		{ "okta", "\"client_id\":\"c\",\"connection_settings\":{\"pkce\":\"S256\"}",
		    "connection_settings.pkce", "S256" },
		{ "waad", "\"client_id\":\"c\"", "identity_api", "microsoft-identity-platform-v2.0" },
		{ "waad", "\"client_id\":\"c\"", "userid_attribute", "oid" },
		{ "waad", "\"client_id\":\"c\"", "waad_protocol", "openid-connect" },
		{ "waad", "\"client_id\":\"c\"", "useCommonEndpoint", "false" },
		{ "waad", "\"client_id\":\"c\",\"useCommonEndpoint\":true", "useCommonEndpoint", "true" },
		{ "waad", "\"client_id\":\"c\"", "use_wsfed", "false" },
		{ "waad", "\"client_id\":\"c\"", "waad_common_endpoint", "false" },
		{ "waad", "\"client_id\":\"c\",\"should_trust_email_verified_connection\":null",
		    "should_trust_email_verified_connection", "never_set_emails_as_verified" },
		{ "waad", "\"client_id\":\"c\"", "app_domain", NULL },
		{ "waad", "\"client_id\":\"c\",\"app_domain\":\"a.example\"", "app_domain", "a.example" },
		{ "google-apps", "\"client_id\":\"c\",\"domain\":\"a.example\"", "domain", "a.example" },
		{ "google-apps", "\"domain\":\"a.example\"", "client_id", "" },
		{ "google-apps", "\"client_id\":\"\",\"client_secret\":\"\"", "email", "true" },
		{ "google-apps", "", "profile", "true" }, { "google-apps", "", "map_user_id_to_id", "false" },
		{ "google-apps", "\"scope\":null", "scope", "[\"email\",\"profile\"]" },
		{ "google-apps", "\"scope\":[\"email\"]", "scope", "[\"email\"]" },
		{ "google-apps", "\"handle_login_from_social\":null", "handle_login_from_social", "true" },
		{ "adfs", "\"adfs_server\":\"adfs.example\"", "adfs_server", "adfs.example" },
		{ "adfs", "\"adfs_server\":\"adfs.example\"", "should_trust_email_verified_connection",
		    "always_set_emails_as_verified" },
		{ "pingfederate", "\"pingFederateBaseUrl\":\"https://p.example\"", "signInEndpoint",
		    "https://p.example" },
		{ "pingfederate", "\"pingFederateBaseUrl\":\"https://p.example\",\"signInEndpoint\":null",
		    "signInEndpoint", "https://p.example" },
		{ "pingfederate", "\"pingFederateBaseUrl\":\"https://p.example\",\"signInEndpoint\":"
		    "\"https://p.example/in\"", "signInEndpoint", "https://p.example/in" },
		{ "oidc", "\"client_id\":\"c\",\"attribute_map\":null,\"connection_settings\":{\"pkce\":null}",
		    "connection_settings", "{\"pkce\":\"auto\"}" },
		{ "oidc", "\"client_id\":\"c\",\"type\":null", "type", "front_channel" },
		{ "samlp", "\"debug\":true", "debug", "true" },
		{ "pingfederate", "\"pingFederateBaseUrl\":\"https://p.example\"",
		    "pingFederateBaseUrl", "https://p.example" },
	};
	struct desk d = connection_desk();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = create(&d, arena_print(d.p->arena, "{\"name\":\"n%zu\",\"strategy\":\"%s\","
		    "\"options\":{%s}}", i, rows[i].strategy, rows[i].options));
		CHECK(a.code == 201, "%s: %s", rows[i].options, a.body);
		check_member(&d, &a, arena_print(d.p->arena, "options.%s", rows[i].path),
		    rows[i].value == NULL ? d.p->domain : rows[i].value);
		check_member(&d, &a, "display_name", strchr("ap", rows[i].strategy[0]) != NULL
		    || text_is(rows[i].strategy, "samlp") ? "" : arena_print(d.p->arena, "n%zu", i));
	}
}

/* Programs send null for what they leave out. */
TEST(connections_take_null_for_absent_beside_the_options)
{
	static const char nulls[] = "\"display_name\":null,\"is_domain_connection\":null,"
	    "\"show_as_button\":null,\"realms\":null,\"metadata\":null,\"authentication\":null,"
	    "\"connected_accounts\":null,\"cross_app_access_requesting_app\":null,"
	    "\"cross_app_access_resource_app\":null";
	struct desk d = connection_desk();
	struct answer plain = create(&d, "{\"name\":\"a\",\"strategy\":\"google-apps\"}"), a;
	const char *id = member(d.p, &plain, "id");

	assert_int_equal(plain.code, 201);
	check_member(&d, &plain, "options.email", "true");
	a = desk_call(&d, "PATCH", id, "", arena_print(d.p->arena, "{%s}", nulls));
	check_answer(&a, 200, plain.body);
	assert_int_equal(desk_events(&d, "connection_updated"), 0);
	assert_int_equal(desk_call(&d, "DELETE", id, "", NULL).code, 204);
	a = create(&d, arena_print(d.p->arena, "{\"name\":\"a\",\"strategy\":\"google-apps\","
	    "\"options\":null,\"enabled_clients\":null,%s}", nulls));
	check_answer(&a, 201, arena_print(d.p->arena, "{\"id\":\"%s%s", member(d.p, &a, "id"),
	    plain.body + strlen("{\"id\":\"") + strlen(id)));
}

TEST(connections_of_other_strategies_are_refused_with_those_that_work)
{
	struct desk d = connection_desk();
	static const char *const strategies[] = { "auth0", "ad", "google-oauth2", "yandex" };
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(strategies); i++) {
		a = create(&d, arena_print(d.p->arena, "{\"name\":\"n\",\"strategy\":\"%s\"}",
		    strategies[i]));
		check_error(d.p, &a, 400, arena_print(d.p->arena, "The strategy %s is not supported here. "
		    "Supported are okta, oidc, samlp, waad, google-apps, adfs and pingfederate.",
		    strategies[i]), "invalid_body");
	}
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s'",
	    d.p->tenant), 0);
}

TEST(connections_with_a_name_that_is_taken_are_a_conflict)
{
	struct desk d = connection_desk();
	struct place other = place_beside(d.p);
	struct caller theirs = caller_new(&other, "create:connections");
	struct answer a;

	desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"samlp\"}");
	a = create(&d, "{\"name\":\"ACME\",\"strategy\":\"okta\"}");
	check_error(d.p, &a, 409, "A connection with this name already exists.", NULL);
	a = call(&other, &theirs, "POST", CONNECTIONS, "{\"name\":\"acme\",\"strategy\":\"samlp\"}");
	assert_int_equal(a.code, 201);
	check_member(&d, &a, "options", "");
}

TEST(connections_bodies_that_are_wrong_get_the_contracts_400)
{
	static const struct {
		const char	*body, *what;
	} rows[] = {
		{ "{}", "Missing required property: name" },
		{ "{\"name\":\"a\"}", "Missing required property: strategy" },
		{ "{\"name\":\"-a\",\"strategy\":\"okta\"}", "does not match pattern" },
		{ "{\"name\":\"\",\"strategy\":\"okta\"}", "too short" },
		{ "{\"name\":\"a\",\"strategy\":\"nobody\"}", "No enum match for: nobody" },
		{ "{\"name\":\"a\",\"strategy\":\"auth0-adldap\"}", "No enum match" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"id\":\"x\"}", "not allowed: id" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"options\":[]}", "on property options" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"enabled_clients\":[\"a b\"]}", "client-id" },
		{ "{\"name\":\"a\",\"strategy\":null}", "on property strategy" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"cross_app_access_resource_app\":{\"status\":\"on\"}}",
		    "cross_app_access_resource_app.status" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"realms\":[\"\"]}", "realms[0]" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"metadata\":{\"k\":1}}", "metadata.k" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"authentication\":{}}", "property: active" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"authentication\":{\"active\":true,"
		    "\"cross_app_access\":true}}", "not allowed: cross_app_access" },
		{ "{\"name\":\"a\",\"strategy\":\"okta\",\"connected_accounts\":{\"active\":1}}",
		    "connected_accounts.active" },
		{ "[]", "Expected type object" }, { "{", "Invalid request payload JSON format" },
	};
	struct desk d = connection_desk();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = create(&d, rows[i].body);
		CHECK(a.code == 400 && strstr(a.body, rows[i].what) != NULL, "%s: %s", rows[i].body, a.body);
	}
	a = create(&d, arena_print(d.p->arena, "{\"name\":\"%0129d\",\"strategy\":\"okta\"}", 0));
	assert_int_equal(a.code, 400);
}

TEST(connections_are_made_of_forms_without_options)
{
	struct desk d = connection_desk();
	struct answer a = ASK(d.p, .method = "POST", .path = CONNECTIONS, .type = FORM_TYPE,
	    .body = "name=by-form&strategy=samlp&show_as_button=true&enabled_clients[]=a",
	    .authorization = d.c.authorization);

	assert_int_equal(a.code, 201);
	check_member(&d, &a, "show_as_button", "true");
	check_member(&d, &a, "enabled_clients", "[\"a\"]");
}

TEST(connections_need_a_scope_to_be_made_or_changed)
{
	static const struct {
		const char	*method, *path, *scope, *body;
	} rows[] = {
		{ "POST", "", "create:connections", "{\"name\":\"b\",\"strategy\":\"samlp\"}" },
		{ "PATCH", "/%s", "update:connections", "{\"show_as_button\":true}" },
		{ "DELETE", "/%s", "delete:connections", NULL },
		{ "GET", "/%s/status", "read:connections", NULL },
		{ "GET", "/%s/clients", "read:connections", NULL },
		{ "PATCH", "/%s/clients", "update:connections", "[{\"client_id\":\"a\",\"status\":true}]" },
		{ "GET", "/%s/revisions", "read:connections", NULL },
		{ "POST", "/%s/revisions/1/restore", "update:connections", NULL },
	};
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"a\",\"strategy\":\"samlp\"}");
	struct caller reader = caller_new(d.p, "read:self_service_profiles read:connections_options"),
	    changer = caller_new(d.p, "update:connections");
	const char *path;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		path = rows[i].path[0] == '\0' ? CONNECTIONS : arena_print(d.p->arena, CONNECTIONS "/%s%s", id,
		    rows[i].path + 3);
		a = call(d.p, &reader, rows[i].method, path, rows[i].body);
		check_error(d.p, &a, 403, arena_print(d.p->arena, "Insufficient scope, expected any of: %s",
		    rows[i].scope), "insufficient_scope");
	}
	a = call(d.p, &changer, "PATCH", arena_print(d.p->arena, CONNECTIONS "/%s", id),
	    "{\"options\":{}}");
	check_error(d.p, &a, 403, "Insufficient scope, expected any of: update:connections_options",
	    "insufficient_scope");
	a = call(d.p, &changer, "POST", arena_print(d.p->arena, CONNECTIONS "/%s/revisions/1/restore", id),
	    NULL);
	check_error(d.p, &a, 403, "Insufficient scope, expected any of: update:connections_options",
	    "insufficient_scope");
	assert_int_equal(sql_long("SELECT count(*) FROM connection_revision WHERE tenant_id = '%s'",
	    d.p->tenant), 1);
}
