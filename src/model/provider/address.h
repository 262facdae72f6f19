/*
 * address.h - a provider's address in whatever form it is pasted
 *
 * A domain, an issuer, a discovery URL or the address of an admin console
 * becomes the URL to fetch.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_ADDRESS_H
#define MODEL_PROVIDER_ADDRESS_H

#include "base/fields.h"

enum {
	PROVIDER_DOMAIN_MIN_CHARS = 4, PROVIDER_DOMAIN_MAX_CHARS = 255,
	DISCOVERY_URL_MAX_CHARS = 255, ENDPOINT_MAX_CHARS = 2048,
};

enum address_kind {
	OKTA_DOMAIN,		/* the host counts; a path is left out */
	OPENID_ADDRESS,		/* issuer or discovery URL, path and all */
	ENTRA_TENANT,		/* a domain, a tenant ID, or an address with one of them */
	WORKSPACE_DOMAIN,	/* of Google Workspace; the host is the same for all */
};

#define GOOGLE_ISSUER "https://accounts.google.com"

struct provider_address {
	enum address_kind kind;
	const char	*tenant;	/* of the two last kinds: the tenant ID or domain, lower case, xn-- */
	const char	*host;		/* lower case, xn--; ":port" unless it is 443 */
	const char	*issuer;	/* https, no slash at its end */
	const char	*discovery_url;	/* what to fetch; with a query, as it was typed */
	struct objects	 notes;		/* struct sentence: on what was changed */
};

/* Whether it is the host of Microsoft Entra ID. */
bool	 provider_host_is_entra(const char *host);
/* "acme" for acme.okta.com, "" for okta.com, and Okta's domain; NULL: the host is not Okta's. */
char	*okta_name(struct arena *a, const char *host, const char **domain);
MUST_USE enum status
	 provider_address_read(struct arena *a, enum address_kind kind, const char *typed,
	    struct provider_address *out, struct fault *f);
/* Ends a failure with what to enter. */
void	 provider_address_ask(enum address_kind kind, struct fault *f);

/* The tenant ID in an issuer of Microsoft Entra ID, version 2; NULL: it is no such issuer. */
const char
	*entra_issuer_tenant(struct arena *a, const char *issuer);
/* What to keep of an ENTRA_TENANT, to read the same address from it again: the tenant, or its whole
 * issuer if the tenant does not tell the cloud. */
const char
	*entra_tenant_given(const struct provider_address *address);

/* For any URL that a provider's document or form names.  INVALID: a sentence about "the
 * address"; one before it may say which. */
MUST_USE enum status
	 endpoint_check(const char *url, struct fault *f);

#endif
