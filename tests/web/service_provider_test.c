/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "keys.h"
#include "test.h"
#include "walk.h"

#define SIGNED_FORM SAMLP_FORM "&sign_request=yes"
#define KEY "    <md:KeyDescriptor use=\"signing\">\n" \
	"      <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n" \
	"        <ds:X509Data><ds:X509Certificate>" CERTIFICATE_BODY "</ds:X509Certificate>" \
	"</ds:X509Data>\n      </ds:KeyInfo>\n    </md:KeyDescriptor>\n"

static struct answer
metadata(struct place *p, const char *name)
{
	return ASK(p, .path = "/samlp/metadata", .query = arena_print(p->arena, "connection=%s", name));
}

static void
check_metadata(struct place *p, const char *name, const char *is_signed, const char *key)
{
	struct answer a = metadata(p, name);

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

	place_keys(&other, "rsa2048", 1);
	check_metadata(p, "customer", "false", "");
	place_keys(p, "rsa2048", 1);
	check_metadata(p, "customer", "false", KEY);
}

/* Before there is a connection, what was typed last for one of that name. */
TEST(metadata_of_ours_says_that_requests_are_signed_as_typed)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct answer a;

	walk_to(&w, "samlp", STEP_SETTINGS);
	a = walk_post(&w, "settings", SIGNED_FORM);
	check_goes(&w, &a, "check");
	check_metadata(w.p, "customer", "false", "");
	place_keys(w.p, "rsa2048", 1);
	check_metadata(w.p, "customer", "true", KEY);
	check_metadata(w.p, "another", "false", KEY);
	a = walk_post(&w, "settings", SAMLP_FORM);
	check_metadata(w.p, "customer", "false", KEY);
	a = walk_post(&w, "settings", SIGNED_FORM);
	sql("UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'", w.p->tenant);
	check_metadata(w.p, "customer", "false", KEY);
}

TEST(metadata_of_ours_says_what_the_connection_does)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct found found = found_saml();
	struct answer a;

	place_keys(w.p, "rsa2048", 1);
	walk_to(&w, "samlp", STEP_SETTINGS);
	a = walk_post(&w, "settings", SIGNED_FORM);
	walk_find(&w, &found);
	a = walk_post(&w, "check", "");
	check_goes(&w, &a, "mapping");
	check_metadata(w.p, "customer", "true", KEY);
	/* typed, but not what the connection does */
	a = walk_post(&w, "settings", SAMLP_FORM);
	check_goes(&w, &a, "check");
	check_metadata(w.p, "customer", "true", KEY);
	walk_find(&w, &found);
	a = walk_post(&w, "check", "");
	check_metadata(w.p, "customer", "false", KEY);
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

	place_keys(p, "rsa2048", 2);
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

	place_keys(&other, "rsa2048", 1);
	for (i = 0; i < COUNT(paths); i++) {
		a = ASK(p, .path = paths[i]);
		assert_int_equal(a.code, 503);
		assert_string_equal(answer_header(&a, "Retry-After"), "5");
		assert_string_equal(answer_header(&a, "Cache-Control"), "no-store");
		assert_true(shows(&a, "We are still creating the signing certificate. Please come back in a "
		    "minute."));
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
		assert_true(shows(&a, "We are still creating our signing certificate. Please reload this page in a minute."));
		assert_false(shows(&a, "href=\"/pem\""));
	}
	place_keys(w.p, "rsa2048", 1);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		/* The form offers it as a file only: it is long. */
		assert_true(shows(&a, CERTIFICATE_PEM) == text_is(pages[i], "application"));
		assert_true(shows(&a, SHA256) && shows(&a, "href=\"/pem\""));
		assert_false(shows(&a, "We are still creating"));
		assert_int_equal(a.round_trips, 1);
	}
	okta = walk_new(ALL_STRATEGIES, "");
	place_keys(okta.p, "rsa2048", 1);
	walk_to(&okta, "okta", STEP_SETTINGS);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&okta, pages[i]);
		assert_false(shows(&a, "BEGIN CERTIFICATE"));
	}
}
