/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "connection_desk.h"
#include "test.h"

static struct answer
change(struct desk *d, const char *id, const char *body)
{
	return desk_call(d, "PATCH", id, "/clients", body);
}

static const char *
column(struct desk *d, const char *id, const char *name)
{
	return desk_live(d, id, arena_print(d->p->arena, "array_to_string(c.%s, ' ')", name));
}

TEST(connections_clients_are_enabled_and_disabled)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"samlp\"}");
	struct answer a = change(&d, id, "[{\"client_id\":\"b\",\"status\":true},"
	    "{\"client_id\":\"a\",\"status\":true},{\"client_id\":\"x\",\"status\":false}]");
	const char *enabled_at;

	assert_int_equal(a.code, 204);
	assert_int_equal(a.round_trips, 2);
	assert_string_equal(column(&d, id, "enabled_clients"), "a b");
	assert_string_equal(column(&d, id, "intended_clients"), "a b");
	enabled_at = desk_live(&d, id, "c.enabled_at");
	assert_true(enabled_at[0] != '\0');
	assert_string_equal(sql_text(d.p->arena, "SELECT (details -> 'enabled')::text || (details -> "
	    "'disabled')::text || actor FROM event WHERE tenant_id = '%s' AND kind = "
	    "'connection_clients_changed'", d.p->tenant), arena_print(d.p->arena,
	    "[\"b\", \"a\"][\"x\"]client:%s", d.c.id));
	change(&d, id, "[{\"client_id\":\"a\",\"status\":false},{\"client_id\":\"b\",\"status\":true}]");
	assert_string_equal(column(&d, id, "enabled_clients"), "b");
	assert_string_equal(column(&d, id, "intended_clients"), "b");
	assert_string_equal(desk_live(&d, id, "c.enabled_at"), enabled_at);
	change(&d, id, "[{\"client_id\":\"b\",\"status\":false}]");
	assert_string_equal(column(&d, id, "enabled_clients"), "");
	assert_string_equal(desk_live(&d, id, "c.enabled_at"), "");
}

TEST(connections_clients_changes_that_are_wrong_get_the_contracts_400)
{
	static const struct {
		const char	*body, *what;
	} rows[] = {
		{ "[]", "Array is too short (0), minimum 1" }, { "{}", "Expected type array" },
		{ "[{\"client_id\":\"a\"}]", "Missing required property: status" },
		{ "[{\"status\":true}]", "Missing required property: client_id" },
		{ "[{\"client_id\":\"a\",\"status\":true,\"x\":1}]", "not allowed: x" },
		{ "[{\"client_id\":\"a b\",\"status\":true}]", "format client-id" },
		{ "[{\"client_id\":\"a\",\"status\":\"true\"}]", "Expected type boolean" },
		{ "[{\"client_id\":\"a\",\"status\":true},{\"client_id\":\"a\",\"status\":true}]",
		    "Array items are not unique (indexes 0 and 1)" },
		{ "[{\"client_id\":\"b\",\"status\":true},{\"client_id\":\"a\",\"status\":true},"
		    "{\"client_id\":\"b\",\"status\":false}]", "(indexes 0 and 2)" },
		{ "", "Invalid request payload" },
	};
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"samlp\"}");
	struct buf many = buf_in(d.p->arena);
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = change(&d, id, rows[i].body);
		CHECK(a.code == 400 && strstr(a.body, rows[i].what) != NULL, "%s: %s", rows[i].body, a.body);
	}
	for (i = 0; i < 51; i++)
		buf_print(&many, "%s{\"client_id\":\"c%zu\",\"status\":true}", i == 0 ? "[" : ",", i);
	buf_add_char(&many, ']');
	assert_int_equal(change(&d, id, many.text).code, 400);
	a = ASK(d.p, .method = "PATCH", .path = arena_print(d.p->arena, CONNECTIONS "/%s/clients", id),
	    .type = FORM_TYPE, .body = "client_id=a", .authorization = d.c.authorization);
	assert_int_equal(a.code, 400);
	assert_string_equal(column(&d, id, "enabled_clients"), "");
}

static char *
many_clients(struct arena *a, size_t count, size_t from, const char *item)
{
	struct buf b = buf_in(a);
	size_t i;

	for (i = from; i < from + count; i++) {
		buf_add(&b, i == from ? "[" : ",");
		buf_print(&b, "%s\"client-%zu\"%s", item, i, item[0] == '\0' ? "" : ",\"status\":true}");
	}
	buf_add_char(&b, ']');
	return b.text;
}

TEST(connections_have_at_most_a_thousand_clients)
{
	struct desk d = connection_desk();
	struct arena *m = d.p->arena;
	const char *id = desk_made(&d, arena_print(m, "{\"name\":\"acme\",\"strategy\":\"samlp\","
	    "\"enabled_clients\":%s}", many_clients(m, 999, 0, "")));
	struct answer a = change(&d, id, many_clients(m, 2, 998, "{\"client_id\":"));

	assert_int_equal(a.code, 204);
	a = change(&d, id, "[{\"client_id\":\"one-more\",\"status\":true}]");
	check_error(d.p, &a, 400, "A connection can be enabled for at most 1000 clients.", "invalid_body");
	assert_string_equal(desk_live(&d, id, "cardinality(c.enabled_clients)"), "1000");
	a = change(&d, id, "[{\"client_id\":\"client-0\",\"status\":false},"
	    "{\"client_id\":\"one-more\",\"status\":true}]");
	assert_int_equal(a.code, 204);
	assert_string_equal(desk_live(&d, id, "cardinality(c.enabled_clients)"), "1000");
	assert_int_equal(desk_events(&d, "connection_clients_changed"), 2);
	a = call(d.p, &d.c, "POST", CONNECTIONS, arena_print(m, "{\"name\":\"b\",\"strategy\":\"samlp\","
	    "\"enabled_clients\":%s}", many_clients(m, 1001, 0, "")));
	CHECK(a.code == 400 && strstr(a.body, "Array is too long (1001), maximum 1000") != NULL, "%s", a.body);
}

TEST(connections_clients_are_listed_page_by_page)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"samlp\","
	    "\"enabled_clients\":[\"c\",\"a\",\"b\"]}");
	const char *next;
	struct answer a = desk_call(&d, "GET", id, "/clients", NULL);

	check_answer(&a, 200, "{\"clients\":[{\"client_id\":\"a\"},{\"client_id\":\"b\"},"
	    "{\"client_id\":\"c\"}]}");
	assert_int_equal(a.round_trips, 2);
	a = ASK(d.p, .path = arena_print(d.p->arena, CONNECTIONS "/%s/clients", id), .query = "take=2",
	    .authorization = d.c.authorization);
	check_member(&d, &a, "clients", "[{\"client_id\":\"a\"},{\"client_id\":\"b\"}]");
	next = member(d.p, &a, "next");
	a = ASK(d.p, .path = arena_print(d.p->arena, CONNECTIONS "/%s/clients", id),
	    .query = arena_print(d.p->arena, "from=%s", next), .authorization = d.c.authorization);
	check_answer(&a, 200, "{\"clients\":[{\"client_id\":\"c\"}]}");
	a = ASK(d.p, .path = arena_print(d.p->arena, CONNECTIONS "/%s/clients", id), .query = "take=1001",
	    .authorization = d.c.authorization);
	assert_int_equal(a.code, 400);
	a = ASK(d.p, .path = arena_print(d.p->arena, CONNECTIONS "/%s/clients", id), .query = "from=%25",
	    .authorization = d.c.authorization);
	check_member(&d, &a, "errorCode", "invalid_query_string");
}

/* --- connections for everyone at a provider --- */

static void
is_refused(struct desk *d, const struct answer *a)
{
	check_error(d->p, a, 400, "The connection names no tenant, so people of any tenant could sign in. It cannot be "
	    "enabled for clients without tenantId or tenant_domain.", "invalid_body");
}

static const char *
entra(struct desk *d, const char *options, const char *more)
{
	return arena_print(d->p->arena, "{\"name\":\"n%ld\",\"strategy\":\"waad\",\"options\":{\"client_id\":\"c\"%s}%s}",
	    sql_long("SELECT count(*) FROM connection"), options, more);
}

TEST(connections_that_name_no_tenant_cannot_be_enabled)
{
#define ON "[{\"client_id\":\"a\",\"status\":true}]"
#define UUID "11111111-2222-3333-4444-555555555555"
	static const struct {
		const char	*options;
		bool		 names;
	} rows[] = {
		{ "", false }, { ",\"useCommonEndpoint\":true", false },
		{ ",\"tenant_domain\":\"Common\"", false }, { ",\"tenant_domain\":\"organizations\"", false },
		{ ",\"issuer\":\"https://login.microsoftonline.com/{tenantid}/v2.0\",\"tenant_domain\":\"contoso.com\"", false },
		{ ",\"tenant_domain\":\"contoso.com\",\"useCommonEndpoint\":true", true },
		{ ",\"tenantId\":\"" UUID "\"", true },
		{ ",\"issuer\":\"https://login.microsoftonline.com/{tenantid}/v2.0\",\"tenantId\":\"" UUID "\"", true },
		{ ",\"issuer\":\"https://login.microsoftonline.com/" UUID "/v2.0\"", true },
	};
	struct desk d = connection_desk();
	struct answer a;
	const char *id;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(d.p, .method = "POST", .path = CONNECTIONS, .authorization = d.c.authorization,
		    .body = entra(&d, rows[i].options, ",\"enabled_clients\":[\"a\"]"));
		if (rows[i].names)
			CHECK(a.code == 201, "%s: %s", rows[i].options, a.body);
		else
			is_refused(&d, &a);
		id = desk_made(&d, entra(&d, rows[i].options, ""));
		a = change(&d, id, ON);
		if (rows[i].names)
			CHECK(a.code == 204, "%s: %s", rows[i].options, a.body);
		else
			is_refused(&d, &a);
		a = desk_call(&d, "PATCH", id, "", "{\"enabled_clients\":[\"a\",\"b\"]}");
		if (rows[i].names)
			CHECK(a.code == 200, "%s: %s", rows[i].options, a.body);
		else
			is_refused(&d, &a);
		assert_string_equal(column(&d, id, "enabled_clients"), rows[i].names ? "a b" : "");
	}
}

TEST(connections_that_are_enabled_keep_a_tenant)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, entra(&d, ",\"tenant_domain\":\"contoso.com\"", ",\"enabled_clients\":[\"a\"]"));
	struct answer a = desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"c\"}}");

	is_refused(&d, &a);
	assert_string_equal(desk_live(&d, id, "r.settings ->> 'tenant_domain'"), "contoso.com");
	assert_int_equal(desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"c\"},\"enabled_clients\":[]}").code,
	    200);
	assert_int_equal(desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"c\",\"tenantId\":\"" UUID
	    "\"},\"enabled_clients\":[\"a\"]}").code, 200);
	/* the second revision names none */
	a = desk_call(&d, "POST", id, "/revisions/2/restore", NULL);
	is_refused(&d, &a);
	assert_string_equal(desk_live(&d, id, "r.settings ->> 'tenantId'"), UUID);
	assert_int_equal(desk_call(&d, "PATCH", id, "", "{\"display_name\":\"Contoso\"}").code, 200);
}
