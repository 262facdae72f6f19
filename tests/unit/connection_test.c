/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/connection.h"

#include <jansson.h>
#include <string.h>

#include "model/tenant/profile.h"
#include "base/text.h"
#include "test.h"

#define PEM "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
#define POST_BINDING "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
#define REDIRECT_BINDING "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
#define CLAIMS "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

static struct user_attribute wanted[] = { { .name = "email", .description = "d" },
	{ .name = "department", .description = "d", .is_optional = true } };
static const struct objects attributes = { wanted, COUNT(wanted) }, none = { NULL, 0 };

static struct found_certificate certificates[] = {
	{ .given = GIVEN_ALL, .pem = PEM, .subject = "C = DE, O = Acme, CN = idp.example.com",
	    .not_after = "2045-01-01T00:00:00Z",
	    .sha1 = "0F:11:AB:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22" },
	{ .given = GIVEN_ALL, .pem = "second", .subject = "CN = second",
	    .not_after = "2046-01-01T00:00:00Z",
	    .sha1 = "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33" },
};

static struct found
oidc_found(void)
{
	return (struct found){ .given = GIVEN_ALL, .issuer = "https://idp.example.com",
		.authorization_endpoint = "https://idp.example.com/authorize",
		.token_endpoint = "https://idp.example.com/token",
		.userinfo_endpoint = "https://idp.example.com/userinfo",
		.jwks_uri = "https://idp.example.com/jwks",
		.metadata_json = "{\"issuer\":\"https://idp.example.com\",\"mtls\":{\"a\":[1,null]}}" };
}

static struct found
saml_found(void)
{
	return (struct found){ .given = GIVEN_ALL, .issuer = "urn:idp",
		.sign_in_url_redirect = "https://idp.example.com/redirect",
		.sign_in_url_post = "https://idp.example.com/post",
		.sign_out_url = "https://idp.example.com/out", .certificates = { certificates, 2 } };
}

struct made {
	struct arena	*arena;
	const char	*json;
	json_t		*options;
};

static struct made
make(const char *strategy, const struct provider_settings *typed, const struct found *found,
    const struct objects *named)
{
	struct made m = { .arena = arena_new() };
	struct asked_attributes asked = { .named = *named };
	struct mapping mapping = mapping_of(m.arena, provider_find(strategy), &asked);

	m.json = connection_options(m.arena, provider_find(strategy), "login.acme.example", typed, found, &mapping);
	m.options = json_loads(m.json, JSON_REJECT_DUPLICATES, NULL);
	CHECK(m.options != NULL, "no JSON: %s", m.json);
	return m;
}

static void
unmake(struct made *m)
{
	json_decref(m->options);
	arena_free(m->arena);
}

/* name.name: what stands there as JSON, a text without its quotes; "" if nothing. */
static const char *
at(struct made *m, const char *path)
{
	json_t *value = m->options;
	const char *name;
	char *text, *copy;

	while (*path != '\0' && value != NULL) {
		name = arena_copy(m->arena, path, strcspn(path, "/"));
		value = json_object_get(value, name);
		path += strcspn(path, "/");
		path += *path == '/';
	}
	if (value == NULL || json_is_string(value))
		return value == NULL ? "" : json_string_value(value);
	text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	copy = arena_text(m->arena, text);
	free(text);
	return copy;
}

struct row {
	const char	*path, *value;
};

static void
check(struct made *m, const struct row *rows, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		CHECK(strcmp(at(m, rows[i].path), rows[i].value) == 0, "%s is %s in %s", rows[i].path,
		    at(m, rows[i].path), m->json);
}

TEST(options_of_okta)
{
	static const struct row rows[] = {
		{ "domain", "acme.okta.com" }, { "client_id", "0oa1" }, { "type", "back_channel" },
		{ "icon_url", "https://a.example/i.png" }, { "issuer", "https://idp.example.com" },
		{ "authorization_endpoint", "https://idp.example.com/authorize" },
		{ "token_endpoint", "https://idp.example.com/token" },
		{ "userinfo_endpoint", "https://idp.example.com/userinfo" },
		{ "jwks_uri", "https://idp.example.com/jwks" }, { "scope", "openid profile email" },
		{ "schema_version", "oidc-V4" }, { "attribute_map/mapping_mode", "basic_profile" },
		{ "attribute_map/attributes/email", "${context.tokenset.email}" },
		{ "connection_settings", "{\"pkce\":\"auto\"}" },
		{ "oidc_metadata", "{\"issuer\":\"https://idp.example.com\",\"mtls\":{\"a\":[1,null]}}" },
		{ "discovery_url", "" }, { "client_secret", "" },
	};
	/* type is the choice of another provider's form */
	struct provider_settings typed = { .given = GIVEN_ALL, .client_id = "0oa1",
		.domain = "https://Acme-admin.okta.com/admin/apps", .type = "front_channel",
		.icon_url = "https://a.example/i.png" };
	struct found found = oidc_found();
	struct made m = make("okta", &typed, &found, &none);

	check(&m, rows, COUNT(rows));
	unmake(&m);
}

TEST(options_of_an_openid_provider)
{
	static const struct row rows[] = {
		{ "domain", "" }, { "type", "front_channel" }, { "client_id", "id" }, { "icon_url", "" },
		{ "discovery_url", "https://idp.example.com/.well-known/openid-configuration" },
		{ "schema_version", "oidc-V4" }, { "attribute_map/mapping_mode", "bind_all" },
		{ "connection_settings/pkce", "auto" }, { "token_endpoint", "" },
	};
	struct provider_settings typed = { .given = GIVEN_ALL, .discovery_url = "idp.example.com",
		.type = "front_channel", .client_id = "id" };
	struct found found = oidc_found();
	struct made m;

	found.token_endpoint = NULL;
	m = make("oidc", &typed, &found, &none);
	check(&m, rows, COUNT(rows));
	unmake(&m);
}

#define UUID "11111111-2222-3333-4444-555555555555"

TEST(options_of_entra_name_the_tenant_twice)
{
	static const struct row rows[] = {
		{ "tenant_domain", "contoso.com" }, { "tenantId", UUID }, { "client_id", "id" },
		{ "app_domain", "login.acme.example" }, { "domain", "" }, { "discovery_url", "" }, { "type", "" },
		{ "identity_api", "microsoft-identity-platform-v2.0" }, { "userid_attribute", "oid" },
		{ "waad_protocol", "openid-connect" }, { "useCommonEndpoint", "false" },
		{ "should_trust_email_verified_connection", "never_set_emails_as_verified" },
		{ "scope", "[\"openid\",\"profile\",\"email\"]" },
		{ "issuer", "https://login.microsoftonline.com/" UUID "/v2.0" },
		{ "token_endpoint", "https://idp.example.com/token" }, { "schema_version", "" },
		{ "jwks_uri", "https://idp.example.com/jwks" }, { "attribute_map/mapping_mode", "basic_profile" },
		{ "attribute_map/attributes/email", "${context.tokenset.email}" },
	};
	static const struct row of_us[] = {
		{ "tenant_domain", "https://login.microsoftonline.us/" UUID "/v2.0" }, { "tenantId", UUID },
	};
	struct provider_settings typed = { .given = GIVEN_ALL, .domain = "Contoso.com", .client_id = "id" };
	struct found found = oidc_found();
	struct made m;

	found.issuer = "https://login.microsoftonline.com/" UUID "/v2.0";
	m = make("waad", &typed, &found, &none);
	check(&m, rows, COUNT(rows));
	unmake(&m);
	found.issuer = "https://login.microsoftonline.us/" UUID "/v2.0";
	typed.domain = "https://login.microsoftonline.us/" UUID;
	m = make("waad", &typed, &found, &none);
	check(&m, of_us, COUNT(of_us));
	unmake(&m);
}

TEST(options_of_google_have_the_domain)
{
	static const struct row rows[] = {
		{ "domain", "acme.example" }, { "client_id", "id" }, { "tenantId", "" }, { "tenant_domain", "" },
		{ "scope", "[\"email\",\"profile\"]" }, { "email", "true" }, { "profile", "true" },
		{ "issuer", "https://idp.example.com" }, { "discovery_url", "" }, { "schema_version", "" },
		{ "attribute_map/mapping_mode", "basic_profile" },
	};
	struct provider_settings typed = { .given = GIVEN_ALL, .domain = "https://Acme.example/", .client_id = "id" };
	struct found found = oidc_found();
	struct made m = make("google-apps", &typed, &found, &none);

	check(&m, rows, COUNT(rows));
	unmake(&m);
}

/* Programs name a tenant by its ID, its domain, or both. */
TEST(the_source_of_a_provider_for_all_is_its_tenant)
{
	static const struct {
		const char	*strategy, *settings, *discovery_url;	/* NULL: there is none */
	} rows[] = {
		{ "waad", "{}", NULL }, { "waad", "{\"useCommonEndpoint\":true}", NULL },
		{ "waad", "{\"tenantId\":\"\",\"tenant_domain\":\"\"}", NULL },
		{ "waad", "{\"tenantId\":\"" UUID "\"}", "https://login.microsoftonline.com/" UUID },
		{ "waad", "{\"tenant_domain\":\"contoso.com\",\"useCommonEndpoint\":true}",
		    "https://login.microsoftonline.com/contoso.com" },
		{ "waad", "{\"tenant_domain\":\"contoso.com\",\"tenantId\":\"" UUID "\"}",
		    "https://login.microsoftonline.com/" UUID },
		{ "waad", "{\"tenant_domain\":\"contoso.onmicrosoft.us\",\"tenantId\":\"" UUID "\"}",
		    "https://login.microsoftonline.us/" UUID },
		{ "waad", "{\"tenant_domain\":\"https://login.microsoftonline.us/" UUID "/v2.0\"}",
		    "https://login.microsoftonline.us/" UUID },
		{ "google-apps", "{}", "https://accounts.google.com" },
		{ "google-apps", "{\"domain\":\"*\"}", "https://accounts.google.com" },
	};
	static const struct texts no_own;
	struct arena *a = arena_new();
	struct connection_source s;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(connection_source_read(a, rows[i].strategy, rows[i].settings, &no_own, &s, &f), OK);
		CHECK((s.kind == SOURCE_DISCOVERY) == (rows[i].discovery_url != NULL), "%s", rows[i].settings);
		if (rows[i].discovery_url != NULL)
			CHECK(strcmp(s.address.discovery_url, arena_print(a, "%s%s/.well-known/openid-configuration",
			    rows[i].discovery_url, rows[i].strategy[0] == 'w' ? "/v2.0" : "")) == 0, "%s",
			    s.address.discovery_url);
	}
	assert_int_equal(connection_source_read(a, "waad", "{\"tenant_domain\":\"common\"}", &no_own, &s, &f), INVALID);
	arena_free(a);
}

TEST(the_tenant_is_derived_from_its_document_alone)
{
	static const struct texts no_own;
	struct arena *a = arena_new();
	struct found found = oidc_found();
	struct connection_source s;
	struct fault f = { 0 };

	found.issuer = "https://login.microsoftonline.com/" UUID "/v2.0";
	assert_int_equal(connection_source_read(a, "waad", "{\"tenant_domain\":\"contoso.com\"}", &no_own, &s, &f), OK);
	assert_string_equal(fields_value(a, connection_derived(a, &s, &found), "tenantId").text, UUID);
	assert_int_equal(connection_source_read(a, "oidc", "{\"discovery_url\":\"https://login.microsoftonline.com/"
	    UUID "/v2.0\"}", &no_own, &s, &f), OK);
	assert_null(fields_value(a, connection_derived(a, &s, &found), "tenantId").text);
	arena_free(a);
}

/* The contract's modes: basic_profile or use_map, bind_all or use_map. */
TEST(options_use_the_map_of_a_profile)
{
	static const struct row rows[] = {
		{ "attribute_map/mapping_mode", "use_map" },
		{ "attribute_map/attributes", "{\"email\":\"${context.tokenset.email}\","
		    "\"department\":\"${context.tokenset.department}\"}" },
	};
	struct provider_settings typed = { .given = GIVEN_ALL, .discovery_url = "idp.example.com",
		.domain = "acme.okta.com", .type = "back_channel", .client_id = "id" };
	struct found found = oidc_found();
	struct made m = make("okta", &typed, &found, &attributes);

	check(&m, rows, COUNT(rows));
	unmake(&m);
	m = make("oidc", &typed, &found, &attributes);
	check(&m, rows, COUNT(rows));
	unmake(&m);
}

TEST(options_of_a_saml_provider)
{
	static const struct row rows[] = {
		{ "metadataUrl", "https://idp.example.com/metadata" },
		{ "signInEndpoint", "https://idp.example.com/redirect" },
		{ "signOutEndpoint", "https://idp.example.com/out" }, { "idpEntityId", "urn:idp" },
		{ "cert", PEM }, { "expires", "2045-01-01T00:00:00Z" },
		{ "signSAMLRequest", "false" }, { "protocolBinding", REDIRECT_BINDING },
		{ "signatureAlgorithm", "rsa-sha256" }, { "digestAlgorithm", "sha256" },
		{ "fieldsMap", "{\"email\":\"" CLAIMS "emailaddress\",\"department\":\"department\"}" },
		{ "client_id", "" }, { "attribute_map", "" },
	};
	struct provider_settings typed = { .given = GIVEN_ALL, .source = "url", .binding = "redirect",
		.metadata_url = "https://idp.example.com/metadata" };
	struct found found = saml_found();
	struct made m = make("samlp", &typed, &found, &attributes);
	json_t *thumbprints = json_object_get(m.options, "thumbprints");

	check(&m, rows, COUNT(rows));
	assert_true(found.certificates.count > 1);
	assert_int_equal(json_array_size(thumbprints), 1);
	assert_string_equal(json_string_value(json_array_get(thumbprints, 0)),
	    "0f11ab2233445566778899aabbccddeeff001122");
	unmake(&m);
}

/* Each provider has its own names for where the metadata came from; the document of any other
 * source is not kept. */
TEST(options_name_what_they_were_derived_from)
{
	static const char *const names[] = { "metadataUrl", "metadataXml", "adfs_server", "fedMetadataXml",
		"pingFederateBaseUrl" };
	static const struct {
		const char	*strategy, *source, *typed, *name, *value;
	} rows[] = {
		{ "samlp", "url", "https://idp.example.com/m", "metadataUrl", "https://idp.example.com/m" },
		{ "samlp", "xml", "https://idp.example.com/m", NULL, NULL },
		{ "okta-samlp", "url", "https://acme.okta.com/app/acme_1/exk1/sso/saml", "metadataUrl",
		    "https://acme.okta.com/app/exk1/sso/saml/metadata" },
		{ "okta-samlp", "xml", NULL, "metadataXml", "<a/>" },
		{ "auth0-samlp", "url", "acme.eu.auth0.com/samlp/c1", "metadataUrl",
		    "https://acme.eu.auth0.com/samlp/metadata/c1" },
		{ "auth0-samlp", "xml", NULL, "metadataXml", "<a/>" },
		{ "keycloak-samlp", "url", "sso.acme.example/realms/acme", "metadataUrl",
		    "https://sso.acme.example/realms/acme/protocol/saml/descriptor" },
		{ "keycloak-samlp", "xml", NULL, "metadataXml", "<a/>" },
		{ "adfs", "url", "adfs.acme.example", "adfs_server",
		    "https://adfs.acme.example/FederationMetadata/2007-06/FederationMetadata.xml" },
		{ "adfs", "xml", "adfs.acme.example", "fedMetadataXml", "<a/>" },
		{ "pingfederate", "xml", NULL, "pingFederateBaseUrl", "https://idp.example.com/redirect" },
		{ "pingfederate", "manual", NULL, "pingFederateBaseUrl", "https://idp.example.com/redirect" },
	};
	struct found found = saml_found();
	struct provider_settings typed;
	struct made m;
	size_t i, j;

	for (i = 0; i < COUNT(rows); i++) {
		typed = (struct provider_settings){ .given = GIVEN_ALL, .source = rows[i].source, .binding = "redirect",
			.metadata_url = rows[i].typed, .metadata_xml = "<a/>" };
		m = make(rows[i].strategy, &typed, &found, &none);
		for (j = 0; j < COUNT(names); j++)
			CHECK(text_is(at(&m, names[j]), text_is(names[j], rows[i].name) ? rows[i].value : ""), "row %zu: %s", i,
			    m.json);
		check(&m, (struct row[]){ { "signInEndpoint", "https://idp.example.com/redirect" }, { "idpEntityId", "urn:idp" },
		    { "cert", PEM }, { "protocolBinding", REDIRECT_BINDING } }, 4);
		unmake(&m);
	}
}

TEST(options_follow_the_advanced_choices)
{
	static const struct row rows[] = {
		{ "signInEndpoint", "https://idp.example.com/post" }, { "protocolBinding", POST_BINDING },
		{ "signSAMLRequest", "true" }, { "signatureAlgorithm", "rsa-sha1" },
		{ "digestAlgorithm", "sha1" }, { "metadataUrl", "" },
	};
	/* the URL was typed before another source was chosen */
	struct provider_settings typed = { .given = GIVEN_ALL, .source = "xml", .binding = "post",
		.metadata_url = "https://idp.example.com/metadata", .sign_request = "yes",
		.algorithm = "rsa-sha1", .digest = "sha1" };
	struct found found = saml_found();
	struct made m = make("samlp", &typed, &found, &none);

	check(&m, rows, COUNT(rows));
	unmake(&m);
}

/* Requests go to an endpoint by the binding that it has, whatever was chosen. */
TEST(options_never_bind_what_the_provider_does_not_offer)
{
	static const char *const bindings[] = { NULL, "post", "redirect" };
	struct provider_settings typed = { .given = GIVEN_ALL, .source = "xml" };
	struct found post = saml_found(), redirect = saml_found();
	struct made m;
	size_t i;

	post.sign_in_url_redirect = NULL;
	redirect.sign_in_url_post = NULL;
	for (i = 0; i < COUNT(bindings); i++) {
		typed.binding = bindings[i];
		m = make("samlp", &typed, &post, &none);
		check(&m, (struct row[]){ { "signInEndpoint", "https://idp.example.com/post" },
		    { "protocolBinding", POST_BINDING } }, 2);
		unmake(&m);
		m = make("samlp", &typed, &redirect, &none);
		check(&m, (struct row[]){ { "signInEndpoint", "https://idp.example.com/redirect" },
		    { "protocolBinding", REDIRECT_BINDING } }, 2);
		unmake(&m);
	}
}

/* Values that were typed manually include no entity ID and no sign-out. */
TEST(options_of_a_certificate_alone)
{
	struct provider_settings typed = { .given = GIVEN_ALL, .source = "manual",
		.sign_in_url = "https://idp.example.com/sso", .certificate = PEM };
	struct found found = { .given = GIVEN_ALL, .sign_in_url_redirect = typed.sign_in_url,
		.sign_in_url_post = typed.sign_in_url, .certificates = { certificates, 1 } };
	struct made m = make("samlp", &typed, &found, &none);

	check(&m, (struct row[]){ { "signInEndpoint", "https://idp.example.com/sso" }, { "cert", PEM },
	    { "idpEntityId", "" }, { "signOutEndpoint", "" }, { "metadataUrl", "" },
	    { "thumbprints", "[\"0f11ab2233445566778899aabbccddeeff001122\"]" } }, 6);
	unmake(&m);
}

TEST(options_show_the_first_certificates_subject)
{
	static const char *const rows[] = { "{\"countryName\":\"DE\",\"commonName\":\"idp\"}",
		"{\"organizationalUnitName\":[\"a\",\"b\"]}", NULL };
	struct provider_settings typed = { .given = GIVEN_ALL, .source = "xml" };
	struct arena *a = arena_new();
	struct found_certificate c[2] = { certificates[0], certificates[1] };
	struct found found = saml_found();
	struct made m;
	size_t i;

	found.certificates = (struct objects){ c, 2 };
	c[1].subject_parts = verbatim(a, "{\"commonName\":\"second\"}");
	for (i = 0; i < COUNT(rows); i++) {
		c[0].subject_parts = rows[i] == NULL ? NULL : verbatim(a, rows[i]);
		m = make("samlp", &typed, &found, &none);
		check(&m, &(struct row){ "subject", rows[i] == NULL ? "" : rows[i] }, 1);
		unmake(&m);
	}
	arena_free(a);
}

TEST(connections_have_addresses_of_ours)
{
	struct arena *a = arena_new();

	assert_string_equal(callback_url(a, "sso.acme.example:8443"),
	    "https://sso.acme.example:8443/login/callback");
	assert_string_equal(acs_url(a, "sso.acme.example", "acme-okta"),
	    "https://sso.acme.example/login/callback?connection=acme-okta");
	assert_string_equal(sp_entity_id(a, "acme", "acme-okta"), "urn:auth0:acme:acme-okta");
	assert_string_equal(sp_metadata_url(a, "sso.acme.example", "acme-okta", false),
	    "https://sso.acme.example/samlp/metadata?connection=acme-okta");
	assert_string_equal(sp_metadata_url(a, "sso.acme.example", "acme-okta", true),
	    "https://sso.acme.example/samlp/metadata?connection=acme-okta&signed=true");
	arena_free(a);
}
