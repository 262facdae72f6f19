/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "settings_problems.h"
#include "test.h"

/* begin, and then any characters up to that length. */
static char *
of_length(struct arena *a, const char *begin, size_t length)
{
	char *text = arena_alloc(a, length + 1);

	memset(text, 'a', length);
	memcpy(text, begin, strlen(begin));
	text[length] = '\0';
	return text;
}

/* A field that another provider's form has, too, may have a limit of its own there. */
TEST(settings_have_the_length_of_their_form)
{
	struct arena *a = arena_new();
	const struct {
		const char	*strategy, *begin;
		long		 max;
	} rows[] = {
		{ "adfs", "<", 128 * 1024 }, { "keycloak-samlp", "<", 102400 }, { "okta-samlp", "<", 102400 },
		{ "pingfederate", "<", 102400 },
	};
	struct provider_settings s = { .source = "manual", .certificate = CERTIFICATE };
	const char *got;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		s = (struct provider_settings){ .source = "xml", .metadata_xml = of_length(a, rows[i].begin, (size_t)rows[i].max) };
		got = problems_of(a, rows[i].strategy, &s, false);
		CHECK(*got == '\0', "%s: %s", rows[i].strategy, got);
		s.metadata_xml = arena_print(a, "%sx", s.metadata_xml);
		got = problems_of(a, rows[i].strategy, &s, false);
		CHECK(text_is(got, arena_print(a, "metadata_xml: This is too long. It can have at most %ld characters.\n",
		    rows[i].max)), "%s: %s", rows[i].strategy, got);
		assert_null(s.metadata_xml);
	}
	s = (struct provider_settings){ .source = "manual", .certificate = CERTIFICATE,
		.sign_in_url = of_length(a, "https://", 257) };
	got = problems_of(a, "pingfederate", &s, false);
	CHECK(text_is(got, "sign_in_url: This is too long. It can have at most 256 characters.\n"), "%s", got);
	arena_free(a);
}

TEST(settings_of_products_have_the_sources_of_their_forms)
{
#define SOURCE_SENTENCE "source: Choose how to enter your provider’s settings.\n"
	static const struct typed_row realm[] = {
		{ { .source = "url", .metadata_url = "https://sso.acme.com/realms/acme" }, false, "" },
		{ { .source = "url" }, false, "metadata_url: Enter the realm’s URL.\n" },
		{ { .source = "xml", .metadata_xml = "<a/>" }, false, "" },
		{ { .source = "manual", .sign_in_url = "https://a.example", .certificate = CERTIFICATE }, false,
		    SOURCE_SENTENCE },
		{ { .source = "url", .metadata_url = "jane@acme.com" }, false, "metadata_url: This looks like an email "
		    "address.\n" },
		{ { .source = "url", .metadata_url = "<EntityDescriptor/>" }, false, "metadata_url: This is the provider’s "
		    "configuration itself, but we need its address.\n" },
	};
	static const struct typed_row server[] = {
		{ { .source = "url", .metadata_url = "https://adfs.acme.com" }, false, "" },
		{ { .source = "url" }, false, "metadata_url: Enter the name of your AD FS server.\n" },
		{ { .source = "manual" }, false, SOURCE_SENTENCE },
	};
	static const struct typed_row ping[] = {
		{ { .source = "xml", .metadata_xml = "<a/>" }, false, "" },
		{ { .source = "manual", .sign_in_url = "https://a.example/idp/SSO.saml2", .certificate = CERTIFICATE }, false, "" },
		{ { .source = "manual" }, false, "sign_in_url: Enter the sign-in URL.\n"
		    "certificate: Enter the signing certificate: choose its file or paste its text.\n" },
		{ { .source = "url", .metadata_url = "https://a.example" }, false, SOURCE_SENTENCE },
		{ { .source = NULL }, false, SOURCE_SENTENCE },
	};

	check_problems("keycloak-samlp", realm, COUNT(realm));
	check_problems("adfs", server, COUNT(server));
	check_problems("pingfederate", ping, COUNT(ping));
}
