/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "call.h"
#include "customer.h"
#include "model/tenant/client.h"
#include "test.h"

#define ORGANIZATIONS "/api/v2/organizations"

struct desk {
	struct place	*p;
	struct caller	 c;
};

static struct desk
desk_new(void)
{
	struct desk d = { .p = place_new() };

	d.c = caller_new(d.p, all_scopes);
	return d;
}

static struct answer
post(struct desk *d, const char *body)
{
	return call(d->p, &d->c, "POST", ORGANIZATIONS, body);
}

static struct answer
one(struct desk *d, const char *method, const char *id, const char *body)
{
	return call(d->p, &d->c, method, arena_print(d->p->arena, ORGANIZATIONS "/%s", id), body);
}

static struct answer
list(struct desk *d, const char *query)
{
	return ASK(d->p, .path = ORGANIZATIONS, .query = query, .authorization = d->c.authorization);
}

static long
events(struct desk *d, const char *kind)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = '%s' AND "
	    "actor = 'client:%s' AND details ? 'organization_id'", d->p->tenant, kind, d->c.id);
}

#define FULL "\"name\":\"acme\",\"display_name\":\"Acme Ltd.\",\"branding\":{\"logo_url\":" \
	"\"https://a.example/l.png\",\"colors\":{\"primary\":\"#abc\",\"page_background\":\"#001122\"}}," \
	"\"metadata\":{\"b\":\"1\",\"a\":\"\"},\"token_quota\":{\"client_credentials\":{\"enforce\":true," \
	"\"per_day\":2147483647}}"

/* These names are also parts of paths. */
TEST(organizations_are_found_whatever_their_name)
{
	static const char *const names[] = { "client-grants", "connections", "enabled_connections",
		"name", "discovery-domains" };
	struct desk d = desk_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		a = post(&d, arena_print(d.p->arena, "{\"name\":\"%s\"}", names[i]));
		assert_int_equal(a.code, 201);
		a = one(&d, "GET", arena_print(d.p->arena, "name/%s", names[i]), NULL);
		CHECK(a.code == 200, "%s: %s", names[i], a.body);
		assert_string_equal(member(d.p, &a, "name"), names[i]);
	}
}

TEST(organizations_are_made_shown_and_removed)
{
	struct desk d = desk_new();
	struct answer a = post(&d, "{" FULL "}");
	const char *id = member(d.p, &a, "id"), *json;

	CHECK(text_starts(id, "org_") && strlen(id) == 20 && text_is_alnum(id + 4), "%s", a.body);
	json = arena_print(d.p->arena, "{\"id\":\"%s\"," FULL "}", id);
	check_answer(&a, 201, json);
	assert_true(a.round_trips <= 2);
	a = one(&d, "GET", id, NULL);
	check_answer(&a, 200, json);
	assert_true(a.round_trips <= 2);
	a = one(&d, "GET", "name/acme", NULL);
	check_answer(&a, 200, json);
	a = list(&d, "");
	check_answer(&a, 200, arena_print(d.p->arena, "[%s]", json));
	a = one(&d, "DELETE", id, NULL);
	assert_int_equal(a.code, 204);
	assert_true(a.round_trips <= 2);
	a = one(&d, "DELETE", id, NULL);
	check_error(d.p, &a, 404, "The organization does not exist.", "inexistent_organization");
	assert_int_equal(events(&d, "organization_created"), 1);
	assert_int_equal(events(&d, "organization_deleted"), 1);
	assert_int_equal(sql_long("SELECT organization_count FROM tenant WHERE tenant_id = '%s'",
	    d.p->tenant), 0);
}

TEST(organizations_are_patched_member_by_member)
{
	static const struct {
		const char	*patch, *shown;
	} rows[] = {
		{ "{}", FULL },
		{ "{\"metadata\":{\"c\":\"2\",\"b\":null}}", "\"name\":\"acme\",\"metadata\":{\"c\":\"2\"}" },
		{ "{\"metadata\":{}}", "\"name\":\"acme\",\"metadata\":{}" },
		{ "{\"name\":\"new\",\"display_name\":\"N\"}", "\"name\":\"new\",\"display_name\":\"N\"" },
		{ "{\"branding\":{}}", "\"name\":\"acme\",\"branding\":{}" },
		{ "{\"branding\":{\"logo_url\":null}}", "\"name\":\"acme\",\"branding\":{}" },
		{ "{\"token_quota\":null}", "\"name\":\"acme\"" },
		{ "{\"token_quota\":{\"client_credentials\":{\"per_hour\":1}}}",
		    "\"name\":\"acme\",\"token_quota\":{\"client_credentials\":{\"per_hour\":1}}" },
	};
	struct desk d = desk_new();
	struct answer a;
	const char *id;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = post(&d, i == 0 ? "{" FULL "}" : "{\"name\":\"acme\"}");
		id = member(d.p, &a, "id");
		a = one(&d, "PATCH", id, rows[i].patch);
		check_answer(&a, 200, arena_print(d.p->arena, "{\"id\":\"%s\",%s}", id, rows[i].shown));
		assert_true(a.round_trips <= 2);
		one(&d, "DELETE", id, NULL);
	}
	assert_int_equal(events(&d, "organization_updated"), COUNT(rows));
}

TEST(organizations_that_are_wrong_get_the_contracts_400)
{
	static const struct {
		const char	*body, *message;
	} rows[] = {
		{ "{}", "Missing required property: name" },
		{ "{\"name\":\"\"}", "String is too short (0 chars), minimum 1" },
		{ "{\"name\":\"Acme\"}", "format organization-name: Acme" },
		{ "{\"name\":\"-a\"}", "format organization-name: -a" },
		{ "{\"name\":\"_a\"}", "format organization-name: _a" },
		{ "{\"name\":\"a.b\"}", "format organization-name: a.b" },
		{ "{\"name\":\"org_0123456789abcdef\"}", "format organization-name: org_" },
		{ "{\"name\":\"a12345678901234567890123456789012345678901234567890\"}",
		    "(51 chars), maximum 50" },
		{ "{\"name\":\"a\",\"id\":\"org_1\"}", "Additional properties not allowed: id" },
		{ "{\"name\":\"a\",\"display_name\":\"\"}", "(0 chars), minimum 1" },
		{ "{\"name\":\"a\",\"display_name\":null}", "found type null" },
		{ "{\"name\":\"a\",\"branding\":{\"x\":1}}", "Additional properties not allowed: x" },
		{ "{\"name\":\"a\",\"branding\":{\"logo_url\":\"http://a.example\"}}",
		    "format strict-https-uri-or-null" },
		{ "{\"name\":\"a\",\"branding\":{\"colors\":{\"primary\":\"#000\"}}}",
		    "Missing required property: page_background" },
		{ "{\"name\":\"a\",\"branding\":{\"colors\":{\"primary\":\"red\",\"page_background\":"
		    "\"#000\"}}}", "format html-color: red" },
		{ "{\"name\":\"a\",\"metadata\":{\"a\":1}}", "Expected type string,null" },
		{ "{\"name\":\"a\",\"token_quota\":{}}", "Missing required property: client_credentials" },
		{ "{\"name\":\"a\",\"token_quota\":{\"client_credentials\":{}}}", "Too few properties" },
		{ "{\"name\":\"a\",\"token_quota\":{\"client_credentials\":{\"per_day\":0}}}",
		    "less than minimum 1" },
		{ "{\"name\":\"a\",\"token_quota\":{\"client_credentials\":{\"per_day\":2147483648}}}",
		    "greater than maximum 2147483647" },
		{ "{\"name\":\"a\",\"enabled_connections\":[{}]}",
		    "Missing required property: connection_id" },
		{ "{\"name\":\"a\",\"enabled_connections\":[{\"connection_id\":\"c\"},"
		    "{\"connection_id\":\"c\"}]}", "The connection c stands twice" },
		{ "{\"name\":\"a\",\"enabled_connections\":[{\"connection_id\":\"con_0000000000000000\"}]}",
		    "No connection found by that id" },
	};
	struct desk d = desk_new();
	struct buf many = buf_in(d.p->arena);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = post(&d, rows[i].body);
		CHECK(a.code == 400 && strstr(a.body, rows[i].message) != NULL, "%s: %s", rows[i].body,
		    a.body);
	}
	for (i = 0; i < 26; i++)
		buf_print(&many, "%s\"k%zu\":\"\"", i == 0 ? "" : ",", i);
	a = post(&d, arena_print(d.p->arena, "{\"name\":\"a\",\"metadata\":{%s}}", many.text));
	CHECK(a.code == 400 && strstr(a.body, "Too many properties defined (26), maximum 25") != NULL,
	    "%s", a.body);
	assert_int_equal(sql_long("SELECT count(*) FROM organization WHERE tenant_id = '%s'",
	    d.p->tenant), 0);
	assert_int_equal(sql_long("SELECT organization_count FROM tenant WHERE tenant_id = '%s'",
	    d.p->tenant), 0);
}

TEST(organizations_have_names_of_their_own)
{
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	const char *id = organization_new(d.p, "acme"), *second = organization_new(d.p, "beta");
	struct answer a = post(&d, "{\"name\":\"acme\"}");

	organization_new(&other, "acme");
	check_error(d.p, &a, 409, "An organization with this name already exists.", NULL);
	a = one(&d, "PATCH", second, "{\"name\":\"acme\"}");
	check_error(d.p, &a, 409, "An organization with this name already exists.", NULL);
	a = one(&d, "PATCH", id, "{\"name\":\"acme\"}");
	assert_int_equal(a.code, 200);
	a = one(&d, "PATCH", id, "{\"enabled_connections\":[]}");
	check_error(d.p, &a, 400, "Payload validation error: 'Additional properties not allowed: "
	    "enabled_connections'.", "invalid_body");
	assert_int_equal(sql_long("SELECT organization_count FROM tenant WHERE tenant_id = '%s'",
	    d.p->tenant), 2);
}

TEST(organizations_are_listed_in_pages_and_sorted)
{
	static const char *const names[] = { "cc", "aa", "bb" };
	static const struct {
		const char	*query, *names[3];
	} rows[] = {
		{ "", { "cc", "aa", "bb" } },
		{ "sort=name:1", { "aa", "bb", "cc" } },
		{ "sort=name:-1", { "cc", "bb", "aa" } },
		{ "sort=created_at:1", { "cc", "aa", "bb" } },
		{ "sort=created_at:-1", { "bb", "aa", "cc" } },
		{ "sort=display_name:1", { "bb", "cc", "aa" } },
		{ "sort=display_name:-1", { "cc", "bb", "aa" } },
		{ "sort=name:1&page=1&per_page=2", { "cc" } },
	};
	struct desk d = desk_new();
	struct answer a;
	const char *at;
	size_t i, k;

	for (i = 0; i < COUNT(names); i++)
		organization_new(d.p, names[i]);
	sql("UPDATE organization SET display_name = CASE name WHEN 'cc' THEN 'Z' WHEN 'bb' THEN 'A' END "
	    "WHERE tenant_id = '%s'", d.p->tenant);
	for (i = 0; i < COUNT(rows); i++) {
		a = list(&d, rows[i].query);
		for (at = a.body, k = 0; k < 3 && rows[i].names[k] != NULL; k++) {
			at = strstr(at, arena_print(d.p->arena, "\"name\":\"%s\"", rows[i].names[k]));
			CHECK(a.code == 200 && at != NULL, "%s: %s", rows[i].query, a.body);
		}
	}
	a = list(&d, "include_totals=true&per_page=1&page=2");
	CHECK(strstr(a.body, "\"start\":2,\"limit\":1,\"total\":3}") != NULL, "%s", a.body);
	a = list(&d, "include_totals=true&page=9");
	check_answer(&a, 200, "{\"organizations\":[],\"start\":450,\"limit\":50,\"total\":3}");
	a = list(&d, "sort=id:1");
	CHECK(a.code == 400 && strstr(a.body, "invalid_query_string") != NULL, "%s", a.body);
	a = list(&d, "sort=name:1&take=1");
	assert_int_equal(a.code, 400);
}

TEST(organizations_are_listed_from_checkpoint_to_checkpoint)
{
	struct desk d = desk_new();
	const char *next = "", *seen = "";
	struct answer a;
	int pages;

	for (pages = 0; pages < 5; pages++)
		organization_new(d.p, arena_print(d.p->arena, "o%d", pages));
	for (pages = 0; pages < 3; pages++) {
		a = list(&d, arena_print(d.p->arena, "take=2%s%s", pages == 0 ? "" : "&from=", next));
		assert_int_equal(a.code, 200);
		assert_int_equal(strcmp(member(d.p, &a, "next"), "") == 0, pages == 2);
		assert_string_equal(member(d.p, &a, "start"), "");
		next = member(d.p, &a, "next");
		seen = arena_print(d.p->arena, "%s%s", seen, a.body);
	}
	for (pages = 0; pages < 5; pages++)
		CHECK(strstr(seen, arena_print(d.p->arena, "\"o%d\"", pages)) != NULL, "%s", seen);
}

TEST(organizations_are_made_with_connections)
{
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	const char *first = connection_new(d.p, "first"), *theirs = connection_new(&other, "theirs");
	struct caller poor = caller_new(d.p, "create:organizations");
	const char *body = arena_print(d.p->arena, "{\"name\":\"acme\",\"enabled_connections\":["
	    "{\"connection_id\":\"%s\",\"assign_membership_on_login\":true}]}", first);
	struct answer a = call(d.p, &poor, "POST", ORGANIZATIONS, body);

	check_error(d.p, &a, 403, "Insufficient scope, expected any of: create:organization_connections",
	    "insufficient_scope");
	a = call(d.p, &poor, "POST", ORGANIZATIONS, "{\"name\":\"plain\",\"enabled_connections\":[]}");
	assert_int_equal(a.code, 201);
	a = post(&d, arena_print(d.p->arena, "{\"name\":\"bad\",\"enabled_connections\":["
	    "{\"connection_id\":\"%s\"},{\"connection_id\":\"%s\"}]}", first, theirs));
	check_error(d.p, &a, 400, "No connection found by that id", "invalid_body");
	a = post(&d, body);
	CHECK(a.code == 201, "%s", a.body);
	assert_string_equal(member(d.p, &a, "enabled_connections"), arena_print(d.p->arena,
	    "[{\"connection_id\":\"%s\",\"assign_membership_on_login\":true,\"show_as_button\":true,"
	    "\"is_signup_enabled\":false,\"connection\":{\"name\":\"first\",\"strategy\":\"okta\"}}]",
	    first));
	assert_int_equal(sql_long("SELECT connection_count FROM organization WHERE name = 'acme' AND "
	    "tenant_id = '%s'", d.p->tenant), 1);
	assert_int_equal(sql_long("SELECT organization_count FROM tenant WHERE tenant_id = '%s'",
	    d.p->tenant), 2);
}

TEST(organizations_are_at_most_a_hundred_thousand)
{
	struct desk d = desk_new();
	struct answer a;

	sql("UPDATE tenant SET organization_count = 99999 WHERE tenant_id = '%s'", d.p->tenant);
	a = post(&d, "{\"name\":\"last\"}");
	assert_int_equal(a.code, 201);
	a = post(&d, "{\"name\":\"over\"}");
	check_error(d.p, &a, 403, "You reached the limit of entities of this type for this tenant.", NULL);
}

TEST(organizations_of_another_tenant_are_not_found)
{
	static const char *const methods[] = { "GET", "PATCH", "DELETE" };
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	const char *theirs = organization_new(&other, "theirs");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(methods); i++) {
		a = one(&d, methods[i], theirs, i == 1 ? "{\"name\":\"mine\"}" : NULL);
		check_error(d.p, &a, 404, "The organization does not exist.", "inexistent_organization");
	}
	a = one(&d, "GET", "name/theirs", NULL);
	check_error(d.p, &a, 404, "The organization does not exist.", "inexistent_organization");
	a = list(&d, "include_totals=true");
	assert_string_equal(member(d.p, &a, "total"), "0");
	a = list(&d, "take=50");
	check_answer(&a, 200, "{\"organizations\":[]}");
	assert_int_equal(sql_long("SELECT count(*) FROM organization WHERE name = 'theirs'"), 1);
}

TEST(organizations_show_only_a_summary_to_clients_with_that_scope)
{
	struct desk d = desk_new();
	struct caller c = caller_new(d.p, "read:organizations_summary"),
	    poor = caller_new(d.p, "read:connections");
	struct answer a = post(&d, "{" FULL "}");
	const char *id = member(d.p, &a, "id"), *json = arena_print(d.p->arena,
	    "{\"id\":\"%s\",\"name\":\"acme\",\"display_name\":\"Acme Ltd.\"}", id);

	a = call(d.p, &c, "GET", arena_print(d.p->arena, ORGANIZATIONS "/%s", id), NULL);
	check_answer(&a, 200, json);
	a = call(d.p, &c, "GET", ORGANIZATIONS, NULL);
	check_answer(&a, 200, arena_print(d.p->arena, "[%s]", json));
	a = call(d.p, &c, "GET", ORGANIZATIONS "/name/acme", NULL);
	check_error(d.p, &a, 403, "Insufficient scope, expected any of: read:organizations",
	    "insufficient_scope");
	a = call(d.p, &poor, "GET", ORGANIZATIONS, NULL);
	check_error(d.p, &a, 403, "Insufficient scope, expected any of: read:organizations, "
	    "read:organizations_summary", "insufficient_scope");
}

TEST(organizations_are_made_by_a_form)
{
	struct desk d = desk_new();
	struct answer a = ASK(d.p, .method = "POST", .path = ORGANIZATIONS, .type = FORM_TYPE,
	    .body = "name=acme&display_name=Acme+Ltd.", .authorization = d.c.authorization);

	assert_int_equal(a.code, 201);
	assert_string_equal(member(d.p, &a, "display_name"), "Acme Ltd.");
}
