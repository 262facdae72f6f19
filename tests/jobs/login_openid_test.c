/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "hostile_server.h"
#include "login_desk.h"
#include "test.h"

static const char *
column(struct login_place *l, const char *id, const char *what)
{
	return sql_text(l->place->arena, "SELECT %s FROM login WHERE login_id = '%s'", what, id);
}

/* A claim of the ID token, JSON; the provider tells there how it was asked. */
static const char *
claim(struct login_place *l, const char *id, const char *name)
{
	return sql_text(l->place->arena, "SELECT c #>> '{values,0}' FROM login, jsonb_array_elements(claims) c "
	    "WHERE login_id = '%s' AND c ->> 'name' = '%s'", id, name);
}

TEST(logins_exchange_their_code_and_make_a_profile)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "post");
	const char *id = login_with_code(&l, &c, "");

	login_work_until(&l, 1);
	CHECK(text_is(login_end_of(&l, id), "passed"), "%s", column(&l, id, "outcome::text"));
	assert_string_equal(column(&l, id, "state"), "verified");
	assert_string_equal(column(&l, id, "profile ->> 'email'"), "ann@acme.example");
	assert_string_equal(claim(&l, id, "email"), "ann@acme.example");
	assert_string_equal(claim(&l, id, "authorization"), "");
	assert_non_null(strstr(claim(&l, id, "asked"), "\"client_secret\":\"" "s3cret of+the/client\""));
	assert_non_null(strstr(claim(&l, id, "asked"), "\"client_id\":\"client\""));
	assert_non_null(strstr(claim(&l, id, "asked"), "\"grant_type\":\"authorization_code\""));
	login_place_free(&l);
}

/* RFC 6749 2.3.1: both are urlencoded first. */
TEST(logins_prove_themselves_by_a_header)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "basic");
	const char *id;

	login_options(&c, "{\"token_endpoint_auth_method\":\"client_secret_basic\"}");
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	CHECK(text_is(login_end_of(&l, id), "passed"), "%s", column(&l, id, "outcome::text"));
	assert_string_equal(claim(&l, id, "authorization"), "Basic Y2xpZW50OnMzY3JldCUyMG9mJTJCdGhlJTJGY2xpZW50");
	assert_null(strstr(claim(&l, id, "asked"), "client_secret"));
	login_place_free(&l);
}

/* RFC 7523: by a token that is signed with the connection's key. */
TEST(logins_prove_themselves_by_a_key)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "key");
	struct arena *a = l.place->arena;
	const char *id, *assertion, **parts;

	login_options(&c, "{\"token_endpoint_auth_method\":\"private_key_jwt\"}");
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	assert_string_equal(login_end_of(&l, id), "settings_incomplete");
	login_key(&l);
	sql("UPDATE signing_key k SET use = 'connection', connection_id = n.connection_id, state = 'current', algorithm = 'RS256', "
	    "current_since = now() FROM connection n WHERE k.tenant_id = n.tenant_id AND n.tenant_id = '%s'",
	    c.tenant);
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 2);
	CHECK(text_is(login_end_of(&l, id), "passed"), "%s", column(&l, id, "outcome::text"));
	assert_null(strstr(claim(&l, id, "asked"), "client_secret"));
	assertion = fields_value(a, claim(&l, id, "asked"), "client_assertion").text;
	assert_int_equal(text_split(a, assertion, ".", &parts), 3);
	assert_string_equal(fields_value(a, base64url_decode(a, parts[0]), "kid").text,
	    sql_text(a, "SELECT key_id FROM signing_key WHERE tenant_id = '%s'", c.tenant));
	assert_non_null(strstr(base64url_decode(a, parts[1]), "/idp/key/token\""));
	login_place_free(&l);
}

/* The worker serves on: the browser's token is sealed to the new key, the secret to the former. */
TEST(logins_open_what_is_sealed_to_a_new_key)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "rotated");
	const char *id;

	login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	login_rotate_keys(&l);
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 2);
	CHECK(text_is(login_end_of(&l, id), "passed"), "%s", column(&l, id, "outcome::text"));
	login_place_free(&l);
}

TEST(logins_ask_userinfo_only_where_a_mapping_needs_it)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "userinfo");
	const char *id;

	login_options(&c, arena_print(l.place->arena, "{\"userinfo_endpoint\":\"https://localhost:%d/idp/userinfo/userinfo\"}",
	    hostile_server.good));
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	CHECK(text_is(login_end_of(&l, id), "passed"), "%s", column(&l, id, "outcome::text"));
	assert_string_equal(claim(&l, id, "department"), "");
	login_options(&c, "{\"attribute_map\":{\"mapping_mode\":\"use_map\",\"attributes\":{\"email\":\"${context.tokenset.email}\","
	    "\"team\":\"${context.userinfo.department}\"}}}");
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 2);
	CHECK(text_is(login_end_of(&l, id), "passed"), "%s", column(&l, id, "outcome::text"));
	assert_string_equal(column(&l, id, "profile ->> 'team'"), "Tools");
	assert_string_equal(claim(&l, id, "token"), "Bearer at-ann");
	id = login_with_code(&l, &c, "\"sub\":\"bob\"");
	login_work_until(&l, 3);
	assert_string_equal(login_end_of(&l, id), "userinfo_of_another");
	login_place_free(&l);
}

/* --- of providers with one server for all their customers --- */

static void
of_strategy(struct customer *c, const char *strategy, const char *options)
{
	sql("UPDATE connection SET strategy = '%s' WHERE tenant_id = '%s'", strategy, c->tenant);
	login_options(c, options);
}

static void
verify_domain_of(struct customer *c, const char *domain)
{
	sql("INSERT INTO connection_domain (tenant_id, connection_id, domain, typed, status, source, challenge, verified_at) "
	    "SELECT tenant_id, connection_id, '%s', '%s', 'verified', 'administrator', repeat('a', 32), now() "
	    "FROM connection WHERE tenant_id = '%s'", domain, domain, c->tenant);
}

TEST(logins_at_google_bring_the_domain_of_the_connection)
{
	static const struct {
		const char	*claims, *end, *came;
	} rows[] = {
		{ "\"hd\":\"acme.example\"", "passed", NULL }, { "", "hosted_domain_wrong", NULL },
		{ "\"hd\":\"other.example\"", "hosted_domain_wrong", "other.example" },
		{ "\"hd\":\"verified.example\"", "passed", NULL },
	};
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "post");
	const char *id;
	size_t i;

	of_strategy(&c, "google-apps", "{\"domain\":\"Acme.example\"}");
	verify_domain_of(&c, "verified.example");
	for (i = 0; i < COUNT(rows); i++) {
		id = login_with_code(&l, &c, rows[i].claims);
		login_work_until(&l, (long)i + 1);
		CHECK(text_is(login_end_of(&l, id), rows[i].end), "%s: %s", rows[i].claims, column(&l, id, "outcome::text"));
		CHECK(text_is(column(&l, id, "outcome ->> 'came'"), rows[i].came == NULL ? "" : rows[i].came), "%s: %s",
		    rows[i].claims, column(&l, id, "outcome::text"));
	}
	login_place_free(&l);
}

TEST(logins_at_entra_count_an_email_address_as_verified_for_a_reason)
{
#define DOUBTS "outcome -> 'doubts' ? 'email_is_unproved'"
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "post");
	const char *id;

	of_strategy(&c, "waad", "{\"userid_attribute\":\"oid\",\"tenantId\":\"11111111-2222-3333-4444-555555555555\"}");
	id = login_with_code(&l, &c, "\"oid\":\"o1\",\"_claim_names\":{\"groups\":\"src1\"}");
	login_work_until(&l, 1);
	CHECK(text_is(login_end_of(&l, id), "passed"), "%s", column(&l, id, "outcome::text"));
	assert_string_equal(column(&l, id, "profile ->> 'email_verified'"), "false");
	assert_string_equal(column(&l, id, "profile ->> 'user_id'"), "o1");
	assert_string_equal(column(&l, id, DOUBTS), "t");
	assert_string_equal(column(&l, id, "outcome -> 'doubts' ? 'groups_overage'"), "t");
	id = login_with_code(&l, &c, "\"xms_edov\":1");
	login_work_until(&l, 2);
	assert_string_equal(column(&l, id, "profile ->> 'email_verified'"), "true");
	assert_string_equal(column(&l, id, DOUBTS), "f");
	verify_domain_of(&c, "acme.example");
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 3);
	assert_string_equal(column(&l, id, "profile ->> 'email_verified'"), "true");
	login_place_free(&l);
}

TEST(logins_at_entra_need_a_tenant)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "post");
	const char *id = login_with_code(&l, &c, "");

	of_strategy(&c, "waad", "{\"issuer\":\"https://login.microsoftonline.com/{tenantid}/v2.0\"}");
	login_work_until(&l, 1);
	assert_string_equal(login_end_of(&l, id), "settings_incomplete");
	assert_string_equal(column(&l, id, "outcome ->> 'expected'"), "tenantId");
	login_place_free(&l);
}

/* --- what goes wrong --- */

TEST(logins_say_why_they_fail)
{
	static const struct {
		const char *query, *code, *failure;
	} rows[] = {
		{ "error=access_denied&error_description=User+is+not+assigned", NULL, NULL },
		{ "x=y", NULL, "answer_malformed" },
		{ "code=%ZZ", NULL, "answer_malformed" },
		{ "code=a&code=b", NULL, "answer_malformed" },
		{ "code=a&iss=https%3A%2F%2Fother.example", NULL, "issuer_wrong" },
		{ NULL, "\"error\":\"invalid_grant\"", "code_refused" },
		{ NULL, "\"aud\":\"another\"", "audience_wrong" },
		{ NULL, "\"nonce\":\"of another browser\"", "nonce_wrong" },
		{ NULL, "\"exp\":1", NULL },
	};
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "wrong");
	const char *ids[COUNT(rows)];
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		ids[i] = rows[i].code == NULL ? login_with_query(&l, &c, rows[i].query)
		    : login_with_code(&l, &c, rows[i].code);
	login_work_until(&l, COUNT(rows));
	for (i = 0; i < COUNT(rows); i++) {
		assert_string_equal(column(&l, ids[i], "state"), "failed");
		CHECK(rows[i].failure == NULL ? !text_is(login_end_of(&l, ids[i]), "passed")
		    : text_is(login_end_of(&l, ids[i]), rows[i].failure), "row %zu: %s", i,
		    column(&l, ids[i], "outcome::text"));
	}
	login_place_free(&l);
}

/* RFC 9207: what a provider announces it does, for errors, too. */
TEST(logins_want_the_issuer_that_is_announced)
{
	static const struct {
		const char	*query, *name, *failure;
	} rows[] = {
		{ "code=a", NULL, "issuer_missing" },
		{ "error=access_denied&error_description=No", NULL, "issuer_missing" },
		{ "error=access_denied", "named", "access_denied" },
		{ "code=a", "other", "issuer_wrong" },
		{ "error=access_denied", "named%2F", "issuer_wrong" },
	};
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "named");
	const char *ids[COUNT(rows)];
	size_t i;

	login_options(&c, "{\"oidc_metadata\":{\"authorization_response_iss_parameter_supported\":true}}");
	for (i = 0; i < COUNT(rows); i++)
		ids[i] = login_with_query(&l, &c, rows[i].name == NULL ? rows[i].query
		    : arena_print(l.place->arena, "%s&iss=https%%3A%%2F%%2Flocalhost:%d%%2Fidp%%2F%s", rows[i].query,
		    hostile_server.good, rows[i].name));
	login_work_until(&l, COUNT(rows));
	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(login_end_of(&l, ids[i]), rows[i].failure), "row %zu: %s", i,
		    column(&l, ids[i], "outcome::text"));
	assert_string_equal(column(&l, ids[1], "outcome ->> 'code'"), "access_denied");
	login_place_free(&l);
}

/* It fails at once, and shows what did arrive. */
TEST(logins_that_lack_a_required_attribute_keep_what_came)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "lacks");
	const char *id;

	sql("UPDATE profile SET user_attributes = '[{\"name\":\"employee\",\"description\":\"Number\",\"is_optional\":false}]' "
	    "WHERE tenant_id = '%s'", c.tenant);
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	assert_string_equal(login_end_of(&l, id), "attribute_missing");
	assert_string_equal(column(&l, id, "outcome ->> 'expected'"), "employee");
	assert_string_equal(column(&l, id, "attempts::text"), "1");
	assert_string_equal(claim(&l, id, "email"), "ann@acme.example");
	assert_string_equal(column(&l, id, "profile ->> 'email'"), "ann@acme.example");
	login_place_free(&l);
}

/* A secret goes to no other place than the one that it was entered for; the code is not sent either. */
TEST(logins_send_a_secret_only_where_it_belongs)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "moved");
	const char *id;

	login_options(&c, "{\"token_endpoint\":\"https://other.example/token\"}");
	id = login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	assert_string_equal(login_end_of(&l, id), "secret_not_for_here");
	assert_string_equal(column(&l, id, "outcome ->> 'came'"), "https://other.example/token");
	assert_non_null(strstr(column(&l, id, "outcome ->> 'expected'"), "/idp/moved/token"));
	assert_string_equal(column(&l, id, "code_used_at"), "");
	login_place_free(&l);
}

TEST(logins_tell_which_server_does_not_answer)
{
	const struct {
		const char *option;
		int port;
		const char *path, *failure, *detail;
	} rows[] = {
		{ "jwks_uri", hostile_server.closed, "/keys", "unreachable", "We could not make a secure connection" },
		{ "jwks_uri", hostile_server.other, "/keys", "tls_failed", "issued for another name" },
		{ "jwks_uri", hostile_server.expired, "/keys", "tls_failed", "it has expired" },
		{ "jwks_uri", hostile_server.good, "/404", "keys_unreadable", "(HTTP status 404)" },
		{ "jwks_uri", hostile_server.good, "/html", "keys_unreadable", "" },
		{ "jwks_uri", hostile_server.good, "/500", "unreachable", "(HTTP status 500)" },
	};
	struct login_place l = login_place_new();
	struct customer c;
	const char *id;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		c = login_customer(&l, l.place, arena_print(l.place->arena, "server%zu", i));
		login_options(&c, arena_print(l.place->arena, "{\"%s\":\"https://localhost:%d%s\"}", rows[i].option,
		    rows[i].port, rows[i].path));
		id = login_with_code(&l, &c, "");
		login_work_until(&l, (long)i + 1);
		CHECK(text_is(login_end_of(&l, id), rows[i].failure), "row %zu: %s", i, column(&l, id, "outcome::text"));
		CHECK(strstr(column(&l, id, "outcome ->> 'detail'"), rows[i].detail) != NULL, "row %zu: %s", i,
		    column(&l, id, "outcome::text"));
	}
	login_place_free(&l);
}

/* --- the provider's keys --- */

/* "KEYS CODES": how often the one were fetched and the other sent. */
static const char *
asked(struct login_place *l, const char *name)
{
	return login_provider_says(l, arena_print(l->place->arena, "/idp/%s/fetched", name));
}

TEST(logins_keep_the_keys_of_a_provider)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "keys");

	login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	login_with_code(&l, &c, "");
	login_work_until(&l, 2);
	assert_string_equal(asked(&l, "keys"), "1 2");
	sql("UPDATE provider_keys SET fetched_at = fetched_at - interval '61 minutes'");
	login_with_code(&l, &c, "");
	login_work_until(&l, 3);
	assert_string_equal(asked(&l, "keys"), "2 3");
	assert_int_equal(sql_long("SELECT count(*) FROM login WHERE state = 'verified'"), 3);
	login_place_free(&l);
}

/* The provider rolls over: its second key is in what it publishes from the second time on. */
TEST(logins_fetch_the_keys_anew_for_one_that_is_unknown)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "rolls");
	const char *id;

	login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	id = login_with_code(&l, &c, "\"kid\":\"k2\"");
	login_work_until(&l, 2);
	assert_string_equal(login_end_of(&l, id), "passed");
	assert_string_equal(asked(&l, "rolls"), "2 2");
	id = login_with_code(&l, &c, "\"kid\":\"k3\"");
	login_work_until(&l, 3);
	assert_string_equal(login_end_of(&l, id), "key_unknown");
	assert_string_equal(asked(&l, "rolls"), "2 3");
	sql("UPDATE provider_keys SET renewed_at = renewed_at - interval '6 minutes'");
	id = login_with_code(&l, &c, "\"kid\":\"k3\"");
	login_work_until(&l, 4);
	assert_string_equal(login_end_of(&l, id), "key_unknown");
	assert_string_equal(asked(&l, "rolls"), "3 4");
	login_place_free(&l);
}

TEST(logins_fetch_the_keys_no_more_often_if_that_fails)
{
	struct login_place l = login_place_new();
	struct customer c = login_customer(&l, l.place, "breaks");
	const char *id;

	login_with_code(&l, &c, "");
	login_work_until(&l, 1);
	id = login_with_code(&l, &c, "\"kid\":\"k3\"");
	login_work_until(&l, 2);
	assert_string_equal(login_end_of(&l, id), "unreachable");
	id = login_with_code(&l, &c, "\"kid\":\"k3\"");
	login_work_until(&l, 3);
	assert_string_equal(login_end_of(&l, id), "key_unknown");
	assert_string_equal(asked(&l, "breaks"), "2 3");
	login_place_free(&l);
}
