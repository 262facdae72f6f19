/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "rows.h"
#include "settings_problems.h"
#include "test.h"

#define KEY "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"

TEST(settings_of_okta_need_three_values)
{
	static const struct typed_row rows[] = {
		{ { .domain = "acme.okta.com", .client_id = "0oa1" }, true, "" },
		{ { .domain = "https://acme-admin.okta.com/admin", .client_id = "0oa1",
		    .icon_url = "https://a.example/i.png" }, true, "" },
		{ { .domain = NULL }, false, "domain: Enter your Okta domain.\nclient_id: "
		    "Enter the client ID.\nclient_secret: Enter the client secret.\n" },
		{ { .domain = "", .client_id = "", .icon_url = "" }, true,
		    "domain: Enter your Okta domain.\nclient_id: Enter the client ID.\n" },
		{ { .domain = "acme.okta.com", .client_id = "0oa1" }, false,
		    "client_secret: Enter the client secret.\n" },
		{ { .domain = "acme.okta.com", .client_id = "0oa1", .icon_url = "http://a.example" }, true,
		    "icon_url: The address must start with https://.\n" },
		/* of another provider, and not looked at */
		{ { .domain = "acme.okta.com", .client_id = "0oa1", .discovery_url = "http://x",
		    .source = "none" }, true, "" },
	};

	check_problems("okta", rows, COUNT(rows));
}

TEST(settings_of_an_openid_provider_need_a_secret_for_the_back_channel)
{
	static const struct typed_row rows[] = {
		{ { .discovery_url = "idp.example.com", .type = "back_channel", .client_id = "c" }, true, "" },
		{ { .discovery_url = "idp.example.com", .type = "front_channel", .client_id = "c" }, false,
		    "" },
		{ { .discovery_url = "idp.example.com", .type = "front_channel", .client_id = "c" }, true,
		    "" },
		{ { .discovery_url = "idp.example.com", .type = "back_channel", .client_id = "c" }, false,
		    "client_secret: Enter the client secret: the back channel needs it.\n" },
		{ { .discovery_url = "idp.example.com", .type = "side_channel", .client_id = "c" }, false,
		    "type: Choose the back channel or the front channel.\n" },
		{ { .domain = NULL }, false, "discovery_url: Enter the issuer or discovery "
		    "URL.\ntype: Choose the back channel or the front channel.\nclient_id: "
		    "Enter the client ID.\n" },
	};

	check_problems("oidc", rows, COUNT(rows));
}

TEST(settings_of_a_saml_provider_need_what_their_source_needs)
{
#define URL_SENTENCE "metadata_url: Enter the metadata URL.\n"
#define SIGN_IN_SENTENCE "sign_in_url: Enter the sign-in URL.\n"
#define CERTIFICATE_SENTENCE "certificate: Enter the signing certificate: choose its file " \
	"or paste its text.\n"
	static const struct typed_row rows[] = {
		{ { .source = "url", .metadata_url = "https://idp.example.com/metadata" }, false, "" },
		{ { .source = "url" }, false, URL_SENTENCE },
		{ { .source = "url", .metadata_url = "http://idp.example.com" }, false,
		    "metadata_url: The address must start with https://.\n" },
		{ { .source = "url", .metadata_url = "https://u:p@idp.example.com" }, false,
		    "metadata_url: The address contains a username or password.\n" },
		{ { .source = "url", .metadata_xml = "<a/>" }, false, URL_SENTENCE },
		{ { .source = "xml", .metadata_xml = "<a/>" }, false, "" },
		{ { .source = "xml", .metadata_xml = "" }, false, "metadata_xml: Enter the "
		    "metadata: choose its file or paste its text.\n" },
		{ { .source = "manual", .sign_in_url = "https://idp.example.com/sso",
		    .certificate = CERTIFICATE }, false, "" },
		{ { .source = "manual" }, false, SIGN_IN_SENTENCE CERTIFICATE_SENTENCE },
		{ { .source = "manual", .sign_in_url = "idp.example.com", .certificate = "" }, false,
		    "sign_in_url: The address must start with https://.\n" CERTIFICATE_SENTENCE },
		{ { .domain = NULL }, false, "source: Choose how to enter your provider’s settings.\n" },
		{ { .source = "fax" }, false,
		    "source: Choose how to enter your provider’s settings.\n" },
	};

	check_problems("samlp", rows, COUNT(rows));
}

#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END "\n-----END CERTIFICATE-----\n"
#define WHOLE "MAgwBgUABQAFAA=="	/* a SEQUENCE of eight bytes */

TEST(settings_with_a_certificate_that_was_cut_off_say_so)
{
	static const char unended[] = "certificate: The certificate is cut off: its END CERTIFICATE line is "
	    "missing. Copy the whole certificate, up to and including that line, or upload the file.\n";
	static const char shortened[] = "certificate: The certificate is cut off: its last part is missing. "
	    "Copy the whole certificate again, or upload the file.\n";
	static const struct {
		const char	*certificate, *problems;
	} rows[] = {
		{ BEGIN WHOLE END, "" }, { WHOLE, "" }, { "MAgw BgUA\r\nBQAF AA", "" }, { BEGIN WHOLE END BEGIN WHOLE END, "" },
		{ "Subject: CN=a\n" BEGIN WHOLE END "A note", "" }, { BEGIN "MAgwBgUABQAFAA==\\n-----END", "" },
		{ BEGIN, unended }, { BEGIN "MIIB", unended }, { BEGIN WHOLE "\n", unended },
		{ BEGIN WHOLE "\n-----", unended }, { BEGIN WHOLE END BEGIN "MAgw", unended },
		{ BEGIN WHOLE "\n" BEGIN WHOLE END, unended }, { "\"" BEGIN "MIIB\\nENDA\"", unended },
		{ "\xe2\x80\x94\xe2\x80\x94-begin certificate\xe2\x80\x94-\nMIIB", unended },
		{ "MAgwBgUABQAF", shortened }, { "MAgw\nBgUABQ", shortened }, { "MIIDXTCCAkWgAwIBAgIJAJC1", shortened },
		{ BEGIN "MAgwBgUABQAF" END, shortened }, { BEGIN WHOLE END BEGIN "MIIDXTCCAkWg" END, shortened },
		/* The check judges text that is no certificate in base64, or too little of one. */
		{ "MIIB", "" }, { "MIAGCSqGSIb3DQEHAqCA", "" }, { "MIID*TCCAkWg", "" }, { "x", "" },
		{ "-----BEGIN CERTIFICATE REQUEST-----\nMIIB", "" }, { BEGIN "MI-C" END, "" },
		{ "<X509Certificate>MIIDXTCCAkWg</X509Certificate>", "" },
	};
	struct arena *a = arena_new();
	struct provider_settings s;
	const char *got;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		s = (struct provider_settings){ .source = "manual", .sign_in_url = "https://idp.example.com/sso",
			.certificate = rows[i].certificate };
		got = problems_of(a, "samlp", &s, false);
		CHECK(strcmp(got, rows[i].problems) == 0, "%s: %s", rows[i].certificate, got);
	}
	arena_free(a);
}

/* All NULL where it is refused. */
static struct provider_address
address_of(struct arena *a, const char *strategy, const struct provider_settings *s)
{
	struct provider_address address = { 0 };
	struct fault f = { 0 };
	enum status st = provider_settings_address(a, provider_find(strategy), s, &address, &f);

	CHECK(st == OK || (st == INVALID && said(&f)[0] != '\0'), "%s: %d", strategy, st);
	return address;
}

/* model/provider/address.c says what is wrong with an address; whatever
 * that is, it stands at the field. */
TEST(settings_say_what_is_wrong_with_an_address)
{
	static const char *const bad[] = { "http://acme.okta.com", "https://u:p@acme.okta.com", "a b" };
	struct arena *a = arena_new();
	struct provider_settings s;
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		s = (struct provider_settings){ .domain = bad[i], .client_id = "c" };
		CHECK(text_starts(problems_of(a, "okta", &s, true), "domain: "), "%s", bad[i]);
		assert_null(address_of(a, "okta", &s).issuer);
		s = (struct provider_settings){ .discovery_url = bad[i], .type = "front_channel",
			.client_id = "c" };
		CHECK(text_starts(problems_of(a, "oidc", &s, true), "discovery_url: "), "%s", bad[i]);
		assert_null(address_of(a, "oidc", &s).issuer);
	}
	arena_free(a);
}

TEST(settings_lead_to_an_address)
{
	struct provider_settings okta = { .domain = "Acme.okta.com", .discovery_url = "x.example" };
	struct provider_settings oidc = { .domain = "x.example", .discovery_url = "idp.example.com/a" };
	struct provider_settings nothing = { 0 };
	struct arena *a = arena_new();

	assert_string_equal(address_of(a, "okta", &okta).host, "acme.okta.com");
	assert_string_equal(address_of(a, "oidc", &oidc).discovery_url,
	    "https://idp.example.com/a/.well-known/openid-configuration");
	assert_null(address_of(a, "okta", &nothing).host);
	assert_null(address_of(a, "oidc", &nothing).host);
	arena_free(a);
}

static struct provider_settings
good_of(const char *strategy)
{
	static const struct provider_settings okta = { .domain = "acme.okta.com", .client_id = "c" },
	    oidc = { .discovery_url = "idp.example.com", .type = "front_channel", .client_id = "c" },
	    samlp = { .source = "manual", .sign_in_url = "https://a.example", .certificate = "x",
	    .metadata_xml = "x", .metadata_url = "https://a.example" };

	return strcmp(strategy, "okta") == 0 ? okta : strcmp(strategy, "oidc") == 0 ? oidc : samlp;
}

/* Characters of two bytes, but in an address, which has none. */
static const char *
filler(struct arena *a, const char *begin, size_t chars)
{
	char *text = wide_text(a, chars);

	if (begin[0] == '\0')
		return text;
	memset(text, 'a', chars);
	text[chars] = '\0';
	return text;
}

/* Of the length that the contract names: characters, not bytes. */
TEST(settings_have_a_length)
{
	static const struct {
		const char	*strategy, *field;
		size_t		 offset;
		const char	*begin;
		long		 max;
	} rows[] = {
		{ "okta", "client_id", offsetof(struct provider_settings, client_id), "", 255 },
		{ "okta", "icon_url", offsetof(struct provider_settings, icon_url), "https://", 2048 },
		{ "oidc", "client_id", offsetof(struct provider_settings, client_id), "", 255 },
		{ "samlp", "metadata_url", offsetof(struct provider_settings, metadata_url), "https://",
		    2048 },
		{ "samlp", "metadata_xml", offsetof(struct provider_settings, metadata_xml), "", 102400 },
		{ "samlp", "sign_in_url", offsetof(struct provider_settings, sign_in_url), "https://", 2048 },
		{ "samlp", "certificate", offsetof(struct provider_settings, certificate), "", 10240 },
	};
	struct arena *a = arena_new();
	struct provider_settings s;
	const char **field, *got;
	size_t i, chars;

	for (i = 0; i < COUNT(rows); i++) {
		s = good_of(rows[i].strategy);
		field = (const char **)((char *)&s + rows[i].offset);
		chars = (size_t)rows[i].max - strlen(rows[i].begin);
		*field = arena_print(a, "%s%s", rows[i].begin, filler(a, rows[i].begin, chars));
		got = problems_of(a, rows[i].strategy, &s, true);
		CHECK(got[0] == '\0', "%s of %ld: %s", rows[i].field, rows[i].max, got);
		*field = arena_print(a, "%s%s", rows[i].begin, filler(a, rows[i].begin, chars + 1));
		got = problems_of(a, rows[i].strategy, &s, true);
		CHECK(strstr(got, arena_print(a, "%s: This is too long. It can have at most %ld characters.\n",
		    rows[i].field, rows[i].max)) != NULL, "%s: %s", rows[i].field, got);
	}
	arena_free(a);
}

TEST(settings_choices_are_checked_too)
{
	static const struct provider_settings rows[] = {
		{ .source = "url", .metadata_url = "https://a.example", .binding = "fax" },
		{ .source = "url", .metadata_url = "https://a.example", .algorithm = "md5" },
		{ .source = "url", .metadata_url = "https://a.example", .digest = "md5" },
	};
	struct arena *a = arena_new();
	struct provider_settings s;
	const char *json, *got;
	struct provider_settings kept;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		s = rows[i];
		got = problems_of(a, "samlp", &s, true);
		/* whatever is made of it, it can be stored and read back */
		s.given = GIVEN_ALL;
		json = fields_encode(a, &provider_settings_shape, &s);
		CHECK(fields_decode(a, json, strlen(json), &provider_settings_shape, STORED, &kept, &f)
		    == OK, "%s: %s: %s", got, json, said(&f));
	}
	arena_free(a);
}

/* Too long for its row even where the form of the provider has no such field:
 * what the database keeps must be readable. */
TEST(settings_of_another_provider_have_a_length_too)
{
	struct arena *a = arena_new();
	struct provider_settings s = good_of("okta");

	s.digest = long_text(a, 21);
	assert_string_equal(problems_of(a, "okta", &s, true),
	    "digest: This is too long. It can have at most 20 characters.\n");
	arena_free(a);
}

TEST(settings_lose_a_private_key_before_anything_is_kept)
{
	static const char *const keys[] = { KEY, CERTIFICATE KEY, KEY CERTIFICATE,
		"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF", "-----BEGIN RSA PRIVATE KEY-----",
		"MCYCAQAwDQYJKoZIhvcNAQEBBQAEEgAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
		"<X509Certificate>" KEY "</X509Certificate>" };
	struct arena *a = arena_new();
	struct provider_settings s;
	const char *got;
	size_t i;

	for (i = 0; i < COUNT(keys); i++) {
		s = (struct provider_settings){ .source = "manual", .certificate = keys[i],
			.sign_in_url = "https://idp.example.com/sso" };
		got = problems_of(a, "samlp", &s, true);
		CHECK(text_starts(got, "certificate: You sent us a private key. We did not "
		    "keep it."), "%s: %s", keys[i], got);
		assert_null(s.certificate);
		assert_string_equal(s.sign_in_url, "https://idp.example.com/sso");
		s = (struct provider_settings){ .source = "xml", .metadata_xml = keys[i] };
		got = problems_of(a, "samlp", &s, true);
		CHECK(text_starts(got, "metadata_xml: You sent us a private key."), "%s: %s", keys[i], got);
		assert_null(s.metadata_xml);
	}
	arena_free(a);
}

/* Into a source that was not chosen, too, and in the form of another provider. */
TEST(settings_lose_a_private_key_that_nobody_asked_for)
{
	static const char *const strategies[] = { "okta", "oidc", "samlp" };
	struct arena *a = arena_new();
	struct provider_settings s;
	size_t i;

	for (i = 0; i < COUNT(strategies); i++) {
		s = good_of(strategies[i]);
		s.source = "url";
		s.metadata_url = "https://a.example";
		s.certificate = s.metadata_xml = CERTIFICATE KEY;
		CHECK(problems_of(a, strategies[i], &s, true)[0] != '\0', "%s took it", strategies[i]);
		CHECK(s.certificate == NULL && s.metadata_xml == NULL, "%s keeps it", strategies[i]);
	}
	arena_free(a);
}

TEST(settings_are_stored_and_read_back)
{
	struct arena *a = arena_new();
	struct provider_settings s = { .given = GIVEN_ALL, .domain = "d", .client_id = "\xc3\xa9\"\\",
		.metadata_xml = "<a>\n</a>", .sign_request = "yes" }, again = { 0 };
	struct fault f = { 0 };
	const char *json = fields_encode(a, &provider_settings_shape, &s);

	assert_null(strstr(json, "secret"));
	CHECK(fields_decode(a, json, strlen(json), &provider_settings_shape, STORED, &again, &f) == OK,
	    "%s", said(&f));
	assert_string_equal(again.domain, "d");
	assert_string_equal(again.client_id, "\xc3\xa9\"\\");
	assert_string_equal(again.metadata_xml, "<a>\n</a>");
	assert_string_equal(again.sign_request, "yes");
	assert_null(again.certificate);
	arena_free(a);
}

TEST(settings_keep_a_secret_for_its_address_and_client)
{
	static const struct provider_settings former = { .domain = "acme.okta.com", .discovery_url = "idp.example",
		.client_id = "c", .icon_url = "https://a.example/1.png" };
	struct provider_settings s = former;
	struct field_problem problems[MAX_FIELD_PROBLEMS];
	struct arena *a = arena_new();

	s.icon_url = NULL;
	assert_true(provider_settings_keep_secret(&former, &s));
	s.client_id = "other";
	assert_false(provider_settings_keep_secret(&former, &s));
	s = former;
	s.domain = NULL;
	assert_false(provider_settings_keep_secret(&former, &s));
	s = former;
	s.discovery_url = "idp.example/";
	assert_false(provider_settings_keep_secret(&former, &s));
	s = former;
	assert_int_equal(provider_settings_check(a, &(struct settings_about){
	    .provider = provider_find("okta"), .secret = SECRET_OF_ANOTHER }, &s, problems), 1);
	assert_string_equal(problems[0].field, "client_secret");
	assert_string_equal(sentences_english(a, &problems[0].said), "Enter the client secret "
	    "again. The saved one belongs to another address or client ID.");
	arena_free(a);
}

/* --- each kind of wrong value, in each field of each form --- */

/* How a field is filled in: a good value, cleaned. */
struct filled {
	const char	*strategy, *name, *good;
	bool		 is_address;	/* of the provider */
	struct provider_settings rest;
};

static const struct filled fields_of_forms[] = {
	{ "okta", "domain", "acme.okta.com", true, { .client_id = "c" } },
	{ "okta", "client_id", "0oa1", false, { .domain = "acme.okta.com" } },
	{ "okta", "icon_url", "https://a.example/i.png", false, { .domain = "acme.okta.com", .client_id = "c" } },
	{ "oidc", "discovery_url", "https://idp.example.com", true, { .type = "front_channel", .client_id = "c" } },
	{ "oidc", "client_id", "0oa1", false, { .type = "front_channel", .discovery_url = "idp.example.com" } },
	{ "oidc", "icon_url", "https://a.example/i.png", false, { .type = "front_channel", .client_id = "c",
	    .discovery_url = "idp.example.com" } },
	{ "samlp", "metadata_url", "https://idp.example.com/metadata", true, { .source = "url" } },
	{ "samlp", "sign_in_url", "https://idp.example.com/sso", true, { .source = "manual", .certificate = "x" } },
	{ "samlp", "icon_url", "https://a.example/i.png", false, { .source = "xml", .metadata_xml = "<a/>" } },
};

static const char **
field_of(struct provider_settings *s, const char *name)
{
	const struct shape *shape = &provider_settings_shape;
	size_t i;

	for (i = 0; i < shape->count; i++)
		if (text_is(shape->fields[i].name, name))
			return (const char **)((char *)s + shape->fields[i].offset);
	CHECK(false, "no field %s", name);
	return NULL;
}

/* The problems with a value that is typed into the field; *kept is what becomes of it. */
static char *
problems_with(struct arena *a, const struct filled *f, const char *value, const char **kept)
{
	static const char *const ours[] = { "setup.acme.example", "localhost:8443" };
	struct settings_about about = { .provider = provider_find(f->strategy), .secret = SECRET_TYPED,
		.our_domains = { (const char **)ours, COUNT(ours) }, .our_entity_id = "urn:auth0:acme:con" };
	struct field_problem problems[MAX_FIELD_PROBLEMS];
	struct provider_settings s = f->rest;
	char *text = arena_text(a, "");
	size_t count, i;

	*field_of(&s, f->name) = value;
	provider_settings_clean(a, about.provider, &s);
	*kept = *field_of(&s, f->name);
	count = provider_settings_check(a, &about, &s, problems);
	for (i = 0; i < count; i++)
		text = arena_print(a, "%s%s: %s", text, problems[i].field, sentences_english(a, &problems[i].said));
	return text;
}

TEST(settings_are_cleaned_of_what_came_along_in_every_field)
{
	static const char *const around[][2] = { { " ", "\t" }, { "\xc2\xa0", "\xc2\xa0" }, { "\xe2\x80\x8b", "\xe2\x80\x8b" },
		{ "\xef\xbb\xbf", "" }, { "\xc2\xad", "\xc2\xad" }, { "\xe2\x81\xa0", "\xe2\x81\xa0" }, { "\r\n", "\r\n" },
		{ "\"", "\"" } };
	struct arena *a = arena_new();
	const struct filled *f;
	const char *kept, *got;
	size_t i;

	for (f = fields_of_forms; f < fields_of_forms + COUNT(fields_of_forms); f++) {
		for (i = 0; i < COUNT(around); i++) {
			got = problems_with(a, f, arena_print(a, "%s%.3s%s%s%s", around[i][0], f->good,
			    i == 2 ? around[i][0] : "", f->good + 3, around[i][1]), &kept);
			CHECK(got[0] == '\0', "%s %zu: %s", f->name, i, got);
			CHECK(f->is_address || text_is(kept, f->good), "%s %zu: %s", f->name, i, kept);
		}
		got = problems_with(a, f, " \xc2\xa0\xe2\x80\x8b\xef\xbb\xbf", &kept);
		CHECK(kept == NULL, "%s: [%s]", f->name, kept);
		CHECK((got[0] == '\0') == text_is(f->name, "icon_url"), "%s: %s", f->name, got);
	}
	arena_free(a);
}

TEST(settings_add_https_in_every_field_for_an_address_and_tell_http)
{
	struct arena *a = arena_new();
	const struct filled *f;
	const char *kept, *got, *bare;

	for (f = fields_of_forms; f < fields_of_forms + COUNT(fields_of_forms); f++) {
		if (text_is(f->name, "client_id"))
			continue;
		bare = text_starts(f->good, "https://") ? f->good + strlen("https://") : f->good;
		got = problems_with(a, f, bare, &kept);
		CHECK(got[0] == '\0', "%s: %s", bare, got);
		got = problems_with(a, f, arena_print(a, "“%s”", bare), &kept);
		CHECK(got[0] == '\0', "%s in quotes: %s", bare, got);
		got = problems_with(a, f, arena_print(a, "<https://%s>,", bare), &kept);
		CHECK(got[0] == '\0', "%s in brackets: %s", bare, got);
		got = problems_with(a, f, arena_print(a, "http://%s", bare), &kept);
		CHECK(strstr(got, "https://.") != NULL, "http: %s: %s", f->name, got);
		got = problems_with(a, f, "jane@acme.com", &kept);
		CHECK(strstr(got, "This looks like an email address.") != NULL, "%s: %s", f->name, got);
		got = problems_with(a, f, "<?xml version=\"1.0\"?><md:EntityDescriptor/>", &kept);
		CHECK(strstr(got, "configuration itself") != NULL, "%s: %s", f->name, got);
		got = problems_with(a, f, "https://idp.example.com/a b", &kept);
		CHECK(strstr(got, "space") != NULL, "%s: %s", f->name, got);
	}
	arena_free(a);
}

TEST(settings_tell_a_value_of_ours_in_the_providers_place)
{
	static const char *const ours[] = { "https://setup.acme.example/login/callback", "setup.acme.example",
		"https://setup.acme.example/login/callback?connection=con", "HTTPS://Setup.Acme.example:443",
		"https://setup.acme.example/samlp/metadata?connection=con", "http://localhost:8443/x",
		"urn:auth0:acme:con" };
	static const char *const others[] = { "https://acme.example", "https://x.setup.acme.example",
		"https://setup.acme.example.com", "https://localhost:9443" };
	struct arena *a = arena_new();
	const struct filled *f;
	const char *kept, *got;
	size_t i;

	for (f = fields_of_forms; f < fields_of_forms + COUNT(fields_of_forms); f++) {
		for (i = 0; i < COUNT(ours); i++) {
			got = problems_with(a, f, ours[i], &kept);
			CHECK((strstr(got, "one of our own values") != NULL) == !text_is(f->name, "icon_url"),
			    "%s: %s: %s", f->name, ours[i], got);
		}
		for (i = 0; i < COUNT(others); i++)
			CHECK(strstr(problems_with(a, f, others[i], &kept), "our own") == NULL, "%s: %s", f->name, others[i]);
	}
	arena_free(a);
}

TEST(settings_tell_what_is_wrong_with_a_client_id_or_secret_at_its_field)
{
	struct arena *a = arena_new();
	struct provider_settings s = { .domain = "acme.okta.com", .client_id = "Client ID: 0oa1" };
	struct settings_about about = { .provider = provider_find("okta"), .secret = SECRET_TYPED,
		.secret_text = "••••" };
	struct field_problem problems[MAX_FIELD_PROBLEMS];

	assert_int_equal(provider_settings_check(a, &about, &s, problems), 2);
	assert_string_equal(problems[0].field, "client_id");
	assert_non_null(strstr(sentences_english(a, &problems[0].said), "You pasted the label “Client ID:”"));
	assert_string_equal(problems[1].field, "client_secret");
	assert_non_null(strstr(sentences_english(a, &problems[1].said), "dots or asterisks"));
	arena_free(a);
}

TEST(settings_tell_ids_in_place_of_a_client_secret_at_its_field)
{
	static const char uuid[] = "6731de76-14a6-49ae-97bc-6eba6914391e", entra[] = "https://login.microsoftonline.com/acme.example/v2.0";
	static const struct {
		const char	*strategy, *address, *id, *says;
	} rows[] = {
		{ "okta", "acme.okta.com", uuid, "This is the client ID." }, { "oidc", "idp.example.com", uuid, "This is the client ID." },
		{ "waad", entra, "0oa1", "This is the ID of the client secret" }, { "oidc", entra, "0oa1", "This is the ID of the client secret" },
		{ "waad", "idp.example.com", "0oa1", "This is the ID of the client secret" },
		{ "oidc", "idp.example.com", "0oa1", NULL }, { "okta", "acme.okta.com", "0oa1", NULL },
	};
	struct arena *a = arena_new();
	struct field_problem problems[MAX_FIELD_PROBLEMS];
	struct provider_settings s;
	size_t i, count;

	for (i = 0; i < COUNT(rows); i++) {
		s = (struct provider_settings){ .domain = rows[i].address, .discovery_url = rows[i].address,
			.type = "back_channel", .client_id = rows[i].id };
		count = provider_settings_check(a, &(struct settings_about){ .provider = provider_find(rows[i].strategy),
		    .secret = SECRET_TYPED, .secret_text = uuid }, &s, problems);
		CHECK(count == (rows[i].says != NULL), "%zu: %zu problems", i, count);
		CHECK(count == 0 || (text_is(problems[0].field, "client_secret")
		    && strstr(sentences_english(a, &problems[0].said), rows[i].says) != NULL), "%zu: %s", i,
		    sentences_english(a, &problems[0].said));
	}
	arena_free(a);
}
