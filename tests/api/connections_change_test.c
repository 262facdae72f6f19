/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "actions/connection.h"
#include "connection_desk.h"
#include "customer.h"
#include "model/rules.h"
#include "test.h"

static struct answer
patch(struct desk *d, const char *id, const char *body)
{
	return desk_call(d, "PATCH", id, "", body);
}

TEST(connections_members_are_replaced_where_they_are_given)
{
	static const struct {
		const char	*body, *path, *value;
	} rows[] = {
		{ "{\"display_name\":\"New\"}", "display_name", "New" },
		{ "{\"show_as_button\":true}", "show_as_button", "true" },
		{ "{\"is_domain_connection\":true}", "is_domain_connection", "true" },
		{ "{\"realms\":[\"r\"]}", "realms", "[\"r\"]" }, { "{\"realms\":[]}", "realms", "[\"acme\"]" },
		{ "{\"metadata\":{\"b\":\"2\"}}", "metadata", "{\"b\":\"2\"}" },
		{ "{\"authentication\":{\"active\":false}}", "authentication.active", "false" },
		{ "{\"connected_accounts\":{\"active\":true}}", "connected_accounts", "{\"active\":true}" },
		{ "{\"cross_app_access_requesting_app\":{\"active\":true}}",
		    "cross_app_access_requesting_app.active", "true" },
	};
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"okta\",\"metadata\":"
	    "{\"a\":\"1\"},\"options\":{\"client_id\":\"c\",\"domain\":\"acme.okta.com\"}}");
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = patch(&d, id, rows[i].body);
		CHECK(a.code == 200, "%s: %s", rows[i].body, a.body);
		check_member(&d, &a, rows[i].path, rows[i].value);
		assert_int_equal(a.round_trips, 2);
	}
	check_member(&d, &a, "display_name", "New");
	check_member(&d, &a, "options.domain", "acme.okta.com");
	assert_string_equal(desk_live(&d, id, "r.revision"), "1");
	assert_int_equal(desk_events(&d, "connection_updated"), COUNT(rows));
	assert_string_equal(sql_text(d.p->arena, "SELECT details -> 'changed' FROM event WHERE tenant_id "
	    "= '%s' AND kind = 'connection_updated' ORDER BY at LIMIT 1", d.p->tenant),
	    "[\"display_name\"]");
}

/* They may be null, which counts as absent. */
TEST(connections_options_that_are_null_stay_as_they_are)
{
	struct desk d = connection_desk();
	struct caller updater = caller_new(d.p, "update:connections");
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"okta\",\"options\":"
	    "{\"client_id\":\"c\",\"client_secret\":\"s\"}}");
	struct answer a = patch(&d, id, "{\"options\":null,\"display_name\":\"New\"}");

	assert_int_equal(a.code, 200);
	check_member(&d, &a, "display_name", "New");
	check_member(&d, &a, "options.client_id", "c");
	assert_string_equal(desk_live(&d, id, "r.revision"), "1");
	a = call(d.p, &updater, "PATCH", arena_print(d.p->arena, CONNECTIONS "/%s", id),
	    "{\"options\":null}");
	assert_int_equal(a.code, 403);
	a = call(d.p, &d.c, "POST", CONNECTIONS, "{\"name\":\"b\",\"strategy\":\"okta\",\"options\":null}");
	assert_int_equal(a.code, 201);
}

TEST(connections_options_are_replaced_as_a_whole_by_a_new_live_revision)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"okta\",\"enabled_clients\":[\"a\"],"
	    "\"options\":{\"client_id\":\"c\",\"domain\":\"acme.okta.com\",\"scope\":\"openid email\","
	    "\"icon_url\":\"https://a.example/1.png\",\"domain_aliases\":[\"acme.example\"]}}");
	struct answer a = patch(&d, id, "{\"options\":{\"client_id\":\"new\",\"x\":1}}");

	assert_int_equal(a.round_trips, 2);
	check_member(&d, &a, "options", "{\"x\":1,\"type\":\"back_channel\",\"client_id\":\"new\","
	    "\"attribute_map\":{\"mapping_mode\":\"basic_profile\"},\"domain_aliases\":[\"acme.example\"],"
	    "\"schema_version\":\"oidc-V4\",\"connection_settings\":{\"pkce\":\"auto\"}}");
	check_member(&d, &a, "enabled_clients", "[\"a\"]");
	assert_string_equal(desk_live(&d, id, "r.revision"), "2");
	assert_string_equal(desk_live(&d, id, "r.settings ? 'domain_aliases'"), "f");
	a = patch(&d, id, "{\"options\":{\"client_id\":\"new\",\"domain_aliases\":[\"b.example\"],"
	    "\"icon_url\":\"https://a.example/2.png\"}}");
	check_member(&d, &a, "options.domain_aliases", "[\"b.example\"]");
	check_member(&d, &a, "options.icon_url", "https://a.example/2.png");
	a = patch(&d, id, "{\"options\":{\"client_id\":\"new\",\"domain_aliases\":[]}}");
	check_member(&d, &a, "options.domain_aliases", "[]");
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s' AND subject = '%s'",
	    d.p->tenant, id), 1);
}

/* A program may also change the values that the ticket gave. */
/* The certificates on the receipt were found at the sources of the settings. */
/* Each domain is a row of its own, and comes back as it was sent. */
TEST(connections_domains_come_back_in_the_order_and_spelling_sent)
{
	struct desk d = connection_desk();
	static const char list[] = "[\"Z.example\",\"a.example\",\"z.example\",\"a.example\"]";
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"okta\",\"options\":"
	    "{\"client_id\":\"c\",\"domain_aliases\":[\"Z.example\",\"a.example\",\"z.example\","
	    "\"a.example\"]}}");
	const char *none = desk_made(&d, "{\"name\":\"none\",\"strategy\":\"okta\",\"options\":"
	    "{\"client_id\":\"c\"}}");
	struct answer a = desk_call(&d, "GET", id, "", NULL);

	check_member(&d, &a, "options.domain_aliases", list);
	a = patch(&d, id, "{\"display_name\":\"Acme\"}");
	check_member(&d, &a, "options.domain_aliases", list);
	assert_int_equal(sql_long("SELECT count(DISTINCT domain) FROM connection_alias WHERE tenant_id = "
	    "'%s'", d.p->tenant), 2);
	a = desk_call(&d, "GET", none, "", NULL);
	assert_null(strstr(a.body, "domain_aliases"));
}

TEST(connections_certificates_stay_while_their_sources_do)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, OKTA(",\"domain\":\"a.example\""));
	struct answer a;

	sql("UPDATE connection_revision SET certificates = '[1]' WHERE tenant_id = '%s'", d.p->tenant);
	a = desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"other\",\"domain\":\"a.example\"}}");
	assert_int_equal(a.code, 200);
	assert_string_equal(desk_live(&d, id, "coalesce(r.certificates::text, '')"), "[1]");
	a = desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"other\",\"domain\":\"b.example\"}}");
	assert_int_equal(a.code, 200);
	assert_string_equal(desk_live(&d, id, "coalesce(r.certificates::text, '')"), "");
}

/* This also holds where the certificate itself was sent. */
TEST(connections_certificates_go_when_another_is_sent)
{
	static const char *const names[] = { "cert", "signingCert" };
	struct desk d = connection_desk();
	const char *id;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		id = desk_made(&d, arena_print(d.p->arena, "{\"name\":\"c%zu\",\"strategy\":\"samlp\",\"options\":"
		    "{\"signInEndpoint\":\"https://a.example/in\",\"%s\":\"b25l\"}}", i, names[i]));
		sql("UPDATE connection_revision SET derived = '{\"cert\": \"one\"}' WHERE connection_id = '%s'", id);
		assert_int_equal(patch(&d, id, arena_print(d.p->arena, "{\"options\":{\"signInEndpoint\":"
		    "\"https://a.example/out\",\"%s\":\"b25l\"}}", names[i])).code, 200);
		assert_string_equal(desk_live(&d, id, "r.derived"), "{\"cert\": \"one\"}");
		assert_int_equal(patch(&d, id, arena_print(d.p->arena, "{\"options\":{\"signInEndpoint\":"
		    "\"https://a.example/out\",\"%s\":\"dHdv\"}}", names[i])).code, 200);
		assert_string_equal(desk_live(&d, id, "r.derived"), "{}");
	}
}

TEST(connections_that_a_ticket_made_are_changed_alike)
{
	struct desk d = connection_desk();
	struct customer c = customer_new(d.p, "\"name\":\"acme\",\"options\":{\"icon_url\":"
	    "\"https://a.example/ticket.png\",\"domain_aliases\":[\"acme.example\"]}", "," CLIENTS);
	const char *id = customer_connect(&c), *sealed = desk_live(&d, id, "r.sealed_secret");
	struct answer a = patch(&d, id, "{\"options\":{\"client_id\":\"client\",\"issuer\":"
	    "\"https://acme.okta.com\"},\"enabled_clients\":[\"z\"]}");

	check_member(&d, &a, "options.icon_url", "");
	check_member(&d, &a, "options.domain_aliases", "[\"acme.example\"]");
	check_member(&d, &a, "enabled_clients", "[\"z\"]");
	assert_string_equal(desk_live(&d, id, "array_to_string(c.intended_clients, ' ')"),
	    "client-a client-b z");
	assert_string_equal(desk_live(&d, id, "r.sealed_secret"), sealed);
}

/* Programs that send every member they know send null for the absent ones. */
TEST(connections_of_tickets_with_null_for_what_is_absent_are_made)
{
	static const char *const rests[] = { "\"options\":null", "\"metadata\":{\"a\":null}",
		"\"options\":{\"icon_url\":null,\"domain_aliases\":null,\"idpinitiated\":null}",
		"\"options\":{\"idpinitiated\":{\"enabled\":null,\"client_id\":null,\"client_protocol\":null,"
		"\"client_authorizequery\":null}}" };
	struct desk d = connection_desk();
	struct customer c;
	struct answer a;
	const char *id;
	size_t i;

	for (i = 0; i < COUNT(rests); i++) {
		c = customer_new(d.p, arena_print(d.p->arena, "\"name\":\"acme-%zu\",%s", i, rests[i]), "," CLIENTS);
		id = customer_connect(&c);
		a = desk_call(&d, "GET", id, "", NULL);
		CHECK(a.code == 200, "%s: %d %s", rests[i], a.code, a.body);
		check_member(&d, &a, "options.icon_url", "");
		check_member(&d, &a, "options.domain_aliases", "");
		a = patch(&d, id, "{\"show_as_button\":true}");
		CHECK(a.code == 200, "%s: %d %s", rests[i], a.code, a.body);
	}
}

TEST(connections_clients_are_replaced_by_a_change_too)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"samlp\","
	    "\"enabled_clients\":[\"a\",\"b\"]}");
	struct answer a = patch(&d, id, "{\"enabled_clients\":[\"b\",\"c\",\"b\"]}");

	check_member(&d, &a, "enabled_clients", "[\"b\",\"c\"]");
	assert_string_equal(desk_live(&d, id, "array_to_string(c.intended_clients, ' ')"), "b c");
	a = patch(&d, id, "{\"enabled_clients\":null}");
	check_member(&d, &a, "enabled_clients", "[]");
	assert_string_equal(desk_live(&d, id, "c.enabled_at"), "");
	assert_string_equal(desk_live(&d, id, "r.revision"), "1");
}

TEST(connections_changes_that_are_wrong_change_nothing)
{
	static const struct {
		const char	*body, *what;
	} rows[] = {
		{ "{}", "Too few properties defined (0), minimum 1" },
		{ "{\"name\":\"new\"}", "Additional properties not allowed: name" },
		{ "{\"strategy\":\"okta\"}", "Additional properties not allowed: strategy" },
		{ "{\"metadata\":[]}", "metadata" },
		{ "{\"options\":{\"domain\":\"acme.okta.com\"}}", "Missing required property: client_id" },
		{ "{\"options\":{\"client_id\":\"c\",\"type\":\"front_channel\"}}", "options.type" },
		{ "{\"options\":{\"client_id\":\"c\",\"attribute_map\":{\"mapping_mode\":\"bind_all\"}}}",
		    "options.attribute_map.mapping_mode" },
		{ "{\"show_as_button\":true,\"options\":{\"client_id\":\"c\",\"domain_aliases\":[\"a b\"]}}",
		    "options.domain_aliases[0]" },
		{ "{\"options\":{\"client_id\":\"c\",\"x\":\"" PRIVATE_KEY "\"}}", "You sent "
		    "us a private key" },
	};
	struct desk d = connection_desk();
	const char *id = desk_made(&d, OKTA(",\"domain\":\"acme.okta.com\"")), *before;
	struct answer a;
	size_t i;

	sql("DELETE FROM job");
	before = sql_text(d.p->arena, "SELECT c::text FROM connection c WHERE tenant_id = '%s'", d.p->tenant);
	for (i = 0; i < COUNT(rows); i++) {
		a = patch(&d, id, rows[i].body);
		CHECK(a.code == 400 && strstr(a.body, rows[i].what) != NULL, "%s: %d %s", rows[i].body, a.code,
		    a.body);
	}
	assert_string_equal(sql_text(d.p->arena, "SELECT c::text FROM connection c WHERE tenant_id = '%s'",
	    d.p->tenant), before);
	assert_string_equal(desk_live(&d, id, "r.revision"), "1");
	assert_int_equal(desk_events(&d, "connection_updated"), 0);
	assert_int_equal(sql_long("SELECT count(*) FROM job"), 0);
}

TEST(connections_of_others_are_not_there)
{
	static const struct {
		const char	*method, *path, *body;
	} rows[] = {
		{ "GET", "", NULL }, { "PATCH", "", "{\"options\":{\"client_id\":\"c\"}}" },
		{ "PATCH", "", "{\"show_as_button\":true}" }, { "GET", "/status", NULL },
		{ "GET", "/clients", NULL }, { "PATCH", "/clients", "[{\"client_id\":\"a\",\"status\":true}]" },
		{ "GET", "/revisions", NULL }, { "POST", "/revisions/1/restore", NULL },
	};
	struct desk d = connection_desk();
	struct desk other = { .p = &(struct place){ 0 } };
	const char *ids[] = { NULL, "con_0000000000000000", "x" };
	struct answer a;
	size_t i, k;

	*other.p = place_beside(d.p);
	other.c = caller_new(other.p, "create:connections read:connections");
	ids[0] = desk_made(&other, OKTA(""));
	for (k = 0; k < COUNT(ids); k++)
		for (i = 0; i < COUNT(rows); i++) {
			a = desk_call(&d, rows[i].method, ids[k], rows[i].path, rows[i].body);
			check_error(d.p, &a, 404, "The connection does not exist.", "inexistent_connection");
			CHECK(a.round_trips == 2, "%s %s costs %ld", rows[i].method, rows[i].path, a.round_trips);
		}
	a = desk_call(&d, "DELETE", ids[0], "", NULL);
	assert_int_equal(a.code, 204);
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE connection_id = '%s'", ids[0]), 1);
	assert_string_equal(desk_live(&other, ids[0], "r.revision"), "1");
}

TEST(connections_are_deleted_with_their_tickets)
{
	struct desk d = connection_desk();
	struct customer c = customer_new(d.p, "\"name\":\"acme\"", "," CLIENTS),
	    stranger = customer_new(d.p, "\"name\":\"other\"", "");
	const char *id = customer_connect(&c);
	struct answer a;

	sql("UPDATE ticket SET config = config || '{\"connection_id\": \"con_x\"}' WHERE tenant_id = '%s' "
	    "AND ticket_id = '%s'", d.p->tenant, stranger.id);
	a = desk_call(&d, "DELETE", id, "", NULL);
	assert_int_equal(a.code, 204);
	assert_string_equal(a.body, "");
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s'", d.p->tenant), 0);
	assert_int_equal(desk_events(&d, "connection_deleted"), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'ticket_revoked' AND ticket_id = '%s' AND actor = 'client:%s'", d.p->tenant, c.id, d.c.id), 1);
	assert_int_equal(desk_events(&d, "ticket_revoked"), 1);
	a = desk_call(&d, "DELETE", id, "", NULL);
	assert_int_equal(a.code, 204);
	assert_int_equal(desk_events(&d, "connection_deleted"), 1);
}

TEST(connections_are_deleted_with_the_tickets_that_edit_them)
{
	struct desk d = connection_desk();
	struct customer editor = customer_new(d.p, "\"name\":\"other\"", "");
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"samlp\"}");

	sql("UPDATE ticket SET config = config || '{\"connection_id\": \"%s\"}' WHERE tenant_id = '%s' "
	    "AND ticket_id = '%s'", id, d.p->tenant, editor.id);
	assert_int_equal(desk_call(&d, "DELETE", id, "", NULL).code, 204);
	assert_int_equal(sql_long("SELECT count(*) FROM ticket WHERE tenant_id = '%s' AND ticket_id = '%s' "
	    "AND revoked_at IS NOT NULL", d.p->tenant, editor.id), 1);
}

TEST(connections_have_no_status)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"samlp\"}");
	struct answer a = desk_call(&d, "GET", id, "/status", NULL);

	check_error(d.p, &a, 404, "not connected to any node", NULL);
}

/* --- at once --- */

struct race {
	const char	*tenant, *id;
};

static long
change_at_once(struct arena *a, int index, void *context)
{
	struct race *race = context;
	struct store *s = store_new(database_url());
	struct connection_request change = { 0 };
	struct connection out;
	struct fault f;
	const char *body;
	long done = 0, i;

	if (store_connect(s, &f) != OK)
		return 0;
	for (i = 0; i < 10; i++) {
		body = arena_print(a, "{\"options\":{\"client_id\":\"c\",\"scope\":\"openid %d.%ld\"},"
		    "\"metadata\":{\"m\":\"%d.%ld\"}}", index, i, index, i);
		if (fields_decode(a, body, strlen(body), &connection_change_shape, PATCHING, &change, &f) != OK)
			return 0;
		done += change_connection(ACT(s, a, race->tenant, "client:x", &f), race->id,
		    &change, "0000000000000000000000000000000000000000000000000000000000000000",
		    &out) == OK;
	}
	store_free(s);
	return done;
}

TEST(connections_changed_at_once_get_a_revision_each_and_keep_the_secret)
{
	struct desk d = connection_desk();
	struct race race = { d.p->tenant, desk_made(&d, OKTA(",\"client_secret\":\"race-secret\"")) };
	const char *sealed = desk_live(&d, race.id, "r.sealed_secret");

	assert_int_equal(in_processes(6, change_at_once, &race), 60);
	assert_string_equal(desk_live(&d, race.id, "r.revision"), "61");
	assert_int_equal(sql_long("SELECT count(DISTINCT revision) FROM connection_revision WHERE "
	    "tenant_id = '%s' AND sealed_secret = '%s'", d.p->tenant, sealed), CONNECTION_MAX_REVISIONS);
	assert_string_equal(desk_live(&d, race.id, "r.settings ->> 'scope' = 'openid ' || (c.config #>> "
	    "'{metadata,m}')"), "t");
	assert_int_equal(desk_events(&d, "connection_updated"), 60);
}
