/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "call.h"
#include "customer.h"
#include "keys.h"
#include "test.h"

#define ALL "read:connections_keys create:connections_keys update:connections_keys"
#define JSON_TEXT(name, value) "\"" name "\":\"" value "\""

static const char *
connect(struct place *p, const char *strategy)
{
	struct customer c = customer_new(p, arena_print(p->arena, "\"name\":\"a-%s\"", strategy), "");

	customer_choose(&c, strategy);
	customer_submit(&c, "client", "sealed");
	customer_find(&c, "https://acme.okta.com");
	return customer_create(&c, "{}");
}

static const char *
path_of(struct place *p, const char *connection, const char *rest)
{
	return arena_print(p->arena, "/api/v2/connections/%s/keys%s", connection, rest);
}

static const char *
column(struct place *p, const char *connection, const char *state, const char *name)
{
	return sql_text(p->arena, "SELECT %s FROM signing_key WHERE connection_id = '%s' AND "
	    "state = '%s'", name, connection, state);
}

/* The key as the answer has it; states: its members in each state. */
static const char *
expected(struct place *p, const char *connection, const char *state, const char *states,
    const char *algorithm)
{
	const char *since = column(p, connection, state,
	    "to_char(to_timestamp(ms(current_since) / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");

	return arena_print(p->arena, "{\"kid\":\"%s\","
	    "\"cert\":\"-----BEGIN CERTIFICATE-----\\nTUlJQ2VydGlmaWNhdGUg\\nb2YgdGhlIHRlc3Rz\\n"
	    "-----END CERTIFICATE-----\\n\","
	    "\"pkcs\":\"-----BEGIN PKCS7-----\\nUEtDUyA3\\n-----END PKCS7-----\\n\",%s%s%s%s,"
	    JSON_TEXT("fingerprint", SHA1) ","
	    JSON_TEXT("thumbprint", "00112233445566778899AABBCCDDEEFF00112233") ","
	    "\"algorithm\":\"%s\"," JSON_TEXT("key_use", "signing") ","
	    JSON_TEXT("subject_dn", "CN=sso.acme.example") "}", column(p, connection, state, "key_id"),
	    states, since[0] == '\0' ? "" : ",\"current_since\":\"", since, since[0] == '\0' ? "" : "\"",
	    algorithm);
}

TEST(connection_keys_are_created_listed_and_rotated_as_in_the_contract)
{
	static const char *const strategies[] = { "okta", "oidc" };
	struct place *p = place_new();
	struct caller c = caller_new(p, ALL);
	const char *id;
	struct answer a;
	size_t i;

	place_keys(p, "rsa3072", 8);
	for (i = 0; i < COUNT(strategies); i++) {
		id = connect(p, strategies[i]);
		a = call(p, &c, "GET", path_of(p, id, ""), NULL);
		check_answer(&a, 200, "[]");
		a = call(p, &c, "POST", path_of(p, id, ""), "{\"signing_alg\":\"RS384\"}");
		check_answer(&a, 201, arena_print(p->arena, "[%s,%s]",
		    expected(p, id, "current", "\"current\":true,\"next\":false", "RS384"),
		    expected(p, id, "next", "\"current\":false,\"next\":true", "RS384")));
		assert_int_equal(a.round_trips, 2);
		a = call(p, &c, "POST", path_of(p, id, "/rotate"), "{}");
		check_answer(&a, 201, expected(p, id, "next", "\"next\":true", "RS384"));
		assert_int_equal(a.round_trips, 2);
		a = call(p, &c, "GET", path_of(p, id, ""), NULL);
		check_answer(&a, 200, arena_print(p->arena, "[%s,%s,%s]",
		    expected(p, id, "current", "\"current\":true,\"next\":false,\"previous\":false", "RS384"),
		    expected(p, id, "next", "\"current\":false,\"next\":true,\"previous\":false", "RS384"),
		    expected(p, id, "previous", "\"current\":false,\"next\":false,\"previous\":true",
		    "RS384")));
		assert_int_equal(a.round_trips, 2);
	}
}

/* The contract's body is an object or null, and need not be there. */
TEST(connection_keys_are_of_the_algorithm_asked_for)
{
	static const struct {
		const char	*body, *algorithm, *rotate, *then;
	} rows[] = {
		{ NULL, "RS256", NULL, "RS256" }, { "null", "RS256", " null ", "RS256" },
		{ "{}", "RS256", "{\"signing_alg\":\"ES256\"}", "ES256" },
		{ "{\"signing_alg\":\"ES384\"}", "ES384", "{}", "ES384" },
	};
	struct place *p = place_new();
	struct caller c = caller_new(p, ALL);
	const char *id;
	struct answer a;
	size_t i;

	place_keys(p, "rsa3072", 11);
	place_keys(p, "p256", 1);
	place_keys(p, "p384", 3);
	id = connect(p, "okta");
	for (i = 0; i < COUNT(rows); i++) {
		sql("DELETE FROM signing_key WHERE connection_id = '%s'", id);
		a = call(p, &c, "POST", path_of(p, id, ""), rows[i].body);
		CHECK(a.code == 201, "row %zu: %s", i, a.body);
		assert_string_equal(column(p, id, "current", "algorithm"), rows[i].algorithm);
		a = call(p, &c, "POST", path_of(p, id, "/rotate"), rows[i].rotate);
		CHECK(a.code == 201, "row %zu: %s", i, a.body);
		assert_string_equal(member(p, &a, "algorithm"), rows[i].then);
		assert_string_equal(column(p, id, "current", "algorithm"), rows[i].algorithm);
	}
}

TEST(connection_keys_are_refused_as_in_the_contract)
{
	struct place *p = place_new(), other = place_beside(p);
	struct caller c = caller_new(p, ALL);
	const char *id = connect(p, "okta"), *saml = connect(p, "samlp"), *theirs;
	const char *const strange[] = { "con_0000000000000000", "x", theirs = connect(&other, "okta") };
	struct answer a;
	size_t i;

	place_keys(p, "rsa3072", 6);
	place_keys(&other, "rsa3072", 6);
	for (i = 0; i < COUNT(strange); i++) {
		a = call(p, &c, "GET", path_of(p, strange[i], ""), NULL);
		check_error(p, &a, 404, "Connection not found.", "inexistent_connection");
		a = call(p, &c, "POST", path_of(p, strange[i], ""), NULL);
		check_error(p, &a, 404, "Connection not found.", "inexistent_connection");
		a = call(p, &c, "POST", path_of(p, strange[i], "/rotate"), NULL);
		check_error(p, &a, 404, "Connection not found.", "inexistent_connection");
	}
	a = call(p, &c, "GET", path_of(p, saml, ""), NULL);
	check_error(p, &a, 400, "Keys are not available for this connection: only those of the "
	    "strategies okta and oidc have them.", NULL);
	a = call(p, &c, "POST", path_of(p, saml, ""), NULL);
	check_error(p, &a, 400, "Keys cannot be created for this connection: only those of the "
	    "strategies okta and oidc have them.", NULL);
	a = call(p, &c, "POST", path_of(p, saml, "/rotate"), NULL);
	check_error(p, &a, 400, "Key rotation is not supported on this connection: only those of the "
	    "strategies okta and oidc have keys.", NULL);
	a = call(p, &c, "POST", path_of(p, id, "/rotate"), NULL);
	check_error(p, &a, 400, "Connection is not configured to use JWT Client Authentication: it has "
	    "no keys yet, so create them first.", NULL);
	a = call(p, &c, "POST", path_of(p, id, ""), NULL);
	assert_int_equal(a.code, 201);
	a = call(p, &c, "POST", path_of(p, id, ""), NULL);
	check_error(p, &a, 409, "Keys have already been created for this connection.", NULL);
	assert_int_equal(sql_long("SELECT count(*) FROM signing_key WHERE connection_id = '%s'", theirs),
	    0);
}

TEST(connection_keys_bodies_that_are_wrong_take_no_key)
{
	static const char *const bodies[] = { "{\"signing_alg\":\"HS256\"}", "{\"signing_alg\":null}",
		"{\"signing_alg\":1}", "{\"x\":1}", "[]", "{", "\"RS256\"", "{\"signing_alg\":\"rs256\"}" };
	struct place *p = place_new();
	struct caller c = caller_new(p, ALL);
	const char *id = connect(p, "okta");
	struct answer a;
	size_t i;

	place_keys(p, "rsa3072", 6);
	for (i = 0; i < COUNT(bodies); i++) {
		a = call(p, &c, "POST", path_of(p, id, ""), bodies[i]);
		CHECK(a.code == 400, "%s: %s", bodies[i], a.body);
		a = call(p, &c, "POST", path_of(p, id, "/rotate"), bodies[i]);
		CHECK(a.code == 400 && strstr(a.body, "no keys yet") == NULL, "%s: %s", bodies[i], a.body);
	}
	assert_int_equal(count_keys(p, "spare"), 4);
}

TEST(connection_keys_not_made_yet_are_worth_another_try)
{
	struct place *p = place_new();
	struct caller c = caller_new(p, ALL);
	const char *id = connect(p, "okta");
	struct answer a = call(p, &c, "POST", path_of(p, id, ""), NULL);

	check_error(p, &a, 503, "New keys are being made. Try again in a moment.", NULL);
	assert_string_equal(answer_header(&a, "Retry-After"), "5");
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s' AND "
	    "kind = 'make_keys'", p->tenant), 1);
}

TEST(connection_keys_need_their_scopes)
{
	static const struct {
		const char	*scopes, *method, *rest, *refusal;	/* NULL: enough */
	} rows[] = {
		{ "create:connections_keys update:connections_keys", "GET", "",
		    "any of: read:connections_keys" },
		{ "read:connections_keys update:connections_keys", "POST", "",
		    "any of: create:connections_keys" },
		{ "read:connections_keys create:connections_keys", "POST", "/rotate",
		    "all of: create:connections_keys, update:connections_keys" },
		{ "read:connections_keys update:connections_keys", "POST", "/rotate",
		    "all of: create:connections_keys, update:connections_keys" },
		{ "read:connections_keys", "GET", "", NULL },
		{ "create:connections_keys", "POST", "", NULL },
		{ "update:connections_keys create:connections_keys", "POST", "/rotate", NULL },
	};
	struct place *p = place_new();
	const char *id = connect(p, "okta");
	struct caller c;
	struct answer a;
	size_t i;

	place_keys(p, "rsa3072", 6);
	for (i = 0; i < COUNT(rows); i++) {
		c = caller_new(p, rows[i].scopes);
		a = call(p, &c, rows[i].method, path_of(p, id, rows[i].rest), NULL);
		if (rows[i].refusal == NULL)
			CHECK(a.code / 100 == 2, "row %zu: %s", i, a.body);
		else
			check_error(p, &a, 403, arena_print(p->arena, "Insufficient scope, expected %s",
			    rows[i].refusal), "insufficient_scope");
	}
}

/* Neither the private half nor its sealed form leaves the table. */
TEST(connection_keys_show_no_private_key)
{
	static const struct {
		const char	*method, *rest;
	} rows[] = { { "POST", "" }, { "GET", "" }, { "POST", "/rotate" }, { "GET", "" }, { "POST", "" } };
	struct place *p = place_new();
	struct caller c = caller_new(p, ALL);
	const char *id = connect(p, "okta"), *sealed;
	struct answer a;
	size_t i;

	place_keys(p, "rsa3072", 6);
	for (i = 0; i < COUNT(rows); i++) {
		a = call(p, &c, rows[i].method, path_of(p, id, rows[i].rest), NULL);
		sealed = column(p, id, "current", "sealed_key");
		assert_true(strlen(sealed) > 20);
		CHECK(strstr(a.body, PRIVATE_HALF) == NULL && strstr(a.body, sealed) == NULL
		    && strstr(a.body, "sealed") == NULL, "%s", a.body);
		CHECK(strstr(a.log, PRIVATE_HALF) == NULL && strstr(a.log, sealed) == NULL, "%s", a.log);
		assert_int_equal(sql_long("SELECT count(*) FROM event e WHERE tenant_id = '%s' AND "
		    "(e::text LIKE '%%" PRIVATE_HALF "%%' OR strpos(e::text, '%s') > 0)", p->tenant, sealed), 0);
	}
}
