/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "actions/client.h"
#include "call.h"
#include "test.h"

#define CLIENTS "/api/v2/clients"
#define GRANTS "/api/v2/client-grants"
#define SCOPES "read:clients read:client_grants"

static struct answer
list(struct place *p, const struct caller *c, const char *path, const char *query)
{
	return ASK(p, .path = path, .query = query, .authorization = c->authorization);
}

static char *
ids_of(struct place *p, const char *rest)
{
	return sql_text(p->arena, "SELECT coalesce(string_agg(client_id, ' ' ORDER BY client_id), '') FROM "
	    "(SELECT client_id FROM client WHERE tenant_id = '%s' ORDER BY client_id %s) c", p->tenant,
	    rest);
}

static const char *
listed(struct place *p, const struct answer *a, const char *name)
{
	json_t *value = json_loads(a->body, JSON_REJECT_DUPLICATES, NULL), *one;
	const char *text = "";
	size_t i;

	CHECK(a->code == 200 && value != NULL, "%d: %s", a->code, a->body);
	json_array_foreach(json_is_array(value) ? value : json_object_get(value, name), i, one)
		text = arena_print(p->arena, "%s%s%s", text, i == 0 ? "" : " ",
		    json_string_value(json_object_get(one, "client_id")));
	json_decref(value);
	return text;
}

static void
add_three(struct place *p)
{
	const char *id, *secret;
	int i;

	for (i = 0; i < 3; i++)
		must(p, register_client(place_act(p), arena_print(p->arena, "Program %d", i),
		    "read:connections", &id, &secret));
}

TEST(clients_are_shown_without_their_secrets)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, SCOPES);
	struct answer a;
	const char *json = arena_print(p->arena, "{\"client_id\":\"%s\",\"name\":\"Program\",\"tenant\":"
	    "\"%s\",\"global\":false,\"app_type\":\"non_interactive\",\"is_first_party\":true,"
	    "\"oidc_conformant\":true,\"token_endpoint_auth_method\":\"client_secret_post\","
	    "\"grant_types\":[\"client_credentials\"]}", c.id, p->tenant);

	a = list(p, &c, CLIENTS, "");
	check_answer(&a, 200, arena_print(p->arena, "[%s]", json));
	a = call(p, &c, "GET", arena_print(p->arena, CLIENTS "/%s", c.id), NULL);
	check_answer(&a, 200, json);
	a = list(p, &c, CLIENTS, "include_totals=true");
	check_answer(&a, 200, arena_print(p->arena, "{\"clients\":[%s],\"start\":0,\"limit\":50,"
	    "\"total\":1}", json));
	a = list(p, &c, CLIENTS, "fields=name,client_id&take=1");
	check_answer(&a, 200, arena_print(p->arena, "{\"clients\":[{\"client_id\":\"%s\",\"name\":"
	    "\"Program\"}]}", c.id));
	a = ASK(p, .path = arena_print(p->arena, CLIENTS "/%s", c.id), .query = "fields=client_id,tenant,"
	    "global,app_type,is_first_party,oidc_conformant,grant_types&include_fields=false",
	    .authorization = c.authorization);
	check_answer(&a, 200, "{\"name\":\"Program\",\"token_endpoint_auth_method\":"
	    "\"client_secret_post\"}");
}

TEST(clients_have_a_grant_each)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, SCOPES);
	const char *json = arena_print(p->arena, "[{\"id\":\"cgr_%.16s\",\"client_id\":\"%s\","
	    "\"audience\":\"https://%s/api/v2/\",\"scope\":[\"read:clients\",\"read:client_grants\"]}]",
	    c.id, c.id, p->domain);
	struct answer a = list(p, &c, GRANTS, "");

	check_answer(&a, 200, json);
	add_three(p);
	a = list(p, &c, GRANTS, arena_print(p->arena, "client_id=%s", c.id));
	check_answer(&a, 200, json);
	a = list(p, &c, GRANTS, "client_id=nobody&include_totals=true");
	check_answer(&a, 200, "{\"client_grants\":[],\"start\":0,\"limit\":50,\"total\":0}");
	a = list(p, &c, GRANTS, "audience=https%3A%2F%2Felsewhere%2F");
	check_answer(&a, 200, "[]");
	a = list(p, &c, GRANTS, arena_print(p->arena, "take=4&audience=https://%s/api/v2/", p->domain));
	assert_string_equal(listed(p, &a, "client_grants"), ids_of(p, ""));
}

TEST(clients_are_listed_in_all_forms)
{
	static const struct {
		const char	*query, *sql;
	} rows[] = {
		{ "", "" }, { "per_page=2", "LIMIT 2" }, { "per_page=2&page=1", "OFFSET 2 LIMIT 2" },
		{ "per_page=2&page=2", "LIMIT 0" }, { "take=3", "LIMIT 3" }, { "take=4", "" },
		{ "is_global=false", "" }, { "is_global=true", "LIMIT 0" }, { "is_first_party=true", "" },
		{ "is_first_party=false", "LIMIT 0" }, { "app_type=non_interactive", "" },
		{ "app_type=spa,non_interactive", "" }, { "app_type=spa", "LIMIT 0" },
		{ "app_type=", "LIMIT 0" }, { "include_totals=true&page=1&per_page=3", "OFFSET 3" },
	};
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, SCOPES);
	struct answer a;
	size_t i;

	add_three(p);
	add_three(&other);
	for (i = 0; i < COUNT(rows); i++) {
		a = list(p, &c, CLIENTS, rows[i].query);
		CHECK(strcmp(listed(p, &a, "clients"), ids_of(p, rows[i].sql)) == 0, "%s: %s",
		    rows[i].query, a.body);
		assert_true(a.round_trips <= 2);
	}
}

TEST(clients_are_walked_by_checkpoint)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, SCOPES);
	struct answer a;
	const char *first;

	add_three(p);
	a = list(p, &c, CLIENTS, "take=2");
	first = member(p, &a, "next");
	assert_string_equal(listed(p, &a, "clients"), ids_of(p, "LIMIT 2"));
	a = list(p, &c, CLIENTS, arena_print(p->arena, "take=2&from=%s", first));
	assert_string_equal(listed(p, &a, "clients"), ids_of(p, "OFFSET 2"));
	assert_string_equal(member(p, &a, "next"), "");
}

TEST(clients_not_there_are_not_found)
{
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, SCOPES), theirs = caller_new(&other, SCOPES);
	const char *const ids[] = { theirs.id, "x", "x'--" };
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(ids); i++) {
		a = call(p, &c, "GET", arena_print(p->arena, CLIENTS "/%s", ids[i]), NULL);
		check_error(p, &a, 404, "The client does not exist", "inexistent_client");
	}
	a = list(p, &c, CLIENTS, "per_page=0");
	assert_int_equal(a.code, 400);
	a = list(p, &c, GRANTS, "x=1");
	assert_int_equal(a.code, 400);
}

TEST(clients_need_any_of_their_scopes)
{
	static const char *const scopes[] = { "read:clients", "read:client_keys", "read:client_summary" };
	struct place *p = place_new();
	struct caller c = caller_new(p, "read:connections");
	struct answer a = list(p, &c, CLIENTS, "");
	size_t i;

	check_error(p, &a, 403, "Insufficient scope, expected any of: read:clients, read:client_keys, "
	    "read:client_summary", "insufficient_scope");
	for (i = 0; i < COUNT(scopes); i++) {
		c = caller_new(p, scopes[i]);
		assert_int_equal(list(p, &c, CLIENTS, "").code, 200);
	}
}

TEST(organizations_have_no_grants_of_their_own)
{
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, "read:organization_client_grants");
	struct answer a;

	sql("INSERT INTO organization (tenant_id, organization_id, name) VALUES ('%s', "
	    "'org_0123456789abcdef', 'acme'), ('%s', 'org_0123456789ABCDEF', 'acme')", p->tenant,
	    other.tenant);
	a = list(p, &c, "/api/v2/organizations/org_0123456789abcdef/client-grants", "");
	check_answer(&a, 200, "[]");
	a = list(p, &c, "/api/v2/organizations/org_0123456789abcdef/client-grants", "include_totals=true");
	check_answer(&a, 200, "{\"client_grants\":[],\"start\":0,\"limit\":50,\"total\":0}");
	a = list(p, &c, "/api/v2/organizations/org_0123456789ABCDEF/client-grants", "");
	check_error(p, &a, 404, "The organization does not exist.", "inexistent_organization");
}
