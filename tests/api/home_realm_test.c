/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "connection_desk.h"
#include "test.h"

#define HOME_REALM "/api/v2/home-realm"
#define NONE(domain) "{\"domain\":\"" domain "\",\"is_preferred\":false}"

/* Makes an enabled connection with these domains, which are JSON; its id. */
static const char *
connection_of(struct desk *d, const char *name, const char *domains)
{
	const char *id = desk_made(d, arena_print(d->p->arena, "{\"name\":\"%s\",\"strategy\":\"samlp\","
	    "\"options\":{\"domain_aliases\":[%s]}}", name, domains));
	struct answer a = desk_call(d, "PATCH", id, "/clients",
	    "[{\"client_id\":\"client-a\",\"status\":true}]");

	assert_int_equal(a.code, 204);
	return id;
}

static struct answer
find(struct desk *d, const char *query)
{
	return ASK(d->p, .path = HOME_REALM, .query = query, .authorization = d->c.authorization);
}

static struct answer
prefer(struct desk *d, const char *domain, const char *id)
{
	return call(d->p, &d->c, "PUT", HOME_REALM, arena_print(d->p->arena,
	    "{\"domain\":\"%s\",\"connection_id\":\"%s\"}", domain, id));
}

TEST(home_realm_is_found_by_address_or_domain_however_it_is_written)
{
	static const struct {
		const char	*query, *domain;
	} rows[] = {
		{ "email=ann%40acme.example", "acme.example" },
		{ "email=Ann%40ACME.Example", "acme.example" },
		{ "email=%22a%40b%22%40acme.example", "acme.example" },
		{ "domain=acme.example", "acme.example" },
		{ "domain=Acme.EXAMPLE.", "acme.example" },
		{ "email=ann%40acme.example.", "acme.example" },
		{ "email=ann%40acme.example%20", "acme.example" },
		{ "domain=m%C3%BCnchen.example", "xn--mnchen-3ya.example" },
		{ "domain=M%C3%9CNCHEN.example.", "xn--mnchen-3ya.example" },
		{ "email=ann%40m%C3%BCnchen.example", "xn--mnchen-3ya.example" },
		{ "domain=XN--MNCHEN-3YA.example", "xn--mnchen-3ya.example" },
	};
	struct desk d = connection_desk();
	const char *id = connection_of(&d, "acme",
	    "\"acme.example\",\"HTTPS://XN--mnchen-3ya.example:443/x\"");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = find(&d, rows[i].query);
		CHECK(a.code == 200, "%s: %d %s", rows[i].query, a.code, a.body);
		check_answer(&a, 200, arena_print(d.p->arena, "{\"domain\":\"%s\",\"connection\":{\"id\":"
		    "\"%s\",\"name\":\"acme\",\"strategy\":\"samlp\"},\"is_preferred\":false}",
		    rows[i].domain, id));
		assert_int_equal(a.round_trips, 1);
	}
}

TEST(home_realm_without_an_enabled_connection_is_an_answer_without_one)
{
	struct desk d = connection_desk();
	const char *id = connection_of(&d, "acme", "\"acme.example\"");
	struct answer a = find(&d, "domain=other.example");

	check_answer(&a, 200, NONE("other.example"));
	a = find(&d, "domain=sub.acme.example");
	check_answer(&a, 200, NONE("sub.acme.example"));
	desk_call(&d, "PATCH", id, "/clients", "[{\"client_id\":\"client-a\",\"status\":false}]");
	a = find(&d, "domain=acme.example");
	check_answer(&a, 200, NONE("acme.example"));
}

TEST(home_realm_follows_the_aliases_of_a_connection)
{
	struct desk d = connection_desk();
	const char *id = connection_of(&d, "acme", "\"old.example\"");
	struct answer a;

	a = desk_call(&d, "PATCH", id, "", "{\"options\":{\"domain_aliases\":[\"new.example\"]}}");
	assert_int_equal(a.code, 200);
	a = find(&d, "domain=old.example");
	check_answer(&a, 200, NONE("old.example"));
	a = find(&d, "domain=new.example");
	check_member(&d, &a, "connection.id", id);
	desk_call(&d, "DELETE", id, "", NULL);
	a = find(&d, "domain=new.example");
	check_answer(&a, 200, NONE("new.example"));
}

TEST(home_realm_queries_that_are_wrong_get_a_400)
{
	static const struct {
		const char	*query, *message;
	} rows[] = {
		{ "", "Give either email" }, { "email=a%40b.example&domain=b.example", "Give either email" },
		{ "email=nobody", "Give either email" }, { "email=ann%40", "\"\" is not a domain" },
		{ "domain=a..example", "\"a..example\" is not a domain" },
		{ "domain=192.0.2.1", "is not a domain" }, { "domain=a%20b.example", "is not a domain" },
		{ "domain=", "String is too short (0 chars), minimum 1" },
		{ "email=ab", "String is too short (2 chars), minimum 3" },
		{ "name=acme.example", "name" },
	};
	struct desk d = connection_desk();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = find(&d, rows[i].query);
		CHECK(a.code == 400 && strstr(a.body, "\"invalid_query_string\"") != NULL, "%s: %d %s",
		    rows[i].query, a.code, a.body);
		CHECK(strstr(member(d.p, &a, "message"), rows[i].message) != NULL, "%s: %s",
		    rows[i].query, a.body);
	}
}

TEST(home_realm_is_the_preferred_one_of_several)
{
	struct desk d = connection_desk();
	const char *first = connection_of(&d, "first", "\"acme.example\"");
	const char *last = connection_of(&d, "last", "\"acme.example\"");
	struct answer a = find(&d, "domain=acme.example");

	check_member(&d, &a, "connection.id", last);
	a = prefer(&d, "ACME.example.", first);
	assert_int_equal(a.code, 204);
	assert_int_equal(a.round_trips, 2);
	a = find(&d, "domain=acme.example");
	check_member(&d, &a, "connection.id", first);
	check_member(&d, &a, "is_preferred", "true");
	a = prefer(&d, "acme.example", last);
	assert_int_equal(a.code, 204);
	a = find(&d, "domain=acme.example");
	check_member(&d, &a, "connection.id", last);
	check_member(&d, &a, "is_preferred", "true");
	assert_int_equal(sql_long("SELECT count(*) FROM connection_alias WHERE tenant_id = '%s' AND "
	    "is_preferred", d.p->tenant), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'home_realm_preferred' AND actor = 'client:%s' AND details ->> 'connection_id' IN "
	    "('%s', '%s')", d.p->tenant, d.c.id, first, last), 2);
}

TEST(home_realm_marks_that_are_wrong_are_refused)
{
	static const struct {
		const char	*body;
		int		 code;
		const char	*message;
	} rows[] = {
		{ "{\"domain\":\"acme.example\",\"connection_id\":\"con_0123456789abcdef\"}", 404,
		    "That connection does not have the domain acme.example." },
		{ "{\"domain\":\"other.example\",\"connection_id\":\"%s\"}", 404,
		    "That connection does not have the domain other.example." },
		{ "{\"domain\":\"no domain\",\"connection_id\":\"%s\"}", 400,
		    "\"no domain\" is not a domain." },
		{ "{\"connection_id\":\"%s\"}", 400, "Missing required property: domain" },
		{ "{\"domain\":\"acme.example\"}", 400, "Missing required property: connection_id" },
		{ "{\"domain\":\"acme.example\",\"connection_id\":\"%s\",\"x\":1}", 400,
		    "Additional properties not allowed: x" },
		{ "{\"domain\":null,\"connection_id\":\"%s\"}", 400, "found type null" },
	};
	struct desk d = connection_desk();
	const char *id = connection_of(&d, "acme", "\"acme.example\"");
	const char *at, *before = database_hash(d.p->arena), *body;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		body = rows[i].body;
		at = strstr(body, "%s");
		if (at != NULL)
			body = arena_print(d.p->arena, "%.*s%s%s", (int)(at - body), body, id, at + 2);
		a = call(d.p, &d.c, "PUT", HOME_REALM, body);
		CHECK(a.code == rows[i].code && strstr(a.body, rows[i].code == 404
		    ? rows[i].message : "\"errorCode\":\"invalid_body\"") != NULL, "%s: %d %s", body,
		    a.code, a.body);
		CHECK(strstr(member(d.p, &a, "message"), rows[i].message) != NULL, "%s: %s", body, a.body);
	}
	assert_string_equal(database_hash(d.p->arena), before);
}

TEST(home_realm_needs_its_scopes)
{
	struct desk d = connection_desk(), reader = d, other = d;
	const char *id = connection_of(&d, "acme", "\"acme.example\"");
	struct answer a;

	reader.c = caller_new(d.p, "read:connections");
	other.c = caller_new(d.p, "read:organizations update:organizations");
	a = find(&reader, "domain=acme.example");
	assert_int_equal(a.code, 200);
	a = prefer(&reader, "acme.example", id);
	check_error(d.p, &a, 403, "Insufficient scope, expected any of: update:connections",
	    "insufficient_scope");
	a = find(&other, "domain=acme.example");
	check_error(d.p, &a, 403, "Insufficient scope, expected any of: read:connections",
	    "insufficient_scope");
}

TEST(home_realm_of_a_tenant_is_unknown_to_another)
{
	struct desk d = connection_desk(), other = { 0 };
	struct place beside = place_beside(d.p);
	const char *id = connection_of(&d, "acme", "\"acme.example\""), *theirs;
	struct answer a;

	other.p = &beside;
	other.c = caller_new(&beside, "read:connections create:connections update:connections "
	    "update:connections_options");
	a = find(&other, "domain=acme.example");
	check_answer(&a, 200, NONE("acme.example"));
	theirs = connection_of(&other, "theirs", "\"acme.example\"");
	a = prefer(&other, "acme.example", id);
	assert_int_equal(a.code, 404);
	a = find(&other, "domain=acme.example");
	check_member(&other, &a, "connection.id", theirs);
	a = find(&d, "domain=acme.example");
	check_member(&d, &a, "connection.id", id);
}
