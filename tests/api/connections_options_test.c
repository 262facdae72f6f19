/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/encode.h"
#include "connection_desk.h"
#include "model/provider/provider.h"
#include "test.h"

/* NULL: accepted; else the sentence of the 400. */
struct row {
	const char	*options, *what;
};

/* Text of that length replaces the only %s. */
static const char *
filled(struct arena *a, const char *format, int length)
{
	char *text = arena_alloc(a, (size_t)length + 1);
	const char *at = strstr(format, "%s");

	memset(text, 'a', (size_t)length);
	return arena_print(a, "%.*s%s%s", (int)(at - format), format, text, at + 2);
}

static void
check_rows(struct desk *d, const char *strategy, const char *first, const struct row *rows,
    size_t count)
{
	struct answer a;
	size_t i;

	for (i = 0; i < count; i++) {
		a = call(d->p, &d->c, "POST", CONNECTIONS, arena_print(d->p->arena, "{\"name\":\"%s-%zu\","
		    "\"strategy\":\"%s\",\"options\":{%s%s}}", strategy, i, strategy, first,
		    rows[i].options));
		if (rows[i].what == NULL)
			CHECK(a.code == 201, "%s %s: %s", strategy, rows[i].options, a.body);
		else
			CHECK(a.code == 400 && strstr(a.body, rows[i].what) != NULL
			    && strstr(a.body, "invalid_body") != NULL, "%s %s: %d %s", strategy,
			    rows[i].options, a.code, a.body);
	}
}

#define DOCUMENT(rest) "\"oidc_metadata\":{\"issuer\":\"https://i.example\"," \
	"\"authorization_endpoint\":\"https://i.example/a\",\"jwks_uri\":\"https://i.example/j\"," \
	"\"id_token_signing_alg_values_supported\":[\"RS256\"]" rest "}"

static const struct row openid_rows[] = {
	{ "\"x\":1e20", "a number is too large or too small" },
	{ DOCUMENT(""), NULL }, { DOCUMENT(",\"scopes_supported\":null,\"x\":{}"), NULL },
	{ DOCUMENT(",\"claim_types_supported\":[\"12345678901234567890123456\"]"),
	    "options.oidc_metadata.claim_types_supported[0]" },
	{ DOCUMENT(",\"response_types_supported\":[]"), "response_types_supported" },
	{ DOCUMENT(",\"userinfo_endpoint\":\"http://i.example/u\""), "userinfo_endpoint" },
	{ DOCUMENT(",\"claims_parameter_supported\":\"yes\""), "Expected type boolean" },
	{ "\"oidc_metadata\":{}", "Missing required property: issuer" },
	{ "\"token_endpoint\":\"http://i.example/t\"", "options.token_endpoint" },
	{ "\"jwks_uri\":\"https://a@b.example/\"", "options.jwks_uri" },
	{ "\"issuer\":\"https://\"", "options.issuer" },
	{ "\"connection_settings\":{\"pkce\":\"S512\"}", "options.connection_settings.pkce" },
	{ "\"connection_settings\":{\"pkce\":\"disabled\",\"x\":1}", NULL },
	{ "\"federated_connections_access_tokens\":null", NULL },
	{ "\"federated_connections_access_tokens\":{\"active\":true}", NULL },
	{ "\"federated_connections_access_tokens\":{\"x\":true}", "not allowed: x" },
	{ "\"id_token_signed_response_algs\":[\"HS256\"]", "No enum match for: HS256" },
	{ "\"id_token_signed_response_algs\":null", NULL },
	{ "\"token_endpoint_auth_method\":\"private_key_jwt\"", NULL },
	{ "\"token_endpoint_auth_method\":\"none\"", "token_endpoint_auth_method" },
	{ "\"token_endpoint_auth_signing_alg\":\"ES512\"", "token_endpoint_auth_signing_alg" },
	{ "\"token_endpoint_jwtca_aud_format\":\"x\"", "token_endpoint_jwtca_aud_format" },
	{ "\"dpop_signing_alg\":\"RS256\"", "dpop_signing_alg" },
	{ "\"scope\":\"openi\"", "String is too short (5 chars), minimum 6' on property options.scope" },
	{ "\"scope\":\"openid profile\"", NULL },
	{ "\"send_back_channel_nonce\":1", "send_back_channel_nonce" },
	{ "\"attribute_map\":{\"attributes\":[]}", "options.attribute_map.attributes" },
	{ "\"attribute_map\":{\"mapping_mode\":\"none\"}", "options.attribute_map.mapping_mode" },
	{ "\"client_secret\":null", NULL }, { "\"client_secret\":\"\"", NULL },
	{ "\"client_secret\":7", "options.client_secret" },
};

/* For every strategy. */
static const struct row common_rows[] = {
	{ "\"domain_aliases\":[\"acme.example\",\"xn--bcher-kva.example\",\"https://a.example\"]", NULL },
	{ "\"domain_aliases\":[\"-a.example\"]", "options.domain_aliases[0]" },
	{ "\"domain_aliases\":[\"https://b.example:8443/x?y\"]", NULL },
	{ "\"domain_aliases\":[\"https://\"]", "options.domain_aliases[0]" },
	{ "\"domain_aliases\":[\"https://b.example:x@a.example/\"]", "options.domain_aliases[0]" },
	{ "\"domain_aliases\":[\"https://b.example:80x/\"]", "options.domain_aliases[0]" },
	{ "\"client_secret \":\"s\"", "is client_secret meant?" },
	{ "\"Client.Secret:\":\"s\"", "is client_secret meant?" },
	{ "\"client_secret\u200b\":\"s\"", "is client_secret meant?" },
	{ "\"signing_key\":{\"Key\":\"s\"}", "is key meant?" },
	{ "\"signing_key\":{\"key \":\"s\"}", "is key meant?" },
	{ "\"domain_aliases\":[\"https://a_b.example\"]", "options.domain_aliases[0]" },
	{ "\"domain_aliases\":[\"@a.example\"]", "options.domain_aliases[0]" },
	{ "\"domain_aliases\":[\"*.a.example\"]", "options.domain_aliases[0]" },
	{ "\"domain_aliases\":[\" a.example \"]", "options.domain_aliases[0]" },
	{ "\"domainAliases\":[\"a.example\"]", "not allowed: domainAliases (is domain_aliases meant?)" },
	{ "\"Icon-URL\":\"https://a.example/i.png\"", "is icon_url meant?" },
	{ "\"icon_url_\":\"\"", "is icon_url meant?" }, { "\"icon_urls\":\"https://a.example\"", NULL },
	{ "\"domain_aliases\":[\"a.example\",\"a b\"]", "options.domain_aliases[1]" },
	{ "\"domain_aliases\":\"a.example\"", "Expected type array" },
	{ "\"icon_url\":\"http://a.example/i.png\"", "options.icon_url" },
	{ "\"set_user_root_attributes\":\"sometimes\"", "set_user_root_attributes" },
	{ "\"non_persistent_attrs\":[\"a\"]", NULL }, { "\"non_persistent_attrs\":[1]", "[0]" },
	{ "\"upstream_params\":null", NULL },
	{ "\"upstream_params\":{\"a\":{\"alias\":\"login_hint\"},\"b\":{\"value\":\"v\"}}", NULL },
	{ "\"upstream_params\":{\"a\":{\"alias\":\"nobody\"}}", "options.upstream_params.a.alias" },
	{ "\"upstream_params\":{\"a\":{\"alias\":\"display\",\"value\":\"v\"}}", "Too many properties" },
	{ "\"upstream_params\":{\"a\":\"v\"}", "options.upstream_params.a" },
	{ "\"signing_key\":{\"cert\":\"c\",\"key\":\"" PRIVATE_KEY "\",\"more\":\"x\"}", NULL },
	{ "\"signing_key\":{\"key\":\"\"}", "options.signing_key.key" },
	{ "\"signing_key\":{\"x\":1}", "options.signing_key.x" }, { "\"signing_key\":\"k\"", "signing_key" },
	{ "\"decryptionKey\":\"" PRIVATE_KEY "\"", NULL },
	{ "\"decryptionKey\":{\"cert\":\"c\",\"key\":\"k\"}", NULL },
	{ "\"decryptionKey\":{\"x\":\"k\"}", "not allowed: x" },
	{ "\"decryptionKey\":[]", "Expected type string,object" },
	{ "\"anything\":\"" PRIVATE_KEY "\"", "You sent us a private key." },
	{ "\"anything\":{\"deep\":[\"" PRIVATE_KEY "\"]}", "You sent us a private key" },
};

TEST(connections_options_have_the_limits_of_every_strategy)
{
	static const char *const strategies[] = { "okta", "oidc", "samlp", "waad", "google-apps",
		"adfs", "pingfederate" };
	struct desk d = connection_desk();
	size_t i;

	for (i = 0; i < COUNT(strategies); i++)
		check_rows(&d, strategies[i], "\"client_id\":\"c\","
		    "\"pingFederateBaseUrl\":\"https://p.example\",", common_rows, COUNT(common_rows));
}

TEST(connections_options_have_the_limits_of_openid)
{
	static const struct row okta_rows[] = { { "\"domain\":\"a.b\"", "options.domain" },
		{ "\"type\":\"front_channel\"", "options.type" }, { "\"type\":\"back_channel\"", NULL },
		{ "\"attribute_map\":{\"mapping_mode\":\"bind_all\"}", "mapping_mode" },
		{ "\"discovery_url\":\"kept, of another strategy\"", NULL } };
	static const struct row oidc_rows[] = { { "\"discovery_url\":\"http://i.example\"", "discovery_url" },
		{ "\"discovery_url\":\"https://i.example\"", NULL }, { "\"type\":\"x\"", "options.type" },
		{ "\"type\":\"front_channel\"", NULL },
		{ "\"attribute_map\":{\"mapping_mode\":\"basic_profile\"}", "mapping_mode" } };
	static const struct row nobody[] = { { "\"x\":1", "Missing required property: client_id" },
		{ "\"client_id\":null", "Expected type string but found type null" } };
	struct desk d = connection_desk();

	check_rows(&d, "okta", "\"client_id\":\"c\",", openid_rows, COUNT(openid_rows));
	check_rows(&d, "oidc", "\"client_id\":\"c\",", openid_rows, COUNT(openid_rows));
	d = connection_desk();
	check_rows(&d, "okta", "\"client_id\":\"c\",", okta_rows, COUNT(okta_rows));
	check_rows(&d, "oidc", "\"client_id\":\"c\",", oidc_rows, COUNT(oidc_rows));
	check_rows(&d, "okta", "", nobody, COUNT(nobody));
	check_rows(&d, "oidc", "", nobody, COUNT(nobody));
	check_rows(&d, "waad", "", nobody, COUNT(nobody));
}

TEST(connections_options_have_the_limits_of_saml)
{
	static const struct row both[] = {
		{ "\"assertion_decryption_settings\":{\"algorithm_profile\":\"v2026-1\","
		    "\"algorithm_exceptions\":[\"a\"]}", NULL },
		{ "\"assertion_decryption_settings\":{}", "Missing required property: algorithm_profile" },
		{ "\"assertion_decryption_settings\":{\"algorithm_profile\":\"v1\"}", "No enum match" },
		{ "\"digestAlgorithm\":\"md5\"", "digestAlgorithm" }, { "\"digestAlgorithm\":\"sha1\"", NULL },
		{ "\"signatureAlgorithm\":\"sha256\"", "signatureAlgorithm" },
		{ "\"protocolBinding\":\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\"", NULL },
		{ "\"protocolBinding\":\"HTTP-POST\"", "protocolBinding" },
		{ "\"signSAMLRequest\":\"yes\"", "signSAMLRequest" },
		{ "\"signInEndpoint\":\"http://i.example\"", "signInEndpoint" },
		{ "\"entityId\":\"\"", "options.entityId" }, { "\"thumbprints\":[\"xyz\"]", "thumbprints[0]" },
		{ "\"thumbprints\":[\"00ffAA\"]", NULL }, { "\"signingCert\":\"\"", "options.signingCert" },
		{ "\"idpinitiated\":{\"enabled\":true,\"client_protocol\":\"oidc\",\"client_id\":\"c\"}", NULL },
		{ "\"idpinitiated\":{\"client_protocol\":\"oauth2\"}", "options.idpinitiated.client_protocol" },
		{ "\"idpinitiated\":{\"x\":1}", "not allowed: x" },
	};
	static const struct row samlp[] = {
		{ "\"metadataUrl\":\"http://i.example\"", "metadataUrl" }, { "\"metadataXml\":\"\"", "metadataXml" },
		{ "\"fieldsMap\":{\"a\":\"x\",\"b\":[\"x\",\"y\"]}", NULL },
		{ "\"fieldsMap\":{\"a\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}", "options.fieldsMap.a" },
		{ "\"fieldsMap\":{\"a\":{}}", "Expected type string,array" },
		{ "\"metadata_url\":\"https://i.example/metadata\"", "not allowed: metadata_url (is metadataUrl meant?)'"
		    " on property options" },
		{ "\"sign_in_endpoint\":\"https://i.example\"", "is signInEndpoint meant?" },
		{ "\"requestTemplate\":\"\"", "requestTemplate" }, { "\"debug\":0", "options.debug" },
		{ "\"destinationUrl\":\"x\"", "destinationUrl" }, { "\"user_id_attribute\":\"\"", "user_id" },
	};
	static const struct row ping[] = {
		{ "\"x\":1", "Missing required property: pingFederateBaseUrl" },
		{ "\"pingFederateBaseUrl\":\"ftp://p.example\"", "pingFederateBaseUrl" },
	};
	static const struct row adfs[] = {
		{ "\"adfs_server\":1", "adfs_server" }, { "\"fedMetadataXml\":\"\"", "fedMetadataXml" },
		{ "\"prev_thumbprints\":[\"g\"]", "prev_thumbprints[0]" },
		{ "\"should_trust_email_verified_connection\":\"maybe\"", "should_trust" },
		{ "\"signInEndpoint\":\"https://a.example/adfs/ls\"", NULL },
	};
	struct desk d = connection_desk();

	check_rows(&d, "samlp", "", both, COUNT(both));
	check_rows(&d, "pingfederate", "\"pingFederateBaseUrl\":\"https://p.example\",", both, COUNT(both));
	d = connection_desk();
	check_rows(&d, "samlp", "", samlp, COUNT(samlp));
	check_rows(&d, "pingfederate", "", ping, COUNT(ping));
	check_rows(&d, "adfs", "", adfs, COUNT(adfs));
}

TEST(connections_options_have_the_limits_of_the_clouds)
{
	static const struct row waad[] = {
		{ "\"client_id\":\"a b\"", "options.client_id" },
		{ "\"client_id\":\"c\",\"tenant_domain\":\"contoso.onmicrosoft.com\"", NULL },
		{ "\"client_id\":\"c\",\"tenant_domain\":\"a_b\"", "tenant_domain" },
		{ "\"client_id\":\"c\",\"tenantId\":\"31b2dee5-c7bd-4bd1-9b66-bd5b6a1b5d01\"", NULL },
		{ "\"client_id\":\"c\",\"tenantId\":\"31b2dee5xc7bd-4bd1-9b66-bd5b6a1b5d01\"", "tenantId" },
		{ "\"client_id\":\"c\",\"identity_api\":\"v3\"", "identity_api" },
		{ "\"client_id\":\"c\",\"userid_attribute\":\"email\"", "userid_attribute" },
		{ "\"client_id\":\"c\",\"waad_protocol\":\"saml\"", "waad_protocol" },
		{ "\"client_id\":\"c\",\"max_groups_to_retrieve\":\"1x\"", "max_groups" },
		{ "\"client_id\":\"c\",\"scope\":\"openid\"", "options.scope" },
		{ "\"client_id\":\"c\",\"ext_usage_location\":\"x\"", "ext_usage_location" },
		{ "\"client_id\":\"c\",\"ext_groups\":true,\"granted\":false", NULL },
	};
	static const struct row google[] = {
		{ "\"client_id\":7", "options.client_id" }, { "\"client_id\":\"c\",\"domain\":\"\"", "domain" },
		{ "\"client_id\":\"\",\"client_secret\":\"\"", NULL }, { "\"x\":1", NULL },
		{ "\"client_id\":\"c\",\"scope\":[]", "options.scope" },
		{ "\"client_id\":\"c\",\"scope\":[\"email\"]", NULL },
		{ "\"client_id\":\"c\",\"admin_access_token_expiresin\":\"2026-01-01T00:00:00.000Z\"", NULL },
		{ "\"client_id\":\"c\",\"admin_access_token_expiresin\":\"soon\"", "date-time" },
		{ "\"client_id\":\"c\",\"api_enable_users\":\"no\"", "api_enable_users" },
	};
	struct desk d = connection_desk();

	check_rows(&d, "waad", "", waad, COUNT(waad));
	check_rows(&d, "google-apps", "", google, COUNT(google));
}

/* All options of that shape, as null where they need not be there. */
static const char *
all_null(struct arena *a, const struct shape *s)
{
	struct buf b = buf_in(a);
	const struct field *row;
	size_t i;

	buf_add(&b, "{\"pingFederateBaseUrl\":\"https://p.example\"");
	for (; s != NULL; s = s->also)
		for (i = 0; i < s->count; i++) {
			row = &s->fields[i];
			if (strstr(b.text, arena_print(a, "\"%s\":", row->name)) == NULL)
				buf_print(&b, ",\"%s\":%s", row->name, (row->rules & REQUIRED) != 0 ? "\"c\"" : "null");
		}
	buf_add(&b, "}");
	return b.text;
}

TEST(connections_options_may_be_null_for_absent)
{
	struct desk d = connection_desk();
	struct arena *m = d.p->arena;
	const struct provider *p;
	const char *options, *read;
	struct answer a;
	size_t i;

	for (i = 0; i < connection_provider_count; i++) {
		p = connection_providers[i];
		options = all_null(m, p->options);
		CHECK(strstr(options, "\"icon_url\":null") != NULL && strstr(options, "\"app_secret\":null") != NULL,
		    "%s", options);
		a = call(d.p, &d.c, "POST", CONNECTIONS, arena_print(m, "{\"name\":\"n%zu\",\"strategy\":\"%s\","
		    "\"options\":%s}", i, p->strategy, options));
		CHECK(a.code == 201, "%s: %s", p->strategy, a.body);
		read = member(d.p, &a, "options");
		CHECK(strstr(read, "\"non_persistent_attrs\":null") != NULL, "%s", read);
		a = desk_call(&d, "PATCH", member(d.p, &a, "id"), "", arena_print(m, "{\"options\":%s}", read));
		CHECK(a.code == 200, "%s: %s", p->strategy, a.body);
		assert_string_equal(member(d.p, &a, "options"), read);
	}
	assert_int_equal(desk_events(&d, "connection_updated"), 0);
}

/* As a client of the contract sent and read it. */
TEST(connections_options_that_are_null_are_shown_so)
{
	struct desk d = connection_desk();
	const char *id = desk_made(&d, "{\"name\":\"acme-okta\",\"strategy\":\"okta\",\"options\":{\"client_id\":"
	    "\"1234567\",\"client_secret\":\"1234567\",\"authorization_endpoint\":"
	    "\"https://idp.example/oauth2/v1/authorize\",\"issuer\":\"https://idp.example\",\"jwks_uri\":"
	    "\"https://idp.example/oauth2/v1/keys\",\"userinfo_endpoint\":null,\"token_endpoint\":"
	    "\"https://idp.example/oauth2/v1/token\",\"scope\":\"email openid profile\"}}");
	struct answer a = desk_call(&d, "GET", id, "", NULL);

	CHECK(strstr(a.body, "\"userinfo_endpoint\":null") != NULL, "%s", a.body);
	check_member(&d, &a, "options.token_endpoint", "https://idp.example/oauth2/v1/token");
}

TEST(connections_options_are_as_long_as_the_contract_allows)
{
	static const struct {
		const char	*strategy, *first, *format;
		int		 most;
	} rows[] = {
		{ "okta", "", "\"client_id\":\"%s\"", 255 }, { "waad", "", "\"client_id\":\"%s\"", 100 },
		{ "google-apps", "", "\"client_id\":\"%s\"", 128 },
		{ "okta", "\"client_id\":\"c\",", "\"client_secret\":\"%s\"", 700 },
		{ "waad", "\"client_id\":\"c\",", "\"client_secret\":\"%s\"", 10000 },
		{ "google-apps", "\"client_id\":\"c\",", "\"client_secret\":\"%s\"", 4096 },
		{ "google-apps", "\"client_id\":\"c\",", "\"admin_refresh_token\":\"%s\"", 1024 },
		{ "okta", "\"client_id\":\"c\",", "\"domain\":\"%s\"", 255 },
		{ "oidc", "\"client_id\":\"c\",", "\"discovery_url\":\"https://%s\"", 247 },
		{ "oidc", "\"client_id\":\"c\",", "\"authorization_endpoint\":\"https://%s\"", 2075 },
		{ "samlp", "", "\"metadataXml\":\"%s\"", 102400 }, { "samlp", "", "\"signingCert\":\"%s\"", 10240 },
		{ "samlp", "", "\"metadataUrl\":\"https://%s\"", 2040 },
		{ "samlp", "", "\"user_id_attribute\":\"%s\"", 2396 },
		{ "samlp", "", "\"fieldsMap\":{\"a\":\"%s\"}", 2048 },
		{ "samlp", "", "\"signing_key\":{\"key\":\"%s\"}", 10240 },
		{ "samlp", "", "\"signing_key\":{\"more\":\"%s\"}", 9216 },
		{ "samlp", "", "\"decryptionKey\":\"%s\"", 10240 }, { "samlp", "", "\"entityId\":\"%s\"", 128 },
		{ "adfs", "", "\"user_id_attribute\":\"%s\"", 128 }, { "adfs", "", "\"fedMetadataXml\":\"%s\"", 102400 },
		{ "pingfederate", "", "\"pingFederateBaseUrl\":\"https://%s\"", 248 },
	};
	struct desk d = connection_desk();
	struct answer a;
	size_t i;
	int over;

	for (i = 0; i < COUNT(rows); i++)
		for (over = 0; over < 2; over++) {
			a = call(d.p, &d.c, "POST", CONNECTIONS, arena_print(d.p->arena,
			    "{\"name\":\"n%zu\",\"strategy\":\"%s\",\"options\":{%s%s}}", i, rows[i].strategy,
			    rows[i].first, filled(d.p->arena, rows[i].format, rows[i].most + over)));
			CHECK(a.code == (over ? 400 : 201) && (!over || strstr(a.body, "too long") != NULL),
			    "%s %s: %d %.300s", rows[i].strategy, rows[i].format, a.code, a.body);
		}
}

TEST(connections_keep_at_most_64_kilobytes_of_what_we_do_not_know)
{
	struct desk d = connection_desk();
	struct arena *m = d.p->arena;
	const char *id = desk_made(&d, "{\"name\":\"acme\",\"strategy\":\"okta\",\"options\":"
	    "{\"client_id\":\"c\",\"domain\":\"a.okta.com\"}}");
	static const struct {
		const char	*format;
		int		 most;		/* characters in place of %s */
		const char	*what;
	} rows[] = {
		{ "{\"options\":{\"client_id\":\"c\",\"x\":\"%s\"}}", 61437, "maximum 61440" },
		{ "{\"options\":{\"client_id\":\"c\",\"attribute_map\":{\"attributes\":{\"x\":\"%s\"}},"
		    "\"connection_settings\":{\"y\":[\"\"]}}}", 61432, "maximum 61440" },
		{ "{\"realms\":[\"%s\"]}", 255, "maximum 255" },
		{ "{\"options\":{\"client_id\":\"c\",\"%s\":1}}", 255, "maximum 255" },
	};
	struct answer a;
	size_t i;
	int over;

	for (i = 0; i < COUNT(rows); i++)
		for (over = 0; over < 2; over++) {
			a = desk_call(&d, "PATCH", id, "", filled(m, rows[i].format, rows[i].most + over));
			CHECK(a.code == (over ? 400 : 200) && (!over || strstr(a.body, rows[i].what) != NULL),
			    "%s: %d %.300s", rows[i].format, a.code, a.body);
		}
}

TEST(connections_realms_have_room_for_4_kilobytes)
{
	struct desk d = connection_desk();
	struct buf b = buf_in(d.p->arena);
	struct answer a;
	int i;

	buf_add(&b, "{\"name\":\"acme\",\"strategy\":\"samlp\",\"realms\":[");
	for (i = 0; i < 40; i++)
		buf_print(&b, "%s\"%099d\"", i == 0 ? "" : ",", i);
	a = call(d.p, &d.c, "POST", CONNECTIONS, arena_print(d.p->arena, "%s]}", b.text));
	CHECK(a.code == 201, "%s", a.body);
	buf_print(&b, ",\"%099d\"]}", 40);
	a = call(d.p, &d.c, "POST", CONNECTIONS, b.text);
	check_error(d.p, &a, 400, "realms are too large: at most 4096 bytes.", "invalid_body");
}

TEST(connections_options_that_hide_a_private_key_in_a_certificate_are_refused)
{
	struct desk d = connection_desk();
	static const char key[] = "-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----\n";
	static const char *const names[] = { "signingCert", "cert" };
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		a = call(d.p, &d.c, "POST", CONNECTIONS, arena_print(d.p->arena, "{\"name\":\"n\",\"strategy\":"
		    "\"samlp\",\"options\":{\"%s\":\"%s\"}}", names[i], base64_encode(d.p->arena, key,
		    strlen(key))));
		CHECK(a.code == 400 && strstr(a.body, "You sent us a private key") != NULL, "%s", a.body);
	}
}

TEST(connections_federation_metadata_is_refused_over_its_limit_in_bytes)
{
	struct desk d = connection_desk();
	char *text = arena_alloc(d.p->arena, 2 * 70000 + 1);
	struct answer a;
	size_t i;

	for (i = 0; i < 70000; i++)
		memcpy(text + 2 * i, "\xC3\xA4", 2);
	a = call(d.p, &d.c, "POST", CONNECTIONS, arena_print(d.p->arena, "{\"name\":\"n\",\"strategy\":"
	    "\"adfs\",\"options\":{\"fedMetadataXml\":\"%s\"}}", text));
	check_error(d.p, &a, 400, "Federation metadata document exceeds the maximum allowed size of "
	    "128 KB.", "invalid_body");
}
