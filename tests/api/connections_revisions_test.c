/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "connection_desk.h"
#include "test.h"

static struct answer
list(struct desk *d, const struct caller *c, const char *id, const char *query)
{
	return ASK(d->p, .path = arena_print(d->p->arena, CONNECTIONS "/%s/revisions", id),
	    .query = query, .authorization = c->authorization);
}

/* Three revisions, each with another client id and a secret of its own. */
static const char *
three(struct desk *d)
{
	const char *id = desk_made(d, "{\"name\":\"acme\",\"strategy\":\"oidc\",\"options\":{\"client_id\":"
	    "\"one\",\"client_secret\":\"secret-one\",\"domain_aliases\":[\"a.example\"]}}");

	assert_int_equal(desk_call(d, "PATCH", id, "", "{\"options\":{\"client_id\":\"two\","
	    "\"client_secret\":\"secret-two\",\"domain_aliases\":[\"b.example\"]}}").code, 200);
	assert_int_equal(desk_call(d, "PATCH", id, "", "{\"options\":{\"client_id\":\"three\","
	    "\"client_secret\":\"secret-three\"}}").code, 200);
	return id;
}

TEST(connections_revisions_are_listed_newest_first)
{
	struct desk d = connection_desk();
	struct caller reader = caller_new(d.p, "read:connections");
	const char *id = three(&d), *next;
	struct answer a = list(&d, &d.c, id, "");

	assert_int_equal(a.round_trips, 2);
	CHECK(strstr(a.body, "{\"revisions\":[{\"revision\":3,\"is_live\":true,\"created_at\":\"20")
	    == a.body && strstr(a.body, "\"client_id\":\"one\"") > strstr(a.body, "\"client_id\":\"two\"")
	    && strstr(a.body, arena_print(d.p->arena, "\"actor\":\"client:%s\"", d.c.id)) != NULL
	    && strstr(a.body, "restored_from") == NULL && strstr(a.body, "domain_aliases") == NULL
	    && strstr(a.body, "next") == NULL, "%s", a.body);
	a = list(&d, &d.c, id, "take=2");
	next = member(d.p, &a, "next");
	a = list(&d, &d.c, id, arena_print(d.p->arena, "take=2&from=%s", next));
	CHECK(strstr(a.body, "{\"revisions\":[{\"revision\":1,\"is_live\":false") == a.body
	    && strstr(a.body, "\"revision\":2") == NULL && strstr(a.body, "next") == NULL, "%s", a.body);
	a = list(&d, &d.c, id, "from=eA");
	check_error(d.p, &a, 400, "from must be the next of an earlier answer.",
	    "invalid_query_string");
	a = list(&d, &d.c, id, "from=MQ");
	check_answer(&a, 200, "{\"revisions\":[]}");
	a = list(&d, &reader, id, "");
	CHECK(a.code == 200 && strstr(a.body, "options") == NULL, "%s", a.body);
}

TEST(connections_revisions_are_restored_as_a_new_one)
{
	struct desk d = connection_desk();
	const char *id = three(&d), *sealed;
	struct answer a;

	sealed = sql_text(d.p->arena, "SELECT sealed_secret FROM connection_revision WHERE tenant_id = "
	    "'%s' AND revision = 1", d.p->tenant);
	sql("UPDATE connection_revision SET derived = '{\"issuer\": \"https://one.example\"}', "
	    "certificates = '[1]' WHERE tenant_id = '%s' AND revision = 1", d.p->tenant);
	sql("DELETE FROM job");
	a = desk_call(&d, "POST", id, "/revisions/1/restore", NULL);
	assert_int_equal(a.code, 200);
	assert_int_equal(a.round_trips, 2);
	check_member(&d, &a, "options.client_id", "one");
	check_member(&d, &a, "options.issuer", "https://one.example");
	/* the values outside the revisions stay */
	check_member(&d, &a, "options.domain_aliases", "[\"b.example\"]");
	assert_string_equal(desk_live(&d, id, "r.revision || ' ' || r.restored_from"), "4 1");
	assert_string_equal(desk_live(&d, id, "r.sealed_secret"), sealed);
	assert_string_equal(desk_live(&d, id, "coalesce(r.certificates::text, '')"), "[1]");
	assert_string_equal(desk_opened(&d, id, "client_secret", "r.sealed_secret"), "secret-one");
	assert_int_equal(desk_events(&d, "connection_restored"), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE kind = 'derive_connection'"), 1);
	a = list(&d, &d.c, id, "take=1");
	CHECK(strstr(a.body, "\"restored_from\":1") != NULL, "%s", a.body);
}

TEST(connections_revisions_not_there_cannot_be_restored)
{
	static const char *const numbers[] = { "0", "4", "-1", "x", "99999999999999999999", "1.0" };
	struct desk d = connection_desk();
	const char *id = three(&d);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(numbers); i++) {
		a = desk_call(&d, "POST", id, arena_print(d.p->arena, "/revisions/%s/restore", numbers[i]), NULL);
		check_error(d.p, &a, 404, arena_print(d.p->arena, "The connection has no revision %s.",
		    i == 1 ? "4" : "0"), "inexistent_revision");
	}
	assert_string_equal(desk_live(&d, id, "r.revision"), "3");
}
