/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/tenant_address.h"

#include <string.h>
#include <strings.h>

#include "base/domain_name.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/options_rows.h"

#define V2 "/v2.0"
#define DISCOVERY "/.well-known/openid-configuration"

/* Microsoft's clouds (learn.microsoft.com, "National clouds"): the host of their issuers, the ends of
 * the domains that they give to tenants, and their hosts whose addresses name a tenant: of sign-in,
 * then of consoles. */
static const struct cloud {
	const char	*host, *domains, *logins, *consoles;
} clouds[] = {
	{ "login.microsoftonline.com", ".onmicrosoft.com",
	    "login.microsoftonline.com login.microsoft.com login.windows.net sts.windows.net",
	    "entra.microsoft.com portal.azure.com aad.portal.azure.com" },
	{ "login.microsoftonline.us", ".onmicrosoft.us", "login.microsoftonline.us",
	    "entra.microsoft.us portal.azure.us" },
	{ "login.partner.microsoftonline.cn", ".partner.onmschina.cn",
	    "login.partner.microsoftonline.cn login.chinacloudapi.cn",
	    "entra.microsoftonline.cn portal.azure.cn" },
};

enum { CLOUDS = sizeof(clouds) / sizeof(clouds[0]) };

struct reading {
	struct arena		*arena;
	enum address_kind	 kind;
	struct fault		*fault;
};

/* What was typed, in parts; a domain by itself is the host. */
struct parts {
	bool		 is_url;
	const char	*host;		/* lower case */
	const char	*first;		/* segment of the path; "": none */
	const char	*rest;		/* from there on: further segments, query, fragment */
};

static enum status
ask(const struct reading *r)
{
	provider_address_ask(r->kind, r->fault);
	return INVALID;
}

static struct parts
split(struct arena *a, const char *text)
{
	struct parts p = { 0 };
	size_t length;

	p.is_url = strncasecmp(text, "https://", 8) == 0 || strncasecmp(text, "http://", 7) == 0;
	if (p.is_url)
		text = strstr(text, "//") + 2;
	length = strcspn(text, "/?#");
	p.host = text_lower(a, arena_copy(a, text, length));
	text += length;
	p.is_url = p.is_url || *text != '\0';
	text += *text == '/';
	length = strcspn(text, "/?#");
	p.first = arena_copy(a, text, length);
	p.rest = text + length;
	return p;
}

static bool
is_one_of(struct arena *a, const char *host, const char *list)
{
	const char **hosts;
	size_t count = text_split(a, list, " ", &hosts), i;

	for (i = 0; i < count; i++)
		if (text_is(hosts[i], host))
			return true;
	return false;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);

	return length > wanted && text_is(text + length - wanted, end);
}

/* --- Microsoft Entra ID --- */

/* A page of a console may name its tenant behind the host, or in its fragment after an @. */
static const char *
console_tenant(struct arena *a, const struct parts *p)
{
	const char *at = strstr(p->rest, "#@");

	if (options_uuid.holds(p->first) || strchr(p->first, '.') != NULL)
		return p->first;
	return at == NULL ? "" : arena_copy(a, at + 2, strcspn(at + 2, "/?#"));
}

static enum status
refuse_page(struct reading *r)
{
	fail(r->fault, INVALID, "This address does not say which tenant is yours.");
	return ask(r);
}

/* *cloud: where the address lies; NULL: it does not say. */
static enum status
find_tenant(struct reading *r, const struct parts *p, const char **tenant,
    const struct cloud **cloud)
{
	size_t i;

	*tenant = p->host;
	*cloud = NULL;
	for (i = 0; i < CLOUDS; i++) {
		if (is_one_of(r->arena, p->host, clouds[i].logins))
			*tenant = p->first;
		else if (is_one_of(r->arena, p->host, clouds[i].consoles))
			*tenant = console_tenant(r->arena, p);
		else
			continue;
		*cloud = &clouds[i];
		return **tenant == '\0' ? refuse_page(r) : OK;
	}
	return *p->first == '\0' ? OK : refuse_page(r);
}

static enum status
refuse_everyone(struct reading *r, const char *tenant)
{
	static const char *const everyone[] = { "common", "organizations", "consumers" };
	size_t i;

	for (i = 0; i < sizeof(everyone) / sizeof(everyone[0]); i++)
		if (text_is_nocase(tenant, everyone[i])) {
			fail(r->fault, INVALID, "“%s” stands for all Microsoft tenants, but this "
			    "connection is for yours alone.", everyone[i]);
			return ask(r);
		}
	return OK;
}

/* The domain in lower case, as xn--. */
static enum status
clean_domain(struct reading *r, const char *typed, const char **out)
{
	const char *name;

	if (strchr(typed, '@') != NULL) {
		fail(r->fault, INVALID, "This looks like an email address.");
		return ask(r);
	}
	name = domain_name_clean(r->arena, typed);
	if (name == NULL) {
		fail(r->fault, INVALID, "This is not a domain.");
		return ask(r);
	}
	if (strchr(name, '.') == NULL) {
		fail(r->fault, INVALID, "The domain is incomplete.");
		return ask(r);
	}
	*out = name;
	return OK;
}

static enum status
clean_tenant(struct reading *r, const char *typed, const char **out)
{
	enum status st = refuse_everyone(r, typed);

	if (st != OK)
		return st;
	if (options_uuid.holds(typed)) {
		*out = text_lower(r->arena, typed);
		return OK;
	}
	if (*typed != '\0' && text_is_alnum(typed))
		return fail(r->fault, INVALID, "The domain is incomplete. Did you mean "
		    "%s.onmicrosoft.com?", typed);
	return clean_domain(r, typed, out);
}

static const struct cloud *
cloud_of(const char *domain)
{
	size_t i;

	for (i = 0; i < CLOUDS; i++)
		if (ends_with(domain, clouds[i].domains))
			return &clouds[i];
	return &clouds[0];
}

static enum status
read_entra(struct reading *r, const struct parts *p, struct provider_address *out)
{
	struct provider_address found = { .kind = r->kind };
	const struct cloud *cloud;
	const char *tenant;
	enum status st = find_tenant(r, p, &tenant, &cloud);

	if (st == OK)
		st = clean_tenant(r, tenant, &found.tenant);
	if (st != OK)
		return st;
	found.host = (cloud != NULL ? cloud : cloud_of(found.tenant))->host;
	found.issuer = arena_print(r->arena, "https://%s/%s" V2, found.host, found.tenant);
	found.discovery_url = arena_print(r->arena, "%s" DISCOVERY, found.issuer);
	if (cloud != NULL)
		sentences_add(r->arena, &found.notes, sentence(r->arena, "We took your tenant, %s, from "
		    "the address.", found.tenant));
	*out = found;
	return OK;
}

const char *
entra_issuer_tenant(struct arena *a, const char *issuer)
{
	struct parts p = split(a, issuer);
	size_t i;

	for (i = 0; i < CLOUDS; i++)
		if (options_uuid.holds(p.first)
		    && text_is(issuer, arena_print(a, "https://%s/%s" V2, clouds[i].host, p.first)))
			return p.first;
	return NULL;
}

const char *
entra_tenant_given(const struct provider_address *address)
{
	return text_is(address->host, cloud_of(address->tenant)->host) ? address->tenant
	    : address->issuer;
}

/* --- Google Workspace --- */

static enum status
read_workspace(struct reading *r, const struct parts *p, struct provider_address *out)
{
	struct provider_address found = { .kind = r->kind, .issuer = GOOGLE_ISSUER,
		.host = strstr(GOOGLE_ISSUER, "//") + 2, .discovery_url = GOOGLE_ISSUER DISCOVERY };
	enum status st;

	if (domain_name_is_at_or_below(p->host, "google.com") || *p->first != '\0') {
		fail(r->fault, INVALID, "This address does not say which Google Workspace is yours.");
		return ask(r);
	}
	if (text_is(p->host, "gmail.com") || text_is(p->host, "googlemail.com")) {
		fail(r->fault, INVALID, "%s is for private Google accounts, not for a Google "
		    "Workspace.", p->host);
		return ask(r);
	}
	st = clean_domain(r, p->host, &found.tenant);
	if (st == OK)
		*out = found;
	return st;
}

enum status
tenant_address_read(struct arena *a, enum address_kind kind, const char *text,
    struct provider_address *out, struct fault *f)
{
	struct reading r = { a, kind, f };
	const struct parts p = split(a, text);

	return kind == ENTRA_TENANT ? read_entra(&r, &p, out) : read_workspace(&r, &p, out);
}
