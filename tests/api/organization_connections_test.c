/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "call.h"
#include "customer.h"
#include "model/tenant/client.h"
#include "test.h"

#define NO_CONNECTION "No connection found by that id", "inexistent_connection"
#define NO_ORGANIZATION "The organization does not exist.", "inexistent_organization"

struct desk {
	struct place	*p;
	struct caller	 c;
	const char	*organization, *connection;
};

static struct desk
desk_new(void)
{
	struct desk d = { .p = place_new() };

	d.c = caller_new(d.p, all_scopes);
	d.organization = organization_new(d.p, "acme");
	d.connection = connection_new(d.p, "first");
	return d;
}

/* kind: "connections" or "enabled_connections"; id "": all of them. */
static struct answer
link_call(struct desk *d, const char *method, const char *kind, const char *id, const char *body)
{
	struct answer a = call(d->p, &d->c, method, arena_print(d->p->arena,
	    "/api/v2/organizations/%s/%s%s%s", d->organization, kind, id[0] == '\0' ? "" : "/", id), body);

	CHECK(a.round_trips <= 2, "%s %s: %ld round trips", method, kind, a.round_trips);
	return a;
}

static struct answer
add(struct desk *d, const char *kind, const char *id, const char *rest)
{
	return link_call(d, "POST", kind, "", arena_print(d->p->arena, "{\"connection_id\":\"%s\"%s}", id,
	    rest));
}

/* With those members after the usual ones. */
static const char *
shown(struct desk *d, const char *flags, const char *rest)
{
	return arena_print(d->p->arena, "{\"connection_id\":\"%s\",%s,\"connection\":{\"name\":"
	    "\"first\",\"strategy\":\"okta\"}%s}", d->connection, flags, rest);
}

#define FLAGS(assign, button, signup) "\"assign_membership_on_login\":" assign \
	",\"show_as_button\":" button ",\"is_signup_enabled\":" signup
#define DEFAULTS FLAGS("false", "true", "false")

TEST(connections_of_an_organization_come_and_go)
{
	struct desk d = desk_new();
	struct answer a = add(&d, "enabled_connections", d.connection, "");

	check_answer(&a, 201, shown(&d, DEFAULTS, ""));
	a = link_call(&d, "GET", "enabled_connections", d.connection, NULL);
	check_answer(&a, 200, shown(&d, DEFAULTS, ""));
	a = link_call(&d, "GET", "connections", d.connection, NULL);
	check_answer(&a, 200, shown(&d, DEFAULTS, ",\"is_enabled\":true"));
	a = add(&d, "enabled_connections", d.connection, "");
	check_error(d.p, &a, 409, "The organization connection already exists.", NULL);
	a = add(&d, "connections", d.connection, "");
	check_error(d.p, &a, 409, "The organization connection already exists.", NULL);
	a = link_call(&d, "PATCH", "enabled_connections", d.connection,
	    "{\"assign_membership_on_login\":true,\"show_as_button\":false}");
	check_answer(&a, 200, shown(&d, FLAGS("true", "false", "false"), ""));
	a = link_call(&d, "DELETE", "enabled_connections", d.connection, NULL);
	assert_int_equal(a.code, 204);
	a = link_call(&d, "DELETE", "enabled_connections", d.connection, NULL);
	assert_int_equal(a.code, 204);
	a = link_call(&d, "GET", "enabled_connections", d.connection, NULL);
	check_error(d.p, &a, 404, NO_CONNECTION);
	assert_int_equal(sql_long("SELECT connection_count FROM organization WHERE tenant_id = '%s'",
	    d.p->tenant), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind LIKE "
	    "'organization_connection_%%' AND details ->> 'connection_id' = '%s'", d.p->tenant,
	    d.connection), 3);
}

TEST(connections_of_an_organization_may_be_there_and_not_enabled)
{
	struct desk d = desk_new();
	struct answer a = add(&d, "connections", d.connection, ",\"is_enabled\":false,"
	    "\"organization_connection_name\":\"SSO\",\"organization_access_level\":\"limited\"");

	check_answer(&a, 201, shown(&d, DEFAULTS, ",\"organization_connection_name\":\"SSO\","
	    "\"organization_access_level\":\"limited\",\"is_enabled\":false"));
	a = link_call(&d, "GET", "enabled_connections", "", NULL);
	check_answer(&a, 200, "[]");
	a = link_call(&d, "GET", "enabled_connections", d.connection, NULL);
	check_error(d.p, &a, 404, NO_CONNECTION);
	a = link_call(&d, "PATCH", "enabled_connections", d.connection, "{\"show_as_button\":false}");
	check_error(d.p, &a, 404, NO_CONNECTION);
	a = link_call(&d, "DELETE", "enabled_connections", d.connection, NULL);
	assert_int_equal(a.code, 204);
	a = link_call(&d, "PATCH", "connections", d.connection, "{\"organization_connection_name\":null,"
	    "\"organization_access_level\":null,\"is_signup_enabled\":true}");
	check_answer(&a, 200, shown(&d, FLAGS("false", "true", "true"), ",\"is_enabled\":false"));
	/* adding it as an enabled one enables it */
	a = add(&d, "enabled_connections", d.connection, ",\"assign_membership_on_login\":true");
	check_answer(&a, 201, shown(&d, FLAGS("true", "true", "true"), ""));
	a = link_call(&d, "PATCH", "connections", d.connection, "{\"is_enabled\":false}");
	check_answer(&a, 200, shown(&d, FLAGS("true", "true", "true"), ",\"is_enabled\":false"));
	a = link_call(&d, "PATCH", "connections", d.connection, "{\"is_enabled\":null}");
	check_answer(&a, 200, shown(&d, FLAGS("true", "true", "true"), ",\"is_enabled\":true"));
	assert_int_equal(sql_long("SELECT connection_count FROM organization WHERE tenant_id = '%s'",
	    d.p->tenant), 1);
}

TEST(connections_of_an_organization_are_listed)
{
	static const struct {
		const char	*kind, *query;
		const char	*total;
		bool		 has_first, has_second;
	} rows[] = {
		{ "enabled_connections", "include_totals=true", "1", true, false },
		{ "connections", "include_totals=true", "2", true, true },
		{ "connections", "include_totals=true&is_enabled=true", "1", true, false },
		{ "connections", "include_totals=true&is_enabled=false", "1", false, true },
		{ "connections", "include_totals=true&page=1&per_page=1", "2", false, true },
		{ "connections", "include_totals=true&page=7", "2", false, false },
	};
	struct desk d = desk_new();
	const char *second = connection_new(d.p, "second");
	struct answer a;
	size_t i;

	add(&d, "connections", d.connection, "");
	add(&d, "connections", second, ",\"is_enabled\":false");
	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(d.p, .path = arena_print(d.p->arena, "/api/v2/organizations/%s/%s", d.organization,
		    rows[i].kind), .query = rows[i].query, .authorization = d.c.authorization);
		assert_int_equal(a.code, 200);
		assert_string_equal(member(d.p, &a, "total"), rows[i].total);
		assert_true(member(d.p, &a, rows[i].kind)[0] == '[');
		CHECK((strstr(a.body, d.connection) != NULL) == rows[i].has_first
		    && (strstr(a.body, second) != NULL) == rows[i].has_second, "%s: %s", rows[i].query,
		    a.body);
	}
	a = ASK(d.p, .path = arena_print(d.p->arena, "/api/v2/organizations/%s/enabled_connections",
	    d.organization), .query = "is_enabled=true", .authorization = d.c.authorization);
	assert_int_equal(a.code, 400);
}

TEST(connections_of_an_organization_are_checked)
{
	static const struct {
		const char	*method, *kind, *body, *message;
	} rows[] = {
		{ "POST", "enabled_connections", "{}", "Missing required property: connection_id" },
		{ "POST", "enabled_connections", "{\"connection_id\":\"c\",\"is_enabled\":true}",
		    "Additional properties not allowed: is_enabled" },
		{ "POST", "connections", "{\"connection_id\":\"c\",\"organization_connection_name\":\"\"}",
		    "too short (0 chars), minimum 1" },
		{ "POST", "connections", "{\"connection_id\":\"c\",\"organization_access_level\":\"all\"}",
		    "No enum match for: all" },
		{ "POST", "connections", "{\"connection_id\":\"c\",\"is_enabled\":null}",
		    "found type null" },
		{ "POST", "connections", "{\"connection_id\":\"c\",\"connection\":{}}",
		    "Additional properties not allowed: connection" },
		{ "PATCH", "connections", "{\"connection_id\":\"c\"}",
		    "Additional properties not allowed: connection_id" },
		{ "PATCH", "enabled_connections", "{\"organization_connection_name\":\"a\"}",
		    "Additional properties not allowed: organization_connection_name" },
	};
	struct desk d = desk_new();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = link_call(&d, rows[i].method, rows[i].kind, strcmp(rows[i].method, "POST") == 0 ? ""
		    : d.connection, rows[i].body);
		CHECK(a.code == 400 && strstr(a.body, rows[i].message) != NULL, "%s: %s", rows[i].body,
		    a.body);
	}
}

TEST(connections_of_an_organization_are_at_most_ten)
{
	struct desk d = desk_new();
	struct answer a;
	const char *last = d.connection;
	int i;

	for (i = 0; i < 10; i++) {
		last = connection_new(d.p, arena_print(d.p->arena, "c%d", i));
		a = add(&d, "connections", last, i % 2 == 0 ? "" : ",\"is_enabled\":false");
		assert_int_equal(a.code, 201);
	}
	a = add(&d, "enabled_connections", d.connection, "");
	check_error(d.p, &a, 400, "No more connections can be added to this organization: it has 10.",
	    "invalid_body");
	a = link_call(&d, "DELETE", "connections", last, NULL);
	assert_int_equal(a.code, 204);
	a = add(&d, "enabled_connections", d.connection, "");
	assert_int_equal(a.code, 201);
	/* a deleted connection makes room */
	sql("UPDATE wizard SET connection_id = NULL WHERE tenant_id = '%s'", d.p->tenant);
	sql("DELETE FROM connection WHERE tenant_id = '%s' AND connection_id = '%s'", d.p->tenant,
	    d.connection);
	assert_int_equal(sql_long("SELECT connection_count FROM organization WHERE tenant_id = '%s'",
	    d.p->tenant), 9);
}

TEST(connections_of_an_organization_belong_to_one_tenant)
{
	static const char *const kinds[] = { "connections", "enabled_connections" };
	struct desk d = desk_new();
	struct place other = place_beside(d.p);
	const char *mine = d.organization, *theirs = organization_new(&other, "acme");
	const char *foreign = connection_new(&other, "theirs");
	struct answer a;
	size_t i;

	add(&d, "connections", d.connection, "");
	for (i = 0; i < COUNT(kinds); i++) {
		d.organization = mine;
		a = add(&d, kinds[i], foreign, "");
		check_error(d.p, &a, 404, NO_CONNECTION);
		a = link_call(&d, "GET", kinds[i], foreign, NULL);
		check_error(d.p, &a, 404, NO_CONNECTION);
		a = link_call(&d, "PATCH", kinds[i], foreign, "{}");
		check_error(d.p, &a, 404, NO_CONNECTION);
		d.organization = theirs;
		a = add(&d, kinds[i], d.connection, "");
		check_error(d.p, &a, 404, NO_ORGANIZATION);
		a = link_call(&d, "GET", kinds[i], "", NULL);
		check_error(d.p, &a, 404, NO_ORGANIZATION);
		a = link_call(&d, "GET", kinds[i], d.connection, NULL);
		check_error(d.p, &a, 404, NO_ORGANIZATION);
		a = link_call(&d, "PATCH", kinds[i], d.connection, "{}");
		check_error(d.p, &a, 404, NO_ORGANIZATION);
		a = link_call(&d, "DELETE", kinds[i], d.connection, NULL);
		check_error(d.p, &a, 404, NO_ORGANIZATION);
	}
	assert_int_equal(sql_long("SELECT count(*) FROM organization_connection"), sql_long("SELECT "
	    "sum(connection_count) FROM organization"));
}

TEST(connections_of_an_organization_have_scopes_of_their_own)
{
	static const char *const methods[] = { "GET", "POST", "PATCH", "DELETE" };
	static const char *const verbs[] = { "read", "create", "update", "delete" };
	struct desk d = desk_new();
	struct answer a;
	size_t i;

	d.c = caller_new(d.p, "read:organizations update:organizations");
	for (i = 0; i < COUNT(methods); i++) {
		a = link_call(&d, methods[i], "enabled_connections", i == 1 ? "" : d.connection, "{}");
		check_error(d.p, &a, 403, arena_print(d.p->arena, "Insufficient scope, expected any of: "
		    "%s:organization_connections", verbs[i]), "insufficient_scope");
	}
}
