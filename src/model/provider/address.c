/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/address.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/domain_name.h"
#include "base/typed.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/tenant_address.h"

#define WELL_KNOWN "/.well-known/"
#define DISCOVERY "/.well-known/openid-configuration"
#define HTTPS "https://"

enum { MAX_TYPED_CHARS = 2048, MAX_PORT = 65535 };

struct reading {
	struct arena		*arena;
	enum address_kind	 kind;
	struct objects		 notes;
	struct fault		*fault;
};

/* An address as typed, in its parts; not to be used before all checks are done. */
struct parts {
	char		*host;
	const char	*port;		/* "": the usual one */
	char		*path;		/* empty, or begins with a slash; may be changed in place */
	const char	*query;		/* NULL: none */
	const char	*document;	/* the path as typed, if there is a query; NULL: there is none */
};

static void
note(struct reading *r, const struct sentence *s)
{
	sentences_add(r->arena, &r->notes, s);
}

void
provider_address_ask(enum address_kind kind, struct fault *f)
{
	switch (kind) {
	case OKTA_DOMAIN:
		fault_add(f, "Enter your Okta domain, such as acme.okta.com.");
		break;
	case OPENID_ADDRESS:
		fault_add(f, "Enter your provider’s issuer or discovery URL, such as "
		    "https://idp.example.com/.well-known/openid-configuration.");
		break;
	case ENTRA_TENANT:
		fault_add(f, "Enter your tenant ID or a domain of your tenant, such as "
		    "contoso.onmicrosoft.com.");
		break;
	case WORKSPACE_DOMAIN:
		fault_add(f, "Enter the primary domain of your Google Workspace, such as example.com.");
	}
}

static enum status
ask(const struct reading *r)
{
	provider_address_ask(r->kind, r->fault);
	return INVALID;
}

static enum status
check_text(struct reading *r, const char *text)
{
	enum status st = OK;

	if (*text == '\0')
		st = fail(r->fault, INVALID, "The address is missing.");
	else if (!text_is_utf8(text, strlen(text)) || strlen(text) > MAX_TYPED_CHARS)
		st = fail(r->fault, INVALID, "This is not an address.");
	else if (*text == '{' || *text == '<')
		st = fail(r->fault, INVALID, "This is the provider’s configuration itself, "
		    "but we need its address.");
	else if (typed_has_blank(text))
		st = fail(r->fault, INVALID, "The address contains a space or a line break.");
	return st == OK ? OK : ask(r);
}

/* --- into parts --- */

/* Skips https:// and its misspellings; the colon of a port does not end a scheme. */
static enum status
skip_scheme(struct reading *r, const char **text)
{
	const char *at = *text;

	if (strncasecmp(at, "http:", 5) == 0)
		return fail(r->fault, INVALID, "The address starts with http://, which is not secure. "
		    "Enter the address of your identity provider that starts with https://.");
	if (strncasecmp(at, "https:", 6) == 0)
		at += 6;
	else if (text_starts(at + strcspn(at, ":/?#@"), "://")) {
		fail(r->fault, INVALID, "The address must start with https://.");
		return ask(r);
	}
	at += *at == '/';
	at += *at == '/';
	*text = at;
	return OK;
}

static enum status
refuse_at_sign(struct reading *r, const char *authority, bool has_scheme)
{
	if (!has_scheme && strchr(authority, ':') == NULL) {
		fail(r->fault, INVALID, "This looks like an email address.");
		return ask(r);
	}
	return fail(r->fault, INVALID, "The address contains a username or password. Remove "
	    "everything up to and including the @. If it was a real password, change it.");
}

static enum status
split_port(struct reading *r, char *authority, struct parts *p)
{
	char *colon = strrchr(authority, ':'), *bracket = strrchr(authority, ']');
	long port;

	p->port = "";
	p->host = authority;
	if (colon == NULL || (bracket != NULL && colon < bracket))
		return OK;
	*colon = '\0';
	if (colon[1] == '\0')
		return OK;
	if (strlen(colon + 1) > 5 || !text_to_long(colon + 1, 1, MAX_PORT, &port))
		return fail(r->fault, INVALID, "The port, which follows the colon in the address, must be "
		    "a number from 1 to 65535.");
	if (port != 443)
		p->port = arena_print(r->arena, ":%ld", port);
	return OK;
}

static enum status
split(struct reading *r, const char *text, struct parts *out)
{
	const char *start = text, *end;
	struct parts p = { 0 };
	char *authority, *rest;
	enum status st = skip_scheme(r, &text);

	if (st != OK)
		return st;
	end = text + strcspn(text, "/?#\\");
	authority = arena_copy(r->arena, text, (size_t)(end - text));
	if (strchr(authority, '@') != NULL)
		return refuse_at_sign(r, authority, text != start);
	rest = arena_text(r->arena, end);
	if (strchr(rest, '?') != NULL) {
		p.query = strchr(rest, '?') + 1;
		*strchr(rest, '?') = '\0';
	}
	p.path = rest;
	st = split_port(r, authority, &p);
	if (st == OK)
		*out = p;
	return st;
}

/* --- the host --- */

static bool
is_address(const char *host)
{
	unsigned char bytes[16];
	char inner[INET6_ADDRSTRLEN];
	size_t length = strlen(host);

	if (inet_pton(AF_INET, host, bytes) == 1)
		return true;
	if (length < 4 || length - 2 >= sizeof(inner) || host[0] != '[' || host[length - 1] != ']')
		return false;
	memcpy(inner, host + 1, length - 2);
	inner[length - 2] = '\0';
	return inet_pton(AF_INET6, inner, bytes) == 1;
}

static enum status
refuse_host(struct reading *r)
{
	fail(r->fault, INVALID, "The host name in the address cannot exist on the internet. A host name "
	    "consists of letters, digits and hyphens, with dots between its parts.");
	return ask(r);
}

static enum status
clean_host(struct reading *r, struct parts *p)
{
	size_t length = strlen(p->host);
	char *name;

	while (length > 0 && p->host[length - 1] == '.')
		length--;
	p->host[length] = '\0';
	name = is_address(p->host) ? text_lower(r->arena, p->host) : domain_name_clean(r->arena, p->host);
	if (name == NULL)
		return refuse_host(r);
	if (!text_is_nocase(p->host, name))
		note(r, sentence(r->arena, "In addresses, %s is written as %s.", p->host, name));
	p->host = name;
	if (r->kind == OKTA_DOMAIN && strchr(name, '.') == NULL && *p->port == '\0'
	    && !is_address(name))
		return fail(r->fault, INVALID, "The domain is incomplete. Did you mean %s.okta.com?",
		    name);
	return OK;
}

/* --- providers whose consoles people copy from --- */

static const char *const okta_domains[] = { "okta.com", "oktapreview.com", "okta-emea.com",
	"okta-gov.com", "okta.mil", "trexcloud.com" };

char *
okta_name(struct arena *a, const char *host, const char **domain)
{
	size_t length = strlen(host), count, i;

	for (i = 0; i < sizeof(okta_domains) / sizeof(okta_domains[0]); i++) {
		count = strlen(okta_domains[i]);
		if (length < count || !text_is(host + length - count, okta_domains[i]))
			continue;
		*domain = okta_domains[i];
		if (length == count)
			return arena_text(a, "");
		if (host[length - count - 1] == '.')
			return arena_copy(a, host, length - count - 1);
	}
	return NULL;
}

static bool
is_okta_site(const char *name)
{
	static const char *const sites[] = { "", "www", "login", "help", "support", "developer",
		"admin", "trust", "status" };
	size_t i;

	for (i = 0; i < sizeof(sites) / sizeof(sites[0]); i++)
		if (text_is(name, sites[i]))
			return true;
	return false;
}

static enum status
mend_okta(struct reading *r, struct parts *p)
{
	static const char admin[] = "-admin";
	const char *domain = NULL;
	char *name = okta_name(r->arena, p->host, &domain);
	size_t length = name == NULL ? 0 : strlen(name), tail = sizeof(admin) - 1;

	if (name == NULL)
		return OK;
	if (is_okta_site(name))
		return fail(r->fault, INVALID, "%s is Okta’s own website. Your Okta domain "
		    "contains your organization’s name, such as acme.okta.com. To find it, "
		    "open the menu under your name at the top right of the Okta Admin Console.", p->host);
	if (length > tail && text_is(name + length - tail, admin)) {
		name[length - tail] = '\0';
		p->host = arena_print(r->arena, "%s.%s", name, domain);
		note(r, sentence(r->arena, "You entered the address of the Admin Console. We used your "
		    "Okta domain, %s.", p->host));
	}
	if (text_starts(p->path, "/oauth2/") || text_starts(p->path, WELL_KNOWN))
		return OK;
	*p->path = '\0';
	p->query = NULL;
	return OK;
}

bool
provider_host_is_entra(const char *host)
{
	return text_is(host, "login.microsoftonline.com");
}

static enum status
mend_entra(struct reading *r, struct parts *p)
{
	static const char *const everyone[] = { "common", "organizations", "consumers" };
	const char **segments;
	size_t count, i;

	if (!provider_host_is_entra(p->host))
		return OK;
	count = text_split(r->arena, p->path, "/", &segments);
	for (i = 0; i < sizeof(everyone) / sizeof(everyone[0]) && count > 0; i++)
		if (text_is_nocase(segments[0], everyone[i]))
			return fail(r->fault, INVALID, "This address is for all Microsoft tenants. Replace "
			    "“%s” in it with your own tenant ID.", everyone[i]);
	if (count == 0)
		return fail(r->fault, INVALID, "Your tenant ID is missing from the address. It should look "
		    "like https://login.microsoftonline.com/{tenant ID}/v2.0.");
	if (count > 1 && (text_is(segments[1], "v2.0") || text_starts(segments[1], ".well-known")))
		return OK;
	p->path = arena_print(r->arena, "/%s/v2.0", segments[0]);
	p->query = NULL;
	note(r, sentence(r->arena, "We used the issuer of your tenant, https://%s%s.", p->host, p->path));
	return OK;
}

/* /admin/{realm}/console */
static bool
is_keycloak_console(const char *path)
{
	const char *at = strstr(path, "/admin/");

	if (at == NULL)
		return false;
	at += strlen("/admin/");
	at += strcspn(at, "/");
	return text_starts(at, "/console/") || text_is(at, "/console");
}

/* Everything below a realm is a page or an endpoint of that realm, so it is cut off. */
static enum status
mend_keycloak(struct reading *r, struct parts *p)
{
	char *realm = strstr(p->path, "/realms/"), *end;

	if (is_keycloak_console(p->path))
		return fail(r->fault, INVALID, "This is the address of Keycloak’s admin "
		    "console. Enter the address of your realm instead: "
		    "https://%s%s/realms/{realm}.", p->host, p->port);
	if (realm == NULL)
		return OK;
	end = realm + strlen("/realms/");
	end += strcspn(end, "/");
	if (text_starts(end, WELL_KNOWN) || end[strspn(end, "/")] == '\0')
		return OK;
	*end = '\0';
	p->query = NULL;
	note(r, sentence(r->arena, "We used the issuer of your realm, https://%s%s%s.", p->host, p->port,
	    p->path));
	return OK;
}

/* --- the path --- */

static bool
has_wrong_character(const char *url)
{
	const char *c;

	for (c = url; *c != '\0'; c++)
		if ((unsigned char)*c <= 0x20 || *c == 0x7F || strchr("\"<>\\^`{|}", *c) != NULL)
			return true;
	return false;
}

static bool
is_of_address(const char *text)
{
	return text_is_ascii(text) && !has_wrong_character(text);
}

static bool
is_path(const char *path)
{
	const char *last = strrchr(path, '/');

	return is_of_address(path) && strstr(path, "/../") == NULL && strstr(path, "/./") == NULL
	    && !text_is(last, "/..") && !text_is(last, "/.");
}

static void
cut_slashes(char *path)
{
	size_t length = strlen(path);

	while (length > 0 && path[length - 1] == '/')
		path[--length] = '\0';
}

/* Finds the segment /.well-known; NULL: there is none. */
static char *
find_well_known(char *path)
{
	static const char name[] = "/.well-known";
	char *at;

	for (at = strstr(path, name); at != NULL; at = strstr(at + 1, name))
		if (at[sizeof(name) - 1] == '/' || at[sizeof(name) - 1] == '\0')
			break;
	return at;
}

/* OpenID Connect Discovery 4: the issuer is the part before /.well-known/.  A query belongs to
 * one address alone, so the document is fetched at that. */
static enum status
clean_path(struct reading *r, struct parts *p)
{
	bool has_query = r->kind == OPENID_ADDRESS && p->query != NULL && *p->query != '\0';
	char *well_known;

	p->document = has_query ? arena_text(r->arena, p->path) : NULL;
	cut_slashes(p->path);
	if (!is_path(p->path) || (has_query && !is_of_address(p->query))) {
		fail(r->fault, INVALID, "The address contains characters that are not allowed "
		    "in an address.");
		return ask(r);
	}
	well_known = find_well_known(p->path);
	if (well_known == NULL)
		return OK;
	if (text_is(well_known, WELL_KNOWN "oauth-authorization-server") && !has_query)
		note(r, sentence(r->arena, "You entered the address of an OAuth configuration. We used "
		    "the OpenID Connect configuration of the same provider."));
	else if (strcasecmp(well_known, DISCOVERY) != 0 && !text_is(well_known, "/.well-known")
	    && !has_query)
		return fail(r->fault, INVALID, "The address continues in an unexpected way after "
		    "/.well-known/. It should end in /.well-known/openid-configuration.");
	*well_known = '\0';
	cut_slashes(p->path);
	return OK;
}

static void
drop_for_okta(struct reading *r, struct parts *p)
{
	if (text_starts(p->path, "/oauth2/"))
		note(r, sentence(r->arena, "We left out the authorization server %s, because people sign "
		    "in at the Okta domain itself.", p->path));
	*p->path = '\0';
}

static enum status
finish(struct reading *r, const struct parts *p, struct provider_address *out)
{
	struct provider_address found;

	found.kind = r->kind;
	found.tenant = NULL;
	found.host = arena_print(r->arena, "%s%s", p->host, p->port);
	found.issuer = arena_print(r->arena, HTTPS "%s%s", found.host, p->path);
	found.discovery_url = p->document == NULL ? arena_print(r->arena, "%s" DISCOVERY, found.issuer)
	    : arena_print(r->arena, HTTPS "%s%s?%s", found.host, p->document, p->query);
	found.notes = r->notes;
	if (strlen(found.discovery_url) > DISCOVERY_URL_MAX_CHARS && p->document != NULL)
		return fail_counted(r->fault, INVALID, DISCOVERY_URL_MAX_CHARS,
		    "The address is longer than %d character.",
		    "The address is longer than %d characters.", DISCOVERY_URL_MAX_CHARS);
	if (strlen(found.discovery_url) > DISCOVERY_URL_MAX_CHARS)
		return fail_counted(r->fault, INVALID, DISCOVERY_URL_MAX_CHARS,
		    "The address is too long. With /.well-known/openid-configuration at its end, it can "
		    "have at most %d character.",
		    "The address is too long. With /.well-known/openid-configuration at its end, it can "
		    "have at most %d characters.", DISCOVERY_URL_MAX_CHARS);
	if (strlen(found.host) < PROVIDER_DOMAIN_MIN_CHARS) {
		fail(r->fault, INVALID, "The domain is incomplete.");
		return ask(r);
	}
	*out = found;
	return OK;
}

/* Quotes and the like that were pasted along may stand before the fragment, too. */
static const char *
without_fragment(struct arena *a, const char *typed)
{
	char *text = typed_address(a, typed), *fragment = strchr(text, '#');

	if (fragment == NULL)
		return text;
	*fragment = '\0';
	return typed_address(a, text);
}

enum status
provider_address_read(struct arena *a, enum address_kind kind, const char *typed,
    struct provider_address *out, struct fault *f)
{
	struct reading r = { .arena = a, .kind = kind, .fault = f };
	const char *text = without_fragment(a, typed);
	struct parts p = { 0 };
	enum status st = check_text(&r, text);

	if (st == OK && (kind == ENTRA_TENANT || kind == WORKSPACE_DOMAIN))
		return tenant_address_read(a, kind, typed_address(a, typed), out, f);
	if (st == OK)
		st = split(&r, text, &p);
	if (st == OK)
		st = clean_host(&r, &p);
	if (st == OK)
		st = mend_okta(&r, &p);
	if (st == OK && kind == OPENID_ADDRESS)
		st = mend_entra(&r, &p);
	if (st == OK && kind == OPENID_ADDRESS)
		st = mend_keycloak(&r, &p);
	if (st == OK)
		st = clean_path(&r, &p);
	if (st == OK && kind == OKTA_DOMAIN)
		drop_for_okta(&r, &p);
	return st == OK ? finish(&r, &p, out) : st;
}

/* --- addresses that a provider names --- */

enum status
endpoint_check(const char *url, struct fault *f)
{
	const char *host, *end;

	if (*url == '\0')
		return fail(f, INVALID, "The address is empty.");
	if (strncasecmp(url, HTTPS, strlen(HTTPS)) != 0)
		return fail(f, INVALID, "The address must start with https://.");
	if (strlen(url) > ENDPOINT_MAX_CHARS)
		return fail_counted(f, INVALID, ENDPOINT_MAX_CHARS,
		    "The address is longer than %d character.",
		    "The address is longer than %d characters.", ENDPOINT_MAX_CHARS);
	if (has_wrong_character(url))
		return fail(f, INVALID, "The address contains spaces or other characters that "
		    "are not allowed in an address.");
	host = url + strlen(HTTPS);
	end = host + strcspn(host, "/?#");
	if (memchr(host, '@', (size_t)(end - host)) != NULL)
		return fail(f, INVALID, "The address contains a username or password.");
	if (end == host || *host == ':')
		return fail(f, INVALID, "The address has no host name.");
	if (strchr(url, '#') != NULL)
		return fail(f, INVALID, "The address contains a fragment, which begins with #.");
	return OK;
}
