/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "connection_desk.h"
#include "model/rules.h"
#include "store/revision.h"
#include "test.h"

#define OIDC "{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\",\"token_endpoint\":" \
	"\"https://idp.example/token\""
#define DOCUMENT(issuer, token) "{\"issuer\":\"" issuer "\",\"authorization_endpoint\":" \
	"\"https://idp.example/authorize\",\"jwks_uri\":\"https://idp.example/keys\"," \
	"\"token_endpoint\":\"" token "\",\"id_token_signing_alg_values_supported\":[\"RS256\"]}"
#define DERIVED "{\"issuer\":\"https://idp.example\",\"token_endpoint\":\"https://idp.example/t\"," \
	"\"oidc_metadata\":" DOCUMENT("https://idp.example", "https://idp.example/t") "}"
#define SAYS "so send client_secret again with it."

static struct answer
patch(struct desk *d, const char *id, const char *options)
{
	return desk_call(d, "PATCH", id, "", arena_print(d->p->arena, "{\"options\":%s}", options));
}

static const char *
made(struct desk *d, const char *strategy, const char *options)
{
	return desk_made(d, arena_print(d->p->arena, "{\"name\":\"n%ld\",\"strategy\":\"%s\",\"options\":%s}",
	    sql_long("SELECT count(*) FROM connection"), strategy, options));
}

/* As the job derive_connection does. */
static void
derive(struct desk *d, const char *id, const char *derived)
{
	struct derivation wanted;

	must(d->p, derive_wanted(place_act(d->p), id, &wanted));
	must(d->p, derive_keep(place_act(d->p), id, wanted.revision, derived));
}

static const char *
place(struct desk *d, const char *id, const char *name)
{
	return desk_live(d, id, arena_print(d->p->arena, "coalesce(r.sealed_for ->> '%s', '')", name));
}

TEST(connections_secrets_do_not_move_with_a_change)
{
	static const struct {
		const char	*strategy, *made, *changed;
	} rows[] = {
		{ "oidc", OIDC, OIDC ",\"issuer\":\"https://evil.example\"}" },
		{ "oidc", OIDC, "{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\",\"token_endpoint\":"
		    "\"https://evil.example/token\"}" },
		{ "oidc", OIDC, "{\"client_id\":\"c\",\"discovery_url\":\"https://evil.example\",\"token_endpoint\":"
		    "\"https://idp.example/token\"}" },
		{ "oidc", OIDC, "{\"client_id\":\"other\",\"discovery_url\":\"https://idp.example\","
		    "\"token_endpoint\":\"https://idp.example/token\"}" },
		{ "oidc", OIDC, OIDC ",\"authorization_endpoint\":\"https://evil.example/a\"}" },
		{ "oidc", OIDC, OIDC ",\"oidc_metadata\":" DOCUMENT("https://idp.example",
		    "https://evil.example/token") "}" },
		{ "oidc", OIDC, OIDC ",\"pushed_authorization_request_endpoint\":\"https://evil.example/p\"}" },
		{ "oidc", OIDC, OIDC ",\"revocation_endpoint\":\"https://evil.example/r\"}" },
		{ "oidc", OIDC, OIDC ",\"introspection_endpoint\":\"https://evil.example/i\"}" },
		{ "oidc", OIDC, OIDC ",\"device_authorization_endpoint\":\"https://evil.example/d\"}" },
		{ "oidc", OIDC, OIDC ",\"backchannel_authentication_endpoint\":\"https://evil.example/b\"}" },
		{ "oidc", OIDC, OIDC ",\"mtls_endpoint_aliases\":{\"token_endpoint\":\"https://evil.example/t\"}}" },
		{ "oidc", OIDC ",\"oidc_metadata\":" DOCUMENT("https://idp.example", "https://idp.example/token"),
		    OIDC ",\"oidc_metadata\":" DOCUMENT("https://idp.example", "https://idp.example/token\","
		    "\"revocation_endpoint\":\"https://evil.example/r") "}" },
		{ "oidc", OIDC, "{\"client_id\":\"c\"}" },
		{ "okta", "{\"client_id\":\"c\",\"domain\":\"acme.okta.com\"",
		    "{\"client_id\":\"c\",\"domain\":\"evil.okta.com\"}" },
		{ "okta", "{\"client_id\":\"c\",\"domain\":\"acme.okta.com\"", "{\"client_id\":\"c\"}" },
		{ "waad", "{\"client_id\":\"c\",\"tenant_domain\":\"a.example\"",
		    "{\"client_id\":\"c\",\"tenant_domain\":\"evil.example\"}" },
		{ "waad", "{\"client_id\":\"c\",\"tenant_domain\":\"a.example\"",
		    "{\"client_id\":\"c\",\"tenant_domain\":\"a.example\",\"useCommonEndpoint\":true}" },
		{ "waad", "{\"client_id\":\"c\",\"tenant_domain\":\"a.example\"",
		    "{\"client_id\":\"c\",\"tenant_domain\":\"a.example\",\"waad_common_endpoint\":true}" },
		{ "google-apps", "{\"client_id\":\"c\"", "{\"client_id\":\"other\"}" },
	};
	struct desk d = connection_desk();
	struct answer a;
	const char *id;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		id = made(&d, rows[i].strategy, arena_print(d.p->arena, "%s,\"client_secret\":\"s\"}", rows[i].made));
		a = patch(&d, id, rows[i].changed);
		CHECK(a.code == 400 && strstr(a.body, SAYS) != NULL, "%s: %s", rows[i].changed, a.body);
		assert_string_equal(desk_live(&d, id, "r.revision"), "1");
		/* with the secret, or without any */
		a = patch(&d, id, arena_print(d.p->arena, "%.*s,\"client_secret\":\"new\"}",
		    (int)strlen(rows[i].changed) - 1, rows[i].changed));
		CHECK(a.code == 200, "%s", a.body);
		assert_string_equal(desk_opened(&d, id, "client_secret", "r.sealed_secret"), "new");
		a = patch(&d, id, arena_print(d.p->arena, "%s,\"client_secret\":null}", rows[i].made));
		CHECK(a.code == 200, "%s", a.body);
		a = patch(&d, id, rows[i].changed);
		CHECK(a.code == 200, "%s", a.body);
	}
	assert_int_equal(desk_events(&d, "connection_updated"), 3 * (long)COUNT(rows));
}

TEST(connections_secrets_of_every_name_stay_where_they_are)
{
	struct desk d = connection_desk();
	const char *id = made(&d, "samlp", "{\"metadataUrl\":\"https://idp.example/m\",\"decryptionKey\":\"k\","
	    "\"signing_key\":{\"cert\":\"x\",\"key\":\"k\"}}");
	struct answer a = patch(&d, id, "{\"metadataUrl\":\"https://evil.example/m\"}");

	CHECK(a.code == 400 && strstr(a.body, "so send decryptionKey and signing_key.key again") != NULL, "%s",
	    a.body);
	a = patch(&d, id, "{\"metadataUrl\":\"https://evil.example/m\",\"decryptionKey\":\"new\"}");
	CHECK(a.code == 400 && strstr(a.body, "so send signing_key.key again") != NULL, "%s", a.body);
	a = patch(&d, id, "{\"metadataUrl\":\"https://idp.example/m\",\"cert\":\"other\",\"signInEndpoint\":"
	    "\"https://idp.example/in\"}");
	CHECK(a.code == 200, "%s", a.body);
	a = patch(&d, id, "{\"metadataUrl\":\"https://evil.example/m\",\"decryptionKey\":null,\"signing_key\":null}");
	CHECK(a.code == 200, "%s", a.body);
}

/* A connection that an earlier version made lacks what is a default now. */
TEST(connections_secrets_stay_where_an_option_became_a_default)
{
	struct desk d = connection_desk();
	const char *id = made(&d, "waad", "{\"client_id\":\"c\",\"client_secret\":\"s\",\"tenant_domain\":"
	    "\"a.example\"}");
	struct answer a;

	sql("UPDATE connection_revision SET settings = settings - '{use_wsfed,app_domain,identity_api}'::text[] "
	    "WHERE connection_id = '%s'", id);
	a = patch(&d, id, "{\"client_id\":\"c\",\"tenant_domain\":\"a.example\"}");
	CHECK(a.code == 200, "%s", a.body);
	check_member(&d, &a, "options.use_wsfed", "false");
	assert_int_equal(patch(&d, id, "{\"client_id\":\"c\",\"tenant_domain\":\"a.example\",\"use_wsfed\":true}").code,
	    400);
}

/* A refused change changes nothing beside the options, either. */
TEST(connections_secrets_that_would_move_leave_all_as_it_is)
{
	struct desk d = connection_desk();
	const char *id = made(&d, "okta", "{\"client_id\":\"c\",\"client_secret\":\"s\"}"), *before;

	before = desk_live(&d, id, "c::text");
	assert_int_equal(desk_call(&d, "PATCH", id, "", "{\"display_name\":\"New\",\"enabled_clients\":[\"z\"],"
	    "\"options\":{\"client_id\":\"other\",\"domain_aliases\":[\"a.example\"]}}").code, 400);
	assert_string_equal(desk_live(&d, id, "c::text"), before);
	assert_int_equal(desk_events(&d, "connection_updated"), 0);
	assert_int_equal(desk_call(&d, "PATCH", id, "", "{\"display_name\":\"New\"}").code, 200);
}

/* A program that sends back what it read moves nothing, whatever was derived meanwhile. */
TEST(connections_secrets_stay_where_a_program_sends_back_what_it_read)
{
	static const char *const same[] = {
		"{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\"}",
		"{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\",\"issuer\":\"https://idp.example\"}",
		"{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\",\"scope\":\"openid\"}",
	};
	struct desk d = connection_desk();
	const char *id = made(&d, "oidc", "{\"client_id\":\"c\",\"client_secret\":\"s\",\"discovery_url\":"
	    "\"https://idp.example\"}"), *read, *sealed = desk_live(&d, id, "r.sealed_secret");
	struct answer a;
	size_t i;

	derive(&d, id, DERIVED);
	a = desk_call(&d, "GET", id, "", NULL);
	read = member(d.p, &a, "options");
	for (i = 0; i < COUNT(same); i++) {
		a = patch(&d, id, same[i]);
		CHECK(a.code == 200, "%s: %s", same[i], a.body);
		derive(&d, id, DERIVED);
		a = patch(&d, id, read);
		CHECK(a.code == 200, "%s: %s", read, a.body);
		derive(&d, id, DERIVED);
	}
	a = patch(&d, id, "{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\",\"token_endpoint\":"
	    "\"https://idp.example/other\"}");
	CHECK(a.code == 400, "%s", a.body);
	assert_string_equal(desk_live(&d, id, "r.sealed_secret"), sealed);
	assert_string_equal(place(&d, id, "client_secret"), "{\"issuer\": \"https://idp.example\", \"client_id\": "
	    "\"c\", \"token_endpoint\": \"https://idp.example/t\"}");
}

/* The first look at the provider tells the place; what its document says later does not
 * move the secret. */
TEST(connections_secrets_keep_the_place_that_they_were_entered_for)
{
	struct desk d = connection_desk();
	const char *id = made(&d, "oidc", "{\"client_id\":\"c\",\"client_secret\":\"s\",\"app_secret\":\"t\","
	    "\"discovery_url\":\"https://idp.example\"}"), *first;
	const char *moved = "{\"issuer\":\"https://idp.example\",\"token_endpoint\":\"https://evil.example/t\"}";

	assert_string_equal(place(&d, id, "client_secret"), "");
	derive(&d, id, DERIVED);
	first = place(&d, id, "client_secret");
	assert_non_null(strstr(first, "\"https://idp.example/t\""));
	assert_string_equal(place(&d, id, "app_secret"), first);
	derive(&d, id, moved);
	assert_string_equal(desk_live(&d, id, "r.derived ->> 'token_endpoint'"), "https://evil.example/t");
	assert_string_equal(place(&d, id, "client_secret"), first);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'provider_check' AND details ->> 'hint' LIKE '%%is not sent there%%'", d.p->tenant), 1);
	/* entered again, it is for where the provider is now; the other one is not */
	assert_int_equal(patch(&d, id, "{\"client_id\":\"c\",\"client_secret\":\"s\",\"discovery_url\":"
	    "\"https://idp.example\"}").code, 200);
	assert_string_equal(place(&d, id, "client_secret"), "");
	assert_string_equal(place(&d, id, "app_secret"), first);
	derive(&d, id, moved);
	assert_non_null(strstr(place(&d, id, "client_secret"), "\"https://evil.example/t\""));
	assert_string_equal(place(&d, id, "app_secret"), first);
	/* a restored revision has the place of its own */
	assert_int_equal(desk_call(&d, "POST", id, "/revisions/1/restore", NULL).code, 200);
	assert_string_equal(place(&d, id, "client_secret"), first);
}

/* An endpoint that was set beside a discovery URL is where the secret goes. */
TEST(connections_secrets_are_for_an_endpoint_that_was_set_beside_a_document)
{
	static const char set[] = "{\"client_id\":\"c\",\"client_secret\":\"s\",\"discovery_url\":"
	    "\"https://idp.example\",\"token_endpoint\":\"https://own.example/t\"}";
	struct desk d = connection_desk();
	const char *id = made(&d, "oidc", set), *wanted = "{\"issuer\": \"https://idp.example\", \"client_id\": "
	    "\"c\", \"token_endpoint\": \"https://own.example/t\"}";
	struct answer a;

	derive(&d, id, DERIVED);
	assert_string_equal(place(&d, id, "client_secret"), wanted);
	a = desk_call(&d, "GET", id, "", NULL);
	check_member(&d, &a, "options.token_endpoint", "https://own.example/t");
	a = patch(&d, id, member(d.p, &a, "options"));
	CHECK(a.code == 200, "%s", a.body);
	derive(&d, id, DERIVED);
	assert_string_equal(place(&d, id, "client_secret"), wanted);
	/* to give it up, or to set another, moves the secret */
	a = patch(&d, id, "{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\"}");
	CHECK(a.code == 400 && strstr(a.body, SAYS) != NULL, "%s", a.body);
	a = patch(&d, id, "{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\",\"token_endpoint\":"
	    "\"https://own.example/other\"}");
	CHECK(a.code == 400 && strstr(a.body, SAYS) != NULL, "%s", a.body);
	/* so does a document that is to be fetched instead of the one that was set */
	id = made(&d, "oidc", "{\"client_id\":\"c\",\"client_secret\":\"s\",\"discovery_url\":\"https://idp.example\","
	    "\"oidc_metadata\":" DOCUMENT("https://idp.example", "https://idp.example/t") "}");
	derive(&d, id, DERIVED);
	a = patch(&d, id, "{\"client_id\":\"c\",\"discovery_url\":\"https://idp.example\"}");
	CHECK(a.code == 400 && strstr(a.body, SAYS) != NULL, "%s", a.body);
}

TEST(connections_secrets_without_a_document_are_for_what_was_typed)
{
	struct desk d = connection_desk();
	const char *id = made(&d, "oidc", "{\"client_id\":\"c\",\"client_secret\":\"s\",\"issuer\":"
	    "\"https://idp.example\",\"token_endpoint\":\"https://idp.example/t\"}");

	derive(&d, id, "{}");
	assert_string_equal(place(&d, id, "client_secret"), "{\"issuer\": \"https://idp.example\", \"client_id\": "
	    "\"c\", \"token_endpoint\": \"https://idp.example/t\"}");
	assert_int_equal(desk_events(&d, "provider_check"), 0);
}

/* --- revisions --- */

static long
revisions(struct desk *d, const char *id)
{
	return sql_long("SELECT count(*) FROM connection_revision WHERE tenant_id = '%s' AND connection_id = "
	    "'%s'", d->p->tenant, id);
}

TEST(connections_changes_that_change_nothing_are_none)
{
	static const char *const bodies[] = {
		"{\"options\":{\"client_id\":\"c\",\"scope\":\"openid\",\"icon_url\":\"https://a.example/1.png\","
		    "\"domain_aliases\":[\"a.example\"]}}",
		"{\"options\":{\"scope\":\"openid\",\"client_id\":\"c\",\"icon_url\":\"https://a.example/1.png\"}}",
		"{\"options\":{\"client_id\":\"c\",\"scope\":\"openid\",\"icon_url\":\"https://a.example/1.png\","
		    "\"app_secret\":null}}",
		"{\"display_name\":\"Acme\"}", "{\"metadata\":{\"a\":\"1\"},\"enabled_clients\":[\"z\",\"z\"]}",
		"{\"options\":null}",
	};
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"okta\",\"display_name\":\"Acme\","
	    "\"metadata\":{\"a\":\"1\"},\"enabled_clients\":[\"z\"],\"options\":{\"client_id\":\"c\","
	    "\"client_secret\":\"s\",\"scope\":\"openid\",\"icon_url\":\"https://a.example/1.png\","
	    "\"domain_aliases\":[\"a.example\"]}}"), *before = desk_live(&d, id, "c::text");
	struct answer read = desk_call(&d, "GET", id, "", NULL), a;
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		a = desk_call(&d, "PATCH", id, "", bodies[i]);
		check_answer(&a, 200, read.body);
	}
	a = desk_call(&d, "POST", id, "/revisions/1/restore", NULL);
	check_answer(&a, 200, read.body);
	assert_string_equal(desk_live(&d, id, "c::text"), before);
	assert_int_equal(revisions(&d, id), 1);
	assert_int_equal(desk_events(&d, "connection_updated") + desk_events(&d, "connection_restored"), 0);
}

TEST(connections_changes_outside_the_options_make_no_revision)
{
	static const char *const bodies[] = { "{\"display_name\":\"New\",\"options\":{\"client_id\":\"c\"}}",
		"{\"options\":{\"client_id\":\"c\",\"icon_url\":\"https://a.example/1.png\"}}",
		"{\"options\":{\"client_id\":\"c\",\"domain_aliases\":[]}}" };
	struct desk d = connection_desk();
	const char *id = desk_made(&d, OKTA(""));
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		assert_int_equal(desk_call(&d, "PATCH", id, "", bodies[i]).code, 200);
		assert_int_equal(desk_events(&d, "connection_updated"), (long)i + 1);
	}
	assert_int_equal(revisions(&d, id), 1);
	/* nobody can tell whether a secret is the same */
	assert_int_equal(patch(&d, id, "{\"client_id\":\"c\",\"client_secret\":\"s\"}").code, 200);
	assert_int_equal(patch(&d, id, "{\"client_id\":\"c\",\"client_secret\":\"s\"}").code, 200);
	assert_int_equal(patch(&d, id, "{\"client_id\":\"c\",\"client_secret\":\"\"}").code, 200);
	assert_int_equal(patch(&d, id, "{\"client_id\":\"c\",\"client_secret\":\"\"}").code, 200);
	assert_int_equal(revisions(&d, id), 4);
}

TEST(connections_keep_their_newest_revisions)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, OKTA("")), *other = made(&d, "okta", "{\"client_id\":\"c\"}");
	struct answer a;
	long i;

	for (i = 2; i <= CONNECTION_MAX_REVISIONS + 2; i++)
		assert_int_equal(patch(&d, id, arena_print(d.p->arena, "{\"client_id\":\"c%ld\"}", i)).code, 200);
	assert_int_equal(revisions(&d, id), CONNECTION_MAX_REVISIONS);
	assert_int_equal(revisions(&d, other), 1);
	assert_string_equal(desk_live(&d, id, "r.revision"), "52");
	a = desk_call(&d, "GET", id, "/revisions", NULL);
	CHECK(strstr(a.body, "{\"revisions\":[{\"revision\":52,\"is_live\":true") == a.body
	    && strstr(a.body, "\"revision\":3,") != NULL && strstr(a.body, "\"revision\":2,") == NULL, "%s", a.body);
	a = desk_call(&d, "POST", id, "/revisions/2/restore", NULL);
	check_error(d.p, &a, 404, "The connection has no revision 2.", "inexistent_revision");
	assert_int_equal(desk_call(&d, "POST", id, "/revisions/3/restore", NULL).code, 200);
	assert_string_equal(desk_live(&d, id, "r.revision || ' ' || r.restored_from"), "53 3");
	/* rows of before this limit, of which an old one may be live */
	sql("INSERT INTO connection_revision (tenant_id, connection_id, revision, settings, actor) "
	    "SELECT tenant_id, connection_id, n, '{}', 'client:x' FROM connection, generate_series(100, 180) n "
	    "WHERE connection_id = '%s'", id);
	assert_string_equal(desk_live(&d, id, "r.revision"), "53");
	assert_int_equal(revisions(&d, id), CONNECTION_MAX_REVISIONS);
}
