/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/address.h"

#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "test.h"

#define DISCOVERY "/.well-known/openid-configuration"
#define TENANT "11111111-2222-3333-4444-555555555555"

struct row {
	const char	*typed, *host, *issuer;
	const char	*note;		/* a part of it; NULL: there is none */
};

static void
check_rows(enum address_kind kind, const struct row *rows, size_t count)
{
	struct arena *a = arena_new();
	struct provider_address p;
	struct fault f = { 0 };
	const struct row *r;
	const char *note;

	for (r = rows; r < rows + count; r++) {
		CHECK(provider_address_read(a, kind, r->typed, &p, &f) == OK, "%s: %s", r->typed,
		    said(&f));
		CHECK(text_is(p.host, r->host), "%s: host %s", r->typed, p.host);
		CHECK(text_is(p.issuer, r->issuer), "%s: issuer %s", r->typed, p.issuer);
		CHECK(text_is(p.discovery_url, arena_print(a, "%s" DISCOVERY, r->issuer)), "%s: %s",
		    r->typed, p.discovery_url);
		note = sentences_english(a, &p.notes);
		CHECK((p.notes.count == 0) == (r->note == NULL), "%s: note %s", r->typed, note);
		CHECK(r->note == NULL || strstr(note, r->note) != NULL, "%s: note %s", r->typed, note);
	}
	arena_free(a);
}

TEST(address_of_okta_is_found)
{
	static const char admin[] = "You entered the address of the Admin Console. We used your Okta "
	    "domain, acme.okta.com.";
	static const struct row rows[] = {
		{ "acme.okta.com", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "https://acme.okta.com/", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "  HTTPS://Acme.OKTA.com  \r\n", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "acme.okta.com.", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "acme.okta.com///", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "acme.okta.com:443", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "//acme.okta.com", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "https:/acme.okta.com", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "\"acme.okta.com\",", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "<https://acme.okta.com>", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "\xe2\x80\x9c" "acme.okta.com\xe2\x80\x9d", "acme.okta.com", "https://acme.okta.com", NULL },
		{ "\xef\xbb\xbf\xc2\xa0" "acme.okta.com\xe2\x80\x8b", "acme.okta.com",
		    "https://acme.okta.com", NULL },
		{ "https://acme.okta.com/app/UserHome?fromLogin=true#x", "acme.okta.com",
		    "https://acme.okta.com", NULL },
		{ "https://acme.okta.com" DISCOVERY, "acme.okta.com", "https://acme.okta.com", NULL },
		{ "https://acme-admin.okta.com/admin/dashboard", "acme.okta.com",
		    "https://acme.okta.com", admin },
		{ "acme-admin.okta.com", "acme.okta.com", "https://acme.okta.com", admin },
		{ "dev-123-admin.oktapreview.com", "dev-123.oktapreview.com",
		    "https://dev-123.oktapreview.com", "We used your Okta domain, dev-123.oktapreview.com." },
		{ "https://acme.okta.com/oauth2/default", "acme.okta.com", "https://acme.okta.com",
		    "We left out the authorization server /oauth2/default," },
		{ "login.acme.example", "login.acme.example", "https://login.acme.example", NULL },
		{ "x-admin.acme.example/admin/", "x-admin.acme.example", "https://x-admin.acme.example",
		    NULL },
		{ "notokta.com", "notokta.com", "https://notokta.com", NULL },
		{ "localhost:9443", "localhost:9443", "https://localhost:9443", NULL },
	};

	check_rows(OKTA_DOMAIN, rows, COUNT(rows));
}

TEST(address_of_a_provider_is_found)
{
	static const struct row rows[] = {
		{ "idp.example", "idp.example", "https://idp.example", NULL },
		{ "idp\xe2\x80\x8b.exam\xc2\xadple", "idp.example", "https://idp.example", NULL },
		{ "Issuer: https://idp.example", "idp.example", "https://idp.example", NULL },
		{ "https://idp.example" DISCOVERY, "idp.example", "https://idp.example", NULL },
		{ "https://idp.example" DISCOVERY "/", "idp.example", "https://idp.example", NULL },
		{ "https://idp.example/a/.well-known/", "idp.example", "https://idp.example/a", NULL },
		{ "idp.example/.well-known/OpenID-Configuration", "idp.example", "https://idp.example",
		    NULL },
		{ "https://idp.example/.well-known/oauth-authorization-server", "idp.example",
		    "https://idp.example", "You entered the address of an OAuth configuration." },
		{ "https://idp.example/Tenant/a/", "idp.example", "https://idp.example/Tenant/a", NULL },
		{ "https://idp.example:8443/a" DISCOVERY, "idp.example:8443",
		    "https://idp.example:8443/a", NULL },
		{ "https://idp.example:0443", "idp.example", "https://idp.example", NULL },
		{ "https://idp.example/#/login", "idp.example", "https://idp.example", NULL },
		{ "https://idp.example/?", "idp.example", "https://idp.example", NULL },
		{ "accounts.google.com", "accounts.google.com", "https://accounts.google.com", NULL },
		{ "https://tenant.eu.auth0.com/", "tenant.eu.auth0.com", "https://tenant.eu.auth0.com",
		    NULL },
		{ "https://acme.okta.com/oauth2/default", "acme.okta.com",
		    "https://acme.okta.com/oauth2/default", NULL },
		{ "https://acme-admin.okta.com/admin/apps?x=y", "acme.okta.com", "https://acme.okta.com",
		    "We used your Okta domain, acme.okta.com." },
		{ "https://kc.example/realms/staff", "kc.example", "https://kc.example/realms/staff", NULL },
		{ "https://kc.example/auth/realms/staff/" , "kc.example",
		    "https://kc.example/auth/realms/staff", NULL },
		{ "https://kc.example/realms/staff" DISCOVERY, "kc.example",
		    "https://kc.example/realms/staff", NULL },
		{ "https://kc.example:8443/realms/staff/account/?tab=1", "kc.example:8443",
		    "https://kc.example:8443/realms/staff",
		    "We used the issuer of your realm, https://kc.example:8443/realms/staff." },
		{ "https://kc.example/realms/staff/protocol/openid-connect/auth", "kc.example",
		    "https://kc.example/realms/staff", "We used the issuer of your realm," },
		{ "https://login.microsoftonline.com/" TENANT "/v2.0", "login.microsoftonline.com",
		    "https://login.microsoftonline.com/" TENANT "/v2.0", NULL },
		{ "https://login.microsoftonline.com/" TENANT "/v2.0" DISCOVERY,
		    "login.microsoftonline.com", "https://login.microsoftonline.com/" TENANT "/v2.0", NULL },
		{ "login.microsoftonline.com/" TENANT, "login.microsoftonline.com",
		    "https://login.microsoftonline.com/" TENANT "/v2.0", "We used the issuer of your tenant," },
		{ "https://login.microsoftonline.com/" TENANT "/oauth2/v2.0/authorize?client_id=x",
		    "login.microsoftonline.com", "https://login.microsoftonline.com/" TENANT "/v2.0",
		    "We used the issuer of your tenant," },
		{ "https://M\xc3\x9cnchen.example/a", "xn--mnchen-3ya.example",
		    "https://xn--mnchen-3ya.example/a",
		    "In addresses, M\xc3\x9cnchen.example is written as xn--mnchen-3ya.example." },
		{ "xn--mnchen-3ya.example", "xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example",
		    NULL },
		{ "https://localhost:9443", "localhost:9443", "https://localhost:9443", NULL },
		{ "https://192.0.2.7/x", "192.0.2.7", "https://192.0.2.7/x", NULL },
		{ "https://[2001:DB8::7]:8443", "[2001:db8::7]:8443", "https://[2001:db8::7]:8443", NULL },
	};

	check_rows(OPENID_ADDRESS, rows, COUNT(rows));
}

TEST(address_with_a_query_is_fetched_as_typed)
{
	static const struct {
		const char *typed, *issuer, *discovery_url;
	} rows[] = {
		{ "https://login.microsoftonline.com/" TENANT "/v2.0" DISCOVERY "?appid=" TENANT,
		    "https://login.microsoftonline.com/" TENANT "/v2.0", NULL },
		{ "https://idp.example/" TENANT "/v2.0" DISCOVERY "?p=b2c_1_signin",
		    "https://idp.example/" TENANT "/v2.0", NULL },
		{ "https://acme.okta.com" DISCOVERY "?client_id=0oa1", "https://acme.okta.com", NULL },
		{ "https://idp.example/a/?b=https://c/../d?e", "https://idp.example/a", NULL },
		{ "https://idp.example/a/.well-known/other?b", "https://idp.example/a", NULL },
		{ " IDP.example:443/a?b=c#d", "https://idp.example/a", "https://idp.example/a?b=c" },
		{ "https://idp.example/a?b=c,#d", "https://idp.example/a", "https://idp.example/a?b=c" },
		{ "https://idp.example/a?,#b", "https://idp.example/a", "https://idp.example/a" DISCOVERY },
		{ "https://idp.example/a?", "https://idp.example/a", "https://idp.example/a" DISCOVERY },
	};
	struct arena *a = arena_new();
	struct provider_address p;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(provider_address_read(a, OPENID_ADDRESS, rows[i].typed, &p, &f) == OK, "%s: %s",
		    rows[i].typed, said(&f));
		CHECK(text_is(p.issuer, rows[i].issuer), "%s: issuer %s", rows[i].typed, p.issuer);
		CHECK(text_is(p.discovery_url, rows[i].discovery_url == NULL ? rows[i].typed
		    : rows[i].discovery_url), "%s: %s", rows[i].typed, p.discovery_url);
		CHECK(p.notes.count == 0, "%s: %s", rows[i].typed, sentences_english(a, &p.notes));
	}
	arena_free(a);
}

struct refused {
	const char	*typed, *sentence;
};

static void
check_refused(enum address_kind kind, const struct refused *rows, size_t count)
{
	struct arena *a = arena_new();
	struct provider_address p = { .host = "unchanged" };
	struct fault f = { 0 };
	const struct refused *r;

	for (r = rows; r < rows + count; r++) {
		CHECK(provider_address_read(a, kind, r->typed, &p, &f) == INVALID, "%s was taken",
		    r->typed);
		CHECK(strstr(said(&f), r->sentence) != NULL, "%s: %s", r->typed, said(&f));
		CHECK(strstr(said(&f), "secret") == NULL, "%s: %s", r->typed, said(&f));
	}
	assert_string_equal(p.host, "unchanged");
	arena_free(a);
}

TEST(address_of_any_kind_is_refused_with_a_reason)
{
	static const struct refused rows[] = {
		{ "", "The address is missing. Enter your " },
		{ " \t", "The address is missing. Enter your " },
		{ "\"\"", "The address is missing. Enter your " },
		{ "http://idp.example", "The address starts with http://, which is not secure." },
		{ "HTTP://idp.example/", "The address starts with http://" },
		{ "ftp://idp.example", "The address must start with https://." },
		{ "file:///etc/passwd", "The address must start with https://." },
		{ "idp .example", "The address contains a space or a line break." },
		{ "idp.example\nidp2.example", "The address contains a space or a line break." },
		{ "idp\xc2\xa0.example", "The address contains a space or a line break." },
		{ "idp\x01.example", "The address contains a space or a line break." },
		{ "idp\xff.example", "This is not an address." },
		{ "{\"issuer\":\"https://idp.example\"}", "This is the provider’s "
		    "configuration itself," },
		{ "<?xml version=\"1.0\"?>", "This is the provider’s configuration itself," },
		{ "anna@idp.example", "This looks like an email address." },
		{ "https://anna:secret@idp.example/", "The address contains a username or "
		    "password." },
		{ "anna:secret@idp.example", "The address contains a username or password." },
		{ "https://secret@idp.example", "The address contains a username or password." },
		{ "idp.example:0", "The port, which follows the colon in the address, must be" },
		{ "idp.example:65536", "The port, which follows the colon in the address, must be" },
		{ "idp.example:-1", "The port, which follows the colon in the address, must be" },
		{ "idp.example:80a", "The port, which follows the colon in the address, must be" },
		{ "https://", "The host name in the address" },
		{ "https:///path", "The host name in the address cannot exist on the internet." },
		{ ".", "The host name in the address" },
		{ ".idp.example", "The host name in the address" },
		{ "idp..example", "The host name in the address" },
		{ "-idp.example", "The host name in the address" },
		{ "idp-.example", "The host name in the address" },
		{ "idp_a.example", "The host name in the address" },
		{ "idp.example.7", "The host name in the address" },
		{ "256.1.1.1", "The host name in the address" },
		{ "[::1", "The host name in the address" },
		{ "https://[fe80::1%25eth0]/", "The host name in the address" },
		{ "\xf0\x9f\x94\x91\xe2\x80\xae.example", "The host name in the address" },
		{ "idp.example/a|b", "The address contains characters that are not allowed in "
		    "an address." },
		{ "idp.example/..", "The address contains characters that are not allowed in "
		    "an address." },
		{ "idp.example/a/../b", "The address contains characters that are not allowed "
		    "in an address." },
		{ "okta.com", "okta.com is Okta’s own website." },
		{ "https://login.okta.com/", "login.okta.com is Okta’s own website." },
		{ "https://idp.example" DISCOVERY "/tenant", "unexpected way after /.well-known/." },
		{ "https://idp.example/.well-known/.well-known", "unexpected way after /.well-known/." },
		{ "https://idp.example/.well-known/webfinger", "unexpected way after /.well-known/." },
	};

	check_refused(OPENID_ADDRESS, rows, COUNT(rows));
	check_refused(OKTA_DOMAIN, rows, COUNT(rows));
}

TEST(address_of_a_provider_is_refused_with_a_reason)
{
	static const struct refused rows[] = {
		{ "https://idp.example" DISCOVERY "?p={policy}", "contains characters that "
		    "are not allowed in an address" },
		{ "https://idp.example" DISCOVERY "?p=\xc3\xa4", "contains characters that "
		    "are not allowed in an address" },
		{ "https://login.microsoftonline.com/common/v2.0", "for all Microsoft tenants. Replace "
		    "“common” in it with your own tenant ID." },
		{ "login.microsoftonline.com/Organizations", "for all Microsoft tenants." },
		{ "https://login.microsoftonline.com", "Your tenant ID is missing from the "
		    "address." },
		{ "https://kc.example/admin/master/console/#/staff", "Keycloak’s admin "
		    "console. Enter the address of your realm instead: "
		    "https://kc.example/realms/{realm}." },
		{ "https://kc.example/auth/admin/master/console/", "Keycloak’s admin console." },
		{ "a.b", "The domain is incomplete. Enter your provider’s issuer" },
	};

	check_refused(OPENID_ADDRESS, rows, COUNT(rows));
}

TEST(address_of_okta_is_refused_with_a_reason)
{
	static const struct refused rows[] = {
		{ "acme", "The domain is incomplete. Did you mean acme.okta.com?" },
		{ "https://acme/", "Did you mean acme.okta.com?" },
		{ "www.okta.com", "www.okta.com is Okta’s own website." },
	};

	check_refused(OKTA_DOMAIN, rows, COUNT(rows));
}

TEST(address_has_a_length)
{
	struct arena *a = arena_new();
	struct provider_address p;
	struct fault f = { 0 };
	char *path = arena_alloc(a, 4096);
	size_t room = DISCOVERY_URL_MAX_CHARS - strlen("https://idp.example/" DISCOVERY);

	memset(path, 'a', room);
	assert_int_equal(provider_address_read(a, OPENID_ADDRESS, arena_print(a, "idp.example/%s", path),
	    &p, &f), OK);
	assert_int_equal(strlen(p.discovery_url), DISCOVERY_URL_MAX_CHARS);
	assert_int_equal(provider_address_read(a, OPENID_ADDRESS,
	    arena_print(a, "idp.example/%sa", path), &p, &f), INVALID);
	assert_non_null(strstr(said(&f), "it can have at most 255 characters."));
	assert_int_equal(provider_address_read(a, OPENID_ADDRESS,
	    arena_print(a, "idp.example/%s" DISCOVERY "?b", path), &p, &f), INVALID);
	assert_non_null(strstr(said(&f), "The address is longer than 255 characters."));
	memset(path, 'a', 4000);
	assert_int_equal(provider_address_read(a, OPENID_ADDRESS, path, &p, &f), INVALID);
	assert_int_equal(provider_address_read(a, OKTA_DOMAIN, path, &p, &f), INVALID);
	arena_free(a);
}

TEST(endpoint_has_its_rules)
{
	static const struct {
		const char *url, *refusal;
	} rows[] = {
		{ "https://idp.example", NULL },
		{ "HTTPS://idp.example:8443/a?b=c@d", NULL },
		{ "https://idp.example/\xc3\xa4", NULL },
		{ "", "The address is empty." },
		{ "http://idp.example", "The address must start with https://." },
		{ "javascript:alert(1)//https://", "The address must start with https://." },
		{ "https://a:b@idp.example", "The address contains a username or password." },
		{ "https://", "The address has no host name." },
		{ "https:///x", "The address has no host name." },
		{ "https://:443/", "The address has no host name." },
		{ "https://idp.example/a b", "The address contains spaces or other characters "
		    "that are not allowed in an address." },
		{ "https://idp.example/\n", "The address contains spaces or other characters "
		    "that are not allowed in an address." },
		{ "https://idp.example\\@evil.example", "The address contains spaces or other "
		    "characters that are not allowed in an address." },
		{ "https://idp.example/#x", "The address contains a fragment, which begins with #." },
	};
	char url[ENDPOINT_MAX_CHARS + 2] = "https://idp.example/";
	size_t length = strlen(url), i;
	struct fault f;

	memset(url + length, 'a', ENDPOINT_MAX_CHARS - length);
	assert_int_equal(endpoint_check(url, &f), OK);
	url[ENDPOINT_MAX_CHARS] = 'a';
	assert_int_equal(endpoint_check(url, &f), INVALID);
	assert_string_equal(said(&f), "The address is longer than 2048 characters.");
	for (i = 0; i < COUNT(rows); i++) {
		if (rows[i].refusal == NULL) {
			CHECK(endpoint_check(rows[i].url, &f) == OK, "%s: %s", rows[i].url, said(&f));
			continue;
		}
		CHECK(endpoint_check(rows[i].url, &f) == INVALID, "%s was taken", rows[i].url);
		CHECK(text_is(said(&f), rows[i].refusal), "%s: %s", rows[i].url, said(&f));
	}
}

/* --- providers with one server for all their customers --- */

struct tenant_row {
	const char	*typed, *tenant, *host;
	bool		 has_note;
};

TEST(address_of_a_tenant_of_entra_is_found)
{
	static const char global[] = "login.microsoftonline.com", us[] = "login.microsoftonline.us",
		cn[] = "login.partner.microsoftonline.cn";
	static const struct tenant_row rows[] = {
		{ "contoso.com", "contoso.com", global, false },
		{ " Contoso.onmicrosoft.com.\n", "contoso.onmicrosoft.com", global, false },
		{ "https://contoso.com/", "contoso.com", global, false },
		{ "m\xc3\xbcller.example", "xn--mller-kva.example", global, false },
		{ "Domain: https://contoso.com", "contoso.com", global, false },
		{ TENANT, TENANT, global, false },
		{ "AAAAAAAA-2222-3333-4444-555555555555", "aaaaaaaa-2222-3333-4444-555555555555", global, false },
		{ "contoso.onmicrosoft.us", "contoso.onmicrosoft.us", us, false },
		{ "contoso.partner.onmschina.cn", "contoso.partner.onmschina.cn", cn, false },
		{ "https://login.microsoftonline.com/" TENANT "/v2.0", TENANT, global, true },
		{ "https://login.microsoftonline.com/" TENANT "/v2.0" DISCOVERY "?appid=" TENANT, TENANT, global,
		    true },
		{ "login.microsoftonline.com/contoso.com", "contoso.com", global, true },
		{ "https://login.microsoftonline.us/" TENANT "/oauth2/v2.0/token", TENANT, us, true },
		{ "https://login.partner.microsoftonline.cn/" TENANT, TENANT, cn, true },
		{ "https://sts.windows.net/" TENANT "/", TENANT, global, true },
		{ "https://portal.azure.com/#@contoso.com/resource/subscriptions/" TENANT, "contoso.com", global,
		    true },
		{ "https://portal.azure.com/contoso.onmicrosoft.com#blade/Overview", "contoso.onmicrosoft.com",
		    global, true },
		{ "https://entra.microsoft.us/" TENANT "#view/x", TENANT, us, true },
	};
	struct arena *a = arena_new();
	struct provider_address p, again;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(provider_address_read(a, ENTRA_TENANT, rows[i].typed, &p, &f) == OK, "%s: %s",
		    rows[i].typed, said(&f));
		CHECK(text_is(p.tenant, rows[i].tenant) && text_is(p.host, rows[i].host), "%s: %s at %s",
		    rows[i].typed, p.tenant, p.host);
		CHECK(text_is(p.issuer, arena_print(a, "https://%s/%s/v2.0", p.host, p.tenant)), "%s", p.issuer);
		CHECK(text_is(p.discovery_url, arena_print(a, "%s" DISCOVERY, p.issuer)), "%s", p.discovery_url);
		CHECK((p.notes.count > 0) == rows[i].has_note, "%s: %s", rows[i].typed,
		    sentences_english(a, &p.notes));
		assert_int_equal(provider_address_read(a, ENTRA_TENANT, entra_tenant_given(&p), &again, &f), OK);
		CHECK(text_is(again.issuer, p.issuer), "%s: %s", rows[i].typed, again.issuer);
	}
	arena_free(a);
}

TEST(address_that_names_no_tenant_of_entra_is_refused)
{
	static const struct refused rows[] = {
		{ "", "The address is missing. Enter your tenant ID or a domain of your tenant, such as" },
		{ "common", "“common” stands for all Microsoft tenants, but this connection is for yours alone. Enter" },
		{ "Organizations", "“organizations” stands for all" },
		{ "https://login.microsoftonline.com/common/v2.0", "“common” stands for all" },
		{ "https://login.microsoftonline.com/consumers", "“consumers” stands for all" },
		{ "https://login.microsoftonline.com/", "This address does not say which tenant is yours. Enter" },
		{ "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/"
		    "appId/" TENANT, "This address does not say which tenant is yours." },
		{ "https://portal.azure.com/#home", "This address does not say which tenant is yours." },
		{ "https://idp.example/" TENANT "/v2.0", "This address does not say which tenant is yours." },
		{ "contoso", "The domain is incomplete. Did you mean contoso.onmicrosoft.com?" },
		{ "https://login.microsoftonline.com/contoso/v2.0", "Did you mean contoso.onmicrosoft.com?" },
		{ "anna@contoso.com", "This looks like an email address. Enter" },
		{ "https://anna:secret@contoso.com", "This looks like an email address." },
		{ "11111111-2222-3333-4444-55555555555", "The domain is incomplete. Enter" },
		{ "contoso..com", "This is not a domain. Enter" }, { "192.0.2.7", "This is not a domain." },
		{ "https://", "This is not a domain." },
		{ "https://login.microsoftonline.com/../v2.0", "This is not a domain." },
		{ "https://login.microsoftonline.com/%2e%2e", "This is not a domain." },
		{ "a b", "The address contains a space" },
	};

	check_refused(ENTRA_TENANT, rows, COUNT(rows));
}

TEST(address_of_a_google_workspace_is_its_domain)
{
	static const struct refused refused[] = {
		{ "", "Enter the primary domain of your Google Workspace, such as example.com." },
		{ "gmail.com", "gmail.com is for private Google accounts, not for a Google Workspace. Enter" },
		{ "https://admin.google.com/ac/domains/manage", "This address does not say which Google Workspace is "
		    "yours. Enter" },
		{ "accounts.google.com", "This address does not say which Google Workspace is yours." },
		{ "https://acme.example/path", "This address does not say which Google Workspace is yours." },
		{ "anna@acme.example", "This looks like an email address." },
		{ "acme", "The domain is incomplete. Enter" }, { "acme..example", "This is not a domain." },
	};
	static const char *const rows[][2] = {
		{ "acme.example", "acme.example" }, { "ACME.example.", "acme.example" },
		{ "https://acme.example/", "acme.example" }, { "m\xc3\xbcller.example", "xn--mller-kva.example" },
	};
	struct arena *a = arena_new();
	struct provider_address p;
	struct fault f = { 0 };
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(provider_address_read(a, WORKSPACE_DOMAIN, rows[i][0], &p, &f) == OK, "%s: %s", rows[i][0],
		    said(&f));
		CHECK(text_is(p.tenant, rows[i][1]), "%s: %s", rows[i][0], p.tenant);
		assert_string_equal(p.host, "accounts.google.com");
		assert_string_equal(p.issuer, "https://accounts.google.com");
		assert_string_equal(p.discovery_url, "https://accounts.google.com" DISCOVERY);
	}
	check_refused(WORKSPACE_DOMAIN, refused, COUNT(refused));
	arena_free(a);
}

TEST(only_an_issuer_of_entra_has_a_tenant_id)
{
	static const struct {
		const char	*issuer, *id;
	} rows[] = {
		{ "https://login.microsoftonline.com/" TENANT "/v2.0", TENANT },
		{ "https://login.microsoftonline.us/" TENANT "/v2.0", TENANT },
		{ "https://login.microsoftonline.com/" TENANT "/v2.0/", NULL },
		{ "https://login.microsoftonline.com/" TENANT "/v2.0#", NULL },
		{ "https://login.microsoftonline.com/" TENANT "/v1.0", NULL },
		{ "https://login.microsoftonline.com/" TENANT, NULL },
		{ "https://sts.windows.net/" TENANT "/", NULL },
		{ "https://sts.windows.net/" TENANT "/v2.0", NULL },
		{ "https://login.microsoftonline.com/contoso.com/v2.0", NULL },
		{ "https://login.microsoftonline.com/{tenantid}/v2.0", NULL },
		{ "https://login.microsoftonline.com.idp.example/" TENANT "/v2.0", NULL },
		{ "http://login.microsoftonline.com/" TENANT "/v2.0", NULL },
		{ "https://idp.example/" TENANT "/v2.0", NULL }, { "", NULL },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(entra_issuer_tenant(a, rows[i].issuer), rows[i].id), "%s", rows[i].issuer);
	arena_free(a);
}
