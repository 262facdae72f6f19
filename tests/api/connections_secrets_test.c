/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "connection_desk.h"
#include "test.h"

#define HIDDEN "HiddenAndNeverShown"
#define SECRETS ",\"client_secret\":\"" HIDDEN "1\",\"app_secret\":\"" HIDDEN "2\"," \
	"\"admin_access_token\":\"" HIDDEN "3\",\"admin_refresh_token\":\"" HIDDEN "4\"," \
	"\"signing_key\":{\"cert\":\"shown-cert\",\"key\":\"" HIDDEN "5\"}," \
	"\"decryptionKey\":{\"cert\":\"shown-too\",\"key\":\"" HIDDEN "6\"}"

static const struct {
	const char	*strategy, *options;
} kinds[] = {
	{ "okta", "\"client_id\":\"c\"" }, { "oidc", "\"client_id\":\"c\"" }, { "samlp", "\"debug\":true" },
	{ "waad", "\"client_id\":\"c\"" }, { "google-apps", "\"client_id\":\"c\"" },
	{ "adfs", "\"adfs_server\":\"a.example\"" },
	{ "pingfederate", "\"pingFederateBaseUrl\":\"https://p.example\"" },
};

static void
check_hidden(const struct answer *a)
{
	CHECK(strstr(a->body, HIDDEN) == NULL && strstr(a->log, HIDDEN) == NULL
	    && strstr(a->body, "sealed") == NULL, "%s\n%s", a->body, a->log);
}

static void
check_nowhere_in_the_database(struct desk *d)
{
	static const char *const tables[] = { "connection", "connection_revision", "event", "job" };
	size_t i;

	for (i = 0; i < COUNT(tables); i++)
		CHECK(sql_long("SELECT count(*) FROM %s t WHERE t.tenant_id = '%s' AND t::text LIKE '%%" HIDDEN
		    "%%'", tables[i], d->p->tenant) == 0, "a secret is in %s", tables[i]);
}

TEST(connections_secrets_are_sealed_and_shown_nowhere)
{
	struct desk d = connection_desk();
	const char *id, *body;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(kinds); i++) {
		body = arena_print(d.p->arena, "{\"name\":\"n%zu\",\"strategy\":\"%s\",\"options\":{%s" SECRETS
		    "}}", i, kinds[i].strategy, kinds[i].options);
		a = call(d.p, &d.c, "POST", CONNECTIONS, body);
		CHECK(a.code == 201, "%s", a.body);
		check_hidden(&a);
		check_member(&d, &a, "options.signing_key", "{\"cert\":\"shown-cert\"}");
		check_member(&d, &a, "options.client_secret", "");
		id = member(d.p, &a, "id");
		a = desk_call(&d, "PATCH", id, "", arena_print(d.p->arena, "{\"options\":{%s" SECRETS "}}",
		    kinds[i].options));
		CHECK(a.code == 200, "%s", a.body);
		check_hidden(&a);
		a = desk_call(&d, "GET", id, "", NULL);
		check_hidden(&a);
		a = desk_call(&d, "GET", id, "/revisions", NULL);
		check_hidden(&a);
		a = desk_call(&d, "POST", id, "/revisions/1/restore", NULL);
		check_hidden(&a);
		assert_string_equal(desk_opened(&d, id, "client_secret", "r.sealed_secret"), HIDDEN "1");
		assert_string_equal(desk_opened(&d, id, "admin_refresh_token",
		    "r.sealed_keys ->> 'admin_refresh_token'"), HIDDEN "4");
		assert_string_equal(desk_opened(&d, id, "signing_key.key",
		    "r.sealed_keys ->> 'signing_key.key'"), HIDDEN "5");
	}
	a = call(d.p, &d.c, "GET", CONNECTIONS, NULL);
	check_hidden(&a);
	check_nowhere_in_the_database(&d);
}

TEST(connections_secrets_in_bodies_that_are_refused_are_shown_nowhere)
{
	static const char *const bodies[] = {
		"{\"name\":\"-\",\"strategy\":\"okta\",\"options\":{\"client_id\":\"c\"" SECRETS "}}",
		"{\"name\":\"n\",\"strategy\":\"auth0\",\"options\":{\"client_id\":\"c\"" SECRETS "}}",
		"{\"name\":\"n\",\"strategy\":\"okta\",\"options\":{\"client_id\":1" SECRETS "}}",
		"{\"name\":\"n\",\"strategy\":\"okta\",\"options\":{\"client_id\":\"c\",\"client_secret\":[\""
		    HIDDEN "\"]}}",
		"{\"name\":\"n\",\"strategy\":\"okta\",\"client_secret\":\"" HIDDEN "\"}",
	};
	struct desk d = connection_desk();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		a = call(d.p, &d.c, "POST", CONNECTIONS, bodies[i]);
		assert_int_equal(a.code, 400);
		check_hidden(&a);
	}
	check_nowhere_in_the_database(&d);
}

TEST(connections_secrets_that_are_left_out_stay)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, OKTA(SECRETS)), *sealed = desk_live(&d, id, "r.sealed_secret"),
	    *keys = desk_live(&d, id, "r.sealed_keys::text");
	struct answer a = desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"c\","
	    "\"scope\":\"openid email\"}}");

	assert_int_equal(a.code, 200);
	assert_string_equal(desk_live(&d, id, "r.revision"), "2");
	assert_string_equal(desk_live(&d, id, "r.sealed_secret"), sealed);
	assert_string_equal(desk_live(&d, id, "r.sealed_keys::text"), keys);
	/* with the values beside the key */
	check_member(&d, &a, "options.signing_key.cert", "shown-cert");
	a = desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"c\",\"signing_key\":"
	    "{\"cert\":\"shown-cert\"}}}");
	assert_string_equal(desk_live(&d, id, "r.sealed_keys::text"), keys);
	assert_string_equal(desk_opened(&d, id, "client_secret", "r.sealed_secret"), HIDDEN "1");
}

TEST(connections_secrets_are_replaced_and_removed)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, OKTA(SECRETS));

	desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"c\",\"client_secret\":\"other\","
	    "\"decryptionKey\":\"other-key\",\"app_secret\":null}}");
	assert_string_equal(desk_opened(&d, id, "client_secret", "r.sealed_secret"), "other");
	assert_string_equal(desk_opened(&d, id, "decryptionKey", "r.sealed_keys ->> 'decryptionKey'"),
	    "other-key");
	assert_string_equal(desk_live(&d, id, "ARRAY(SELECT jsonb_object_keys(r.sealed_keys) ORDER BY 1)"),
	    "{admin_access_token,admin_refresh_token,decryptionKey,signing_key.key}");
	assert_string_equal(desk_live(&d, id, "r.settings ? 'decryptionKey'"), "f");
	desk_call(&d, "PATCH", id, "", "{\"options\":{\"client_id\":\"c\",\"client_secret\":\"\","
	    "\"signing_key\":null}}");
	assert_string_equal(desk_live(&d, id, "r.sealed_secret IS NULL"), "t");
	assert_string_equal(desk_live(&d, id, "r.sealed_keys ? 'signing_key.key' OR r.settings ? "
	    "'signing_key'"), "f");
}

TEST(connections_options_are_shown_only_with_the_scope_to_read_them)
{
	struct desk d = connection_desk();
	struct caller reader = caller_new(d.p, "read:connections create:connections update:connections "
	    "update:connections_options");
	const char *id = desk_made(&d, OKTA(""));
	struct answer answers[5];
	size_t i;

	answers[0] = call(d.p, &reader, "GET", CONNECTIONS, NULL);
	answers[1] = call(d.p, &reader, "GET", arena_print(d.p->arena, CONNECTIONS "/%s", id), NULL);
	answers[2] = call(d.p, &reader, "POST", CONNECTIONS, "{\"name\":\"n\",\"strategy\":\"okta\"}");
	answers[3] = call(d.p, &reader, "PATCH", arena_print(d.p->arena, CONNECTIONS "/%s", id),
	    "{\"options\":{\"client_id\":\"c\"}}");
	answers[4] = call(d.p, &reader, "POST", arena_print(d.p->arena, CONNECTIONS
	    "/%s/revisions/1/restore", id), NULL);
	for (i = 0; i < COUNT(answers); i++)
		CHECK(answers[i].code < 300 && strstr(answers[i].body, "options") == NULL
		    && strstr(answers[i].body, "realms") != NULL, "%s", answers[i].body);
}
