/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/settings.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "test.h"

#define ENDPOINTS \
	"\"issuer\":\"https://idp.example.com/{tenantid}\"," \
	"\"authorization_endpoint\":\"https://idp.example.com/authorize\"," \
	"\"token_endpoint\":\"https://idp.example.com/token\"," \
	"\"jwks_uri\":\"https://idp.example.com/jwks\",\"client_id\":\"postern\""
#define IN_SAML \
	"\"signInEndpoint\":\"https://idp.example.com/sso\",\"cert\":\"-----BEGIN X\\nMIIB\\n\""
#define NAME_ID "\"" CLAIM_NAME_ID "\""

struct read {
	struct arena		*arena;
	struct login_settings	 s;
	enum status		 st;
	const char		*missing;
};

static struct read
read_of(const char *strategy, const char *members)
{
	struct read r = { .arena = arena_new() };
	struct login_connection c = { .tenant_id = "acme", .domain = "login.acme.example",
		.id = "con_1", .name = "acme-sso", .strategy = strategy,
		.provider = provider_find(strategy), .verified_domains = { arena_array(r.arena, 1, sizeof(char *)), 1 },
		.options = arena_print(r.arena, "{%s}", members) };
	struct fault f = { 0 };

	c.verified_domains.items[0] = "verified.example";
	r.st = login_settings_read(r.arena, &c, &r.s, &r.missing, &f);
	CHECK(r.st == OK || r.st == INVALID, "%s: status %d", members, r.st);
	return r;
}

TEST(a_login_names_the_option_that_is_missing)
{
	static const struct {
		const char	*strategy, *members, *missing;
	} rows[] = {
		{ "oidc", ENDPOINTS, NULL },
		{ "oidc", "\"type\":\"front_channel\",\"client_id\":\"a\",\"issuer\":\"b\","
		    "\"authorization_endpoint\":\"https://a/c\",\"jwks_uri\":\"https://a/d\","
		    "\"token_endpoint\":null", NULL },
		{ "oidc", "\"issuer\":\"https://a\"", "client_id" },
		{ "oidc", "\"client_id\":\"a\"", "issuer" },
		{ "oidc", "\"client_id\":\"a\",\"issuer\":7", "issuer" },
		{ "oidc", "\"client_id\":\"a\",\"issuer\":\"\"", "issuer" },
		{ "oidc", "\"client_id\":\"a\",\"issuer\":\"b\"", "authorization_endpoint" },
		{ "oidc", "\"client_id\":\"a\",\"issuer\":\"b\","
		    "\"authorization_endpoint\":\"https://a/c\"", "jwks_uri" },
		{ "okta", "\"client_id\":\"a\",\"issuer\":\"b\","
		    "\"authorization_endpoint\":\"https://a/c\",\"jwks_uri\":\"https://a/d\"",
		    "token_endpoint" },
		{ "google-apps", "\"client_id\":\"a\",\"issuer\":\"b\","
		    "\"authorization_endpoint\":\"javascript:alert(1)\"", "authorization_endpoint" },
		{ "oidc", "\"client_id\":\"a\",\"issuer\":\"b\","
		    "\"authorization_endpoint\":\"http://a/c\"", "authorization_endpoint" },
		{ "adfs", "\"signInEndpoint\":\"javascript:alert(1)\",\"cert\":\"x\"", "signInEndpoint" },
		{ "waad", "\"client_id\":\"a\",\"tenant_domain\":\"acme.example\"", "issuer" },
		{ "waad", "\"client_id\":\"a\",\"tenantId\":\"11111111-2222-3333-4444-555555555555\"", "issuer" },
		{ "waad", "\"client_id\":\"a\"", "tenantId" },
		{ "waad", "\"client_id\":\"a\",\"tenant_domain\":\"common\"", "tenantId" },
		{ "waad", "\"client_id\":\"a\",\"tenantId\":\"\",\"useCommonEndpoint\":true", "tenantId" },
		{ "google-apps", ENDPOINTS, NULL },
		{ "samlp", IN_SAML, NULL },
		{ "samlp", "\"cert\":\"x\"", "signInEndpoint" },
		{ "samlp", "\"signInEndpoint\":\"https://idp.example.com/sso\"", "signingCert" },
		{ "adfs", IN_SAML, NULL },
		{ "adfs", "", "signInEndpoint" },
		{ "pingfederate", "\"pingFederateBaseUrl\":\"https://idp.example.com\",\"cert\":\"x\"", NULL },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		struct read r = read_of(rows[i].strategy, rows[i].members);

		CHECK(text_is(r.missing, rows[i].missing), "%s %s: missing %s", rows[i].strategy,
		    rows[i].members, r.missing);
		CHECK((r.st == OK) == (rows[i].missing == NULL), "%s: %d", rows[i].members, r.st);
		arena_free(r.arena);
	}
}

TEST(a_login_by_openid_connect_follows_the_options)
{
	static const struct {
		const char	*members, *method, *scope, *audience;
		bool		 is_front_channel, uses_pkce, needs_userinfo;
	} rows[] = {
		{ "", "client_secret_basic", "openid profile email", "token", false, true, false },
		{ ",\"scope\":\"openid groups\"", "client_secret_basic", "openid groups", "token", false, true,
		    false },
		{ ",\"scope\":[\"User.Read\",\"openid\"]", "client_secret_basic", "openid User.Read", "token",
		    false, true, false },
		{ ",\"scope\":[7]", "client_secret_basic", "openid profile email", "token", false, true, false },
		{ ",\"scope\":\"openid\",\"attribute_map\":{\"userinfo_scope\":\"openid groups\"}",
		    "client_secret_basic", "openid profile email groups", "token", false, true, false },
		{ ",\"type\":\"front_channel\"", "client_secret_basic", "openid profile email", "token", true,
		    false, false },
		{ ",\"connection_settings\":{\"pkce\":\"disabled\"}", "client_secret_basic",
		    "openid profile email", "token", false, false, false },
		{ ",\"connection_settings\":{\"pkce\":\"auto\"},\"oidc_metadata\":"
		    "{\"code_challenge_methods_supported\":[\"plain\"]}", "client_secret_basic",
		    "openid profile email", "token", false, false, false },
		{ ",\"connection_settings\":{\"pkce\":\"S256\"},\"oidc_metadata\":"
		    "{\"code_challenge_methods_supported\":[\"plain\"]}", "client_secret_basic",
		    "openid profile email", "token", false, true, false },
		{ ",\"oidc_metadata\":{\"token_endpoint_auth_methods_supported\":"
		    "[\"client_secret_basic\",\"client_secret_post\"]}", "client_secret_post",
		    "openid profile email", "token", false, true, false },
		{ ",\"oidc_metadata\":{\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\"]}",
		    "client_secret_basic", "openid profile email", "token", false, true, false },
		{ ",\"token_endpoint_auth_method\":\"private_key_jwt\","
		    "\"token_endpoint_jwtca_aud_format\":\"issuer\"", "private_key_jwt",
		    "openid profile email", "issuer", false, true, false },
		{ ",\"attribute_map\":{\"attributes\":{\"email\":\"${context.userinfo.email}\"}}",
		    "client_secret_basic", "openid profile email", "token", false, true, false },
		{ ",\"userinfo_endpoint\":\"https://idp.example.com/me\","
		    "\"attribute_map\":{\"attributes\":{\"email\":\"${context.userinfo.email}\"}}",
		    "client_secret_basic", "openid profile email", "token", false, true, true },
		{ ",\"userinfo_endpoint\":\"https://idp.example.com/me\",\"type\":\"front_channel\","
		    "\"attribute_map\":{\"attributes\":{\"email\":\"${context.userinfo.email}\"}}",
		    "client_secret_basic", "openid profile email", "token", true, false, false },
		{ ",\"userinfo_endpoint\":\"https://idp.example.com/me\","
		    "\"attribute_map\":{\"attributes\":{\"email\":\"${context.tokenset.email}\"}}",
		    "client_secret_basic", "openid profile email", "token", false, true, false },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		struct arena *a = arena_new();
		struct read r = read_of("oidc", arena_print(a, ENDPOINTS "%s", rows[i].members));

		assert_int_equal(r.st, OK);
		CHECK(text_is(r.s.auth_method, rows[i].method), "%s: %s", rows[i].members, r.s.auth_method);
		CHECK(text_is(r.s.scope, rows[i].scope), "%s: %s", rows[i].members, r.s.scope);
		CHECK(text_is(r.s.assertion_audience, text_is(rows[i].audience, "issuer") ? r.s.issuer
		    : r.s.token_endpoint), "%s: %s", rows[i].members, r.s.assertion_audience);
		CHECK(r.s.is_front_channel == rows[i].is_front_channel, "%s: channel", rows[i].members);
		CHECK(r.s.uses_pkce == rows[i].uses_pkce, "%s: pkce", rows[i].members);
		CHECK(r.s.needs_userinfo == rows[i].needs_userinfo, "%s: userinfo", rows[i].members);
		assert_string_equal(r.s.acs_url, "https://login.acme.example/login/callback");
		arena_free(r.arena);
		arena_free(a);
	}
}

/* One for the issuer would be good there, whoever asked for it. */
TEST(an_assertion_for_the_issuer_goes_to_no_other_server)
{
	struct read r = read_of("oidc", "\"issuer\":\"https://idp.example.com\",\"client_id\":\"postern\","
	    "\"authorization_endpoint\":\"https://idp.example.com/authorize\",\"jwks_uri\":\"https://idp.example.com/jwks\","
	    "\"token_endpoint\":\"https://other.example.com/token\",\"token_endpoint_auth_method\":\"private_key_jwt\","
	    "\"token_endpoint_jwtca_aud_format\":\"issuer\"");

	assert_int_equal(r.st, OK);
	assert_string_equal(r.s.assertion_audience, "https://other.example.com/token");
	arena_free(r.arena);
}

TEST(upstream_parameters_are_those_with_a_value)
{
	struct read r = read_of("oidc", ENDPOINTS ",\"upstream_params\":{\"prompt\":"
	    "{\"value\":\"consent\"},\"hd\":{\"alias\":\"login_hint\"}}");
	const struct upstream_parameter *items = r.s.upstream.items;

	assert_int_equal(r.st, OK);
	assert_int_equal(r.s.upstream.count, 2);
	assert_string_equal(items[0].name, "prompt");
	assert_string_equal(items[0].value, "consent");
	assert_string_equal(items[1].name, "hd");
	assert_null(items[1].value);
	arena_free(r.arena);
}

TEST(a_login_at_okta_is_by_code_whatever_the_options_say)
{
	struct read r = read_of("okta", "\"type\":\"front_channel\"," ENDPOINTS);

	assert_int_equal(r.st, OK);
	assert_false(r.s.is_front_channel);
	arena_free(r.arena);
}

TEST(a_provider_may_announce_that_its_answers_name_it)
{
	static const struct {
		const char	*metadata;
		bool		 is;
	} rows[] = {
		{ "", false }, { ",\"oidc_metadata\":{}", false },
		{ ",\"oidc_metadata\":{\"authorization_response_iss_parameter_supported\":true}", true },
		{ ",\"oidc_metadata\":{\"authorization_response_iss_parameter_supported\":false}", false },
	};
	struct arena *a = arena_new();
	struct read r;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		r = read_of("oidc", arena_print(a, ENDPOINTS "%s", rows[i].metadata));
		assert_int_equal(r.st, OK);
		assert_int_equal(r.s.answers_name_issuer, rows[i].is);
		arena_free(r.arena);
	}
	arena_free(a);
}

TEST(algorithms_are_the_chosen_ones_or_those_that_the_provider_announces)
{
	struct read none = read_of("oidc", ENDPOINTS);
	struct read announced = read_of("oidc", ENDPOINTS ",\"oidc_metadata\":"
	    "{\"id_token_signing_alg_values_supported\":[\"ES256\",\"none\"]}");
	struct read chosen = read_of("oidc", ENDPOINTS ",\"id_token_signed_response_algs\":[\"PS256\"],"
	    "\"oidc_metadata\":{\"id_token_signing_alg_values_supported\":[\"ES256\"]}");

	assert_int_equal(none.s.algorithms.count, 0);
	assert_string_equal(texts_joined(announced.arena, &announced.s.algorithms), "ES256 none");
	assert_string_equal(texts_joined(chosen.arena, &chosen.s.algorithms), "PS256");
	arena_free(none.arena);
	arena_free(announced.arena);
	arena_free(chosen.arena);
}

TEST(an_issuer_for_all_tenants_is_filled_only_by_the_tenant_of_the_connection)
{
	struct read open = read_of("waad", ENDPOINTS ",\"useCommonEndpoint\":true,\"tenant_domain\":\"acme.example\"");
	struct read other = read_of("oidc", ENDPOINTS);
	struct read named = read_of("waad", ENDPOINTS
	    ",\"tenantId\":\"AAAAAAAA-2222-3333-4444-555555555555\"");

	assert_int_equal(open.st, INVALID);
	assert_string_equal(open.missing, "tenantId");
	assert_string_equal(other.s.token_issuer, "https://idp.example.com/{tenantid}");
	assert_string_equal(named.s.token_issuer,
	    "https://idp.example.com/aaaaaaaa-2222-3333-4444-555555555555");
	assert_string_equal(named.s.issuer, "https://idp.example.com/{tenantid}");
	arena_free(open.arena);
	arena_free(other.arena);
	arena_free(named.arena);
}

TEST(a_login_at_google_is_for_the_domain_of_the_connection)
{
	static const struct {
		const char	*strategy, *options, *domains;
	} rows[] = {
		{ "google-apps", ",\"domain\":\"acme.example\"", "acme.example verified.example" },
		{ "google-apps", ",\"domain\":\"https://ACME.example/\"", "acme.example verified.example" },
		{ "google-apps", ",\"domain\":\"m\xc3\xbcller.example\"", "xn--mller-kva.example verified.example" },
		{ "google-apps", ",\"domain\":\"*\"", "* verified.example" },
		{ "google-apps", ",\"domain\":\"\"", NULL }, { "google-apps", ",\"domain\":null", NULL },
		{ "google-apps", "", NULL }, { "okta", ",\"domain\":\"acme.example\"", NULL },
	};
	struct arena *a;
	struct read r;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		a = arena_new();
		r = read_of(rows[i].strategy, arena_print(a, ENDPOINTS "%s", rows[i].options));
		CHECK(text_is(r.s.domain_claim, rows[i].domains == NULL ? NULL : "hd"), "%s", rows[i].options);
		CHECK(text_is(texts_joined(r.arena, &r.s.domains), rows[i].domains), "%s: %s", rows[i].options,
		    texts_joined(r.arena, &r.s.domains));
		arena_free(r.arena);
		arena_free(a);
	}
}

TEST(a_login_by_saml_follows_the_options)
{
	struct read usual = read_of("samlp", IN_SAML);
	struct read own = read_of("samlp", IN_SAML ",\"entityId\":\"urn:ours\",\"signSAMLRequest\":true,"
	    "\"protocolBinding\":\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\","
	    "\"signatureAlgorithm\":\"rsa-sha1\",\"digestAlgorithm\":\"sha1\","
	    "\"idpEntityId\":\"urn:idp\"");

	assert_string_equal(usual.s.entity_id, "urn:auth0:acme:acme-sso");
	assert_string_equal(usual.s.acs_url,
	    "https://login.acme.example/login/callback?connection=acme-sso");
	assert_string_equal(usual.s.signature_algorithm, "rsa-sha256");
	assert_string_equal(usual.s.digest_algorithm, "sha256");
	assert_false(usual.s.uses_redirect || usual.s.signs_request || usual.s.allows_sha1);
	assert_null(usual.s.idp_entity_id);
	assert_string_equal(own.s.entity_id, "urn:ours");
	assert_string_equal(own.s.signature_algorithm, "rsa-sha1");
	assert_string_equal(own.s.digest_algorithm, "sha1");
	assert_string_equal(own.s.idp_entity_id, "urn:idp");
	assert_true(own.s.uses_redirect && own.s.signs_request && own.s.allows_sha1);
	arena_free(usual.arena);
	arena_free(own.arena);
}

TEST(certificates_become_pem_whatever_they_came_in)
{
	static const struct {
		const char	*members, *pem;
		size_t		 count;
	} rows[] = {
		{ "\"cert\":\"-----BEGIN X\\nMIIB\\n\"", "-----BEGIN X\nMIIB\n", 1 },
		{ "\"signingCert\":\"LS0tLS1CRUdJTiBYCk1JSUIK\"", "-----BEGIN X\nMIIB\n", 1 },
		{ "\"cert\":\"MAA=\"", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n", 1 },
		{ "\"cert\":\"MAAA AAAA\\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
		    "-----BEGIN CERTIFICATE-----\n"
		    "MAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAAA\n"
		    "-----END CERTIFICATE-----\n", 1 },
		{ "\"cert\":\"-----BEGIN X\\nMIIB\\n\",\"signingCert\":\"LS0tLS1CRUdJTiBYCk1JSUIK\"",
		    "-----BEGIN X\nMIIB\n", 1 },
		{ "\"cert\":\"-----BEGIN X\\nMIIB\\n\",\"signingCert\":\"MAA=\"", "-----BEGIN X\nMIIB\n", 2 },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		struct arena *a = arena_new();
		struct read r = read_of("samlp", arena_print(a,
		    "\"signInEndpoint\":\"https://idp.example.com/sso\",%s", rows[i].members));

		assert_int_equal(r.st, OK);
		CHECK(r.s.certificates.count == rows[i].count, "%s: %zu", rows[i].members,
		    r.s.certificates.count);
		CHECK(text_is(r.s.certificates.items[0], rows[i].pem), "%s: %s", rows[i].members,
		    r.s.certificates.items[0]);
		arena_free(r.arena);
		arena_free(a);
	}
}

TEST(the_format_of_the_name_id_follows_the_mapping)
{
	static const struct {
		const char	*members, *format;
	} rows[] = {
		{ "", NULL },
		{ ",\"fieldsMap\":{\"email\":" NAME_ID "}", "emailAddress" },
		{ ",\"fieldsMap\":{\"email\":[" NAME_ID "]}", "emailAddress" },
		{ ",\"fieldsMap\":{\"email\":[" NAME_ID ",\"mail\"]}", NULL },
		{ ",\"fieldsMap\":{\"email\":\"mail\",\"user_id\":[" NAME_ID "]}", "persistent" },
		{ ",\"fieldsMap\":{\"user_id\":[" NAME_ID ",\"upn\"]}", NULL },
		{ ",\"user_id_attribute\":\"uid\",\"fieldsMap\":{\"user_id\":" NAME_ID "}", NULL },
		{ ",\"fieldsMap\":{\"email\":{\"a\":1}}", NULL },
	};
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		struct arena *a = arena_new();
		struct read r = read_of("samlp", arena_print(a, IN_SAML "%s", rows[i].members));
		const char *format = r.s.name_id_format;

		assert_int_equal(r.st, OK);
		CHECK(text_is(format == NULL ? NULL : strrchr(format, ':') + 1, rows[i].format), "%s: %s",
		    rows[i].members, format);
		arena_free(r.arena);
		arena_free(a);
	}
}
