/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/metadata_address.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "test.h"

/* What was typed, and the URL or, if it is none, a part of the sentence; is_noted: the page
 * after the check tells what was changed. */
struct row {
	const char	*typed, *url;
	bool		 is_noted;
};

static void
check(enum metadata_kind kind, const struct row *rows, size_t count)
{
	struct arena *a = arena_new();
	struct metadata_address got;
	struct fault f;
	enum status st;
	size_t i;

	for (i = 0; i < count; i++) {
		f = (struct fault){ 0 };
		st = metadata_address_read(a, kind, rows[i].typed, &got, &f);
		if (!text_starts(rows[i].url, "https://")) {
			CHECK(st == INVALID && strstr(said(&f), rows[i].url) != NULL, "%s: %s", rows[i].typed,
			    st == OK ? got.url : said(&f));
			continue;
		}
		CHECK(st == OK, "%s: %s", rows[i].typed, said(&f));
		CHECK(text_is(got.url, rows[i].url), "%s: %s", rows[i].typed, got.url);
		CHECK((got.notes.count == 1) == rows[i].is_noted && got.notes.count <= 1, "%s: %zu notes", rows[i].typed,
		    got.notes.count);
		if (rows[i].is_noted)
			CHECK(strstr(sentences_english(a, &got.notes), got.url) != NULL, "%s: %s", rows[i].typed,
			    sentences_english(a, &got.notes));
	}
	arena_free(a);
}

TEST(metadata_of_any_provider_is_at_the_url_that_was_typed)
{
	static const struct row rows[] = {
		{ "https://idp.example.com/m?a=b", "https://idp.example.com/m?a=b", false },
		{ "idp.example.com/m", "https://idp.example.com/m", false },
		{ "http://idp.example.com/m", "The address must start with https://.", false },
		{ "https://idp.example.com/m#x", "contains a fragment", false },
		{ "metadata", "The address must start with https://.", false },
	};

	check(METADATA_OF_ANY, rows, COUNT(rows));
}

#define FEDERATION "/FederationMetadata/2007-06/FederationMetadata.xml"

TEST(metadata_of_ad_fs_is_found_by_its_server)
{
	static const struct row rows[] = {
		{ "adfs.acme.com", "https://adfs.acme.com" FEDERATION, false },
		{ "ADFS.Acme.com/", "https://adfs.acme.com" FEDERATION, false },
		{ "https://adfs.acme.com:8443", "https://adfs.acme.com:8443" FEDERATION, false },
		{ "https://adfs.acme.com" FEDERATION, "https://adfs.acme.com" FEDERATION, false },
		{ "https://adfs.acme.com/federationmetadata/2007-06/federationmetadata.xml",
		    "https://adfs.acme.com/federationmetadata/2007-06/federationmetadata.xml", false },
		{ "https://adfs.acme.com/FederationMetadata/2007-06/", "https://adfs.acme.com" FEDERATION, true },
		{ "https://adfs.acme.com/adfs/ls/", "https://adfs.acme.com" FEDERATION, true },
		{ "https://adfs.acme.com/adfs/ls/IdpInitiatedSignOn.aspx?x=y#z", "https://adfs.acme.com" FEDERATION, true },
		{ "http://adfs.acme.com/adfs/services/trust", "https://adfs.acme.com" FEDERATION, true },
		{ "https://adfs.acme.com/adfs/.well-known/openid-configuration", "https://adfs.acme.com" FEDERATION, true },
		{ "https://proxy.acme.com/files/adfs.xml?v=1", "https://proxy.acme.com/files/adfs.xml?v=1", false },
		{ "http://adfs.acme.com", "The address must start with https://.", false },
		{ "http://adfs.acme.com" FEDERATION, "The address must start with https://.", false },
		{ "https://u:p@adfs.acme.com", "contains a username or password", false },
		{ "adfs", "The address must start with https://.", false },
	};

	check(METADATA_OF_AD_FS, rows, COUNT(rows));
}

#define DESCRIPTOR "/protocol/saml/descriptor"

TEST(metadata_of_keycloak_is_found_by_its_realm)
{
	static const char no_realm[] = "Enter your realm’s URL, such as https://sso.acme.com/realms/acme.";
	static const struct row rows[] = {
		{ "https://sso.acme.com/realms/acme", "https://sso.acme.com/realms/acme" DESCRIPTOR, false },
		{ "sso.acme.com/auth/realms/acme/", "https://sso.acme.com/auth/realms/acme" DESCRIPTOR, false },
		{ "https://sso.acme.com/realms/acme" DESCRIPTOR, "https://sso.acme.com/realms/acme" DESCRIPTOR, false },
		{ "https://sso.acme.com:8443/realms/acme/protocol/saml", "https://sso.acme.com:8443/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com/realms/acme/.well-known/openid-configuration",
		    "https://sso.acme.com/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com/realms/acme/account/#/personal-info", "https://sso.acme.com/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com/realms/a%20b?x=y", "https://sso.acme.com/realms/a%20b" DESCRIPTOR, false },
		/* the console: of the realm that it shows, and not of that of the administrator */
		{ "https://sso.acme.com/admin/acme/console", "https://sso.acme.com/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com/admin/acme/console/", "https://sso.acme.com/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com/admin/master/console/#/acme/clients", "https://sso.acme.com/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com/auth/admin/master/console/#/realms/acme/clients",
		    "https://sso.acme.com/auth/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com/admin/realms/acme/clients/1", "https://sso.acme.com/realms/acme" DESCRIPTOR, true },
		{ "https://sso.acme.com", no_realm, false }, { "https://sso.acme.com/auth", no_realm, false },
		{ "https://sso.acme.com/admin", no_realm, false }, { "https://sso.acme.com/admin/", no_realm, false },
		{ "https://sso.acme.com/realms/", no_realm, false }, { "https://sso.acme.com/realms//x", no_realm, false },
		{ "http://sso.acme.com/realms/acme", "The address must start with https://.", false },
		{ "acme", "The address must start with https://.", false },
	};

	check(METADATA_OF_KEYCLOAK, rows, COUNT(rows));
}

TEST(metadata_of_okta_is_that_of_an_application)
{
	static const char copy[] = "open your application, then Sign On, and copy the Metadata URL";
	static const struct row rows[] = {
		{ "https://acme.okta.com/app/exk1a2/sso/saml/metadata", "https://acme.okta.com/app/exk1a2/sso/saml/metadata", false },
		{ "acme.okta.com/app/exk1a2/sso/saml/metadata?kid=1", "https://acme.okta.com/app/exk1a2/sso/saml/metadata?kid=1",
		    false },
		{ "https://acme-admin.okta.com/app/exk1a2/sso/saml/metadata", "https://acme.okta.com/app/exk1a2/sso/saml/metadata",
		    false },
		{ "https://sso.acme.com/app/exk1a2/sso/saml/metadata", "https://sso.acme.com/app/exk1a2/sso/saml/metadata", false },
		{ "https://acme.okta.com/app/acme_postern_1/exk1a2/sso/saml", "https://acme.okta.com/app/exk1a2/sso/saml/metadata",
		    true },
		{ "https://acme.okta.com/app/exk1a2/sso/saml/", "https://acme.okta.com/app/exk1a2/sso/saml/metadata", true },
		{ "https://sso.acme.com/app/acme_1/exk1a2/sso/saml", "https://sso.acme.com/app/exk1a2/sso/saml/metadata", true },
		{ "https://files.acme.com/okta.xml", "https://files.acme.com/okta.xml", false },
		{ "acme.okta.com", copy, false }, { "https://acme.okta.com/", "This is your Okta domain alone.", false },
		{ "https://sso.acme.com", copy, false },
		{ "http://www.okta.com/exk1a2", "This is the issuer of your Okta application, not its metadata URL.", false },
		{ "https://acme-admin.okta.com/admin/app/acme_1/instance/0oa1/#tab-signon",
		    "This is the address of a page in the Okta Admin Console.", false },
		{ "https://acme.okta.com/home/acme_1/0oa1/aln2", "This is the address of another page of Okta.", false },
		{ "https://acme.okta.com/.well-known/openid-configuration", "of an OpenID Connect configuration", false },
		{ "https://acme.okta.com/app//sso/saml", copy, false },
		{ "http://sso.acme.com/x", "The address must start with https://.", false },
		{ "exk1a2", "The address must start with https://.", false },
	};

	check(METADATA_OF_OKTA, rows, COUNT(rows));
}

TEST(metadata_of_auth0_is_that_of_an_application)
{
	static const char copy[] = "open your application, then Addons > SAML2 Web App > Usage";
	static const struct row rows[] = {
		{ "https://acme.eu.auth0.com/samlp/metadata/cLieNt1", "https://acme.eu.auth0.com/samlp/metadata/cLieNt1", false },
		{ "login.acme.com/samlp/metadata/cLieNt1", "https://login.acme.com/samlp/metadata/cLieNt1", false },
		{ "https://acme.eu.auth0.com/samlp/cLieNt1", "https://acme.eu.auth0.com/samlp/metadata/cLieNt1", true },
		{ "https://login.acme.com/samlp/cLieNt1/logout?x=y", "https://login.acme.com/samlp/metadata/cLieNt1", true },
		{ "https://files.acme.com/auth0.xml", "https://files.acme.com/auth0.xml", false },
		{ "acme.eu.auth0.com", copy, false }, { "https://acme.eu.auth0.com", "This is your Auth0 domain alone.", false },
		{ "login.acme.com", copy, false },
		{ "urn:acme.eu.auth0.com", "This is the issuer of your Auth0 application, not its metadata URL.", false },
		{ "https://manage.auth0.com/dashboard/eu/acme/applications/cLieNt1/addons",
		    "This is the address of a page in the Auth0 Dashboard.", false },
		{ "https://acme.eu.auth0.com/samlp/metadata?connection=x", "as a service provider", false },
		{ "https://acme.eu.auth0.com/samlp/metadata/", "as a service provider", false },
		{ "https://acme.eu.auth0.com/.well-known/openid-configuration", "of an OpenID Connect configuration", false },
		{ "https://acme.eu.auth0.com/userinfo", "This is the address of another page of Auth0.", false },
		{ "http://login.acme.com/x", "The address must start with https://.", false },
		{ "cLieNt1", "The address must start with https://.", false },
	};

	check(METADATA_OF_AUTH0, rows, COUNT(rows));
}
