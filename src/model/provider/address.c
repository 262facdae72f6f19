/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/address.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/domain_name.h"
#include "base/text.h"

#define WELL_KNOWN "/.well-known/"
#define DISCOVERY "/.well-known/openid-configuration"
#define HTTPS "https://"

enum { MAX_TYPED_CHARS = 2048, MAX_PORT = 65535 };

struct reading {
	struct arena		*arena;
	enum address_kind	 kind;
	struct buf		 notes;
	struct fault		*fault;
};

/* An address as typed, in its parts; not to be used before all checks are done. */
struct parts {
	char		*host;
	const char	*port;		/* "": the usual one */
	char		*path;		/* empty, or begins with a slash; may be changed in place */
	const char	*query;		/* NULL: none */
};

static void
note(struct reading *r, const char *sentence)
{
	buf_print(&r->notes, "%s%s", r->notes.length == 0 ? "" : " ", sentence);
}

static const char *
wanted(const struct reading *r)
{
	return r->kind == OKTA_DOMAIN ? "Enter the Okta domain, such as acme.okta.com."
	    : "Enter the provider's issuer or discovery address, such as "
	    "https://idp.example.com" DISCOVERY ".";
}

/* --- cleaning what was pasted --- */

static size_t
blank_before(const char *text)
{
	static const char *const blanks[] = { " ", "\t", "\r", "\n", "\"", "'", "<", "`",
		"\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf", "\xe2\x80\x9c" };
	size_t i;

	for (i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		if (text_starts(text, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

static size_t
blank_behind(const char *text, size_t length)
{
	static const char *const blanks[] = { " ", "\t", "\r", "\n", "\"", "'", ">", "`", ",", ";",
		"\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf", "\xe2\x80\x9d" };
	size_t i, count;

	for (i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
		count = strlen(blanks[i]);
		if (length >= count && memcmp(text + length - count, blanks[i], count) == 0)
			return count;
	}
	return 0;
}

static char *
clean(struct arena *a, const char *typed)
{
	size_t length, step;

	for (step = blank_before(typed); step > 0; step = blank_before(typed))
		typed += step;
	length = strlen(typed);
	for (step = blank_behind(typed, length); step > 0; step = blank_behind(typed, length))
		length -= step;
	return arena_copy(a, typed, length);
}

static bool
has_blank(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text <= 0x20 || *text == 0x7F || blank_before(text) > 1)
			return true;
	return false;
}

static enum status
check_text(struct reading *r, const char *text)
{
	if (*text == '\0')
		return fail(r->fault, INVALID, "%s", wanted(r));
	if (!text_is_utf8(text, strlen(text)) || strlen(text) > MAX_TYPED_CHARS)
		return fail(r->fault, INVALID, "That is not an address. %s", wanted(r));
	if (*text == '{')
		return fail(r->fault, INVALID, "That is the provider's configuration itself; its address "
		    "is needed here. %s", wanted(r));
	if (has_blank(text))
		return fail(r->fault, INVALID, "There is a space or line break in the address. %s",
		    wanted(r));
	return OK;
}

/* --- into parts --- */

/* Skips https:// and its misspellings; the colon of a port does not end a scheme. */
static enum status
skip_scheme(struct reading *r, const char **text)
{
	const char *at = *text;

	if (strncasecmp(at, "http:", 5) == 0)
		return fail(r->fault, INVALID, "The address starts with http://, which is not secure. The "
		    "identity provider must be reachable by https://; enter that address.");
	if (strncasecmp(at, "https:", 6) == 0)
		at += 6;
	else if (text_starts(at + strcspn(at, ":/?#@"), "://"))
		return fail(r->fault, INVALID, "The address must start with https://. %s", wanted(r));
	at += *at == '/';
	at += *at == '/';
	*text = at;
	return OK;
}

static enum status
refuse_at_sign(struct reading *r, const char *authority, bool has_scheme)
{
	if (!has_scheme && strchr(authority, ':') == NULL)
		return fail(r->fault, INVALID, "That looks like an email address. %s", wanted(r));
	return fail(r->fault, INVALID, "There is a user name or password in the address. Remove "
	    "everything up to the @. If it was a real password, change it.");
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
		return fail(r->fault, INVALID, "The port in the address (behind the colon) is not a number "
		    "from 1 to %d.", MAX_PORT);
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
	rest[strcspn(rest, "#")] = '\0';
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
	return fail(r->fault, INVALID, "The host name in the address is not one that exists on the "
	    "internet: it has letters, digits and hyphens between dots. %s", wanted(r));
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
		note(r, arena_print(r->arena, "%s is written %s in addresses.", p->host, name));
	p->host = name;
	if (r->kind == OKTA_DOMAIN && strchr(name, '.') == NULL && *p->port == '\0'
	    && !is_address(name))
		return fail(r->fault, INVALID, "The domain is not complete. Is it %s.okta.com?", name);
	return OK;
}

/* --- providers whose consoles people copy from --- */

static const char *const okta_domains[] = { "okta.com", "oktapreview.com", "okta-emea.com",
	"okta-gov.com", "okta.mil", "trexcloud.com" };

/* "acme" for acme.okta.com, "" for okta.com; NULL: the host is not Okta's. */
static char *
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
		return fail(r->fault, INVALID, "%s is Okta's own site. Your Okta domain has your "
		    "organization's name in it, such as acme.okta.com; the menu under your name in "
		    "the top right of the Okta Admin Console shows it.", p->host);
	if (length > tail && text_is(name + length - tail, admin)) {
		name[length - tail] = '\0';
		p->host = arena_print(r->arena, "%s.%s", name, domain);
		note(r, arena_print(r->arena, "The address of the Admin Console was given; the Okta domain "
		    "is %s.", p->host));
	}
	if (text_starts(p->path, "/oauth2/") || text_starts(p->path, WELL_KNOWN))
		return OK;
	*p->path = '\0';
	p->query = NULL;
	return OK;
}

static enum status
mend_entra(struct reading *r, struct parts *p)
{
	static const char *const everyone[] = { "common", "organizations", "consumers" };
	const char **segments;
	size_t count, i;

	if (!text_is(p->host, "login.microsoftonline.com"))
		return OK;
	count = text_split(r->arena, p->path, "/", &segments);
	for (i = 0; i < sizeof(everyone) / sizeof(everyone[0]) && count > 0; i++)
		if (text_is_nocase(segments[0], everyone[i]))
			return fail(r->fault, INVALID, "This address is for every Microsoft tenant at once. "
			    "Put your own tenant ID in the place of “%s”.", everyone[i]);
	if (count == 0)
		return fail(r->fault, INVALID, "Your tenant ID is missing in the address; it looks like "
		    "https://login.microsoftonline.com/{tenant ID}/v2.0.");
	if (count > 1 && (text_is(segments[1], "v2.0") || text_starts(segments[1], ".well-known")))
		return OK;
	p->path = arena_print(r->arena, "/%s/v2.0", segments[0]);
	p->query = NULL;
	note(r, arena_print(r->arena, "The issuer of that tenant is https://%s%s.", p->host, p->path));
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
		return fail(r->fault, INVALID, "That is the address of Keycloak's admin console. Enter the "
		    "realm's own: https://%s%s/realms/{realm}.", p->host, p->port);
	if (realm == NULL)
		return OK;
	end = realm + strlen("/realms/");
	end += strcspn(end, "/");
	if (text_starts(end, WELL_KNOWN) || end[strspn(end, "/")] == '\0')
		return OK;
	*end = '\0';
	p->query = NULL;
	note(r, arena_print(r->arena, "The issuer of that realm is https://%s%s%s.", p->host, p->port,
	    p->path));
	return OK;
}

/* --- the path --- */

static bool
is_path(const char *path)
{
	const char *c, *last = strrchr(path, '/');

	for (c = path; *c != '\0'; c++)
		if ((unsigned char)*c <= 0x20 || (unsigned char)*c >= 0x7F
		    || strchr("\"<>\\^`{|}", *c) != NULL)
			return false;
	return strstr(path, "/../") == NULL && strstr(path, "/./") == NULL
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

/* OpenID Connect Discovery 4: the issuer is the part before /.well-known/. */
static enum status
clean_path(struct reading *r, struct parts *p)
{
	char *well_known;

	cut_slashes(p->path);
	if (!is_path(p->path))
		return fail(r->fault, INVALID, "There are characters in the address that do not belong "
		    "there. %s", wanted(r));
	well_known = find_well_known(p->path);
	if (well_known == NULL)
		return OK;
	if (text_is(well_known, WELL_KNOWN "oauth-authorization-server"))
		note(r, "The OAuth configuration was given; the one of OpenID Connect is used.");
	else if (strcasecmp(well_known, DISCOVERY) != 0 && !text_is(well_known, "/.well-known"))
		return fail(r->fault, INVALID, "The address goes on in an unexpected way behind "
		    "/.well-known/; it should end in " DISCOVERY ".");
	*well_known = '\0';
	cut_slashes(p->path);
	return OK;
}

static void
drop_for_okta(struct reading *r, struct parts *p)
{
	if (text_starts(p->path, "/oauth2/"))
		note(r, arena_print(r->arena, "The authorization server %s was left out: people sign in "
		    "at the domain itself.", p->path));
	*p->path = '\0';
	p->query = NULL;
}

static enum status
finish(struct reading *r, const struct parts *p, struct provider_address *out)
{
	struct provider_address found;

	found.host = arena_print(r->arena, "%s%s", p->host, p->port);
	found.issuer = arena_print(r->arena, HTTPS "%s%s", found.host, p->path);
	found.discovery_url = arena_print(r->arena, "%s" DISCOVERY, found.issuer);
	found.note = r->notes.length == 0 ? NULL : r->notes.text;
	if (strlen(found.discovery_url) > DISCOVERY_URL_MAX_CHARS)
		return fail(r->fault, INVALID, "The address is too long: with " DISCOVERY " it has %zu "
		    "characters, at most %d.", strlen(found.discovery_url), DISCOVERY_URL_MAX_CHARS);
	if (strlen(found.host) < PROVIDER_DOMAIN_MIN_CHARS)
		return fail(r->fault, INVALID, "The domain is not complete. %s", wanted(r));
	*out = found;
	return OK;
}

enum status
provider_address_read(struct arena *a, enum address_kind kind, const char *typed,
    struct provider_address *out, struct fault *f)
{
	struct reading r = { .arena = a, .kind = kind, .notes = buf_in(a), .fault = f };
	const char *text = clean(a, typed);
	struct parts p = { 0 };
	enum status st = check_text(&r, text);

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
	if (st == OK && p.query != NULL && *p.query != '\0')
		return fail(f, INVALID, "The address of a provider has no “?” in it (OpenID Connect "
		    "Discovery, section 3). Remove the question mark and what follows it.");
	return st == OK ? finish(&r, &p, out) : st;
}

/* --- addresses that a provider names --- */

const char *
endpoint_refusal(const char *url)
{
	const char *host, *end, *c;

	if (*url == '\0')
		return "is empty";
	if (strncasecmp(url, HTTPS, strlen(HTTPS)) != 0)
		return "does not start with https://";
	if (strlen(url) > ENDPOINT_MAX_CHARS)
		return "is longer than 2,048 characters";
	for (c = url; *c != '\0'; c++)
		if ((unsigned char)*c <= 0x20 || *c == 0x7F || strchr("\"<>\\^`{|}", *c) != NULL)
			return "has spaces or other characters in it that an address cannot have";
	host = url + strlen(HTTPS);
	end = host + strcspn(host, "/?#");
	if (memchr(host, '@', (size_t)(end - host)) != NULL)
		return "has a user name or password in it";
	if (end == host || *host == ':')
		return "names no host";
	return strchr(url, '#') != NULL ? "has a fragment (#) in it" : NULL;
}
