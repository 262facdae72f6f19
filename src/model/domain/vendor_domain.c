/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/vendor_domain.h"

#include <stdbool.h>

#include "base/domain_name.h"
#include "base/text.h"

/* The vendor's own staff may have addresses at the domain itself. */
static const struct {
	const char	*domain, *vendor;
	bool		 only_below;
} vendors[] = {
	{ "onmicrosoft.com", "Microsoft", false }, { "onmicrosoft.us", "Microsoft", false },
	{ "onmicrosoft.de", "Microsoft", false }, { "onmschina.cn", "Microsoft", false },
	{ "microsoftonline.com", "Microsoft", false }, { "microsoftonline.us", "Microsoft", false },
	{ "sharepoint.com", "Microsoft", false }, { "windows.net", "Microsoft", false },
	{ "microsoft.com", "Microsoft", true },
	{ "google.com", "Google", true }, { "googleapis.com", "Google", false },
	{ "googleusercontent.com", "Google", false }, { "gserviceaccount.com", "Google", false },
	{ "test-google-a.com", "Google", false },
	{ "okta.com", "Okta", true }, { "oktapreview.com", "Okta", false },
	{ "okta-emea.com", "Okta", false }, { "okta-gov.com", "Okta", false }, { "okta.mil", "Okta", false },
	{ "auth0.com", "Auth0", true }, { "auth0app.com", "Auth0", false },
	{ "onelogin.com", "OneLogin", true }, { "pingone.com", "Ping Identity", false },
	{ "pingone.eu", "Ping Identity", false }, { "pingidentity.com", "Ping Identity", true },
	{ "jumpcloud.com", "JumpCloud", true }, { "duosecurity.com", "Duo", true },
	{ "awsapps.com", "Amazon", false }, { "amazoncognito.com", "Amazon", false },
	{ "my.salesforce.com", "Salesforce", false },
};

enum status
vendor_domain_refuse(const char *domain, struct fault *f)
{
	size_t i;

	for (i = 0; i < sizeof(vendors) / sizeof(vendors[0]); i++)
		if (domain_name_is_at_or_below(domain, vendors[i].domain)
		    && !(vendors[i].only_below && text_is(domain, vendors[i].domain)))
			return fail(f, INVALID, "%s belongs to %s, so only %s can add DNS records to it. Use a domain "
			    "that your company has registered, such as example.com: the part after the @ in "
			    "your email addresses.", domain, vendors[i].vendor, vendors[i].vendor);
	return OK;
}

enum status
vendor_domain_refuse_body(const char *domain, struct fault *f)
{
	enum status st = vendor_domain_refuse(domain, f);

	if (st != OK)
		fault_code(f, "invalid_body");
	return st;
}
