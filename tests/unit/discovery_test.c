/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/discovery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/options_rows.h"
#include "test.h"

#define ISSUER "https://idp.example.com"

/* Members that tests leave out or replace, by name. */
static const struct {
	const char *name, *value;
} members[] = {
	{ "issuer", "\"" ISSUER "\"" },
	{ "authorization_endpoint", "\"" ISSUER "/authorize\"" },
	{ "token_endpoint", "\"" ISSUER "/token\"" },
	{ "userinfo_endpoint", "\"" ISSUER "/userinfo\"" },
	{ "jwks_uri", "\"https://keys.example.net/jwks?a=b\"" },
	{ "end_session_endpoint", "\"" ISSUER "/logout\"" },
	{ "scopes_supported", "[\"openid\",\"email\"]" },
	{ "response_types_supported", "[\"code\",\"code id_token\"]" },
	{ "subject_types_supported", "[\"public\"]" },
	{ "id_token_signing_alg_values_supported", "[\"RS256\",\"ES256\"]" },
	{ "token_endpoint_auth_methods_supported", "[\"client_secret_basic\"]" },
	{ "mtls_endpoint_aliases", "{\"token_endpoint\":\"https://mtls.example.com\"}" },
};

/* The document above with one member's value replaced; NULL leaves it out. */
static char *
document(struct arena *a, const char *name, const char *value)
{
	struct buf b = buf_in(a);
	const char *text;
	size_t i;

	buf_add(&b, "{");
	for (i = 0; i < COUNT(members); i++) {
		text = text_is(members[i].name, name) ? value : members[i].value;
		if (text != NULL)
			buf_print(&b, "%s\"%s\": %s", b.length == 1 ? "" : ",\n ", members[i].name, text);
	}
	buf_add(&b, "}");
	return b.text;
}

/* At the end of a block of its own, so that a read past it is seen. */
static enum status
read_bytes(struct arena *a, const char *bytes, size_t length, const char *expected,
    struct found *out, struct fault *f)
{
	char *block = malloc(length == 0 ? 1 : length);
	enum status st;

	assert_non_null(block);
	memcpy(block, bytes, length);
	st = discovery_read(a, block, length, expected, out, f);
	free(block);
	return st;
}

static enum status
read_text(struct arena *a, const char *json, const char *expected, struct found *out,
    struct fault *f)
{
	return read_bytes(a, json, strlen(json), expected, out, f);
}

TEST(discovery_is_read_and_kept_whole)
{
	struct arena *a = arena_new();
	struct found found;
	struct fault f = { 0 };

	assert_int_equal(read_text(a, document(a, NULL, NULL), ISSUER, &found, &f), OK);
	assert_string_equal(found.issuer, ISSUER);
	assert_string_equal(found.authorization_endpoint, ISSUER "/authorize");
	assert_string_equal(found.token_endpoint, ISSUER "/token");
	assert_string_equal(found.userinfo_endpoint, ISSUER "/userinfo");
	assert_string_equal(found.jwks_uri, "https://keys.example.net/jwks?a=b");
	assert_int_equal(found.scopes_supported.count, 2);
	assert_string_equal(found.id_token_algorithms.items[1], "ES256");
	assert_string_equal(found.token_auth_methods.items[0], "client_secret_basic");
	assert_int_equal(found.warnings.count, 0);
	assert_non_null(strstr(found.metadata_json,
	    "\"mtls_endpoint_aliases\":{\"token_endpoint\":\"https://mtls.example.com\"}"));
	arena_free(a);
}

TEST(discovery_is_stored_and_read_back)
{
	struct arena *a = arena_new();
	struct found found, again = { 0 };
	struct fault f = { 0 };
	char *json;

	assert_int_equal(read_text(a, document(a, NULL, NULL), NULL, &found, &f), OK);
	json = fields_encode(a, &found_shape, &found);
	assert_int_equal(fields_decode(a, json, strlen(json), &found_shape, STORED, &again, &f), OK);
	assert_string_equal(again.metadata_json, found.metadata_json);
	assert_string_equal(fields_encode(a, &found_shape, &again), json);
	arena_free(a);
}

TEST(discovery_warns)
{
	static const struct {
		const char *name, *value, *warning;
	} rows[] = {
		{ "issuer", "\"" ISSUER "/\"", "Your provider writes its issuer with a slash at the end: "
		    ISSUER "/. We use it exactly as written." },
		{ "response_types_supported", NULL, "does not say which response types it supports." },
		{ "response_types_supported", "[\"id_token\"]", "does not offer the authorization code" },
		{ "id_token_signing_alg_values_supported", NULL, "does not say how it signs ID tokens." },
		{ "id_token_signing_alg_values_supported", "[]", "does not say how it signs ID tokens." },
		{ "id_token_signing_alg_values_supported", "[\"ES256\"]", "does not offer to sign ID tokens with RS256" },
		{ "scopes_supported", "[\"email\"]", "does not list the scope openid." },
	};
	struct arena *a = arena_new();
	struct found found;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_text(a, document(a, rows[i].name, rows[i].value), ISSUER, &found, &f) == OK,
		    "row %zu: %s", i, said(&f));
		CHECK(found.warnings.count == 1, "row %zu: %zu", i, found.warnings.count);
		CHECK(strstr(sentences_english(a, &found.warnings), rows[i].warning) != NULL, "row %zu: %s",
		    i, sentences_english(a, &found.warnings));
	}
	arena_free(a);
}

TEST(discovery_leaves_out_what_no_login_needs)
{
	static const struct {
		const char *name, *value;
	} rows[] = {
		{ "userinfo_endpoint", "7" }, { "userinfo_endpoint", "[]" },
		{ "scopes_supported", "{\"openid\":\"Enable OpenID Connect\"}" }, { "scopes_supported", "\"openid\"" },
		{ "scopes_supported", "[\"openid\",7]" }, { "scopes_supported", "[null]" },
		{ "token_endpoint_auth_methods_supported", "\"client_secret_basic\"" },
		{ "end_session_endpoint", "\"http://idp.example.com/logout\"" }, { "end_session_endpoint", "{}" },
		{ "subject_types_supported", "false" },
	};
	struct arena *a = arena_new();
	struct found found;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_text(a, document(a, rows[i].name, rows[i].value), ISSUER, &found, &f) == OK, "%s: %s",
		    rows[i].value, said(&f));
		CHECK(text_is(sentences_english(a, &found.warnings), arena_print(a, "We left "
		    "out these parts of your provider’s configuration, because we cannot use "
		    "them: %s. People can sign in without them.",
		    rows[i].name)), "%s: %s", rows[i].value, sentences_english(a, &found.warnings));
		CHECK(strstr(found.metadata_json, rows[i].name) == NULL, "%s", found.metadata_json);
		CHECK(strstr(found.metadata_json, "mtls_endpoint_aliases") != NULL, "%s", found.metadata_json);
	}
	arena_free(a);
}

/* The limit is that of the API, so that what was found can be sent there. */
TEST(discovery_takes_7000_scopes)
{
	struct arena *a = arena_new();
	struct buf list = buf_in(a);
	struct found found;
	struct fault f = { 0 };
	int i;

	buf_add(&list, "[\"openid\"");
	for (i = 1; i < 7000; i++)
		buf_print(&list, ",\"a%d\"", i);
	assert_int_equal(read_text(a, document(a, "scopes_supported", arena_print(a, "%s]", list.text)), ISSUER,
	    &found, &f), OK);
	assert_int_equal(found.scopes_supported.count, 7000);
	assert_int_equal(found.warnings.count, 0);
	assert_int_equal(read_text(a, document(a, "scopes_supported", arena_print(a, "%s,\"b\"]", list.text)),
	    ISSUER, &found, &f), OK);
	assert_int_equal(found.scopes_supported.count, 0);
	assert_non_null(strstr(sentences_english(a, &found.warnings), "because we cannot use them: scopes_supported."));
	arena_free(a);
}

TEST(discovery_does_not_need_everything)
{
	static const struct {
		const char *name, *value;
	} rows[] = {
		{ "userinfo_endpoint", NULL }, { "userinfo_endpoint", "null" },
		{ "end_session_endpoint", NULL }, { "end_session_endpoint", "null" },
		{ "scopes_supported", NULL }, { "token_endpoint_auth_methods_supported", NULL },
		{ "subject_types_supported", NULL }, { "mtls_endpoint_aliases", "7" },
		{ "authorization_endpoint", "\"" ISSUER ":8443/authorize?tenant=1\"" },
	};
	struct arena *a = arena_new();
	struct found found;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_text(a, document(a, rows[i].name, rows[i].value), ISSUER, &found, &f) == OK,
		    "row %zu: %s", i, said(&f));
		CHECK(found.warnings.count == 0, "row %zu: %s", i, sentences_english(a,
		    &found.warnings));
	}
	arena_free(a);
}

TEST(discovery_needs_a_token_endpoint_unless_all_is_implicit)
{
	static const char implicit[] = "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER
	    "/a\",\"jwks_uri\":\"" ISSUER "/k\",\"response_types_supported\":[\"id_token\","
	    "\"id_token token\"],\"id_token_signing_alg_values_supported\":[\"RS256\"]}";
	struct arena *a = arena_new();
	struct found found;
	struct fault f = { 0 };

	assert_int_equal(read_text(a, implicit, ISSUER, &found, &f), OK);
	assert_null(found.token_endpoint);
	assert_int_equal(read_text(a, document(a, "token_endpoint", NULL), ISSUER, &found, &f), INVALID);
	assert_non_null(strstr(said(&f), "has no token_endpoint, and without it nobody can "
	    "sign in."));
	arena_free(a);
}

static void
check_refused(struct arena *a, const char *json, const char *expected, const char *sentence)
{
	struct found found = { .issuer = "unchanged" };
	struct fault f = { 0 };

	CHECK(read_text(a, json, expected, &found, &f) == INVALID, "taken: %s", json);
	CHECK(strstr(said(&f), sentence) != NULL, "%s, not %s", said(&f), sentence);
	assert_string_equal(f.code, "");
	assert_string_equal(found.issuer, "unchanged");
}

TEST(discovery_says_what_came_instead)
{
	static const struct {
		const char *json, *sentence;
	} rows[] = {
		{ "", "The provider’s configuration is empty." },
		{ " \n", "The provider’s configuration is empty." },
		{ "<!DOCTYPE html><html>", "The address leads to a web page (HTML)," },
		{ "\n<html>", "The address leads to a web page (HTML)," },
		{ "<?xml version='1.0'?><EntityDescriptor/>", "If it is SAML metadata, go back and" },
		{ "[{}]", "The address leads to a JSON list," },
		{ "Not Found", "does not lead to the provider’s configuration, which is a "
		    "JSON document." },
		{ "null", "does not lead to the provider’s configuration, which is a JSON "
		    "document." },
		{ "{", "The provider’s configuration is not valid JSON. It may be cut off, " },
		{ "{\"issuer\":\"https://idp.example.com", "is not valid JSON. It may be cut off, " },
		{ "{} {}", "is not valid JSON. It may be cut off, " },
		{ "{\"a\":\"\xff\"}", "is not valid JSON. It may be cut off, " },
		{ "{\"a\":\"\\u0000\"}", "is not valid JSON. It may be cut off, " },
		{ "{\"issuer\":\"https://a.example\",\"issuer\":\"https://b.example\"}",
		    "is not valid JSON. It may be cut off, contain a mistake, or have the "
		    "same member twice." },
		{ "{}", "The provider’s configuration does not name its issuer." },
		{ "{\"error\":\"not_found\"}", "The provider’s configuration does not name "
		    "its issuer." },
	};
	struct arena *a = arena_new();
	struct buf deep = buf_in(a);
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_refused(a, rows[i].json, NULL, rows[i].sentence);
	buf_add(&deep, "{\"a\":");
	for (i = 0; i < 5000; i++)
		buf_add(&deep, "[");
	check_refused(a, deep.text, NULL, "is not valid JSON. It may be cut off, ");
	arena_free(a);
}

TEST(discovery_refuses_wrong_members)
{
	static const struct {
		const char *name, *value, *sentence;
	} rows[] = {
		{ "issuer", NULL, "does not name its issuer." },
		{ "issuer", "null", "does not name its issuer." },
		{ "issuer", "\"\"", "does not name its issuer." },
		{ "issuer", "7", "In the provider’s configuration, issuer must be a string. "
		    "Correct it in your identity provider." },
		{ "issuer", "\"http://idp.example.com\"", "We cannot use the issuer in the "
		    "provider’s configuration. The address must start with https://. Correct "
		    "it in your identity provider." },
		{ "issuer", "\"" ISSUER "?a=b\"", "contains a question mark," },
		{ "issuer", "\"" ISSUER "#a\"", "The address contains a fragment, which begins with #." },
		{ "issuer", "\"https://me:secret@idp.example.com\"", "The address contains a "
		    "username or password." },
		{ "issuer", "\"https://\"", "The address has no host name." },
		{ "issuer", "\"https://a b\"", "The address contains spaces or other characters" },
		{ "issuer", "\"" ISSUER "/a\\u001fb\\u001ec\"", "The address contains spaces or other characters" },
		{ "issuer", "\"" ISSUER "/\xe2\x80\xae" "evil\"", "contains non-ASCII "
		    "characters," },
		{ "issuer", "\"%s\"", "The address must start with https://." },
		{ "authorization_endpoint", NULL, "has no authorization_endpoint," },
		{ "authorization_endpoint", "\"http://idp.example.com/a\"", "We cannot use "
		    "the authorization_endpoint in the provider’s configuration. The address "
		    "must start with https://." },
		{ "authorization_endpoint", "\"javascript:alert(1)\"", "The address must start with https://." },
		{ "authorization_endpoint", "\"https://a@idp.example.com/a\"", "The address "
		    "contains a username or" },
		{ "jwks_uri", NULL, "has no jwks_uri, and without it nobody can sign in." },
		{ "jwks_uri", "\"http://idp.example.com/k\"", "We cannot use the jwks_uri in "
		    "the provider’s configuration. The address must start with https://." },
		{ "token_endpoint", "\"http://idp.example.com/t\"", "The address must start with https://." },
		{ "token_endpoint", "\"\"", "We cannot use the token_endpoint in the "
		    "provider’s configuration. The address is empty." },
		{ "userinfo_endpoint", "\"http://idp.example.com/u\"", "The address must start with https://." },
		{ "response_types_supported", "\"code\"", "In the provider’s configuration, "
		    "response_types_supported must be a list of at most 40 strings." },
		{ "response_types_supported", "[7]", "response_types_supported must be a list" },
		{ "id_token_signing_alg_values_supported", "{}", "id_token_signing_alg_values_supported must be a list" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		check_refused(a, document(a, rows[i].name, rows[i].value), NULL, rows[i].sentence);
	arena_free(a);
}

/* A list of that many words. */
static char *
list_of(struct arena *a, const char *word, int count)
{
	struct buf b = buf_in(a);

	buf_print(&b, "[\"%s\"", word);
	for (; count > 1; count--)
		buf_print(&b, ",\"%s\"", word);
	buf_add(&b, "]");
	return b.text;
}

/* A program may send back what it reads in an answer. */
TEST(discovery_takes_no_longer_lists_than_the_options)
{
	static const struct {
		const char *name, *word;
		int most;
	} rows[] = {
		{ "response_types_supported", "code", 40 },
		{ "id_token_signing_alg_values_supported", "RS256", 26 },
	};
	struct arena *a = arena_new();
	struct checked_options ignored;
	struct found found;
	struct fault f = { 0 };
	char *options;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_text(a, document(a, rows[i].name, list_of(a, rows[i].word, rows[i].most)), NULL,
		    &found, &f) == OK, "%s: %s", rows[i].name, said(&f));
		options = arena_print(a, "{\"oidc_metadata\":%s}", found.metadata_json);
		CHECK(fields_decode(a, options, strlen(options), &openid_options, CREATING, &ignored, &f) == OK,
		    "%s: %s", rows[i].name, said(&f));
		check_refused(a, document(a, rows[i].name, list_of(a, rows[i].word, rows[i].most + 1)), NULL,
		    arena_print(a, "%s must be a list of at most %d strings.", rows[i].name, rows[i].most));
	}
	arena_free(a);
}

/* Oracle names the issuer of all tenants, Azure B2C leaves the policy out. */
TEST(discovery_of_another_issuer_is_taken_with_a_warning)
{
	static const struct {
		const char *issuer, *expected, *warning;
	} rows[] = {
		{ ISSUER, "https://other.example.com", "Your provider says that its issuer is " ISSUER
		    ", not https://other.example.com as in the address. If that is right, "
		    "continue: we use the issuer that your provider names." },
		{ ISSUER, ISSUER "/a", "says that its issuer is " ISSUER ", not " ISSUER "/a as" },
		{ ISSUER, "https://IDP.example.com", "says that its issuer is " ISSUER ", not https://IDP." },
		{ ISSUER "//", ISSUER, "says that its issuer is " ISSUER "//, not " ISSUER " as" },
		{ ISSUER "/x", ISSUER "/", "says that its issuer is " ISSUER "/x, not " ISSUER "/ as" },
		{ "https://sts.windows.net/1111/", "https://login.microsoftonline.com/1111",
		    "https://sts.windows.net/1111/, not "
		    "https://login.microsoftonline.com/1111 as in the address. If that is "
		    "right, continue: we use the issuer that your provider names. This is the "
		    "configuration of Microsoft’s older version 1. Use version 2: its address "
		    "has /v2.0 after the tenant ID." },
		{ ISSUER, ISSUER "/", "without a slash at the end: " ISSUER "." },
	};
	struct arena *a = arena_new();
	struct found found;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(read_text(a, document(a, "issuer", arena_print(a, "\"%s\"", rows[i].issuer)),
		    rows[i].expected, &found, &f) == OK, "%s: %s", rows[i].issuer, said(&f));
		assert_string_equal(found.issuer, rows[i].issuer);
		CHECK(strstr(sentences_english(a, &found.warnings), rows[i].warning) != NULL, "%s: %s",
		    rows[i].issuer, sentences_english(a, &found.warnings));
	}
	arena_free(a);
}

/* Tokens cannot be checked against a template. */
TEST(discovery_of_all_tenants_is_refused)
{
	static const char issuer[] = "https://login.microsoftonline.com/{tenantid}/v2.0";
	struct arena *a = arena_new();
	const char *json = document(a, "issuer", arena_print(a, "\"%s\"", issuer));

	check_refused(a, json, "https://login.microsoftonline.com/common/v2.0", "This configuration is for all "
	    "tenants: its issuer is https://login.microsoftonline.com/{tenantid}/v2.0.");
	check_refused(a, json, NULL, "This configuration is for all tenants:");
	check_refused(a, json, issuer, "This configuration is for all tenants:");
	arena_free(a);
}

TEST(discovery_has_a_size_and_may_have_a_byte_order_mark)
{
	struct arena *a = arena_new();
	struct found found;
	struct fault f = { 0 };
	char *json = document(a, NULL, NULL), *padded;

	assert_int_equal(read_text(a, arena_print(a, "\xef\xbb\xbf%s", json), ISSUER, &found, &f), OK);
	padded = arena_print(a, "%*s%s", (int)(DISCOVERY_MAX_BYTES - strlen(json)), "", json);
	assert_int_equal(read_text(a, padded, ISSUER, &found, &f), OK);
	check_refused(a, arena_print(a, " %s", padded), ISSUER,
	    "The provider’s configuration is too large: it has 257 KB, and the limit is 256 "
	    "KB.");
	arena_free(a);
}

/* Whatever the provider writes is an argument: never a format, a list or a date. */
TEST(discovery_takes_hostile_names_as_data)
{
	static const char issuer[] = ISSUER "/%n%1$s%s";
	struct arena *a = arena_new();
	const struct sentence *s;
	struct found found;
	struct fault f = { 0 };

	assert_int_equal(read_text(a, document(a, "issuer", "\"" ISSUER "/%n%1$s%s\""), ISSUER, &found, &f), OK);
	s = found.warnings.items;
	assert_int_equal(s[0].args.count, 2);
	assert_string_equal(s[0].args.items[0], issuer);
	assert_string_equal(sentence_english(a, s), "Your provider says that its issuer is " ISSUER "/%n%1$s%s, not "
	    ISSUER " as in the address. If that is right, continue: we use the issuer that "
	        "your provider names.");
	assert_int_equal(read_text(a, document(a, "issuer", "\"" ISSUER "/%n%1$s/\""), ISSUER "/%n%1$s", &found,
	    &f), OK);
	s = found.warnings.items;
	assert_string_equal(s[0].args.items[0], ISSUER "/%n%1$s/");
	arena_free(a);
}

/* The document may have been asked for by a domain; its issuer has the tenant's ID. */
TEST(discovery_of_a_tenant_must_have_its_issuer)
{
#define UUID "11111111-2222-3333-4444-555555555555"
#define OTHER "99999999-2222-3333-4444-555555555555"
#define ENTRA "https://login.microsoftonline.com/"
	static const struct {
		const char	*asked, *issuer, *sentence;
	} rows[] = {
		{ "contoso.com", ENTRA UUID "/v2.0", NULL }, { UUID, ENTRA UUID "/v2.0", NULL },
		{ "contoso.onmicrosoft.us", "https://login.microsoftonline.us/" UUID "/v2.0", NULL },
		{ UUID, ENTRA OTHER "/v2.0", "the configuration of another tenant, " OTHER ". Enter" },
		{ "contoso.com", "https://login.microsoftonline.us/" UUID "/v2.0", "another Microsoft cloud. Enter this "
		    "instead: https://login.microsoftonline.us/" UUID "/v2.0" },
		{ "contoso.com", "https://sts.windows.net/" UUID "/", "its older version 1, whose issuer is "
		    "https://sts.windows.net/" UUID "/. This connection needs version 2. Enter" },
		{ "contoso.com", ENTRA "contoso.com/v2.0", "is not that of a tenant. Enter" },
		{ "contoso.com", ENTRA UUID "/v2.0/", "is not that of a tenant." },
		{ "contoso.com", ENTRA UUID, "is not that of a tenant." },
		{ "contoso.com", ENTRA "{tenantid}/v2.0", "is not that of a tenant." },
		{ "contoso.com", "https://idp.example/" UUID "/v2.0", "is not that of a tenant." },
	};
	struct arena *a = arena_new();
	struct provider_address asked;
	struct found found = { 0 };
	struct fault f = { 0 };
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(provider_address_read(a, ENTRA_TENANT, rows[i].asked, &asked, &f), OK);
		found.issuer = rows[i].issuer;
		st = discovery_check_tenant(a, &asked, &found, &f);
		CHECK(st == (rows[i].sentence == NULL ? OK : INVALID), "%s: %d", rows[i].issuer, st);
		CHECK(st == OK || strstr(said(&f), rows[i].sentence) != NULL, "%s: %s", rows[i].issuer, said(&f));
	}
	arena_free(a);
}
