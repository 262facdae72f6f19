/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/public_domain.h"

#include <string.h>

#include "base/text.h"
#include "model/domain/vendor_domain.h"
#include "test.h"

TEST(public_domain_refuses_what_nobody_has_alone)
{
	static const struct {
		const char *domain, *sentence;
	} rows[] = {
		{ "gmail.com", "email address at gmail.com" }, { "outlook.com", "at outlook.com" },
		{ "yahoo.co.uk", "at yahoo.co.uk" }, { "icloud.com", "at icloud.com" },
		{ "eu.hotmail.com", "at hotmail.com" }, { "proton.me", "at proton.me" },
		{ "com", "Anyone can register a domain under com" }, { "co.uk", "under co.uk" },
		{ "nonsense", "This domain is incomplete" }, { "xn--p1ai", "under xn--p1ai" },
		{ "xn--55qx5d.cn", "under xn--55qx5d.cn" }, { "github.io", "under github.io" },
		{ "azurewebsites.net", "under azurewebsites.net" }, { "anything.ck", "under anything.ck" },
	};
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(public_domain_refuse(a, rows[i].domain, &f) == INVALID, "%s", rows[i].domain);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "%s: %s", rows[i].domain, said(&f));
	}
	arena_free(a);
}

TEST(vendor_domain_refuses_what_only_a_vendor_can_verify)
{
	static const struct {
		const char *domain, *sentence;
	} rows[] = {
		{ "acme.onmicrosoft.com", "acme.onmicrosoft.com belongs to Microsoft, so only Microsoft can add" },
		{ "acme.mail.onmicrosoft.com", "belongs to Microsoft" }, { "onmicrosoft.com", "belongs to Microsoft" },
		{ "acme.onmicrosoft.us", "belongs to Microsoft" }, { "acme.partner.onmschina.cn", "to Microsoft" },
		{ "acme.sharepoint.com", "belongs to Microsoft" }, { "login.microsoftonline.com", "to Microsoft" },
		{ "acme.okta.com", "belongs to Okta" }, { "acme-admin.oktapreview.com", "belongs to Okta" },
		{ "acme.eu.auth0.com", "belongs to Auth0" }, { "accounts.google.com", "belongs to Google" },
		{ "acme.com.test-google-a.com", "belongs to Google" }, { "acme.onelogin.com", "to OneLogin" },
		{ "acme.onmicrosoft.com", "Use a domain that your company has registered, such as example.com" },
	};
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(vendor_domain_refuse(rows[i].domain, &f) == INVALID, "%s", rows[i].domain);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "%s: %s", rows[i].domain, said(&f));
	}
}

TEST(public_domain_takes_what_a_company_has)
{
	static const char *const rows[] = { "acme.com", "acme.co.uk", "mail.acme.co.uk", "notgmail.com",
		"gmail.com.acme.com", "acme.example", "xn--bcher-kva.example", "acme.github.io", "www.ck",
		"google.com", "microsoft.com", "okta.com", "auth0.com", "notonmicrosoft.com",
		"onmicrosoft.com.acme.com" };
	struct arena *a = arena_new();
	struct fault f;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		CHECK(vendor_domain_refuse(rows[i], &f) == OK, "%s: %s", rows[i], said(&f));
		CHECK(public_domain_refuse(a, rows[i], &f) == OK, "%s: %s", rows[i], said(&f));
	}
	arena_free(a);
}

TEST(registered_domain_is_what_one_owner_has)
{
	static const struct {
		const char *domain, *registered;
	} rows[] = {
		{ "acme.com", "acme.com" }, { "eu.mail.acme.com", "acme.com" },
		{ "mail.acme.co.uk", "acme.co.uk" }, { "co.uk", NULL }, { "com", NULL },
		{ "eu.corp.example", "corp.example" },
	};
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < COUNT(rows); i++)
		CHECK(text_is(registered_domain(a, rows[i].domain), rows[i].registered), "%s",
		    rows[i].domain);
	arena_free(a);
}
