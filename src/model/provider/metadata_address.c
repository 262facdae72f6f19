/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/metadata_address.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/sentence.h"
#include "base/text.h"
#include "base/typed.h"
#include "model/provider/address.h"

#define HTTP "http://"
#define HTTPS "https://"
#define FEDERATION_METADATA "/FederationMetadata/2007-06/FederationMetadata.xml"
#define REALMS "/realms/"
#define DESCRIPTOR "/protocol/saml/descriptor"
#define ADMIN "-admin"

/* A URL as typed, in its parts, and the one to fetch. */
struct reading {
	struct arena	*arena;
	const char	*host;		/* with its port, in lower case */
	char		*path;		/* without slashes at its end */
	const char	*rest;		/* of the query, with its question mark, or "" */
	const char	*fragment;	/* without its mark */
	bool		 is_secure;	/* of https */
	const char	*url;
	struct objects	 notes;
	struct fault	*fault;
};

static void
note(struct reading *r, const struct sentence *s)
{
	sentences_add(r->arena, &r->notes, s);
}

static bool
ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), count = strlen(end);

	return length >= count && text_is_nocase(text + length - count, end);
}

static bool
begins_with(const char *text, const char *beginning)
{
	return strncasecmp(text, beginning, strlen(beginning)) == 0;
}

static void
cut_slashes(char *path)
{
	size_t length = strlen(path);

	while (length > 0 && path[length - 1] == '/')
		path[--length] = '\0';
}

static void
go_to(struct reading *r, const char *path, const char *rest)
{
	r->url = arena_print(r->arena, HTTPS "%s%s%s", r->host, path, rest);
}

/* --- AD FS --- */

/* Its identifier begins with http:// and names the same server. */
static enum status
read_ad_fs(struct reading *r)
{
	bool is_service = begins_with(r->path, "/adfs/") || text_is_nocase(r->path, "/adfs");
	bool is_folder = begins_with(r->path, "/FederationMetadata") && !ends_in(r->path, ".xml");

	if (!r->is_secure && !is_service)
		return OK;
	if (*r->path != '\0' && !is_service && !is_folder) {
		go_to(r, r->path, r->rest);
		return OK;
	}
	go_to(r, FEDERATION_METADATA, "");
	if (*r->path != '\0')
		note(r, sentence(r->arena, "We used the federation metadata of your AD FS server, %s.", r->url));
	return OK;
}

/* --- Keycloak --- */

/* The realm that a page of the admin console shows stands in the fragment, #/acme/clients or, before
 * version 19, #/realms/acme/clients; the path names the realm of the administrator. */
static const char *
realm_of_console(struct reading *r, char *admin)
{
	static const char realms[] = "realms/";
	const char *shown = r->fragment + strspn(r->fragment, "/"), *own = admin + strlen("/admin/");
	size_t length = strcspn(own, "/");

	if (!text_starts(own + length, "/console"))
		return NULL;
	if (text_starts(shown, realms))
		shown += strlen(realms);
	if (strcspn(shown, "/?") > 0)
		return arena_copy(r->arena, shown, strcspn(shown, "/?"));
	return arena_copy(r->arena, own, length);
}

/* Sets *base to the path before /realms/. */
static const char *
realm_of(struct reading *r, char **base)
{
	char *at = strstr(r->path, REALMS), *admin = strstr(r->path, "/admin/");
	const char *realm = NULL;

	*base = r->path;
	if (at != NULL) {
		realm = arena_copy(r->arena, at + strlen(REALMS), strcspn(at + strlen(REALMS), "/"));
		*at = '\0';
		if (ends_in(r->path, "/admin"))
			at[-(long)strlen("/admin")] = '\0';
	} else if (admin != NULL) {
		realm = realm_of_console(r, admin);
		*admin = '\0';
	}
	return realm == NULL || *realm == '\0' ? NULL : realm;
}

static enum status
read_keycloak(struct reading *r)
{
	const char *typed = arena_text(r->arena, r->path), *realm, *issuer;
	char *base;

	if (!r->is_secure)
		return OK;
	realm = realm_of(r, &base);
	if (realm == NULL)
		return fail(r->fault, INVALID, "The address does not name your realm. Enter your realm’s URL, such "
		    "as https://%s/realms/acme. The Keycloak admin console shows the realm’s name at the top "
		    "left.", r->host);
	issuer = arena_print(r->arena, "%s" REALMS "%s", base, realm);
	go_to(r, issuer, DESCRIPTOR);
	if (!text_is(typed, issuer) && !(text_starts(typed, issuer) && text_is(typed + strlen(issuer), DESCRIPTOR)))
		note(r, sentence(r->arena, "We used the SAML metadata of your realm, %s.", r->url));
	return OK;
}

/* --- applications with metadata of their own --- */

static enum status
refuse_discovery(struct reading *r)
{
	return fail(r->fault, INVALID, "This is the address of an OpenID Connect configuration, not of SAML "
	    "metadata.");
}

static void
note_sign_in(struct reading *r)
{
	note(r, sentence(r->arena, "You entered the sign-in URL of your application. We used its metadata URL, "
	    "%s.", r->url));
}

static bool
is_discovery(const struct reading *r)
{
	return strstr(r->path, "/.well-known/") != NULL;
}

/* --- Okta --- */

static enum status
ask_okta(struct reading *r)
{
	fault_add(r->fault, "In the Okta Admin Console, open your application, then Sign On, and copy the Metadata "
	    "URL. It ends in /sso/saml/metadata.");
	return INVALID;
}

static enum status
refuse_okta(struct reading *r, const char *name)
{
	if (is_discovery(r))
		refuse_discovery(r);
	else if (name != NULL && (text_is(name, "www") || *name == '\0'))
		fail(r->fault, INVALID, "This is the issuer of your Okta application, not its metadata URL.");
	else if ((name != NULL && ends_in(name, ADMIN)) || begins_with(r->path, "/admin"))
		fail(r->fault, INVALID, "This is the address of a page in the Okta Admin Console.");
	else if (*r->path == '\0')
		fail(r->fault, INVALID, "This is your Okta domain alone.");
	else
		fail(r->fault, INVALID, "This is the address of another page of Okta.");
	return ask_okta(r);
}

/* /app/{name}/{ID}/sso/saml is the sign-in URL of what /app/{ID}/sso/saml/metadata describes. */
static bool
is_okta_sign_in(struct reading *r, const char **metadata)
{
	static const char tail[] = "/sso/saml";
	const char *id;

	if (!begins_with(r->path, "/app/") || !ends_in(r->path, tail))
		return false;
	r->path[strlen(r->path) - (sizeof(tail) - 1)] = '\0';
	id = strrchr(r->path, '/') + 1;
	*metadata = arena_print(r->arena, "/app/%s/sso/saml/metadata", id);
	return *id != '\0';
}

/* A company may have a domain of its own for Okta. */
static enum status
read_okta(struct reading *r)
{
	const char *domain = NULL, *metadata;
	char *name = okta_name(r->arena, r->host, &domain);

	if (name != NULL && ends_in(name, ADMIN) && begins_with(r->path, "/app/"))
		r->host = arena_print(r->arena, "%.*s.%s", (int)(strlen(name) - strlen(ADMIN)), name, domain);
	if (ends_in(r->path, "/sso/saml/metadata")) {
		go_to(r, r->path, r->rest);
		return OK;
	}
	if (is_okta_sign_in(r, &metadata)) {
		go_to(r, metadata, "");
		note_sign_in(r);
		return OK;
	}
	if (name != NULL || *r->path == '\0' || is_discovery(r))
		return refuse_okta(r, name);
	if (r->is_secure)
		go_to(r, r->path, r->rest);
	return OK;
}

/* --- Auth0 --- */

static enum status
ask_auth0(struct reading *r)
{
	fault_add(r->fault, "In the Auth0 Dashboard, open your application, then Addons > SAML2 Web App > Usage, and "
	    "copy the link of Identity Provider Metadata. It looks like "
	    "https://acme.eu.auth0.com/samlp/metadata/CLIENT_ID.");
	return INVALID;
}

static enum status
refuse_auth0(struct reading *r)
{
	if (is_discovery(r))
		refuse_discovery(r);
	else if (text_is(r->host, "manage.auth0.com"))
		fail(r->fault, INVALID, "This is the address of a page in the Auth0 Dashboard.");
	else if (begins_with(r->path, "/samlp/metadata"))
		fail(r->fault, INVALID, "This is the metadata of Auth0 as a service provider.");
	else if (*r->path == '\0')
		fail(r->fault, INVALID, "This is your Auth0 domain alone.");
	else
		fail(r->fault, INVALID, "This is the address of another page of Auth0.");
	return ask_auth0(r);
}

/* /samlp/{client ID}, or a page below it, is the sign-in URL of what /samlp/metadata/{client ID}
 * describes.  A company may have a domain of its own for Auth0. */
static enum status
read_auth0(struct reading *r)
{
	const char *id = begins_with(r->path, "/samlp/") ? r->path + strlen("/samlp/") : "";

	if (begins_with(id, "metadata/") && id[strlen("metadata/")] != '\0') {
		go_to(r, r->path, r->rest);
		return OK;
	}
	if (*id != '\0' && !text_is_nocase(id, "metadata")) {
		go_to(r, arena_print(r->arena, "/samlp/metadata/%.*s", (int)strcspn(id, "/"), id), "");
		note_sign_in(r);
		return OK;
	}
	if (ends_in(r->host, ".auth0.com") || *r->path == '\0' || *id != '\0' || is_discovery(r))
		return refuse_auth0(r);
	if (r->is_secure)
		go_to(r, r->path, r->rest);
	return OK;
}

/* --- all --- */

static enum status
read_any(struct reading *r)
{
	(void)r;
	return OK;
}

static enum status (*const readers[])(struct reading *r) = {
	[METADATA_OF_ANY] = read_any, [METADATA_OF_AD_FS] = read_ad_fs, [METADATA_OF_AUTH0] = read_auth0,
	[METADATA_OF_KEYCLOAK] = read_keycloak, [METADATA_OF_OKTA] = read_okta,
};

static void
split(struct reading *r, const char *text)
{
	const char *at = text + (r->is_secure ? strlen(HTTPS) : strlen(HTTP));
	size_t length = strcspn(at, "/?#");
	const char *query = at + strcspn(at, "?#"), *mark = at + strcspn(at, "#");

	r->host = text_lower(r->arena, arena_copy(r->arena, at, length));
	r->path = arena_copy(r->arena, at + length, (size_t)(query - at) - length);
	cut_slashes(r->path);
	r->rest = *query == '?' ? arena_copy(r->arena, query, (size_t)(mark - query)) : "";
	r->fragment = *mark == '#' ? mark + 1 : "";
}

enum status
metadata_address_read(struct arena *a, enum metadata_kind kind, const char *typed,
    struct metadata_address *out, struct fault *f)
{
	const char *text = typed_url(a, typed);
	struct reading r = { .arena = a, .is_secure = begins_with(text, HTTPS), .url = text, .fault = f };
	enum status st = OK;

	if (kind == METADATA_OF_AUTH0 && begins_with(text, "urn:")) {
		fail(f, INVALID, "This is the issuer of your Auth0 application, not its metadata URL.");
		return ask_auth0(&r);
	}
	if (r.is_secure || begins_with(text, HTTP)) {
		split(&r, text);
		st = readers[kind](&r);
	}
	if (st == OK)
		st = endpoint_check(r.url, f);
	if (st == OK)
		*out = (struct metadata_address){ r.url, r.notes };
	return st;
}
