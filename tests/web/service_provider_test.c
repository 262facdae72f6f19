/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "keys.h"
#include "test.h"
#include "walk.h"

#define SIGNED_FORM SAMLP_FORM "&sign_request=yes"
#define KEY_OF(body) KEY_FOR("signing", body)
#define KEY_FOR(use, body) "    <md:KeyDescriptor use=\"" use "\">\n" \
	"      <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n" \
	"        <ds:X509Data><ds:X509Certificate>" body "</ds:X509Certificate>" \
	"</ds:X509Data>\n      </ds:KeyInfo>\n    </md:KeyDescriptor>\n"
#define KEY KEY_OF(CERTIFICATE_BODY)
#define CERTIFICATE_START "TUlJQ2VydGlmaWNhdGUgb2Yg"

static struct answer
metadata(struct place *p, const char *name, const char *rest)
{
	return ASK(p, .path = "/samlp/metadata", .query = arena_print(p->arena, "connection=%s%s", name, rest));
}

static void
check_metadata(struct place *p, const char *name, const char *rest, const char *is_signed,
    const char *key)
{
	struct answer a = metadata(p, name, rest);

	CHECK(a.code == 200 && a.round_trips == 1, "%s", a.body);
	assert_string_equal(a.body, arena_print(p->arena,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" "
	    "entityID=\"urn:auth0:%s:%s\">\n"
	    "  <md:SPSSODescriptor AuthnRequestsSigned=\"%s\" WantAssertionsSigned=\"true\" "
	    "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n%s"
	    "    <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" "
	    "Location=\"https://%s/login/callback?connection=%s\" index=\"0\" isDefault=\"true\"/>\n"
	    "  </md:SPSSODescriptor>\n</md:EntityDescriptor>\n", p->tenant, name, is_signed, key,
	    p->domain, name));
}

TEST(metadata_of_ours_holds_our_certificate_once_it_is_made)
{
	struct place *p = place_new(), other = place_beside(p);

	place_keys(&other, "rsa3072", 1);
	check_metadata(p, "customer", "", "false", "");
	place_keys(p, "rsa3072", 1);
	check_metadata(p, "customer", "", "false", KEY);
}

TEST(metadata_of_ours_holds_the_certificate_to_encrypt_to)
{
	struct place *p = place_new();

	place_keys(p, "rsa3072", 1);
	place_keys(p, "encryption", 2);
	sql("UPDATE signing_key SET certificate = replace(certificate, 'dGhlIHRlc3Rz', 'bmV4dA==') WHERE "
	    "tenant_id = '%s' AND use = 'encryption_next'", p->tenant);
	check_metadata(p, "customer", "", "false", KEY KEY_FOR("encryption", CERTIFICATE_BODY));
}

/* The one that a program chose for the connection. */
TEST(metadata_of_ours_names_the_entity_id_of_the_connection)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, "samlp", STEP_ENABLE);
	sql("UPDATE connection_revision SET settings = settings || '{\"entityId\":\"https://us.example/?a=1&b=<2>\"}' "
	    "WHERE tenant_id = '%s'", w.p->tenant);
	a = metadata(w.p, "customer", "");
	CHECK(shows(&a, " entityID=\"https://us.example/?a=1&amp;b=&lt;2&gt;\">"), "%s", a.body);
	a = metadata(w.p, "another", "");
	CHECK(shows(&a, arena_print(w.p->arena, " entityID=\"urn:auth0:%s:another\">", w.p->tenant)), "%s", a.body);
	a = walk_get(&w, "application");
	CHECK(shows(&a, "https://us.example/?a=1&amp;b=&lt;2&gt;"), "%s", a.body);
}

/* A provider that reads the metadata knows the next key before it signs. */
TEST(metadata_of_ours_holds_the_next_certificate_and_no_former_one)
{
	struct place *p = place_new();

	place_keys(p, "rsa3072", 2);
	sql("UPDATE signing_key SET certificate = replace(certificate, 'dGhlIHRlc3Rz', 'bmV4dA==') WHERE "
	    "tenant_id = '%s' AND use = 'tenant_next'", p->tenant);
	check_metadata(p, "customer", "", "false", KEY KEY_OF(CERTIFICATE_START "bmV4dA=="));
	sql("SELECT tenant_key_rotate(tenant_id, key_id, 'system:test') FROM signing_key WHERE tenant_id = '%s' "
	    "AND use = 'tenant_next'", p->tenant);
	check_metadata(p, "customer", "", "false", KEY_OF(CERTIFICATE_START "bmV4dA=="));
}

/* The address that the pages show says so, once it was chosen. */
TEST(metadata_of_ours_says_that_requests_are_signed_if_its_address_does)
{
	static const char *const pages[] = { "application", "settings" };
	struct walk w = walk_new(ALL_STRATEGIES, "");
	const char *signs = "/samlp/metadata?connection=customer&amp;signed=true</textarea>";
	const char *signs_not = "/samlp/metadata?connection=customer</textarea>";
	struct answer a;
	size_t i;

	check_metadata(w.p, "customer", "&signed=true", "false", "");
	place_keys(w.p, "rsa3072", 1);
	check_metadata(w.p, "customer", "&signed=true", "true", KEY);
	check_metadata(w.p, "customer", "&signed=1", "false", KEY);
	walk_to(&w, "samlp", STEP_SETTINGS);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		CHECK(shows(&a, signs_not), "%s", pages[i]);
	}
	a = walk_post(&w, "settings", SIGNED_FORM);
	check_goes(&w, &a, "check");
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		CHECK(shows(&a, signs) && !shows(&a, signs_not) && a.round_trips == 1, "%s", pages[i]);
	}
}

static char *
without_name(struct place *p, const struct answer *a, const char *name)
{
	char *at, *body = arena_copy(p->arena, a->body, strlen(a->body));

	for (at = strstr(body, name); at != NULL; at = strstr(at, name))
		memset(at, 'x', strlen(name));
	return body;
}

static bool
same_headers(const struct answer *a, const struct answer *b)
{
	bool are_same = a->response.header_count == b->response.header_count;
	size_t i;

	for (i = 0; are_same && i < a->response.header_count; i++)
		are_same = text_is(a->response.headers[i].name, b->response.headers[i].name)
		    && text_is(a->response.headers[i].value, b->response.headers[i].value);
	return are_same;
}

/* Anybody may ask, so nobody learns which connections there are, or how they are set. */
TEST(metadata_of_ours_tells_no_connection_from_another)
{
	static const char *const rests[] = { "", "&signed=true" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct found found = found_saml();
	struct answer a, unknown;
	size_t i;

	place_keys(w.p, "rsa3072", 1);
	walk_to(&w, "samlp", STEP_SETTINGS);
	a = walk_post(&w, "settings", SIGNED_FORM);
	walk_find(&w, &found);
	a = walk_post(&w, "check", "");
	check_goes(&w, &a, "mapping");
	for (i = 0; i < COUNT(rests); i++) {
		a = metadata(w.p, "customer", rests[i]);
		unknown = metadata(w.p, "nobodys1", rests[i]);
		CHECK(a.code == unknown.code && a.round_trips == unknown.round_trips && same_headers(&a, &unknown)
		    && text_is(without_name(w.p, &a, "customer"), without_name(w.p, &unknown, "nobodys1")),
		    "%s", rests[i]);
	}
}

TEST(certificates_of_ours_are_files_in_three_forms)
{
	static const struct {
		const char	*path, *type, *ending, *body;
	} rows[] = {
		{ "/pem", "application/x-pem-file", "pem", CERTIFICATE_PEM },
		{ "/cer", "application/pkix-cert", "cer", "MIICertificate of the tests" },
		{ "/pb7", "application/x-pkcs7-certificates", "p7b", PKCS7_PEM },
	};
	struct place *p = place_new();
	struct answer a;
	size_t i;

	place_keys(p, "rsa3072", 3);
	for (i = 0; i < COUNT(rows); i++) {
		a = ASK(p, .path = rows[i].path);
		CHECK(a.code == 200 && a.round_trips == 1, "%s: %d", rows[i].path, a.code);
		assert_string_equal(a.body, rows[i].body);
		assert_string_equal(answer_header(&a, "Content-Type"), rows[i].type);
		assert_string_equal(answer_header(&a, "Content-Disposition"), arena_print(p->arena,
		    "attachment; filename=\"%s.%s\"", p->tenant, rows[i].ending));
		assert_string_equal(answer_header(&a, "Cache-Control"), "public, max-age=300");
		assert_string_equal(answer_header(&a, "X-Content-Type-Options"), "nosniff");
		a = ASK(p, .path = rows[i].path, .host = "nobody.example");
		assert_int_equal(a.code, 404);
	}
}

TEST(certificates_of_ours_that_are_not_made_yet_are_worth_another_try)
{
	static const char *const paths[] = { "/pem", "/cer", "/pb7" };
	struct place *p = place_new(), other = place_beside(p);
	struct answer a;
	size_t i;

	place_keys(&other, "rsa3072", 1);
	for (i = 0; i < COUNT(paths); i++) {
		a = ASK(p, .path = paths[i]);
		assert_int_equal(a.code, 503);
		assert_string_equal(answer_header(&a, "Retry-After"), "5");
		assert_string_equal(answer_header(&a, "Cache-Control"), "no-store");
		assert_true(shows(&a, "We are still creating the signing certificate. Try "
		    "again in a minute."));
	}
}

/* Text of several lines stays so, and stays text. */
TEST(settings_of_several_lines_come_back_as_they_were_typed)
{
	static const char *const fields[] = { "certificate", "metadata_xml" };
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct answer a;
	size_t i;

	walk_to(&w, "samlp", STEP_SETTINGS);
	for (i = 0; i < COUNT(fields); i++) {
		a = walk_post(&w, "settings", arena_print(w.p->arena, "&source=manual&sign_in_url=a&%s=%s",
		    fields[i], url_encode(w.p->arena, "one\n\ttwo\n</textarea><script>\"'&amp;")));
		CHECK(a.code == 400 && shows(&a, ">one\n\ttwo\n&lt;/textarea&gt;&lt;script&gt;&quot;&#39;"
		    "&amp;amp;</textarea>"), "%s: %s", fields[i], strstr(a.body, ">one"));
	}
}

/* On the pages for SAML, at no further round trip; no page else knows it. */
TEST(certificates_of_ours_are_shown_where_they_are_needed)
{
	static const char *const pages[] = { "application", "settings" };
	struct walk w = walk_new(ALL_STRATEGIES, ""), okta;
	struct answer a;
	size_t i;

	walk_to(&w, "samlp", STEP_SETTINGS);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		assert_true(shows(&a, "We are still creating our signing certificate. Reload "
		    "this page in a minute."));
		assert_false(shows(&a, "href=\"/pem\""));
	}
	place_keys(w.p, "rsa3072", 1);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		/* The form offers it as a file only: it is long. */
		assert_true(shows(&a, CERTIFICATE_PEM) == text_is(pages[i], "application"));
		assert_true(shows(&a, SHA256) && shows(&a, "href=\"/pem\""));
		assert_false(shows(&a, "We are still creating"));
		assert_int_equal(a.round_trips, 1);
	}
	okta = walk_new(ALL_STRATEGIES, "");
	place_keys(okta.p, "rsa3072", 1);
	walk_to(&okta, "okta", STEP_SETTINGS);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&okta, pages[i]);
		assert_false(shows(&a, "BEGIN CERTIFICATE"));
	}
}
