/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_metadata.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/buf.h"
#include "base/text.h"
#include "model/provider/address.h"
#include "model/provider/vocabulary.h"
#include "sso/provider_certificates.h"
#include "sso/xml.h"

#define WHAT "The metadata"
#define MD SAML_METADATA
#define SAML2 "urn:oasis:names:tc:SAML:2.0:protocol"

enum { MAX_ENTITY_ID_CHARS = 1024, MAX_WARNINGS = 32,
	SHOWN_ENTITIES = 4 };

static const moment NEVER = INT64_MAX;

struct reading {
	struct arena	*arena;
	moment		 now;
	struct found	*out;
	struct fault	*fault;
};

static void
warn(struct reading *r, const char *sentence)
{
	struct texts *w = &r->out->warnings;

	if (w->items == NULL)
		w->items = arena_array(r->arena, MAX_WARNINGS, sizeof(*w->items));
	if (w->count < MAX_WARNINGS)
		w->items[w->count++] = sentence;
}

/* --- things that are no metadata at all --- */

static bool
begins(const char *bytes, size_t length, const char *word)
{
	return length >= strlen(word) && strncasecmp(bytes, word, strlen(word)) == 0;
}

static enum status
check_beginning(const char *bytes, size_t length, struct fault *f)
{
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	for (; length > 0 && *bytes != '\0' && strchr(" \t\r\n", *bytes) != NULL; length--)
		bytes++;
	if (length == 0)
		return fail(f, INVALID, "The metadata is empty. Send the XML file that the identity "
		    "provider offers as its SAML metadata.");
	if (*bytes == '{' || *bytes == '[')
		return fail(f, INVALID, "This is JSON, but SAML metadata is XML. If it is an OpenID "
		    "Connect configuration, go back and choose OpenID Connect.");
	if (begins(bytes, length, "<!doctype html") || begins(bytes, length, "<html"))
		return fail(f, INVALID, "The metadata is a web page (HTML), not XML; the address may "
		    "want you to sign in first. Download the XML file and send that.");
	if (begins(bytes, length, "-----BEGIN"))
		return fail(f, INVALID, "This is a certificate, not metadata; enter it as the signing "
		    "certificate, together with the sign-in URL.");
	if (begins(bytes, length, "https://") || begins(bytes, length, "http://"))
		return fail(f, INVALID, "This is an address, not the metadata itself; enter it as the "
		    "metadata URL.");
	if (*bytes != '<' && *bytes != '\0' && (unsigned char)*bytes < 0x80)
		return fail(f, INVALID, "The metadata is not XML. Send the XML file that the identity "
		    "provider offers as its SAML metadata.");
	return OK;
}

/* --- 2.3: the choice of the entity --- */

struct candidate {
	const struct xml	*entity, *role;
	moment			 valid_until;
};

struct census {
	struct candidate	 first;
	struct buf		 names;		/* of those that are identity providers */
	size_t			 providers, entities;
	bool			 has_service, has_old_provider, has_other_role;
};

/* For xs:dateTime (saml-core 1.3.3: in UTC): reads exactly count digits. */
static bool
number(const char **at, int count, int *out)
{
	for (*out = 0; count > 0; count--, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*out = *out * 10 + (**at - '0');
	}
	return true;
}

static bool
literal(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

static bool
zone(const char **at, int *minutes)
{
	int sign = **at == '-' ? -1 : 1, hours, rest;

	*minutes = 0;
	if (**at == '\0' || literal(at, 'Z'))
		return true;
	(*at)++;
	if (!number(at, 2, &hours) || !literal(at, ':') || !number(at, 2, &rest))
		return false;
	*minutes = sign * (hours * 60 + rest);
	return true;
}

static bool
read_time(const char *text, moment *out)
{
	struct tm t = { 0 };
	int minutes;

	if (!number(&text, 4, &t.tm_year) || !literal(&text, '-') || !number(&text, 2, &t.tm_mon)
	    || !literal(&text, '-') || !number(&text, 2, &t.tm_mday) || !literal(&text, 'T')
	    || !number(&text, 2, &t.tm_hour) || !literal(&text, ':') || !number(&text, 2, &t.tm_min)
	    || !literal(&text, ':') || !number(&text, 2, &t.tm_sec))
		return false;
	if (literal(&text, '.'))
		text += strspn(text, "0123456789");
	if ((*text != '\0' && strchr("Z+-", *text) == NULL) || !zone(&text, &minutes)
	    || *text != '\0')
		return false;
	t.tm_year -= 1900;
	t.tm_mon -= 1;
	*out = ((moment)timegm(&t) - (moment)minutes * 60) * 1000;
	return true;
}

/* 2.3.1, 2.3.2, 2.4.1: the earliest of this element's and those of the elements around it */
static moment
valid_until(struct reading *r, const struct xml *e, moment limit)
{
	char *text = xml_attribute(r->arena, e, "validUntil");
	moment here;

	if (text == NULL)
		return limit;
	if (!read_time(text_trim(r->arena, text), &here)) {
		warn(r, "The metadata says until when it is valid, but not in a form that can be read.");
		return limit;
	}
	return here < limit ? here : limit;
}

/* 2.4.1: a list of URIs, separated by white space */
static bool
speaks_saml2(struct reading *r, const struct xml *role)
{
	char *list = xml_attribute(r->arena, role, "protocolSupportEnumeration");
	const char **protocols;
	size_t count, i;

	if (list == NULL)
		return false;
	count = text_split(r->arena, list, " \t\r\n", &protocols);
	for (i = 0; i < count; i++)
		if (text_is(protocols[i], SAML2))
			return true;
	return false;
}

static void
name_provider(struct reading *r, struct census *c, const struct xml *entity)
{
	const char *id = xml_attribute(r->arena, entity, "entityID");

	if (c->providers <= SHOWN_ENTITIES)
		buf_print(&c->names, "%s%s", c->providers == 1 ? "" : ", ",
		    id == NULL ? "?" : text_excerpt(r->arena, id));
	else if (c->providers == SHOWN_ENTITIES + 1)
		buf_add(&c->names, " and more");
}

static void
count_entity(struct reading *r, struct census *c, const struct xml *entity, moment limit)
{
	const struct xml *role;

	c->entities++;
	c->has_service |= xml_child(entity, MD, "SPSSODescriptor") != NULL;
	c->has_other_role |= xml_child(entity, MD, "RoleDescriptor") != NULL;
	for (role = xml_child(entity, MD, "IDPSSODescriptor"); role != NULL;
	    role = xml_next(role, MD, "IDPSSODescriptor")) {
		if (!speaks_saml2(r, role)) {
			c->has_old_provider = true;
			continue;
		}
		if (c->providers++ == 0)
			c->first = (struct candidate){ entity, role, limit };
		name_provider(r, c, entity);
		return;
	}
}

static void
count_entities(struct reading *r, struct census *c, const struct xml *group, moment limit)
{
	const struct xml *e;

	limit = valid_until(r, group, limit);
	for (e = xml_child(group, MD, NULL); e != NULL; e = xml_next(e, MD, NULL)) {
		if (xml_is(e, MD, "EntityDescriptor"))
			count_entity(r, c, e, limit);
		else if (xml_is(e, MD, "EntitiesDescriptor"))
			count_entities(r, c, e, limit);
	}
}

static enum status
refuse_root(struct reading *r, const struct xml *root)
{
	const char *name = xml_name(root), *space = xml_namespace(root);

	if (text_is(name, "EntityDescriptor") || text_is(name, "EntitiesDescriptor"))
		return fail(r->fault, INVALID, "The metadata is not SAML 2.0 metadata: its <%s> is of the "
		    "namespace “%s”, not " MD ".", name, text_excerpt(r->arena, space));
	if (text_is(name, "IDPSSODescriptor"))
		return fail(r->fault, INVALID, "The metadata is only a part: the <EntityDescriptor> around "
		    "<IDPSSODescriptor> is missing. Send the whole file.");
	if (text_is_nocase(name, "html"))
		return fail(r->fault, INVALID, "The metadata is a web page (HTML), not XML; the address "
		    "may want you to sign in first. Download the XML file and send that.");
	if (text_is(space, SAML2))
		return fail(r->fault, INVALID, "This is a SAML message (%s), not the identity "
		    "provider's metadata.", text_excerpt(r->arena, name));
	return fail(r->fault, INVALID, "This is XML of another kind (<%s>), not SAML metadata, which "
	    "begins with <EntityDescriptor>.", text_excerpt(r->arena, name));
}

static enum status
refuse_census(struct reading *r, const struct census *c)
{
	if (c->providers > 1)
		return fail(r->fault, INVALID, "The metadata describes %zu identity providers (%s). Send a "
		    "file with only the one to connect.", c->providers, c->names.text);
	if (c->has_old_provider)
		return fail(r->fault, INVALID, "The identity provider in the metadata does not offer "
		    "SAML 2.0. Switch SAML 2.0 on there, and send its metadata again.");
	if (c->has_service)
		return fail(r->fault, INVALID, "This is the metadata of a service provider (an "
		    "application). Send the metadata of the identity provider: its XML has an "
		    "<IDPSSODescriptor>.");
	if (c->has_other_role)
		return fail(r->fault, INVALID, "The metadata describes WS-Federation only. Send the "
		    "identity provider's SAML 2.0 metadata: its XML has an <IDPSSODescriptor>.");
	return fail(r->fault, INVALID, "The metadata describes no identity provider: there is no "
	    "<IDPSSODescriptor> in it.");
}

static enum status
find_provider(struct reading *r, const struct xml *root, struct candidate *out)
{
	struct census c = { .names = buf_in(r->arena) };

	if (xml_is(root, MD, "EntityDescriptor"))
		count_entity(r, &c, root, NEVER);
	else if (xml_is(root, MD, "EntitiesDescriptor"))
		count_entities(r, &c, root, NEVER);
	else
		return refuse_root(r, root);
	if (c.providers != 1)
		return refuse_census(r, &c);
	*out = c.first;
	return OK;
}

/* --- 2.3.2: the entity --- */

static enum status
read_entity_id(struct reading *r, const struct xml *entity)
{
	const char *id = xml_attribute(r->arena, entity, "entityID");

	id = id == NULL ? "" : text_trim(r->arena, id);
	if (*id == '\0')
		return fail(r->fault, INVALID, "The metadata does not name the identity provider: its "
		    "entityID is missing.");
	if (text_chars(id) > MAX_ENTITY_ID_CHARS)
		return fail(r->fault, INVALID, "The identity provider's entityID is too long; SAML allows "
		    "%d characters.", MAX_ENTITY_ID_CHARS);
	if (strchr(id, '{') != NULL)
		return fail(r->fault, INVALID, "This metadata is for every tenant at once (%s). Use the "
		    "metadata of your own tenant: its address has your tenant ID in it.",
		    text_excerpt(r->arena, id));
	if (!text_is_printable(id) || strpbrk(id, "\t\r\n") != NULL)
		return fail(r->fault, INVALID, "The identity provider's entityID has line breaks or "
		    "control characters in it.");
	r->out->issuer = id;
	return OK;
}

static void
read_validity(struct reading *r, const struct candidate *c)
{
	moment until = valid_until(r, c->role, valid_until(r, c->entity, c->valid_until));

	if (until != NEVER && until < r->now)
		warn(r, arena_print(r->arena, "The metadata was valid until %s only. Check that it is "
		    "the identity provider's current one.", moment_utc(r->arena, until)));
}

/* --- 2.4.2, 2.4.3: endpoints --- */

/* The first of that binding; NULL: there is none. */
static const char *
location(struct reading *r, const struct xml *role, const char *service, const char *binding)
{
	const struct xml *e;
	const char *value;

	for (e = xml_child(role, MD, service); e != NULL; e = xml_next(e, MD, service)) {
		value = xml_attribute(r->arena, e, "Binding");
		if (value == NULL || !text_is(text_trim(r->arena, value), binding))
			continue;
		value = xml_attribute(r->arena, e, "Location");
		return value == NULL ? "" : text_trim(r->arena, value);
	}
	return NULL;
}

static enum status
check_location(struct reading *r, const char *binding, const char *url)
{
	const char *refusal = url == NULL ? NULL : endpoint_refusal(url);

	if (refusal == NULL)
		return OK;
	return fail(r->fault, INVALID, "The sign-in address in the metadata (SingleSignOnService, %s) "
	    "%s. Correct it in the identity provider, and send its metadata again.",
	    binding + strlen(SAML_BINDINGS), refusal);
}

static enum status
refuse_bindings(struct reading *r, const struct xml *role)
{
	const char *only = "";

	if (xml_child(role, MD, "SingleSignOnService") != NULL)
		only = ", only others (SOAP or Artifact, for example)";
	return fail(r->fault, INVALID, "The identity provider offers no sign-in address with the binding "
	    "HTTP-Redirect or HTTP-POST%s. Switch one of the two on there, and send its "
	    "metadata again.", only);
}

static enum status
read_sign_in(struct reading *r, const struct xml *role)
{
	const char *redirect = location(r, role, "SingleSignOnService", SAML_REDIRECT);
	const char *post = location(r, role, "SingleSignOnService", SAML_POST);
	enum status st;

	if (redirect == NULL && post == NULL)
		return refuse_bindings(r, role);
	st = check_location(r, SAML_REDIRECT, redirect);
	if (st == OK)
		st = check_location(r, SAML_POST, post);
	r->out->sign_in_url_redirect = redirect;
	r->out->sign_in_url_post = post;
	if (st == OK && (redirect == NULL || post == NULL))
		warn(r, redirect == NULL
		    ? "The identity provider takes requests by HTTP-POST only, not by HTTP-Redirect."
		    : "The identity provider takes requests by HTTP-Redirect only, not by HTTP-POST.");
	return st;
}

static void
read_sign_out(struct reading *r, const struct xml *role)
{
	const char *url = location(r, role, "SingleLogoutService", SAML_REDIRECT), *refusal;

	if (url == NULL)
		url = location(r, role, "SingleLogoutService", SAML_POST);
	if (url == NULL)
		return;
	refusal = endpoint_refusal(url);
	if (refusal == NULL)
		r->out->sign_out_url = url;
	else
		warn(r, arena_print(r->arena, "The sign-out address in the metadata %s; it is left out.",
		    refusal));
}

static bool
is_true(struct reading *r, const char *value)
{
	value = value == NULL ? "" : text_trim(r->arena, value);
	return text_is(value, "true") || text_is(value, "1");
}

/* --- 2.4.1.1: keys --- */

static void
keep_certificates(struct reading *r, const struct provider_certificates *k)
{
	size_t i, j;

	r->out->certificates = (struct objects){ k->items, k->count };
	for (i = 0; i < k->count; i++)
		for (j = 0; j < k->items[i].warnings.count; j++)
			warn(r, k->items[i].warnings.items[j]);
	if (k->unreadable != NULL)
		warn(r, arena_print(r->arena, "A signing certificate in the metadata is left out. %s",
		    k->unreadable));
	if (k->has_more)
		warn(r, arena_print(r->arena, "The metadata has more than %d signing certificates; the "
		    "others are left out.", PROVIDER_CERTIFICATES_MAX));
}

static enum status
read_certificates(struct reading *r, const struct xml *role)
{
	struct provider_certificates k;

	provider_certificates_read(r->arena, role, r->now, &k);
	if (k.count == 0 && k.unreadable != NULL)
		return fail(r->fault, INVALID, "The signing certificate in the metadata cannot be used. "
		    "%s", k.unreadable);
	if (k.count == 0)
		return fail(r->fault, INVALID, "There is no signing certificate in the metadata (no "
		    "X509Certificate in a KeyDescriptor for signing). Have the identity provider "
		    "sign with a certificate, and send its metadata again.");
	keep_certificates(r, &k);
	return OK;
}

/* --- the whole --- */

static enum status
read_provider(struct reading *r, const struct candidate *c)
{
	enum status st = read_entity_id(r, c->entity);

	if (st == OK)
		st = read_sign_in(r, c->role);
	if (st == OK)
		st = read_certificates(r, c->role);
	if (st != OK)
		return st;
	read_sign_out(r, c->role);
	read_validity(r, c);
	r->out->wants_signed_requests = is_true(r,
	    xml_attribute(r->arena, c->role, "WantAuthnRequestsSigned"));
	return OK;
}

enum status
metadata_read(struct arena *a, const char *xml, size_t length, moment now, struct found *out,
    struct fault *f)
{
	struct found found = { .given = GIVEN_ALL };
	struct reading r = { .arena = a, .now = now, .out = &found, .fault = f };
	struct candidate provider = { 0 };
	const struct xml *root;
	enum status st;

	st = check_beginning(xml, length, f);
	if (st == OK)
		st = xml_read(a, WHAT, xml, length, &root, f);
	if (st == OK)
		st = find_provider(&r, root, &provider);
	if (st == OK)
		st = read_provider(&r, &provider);
	if (st == OK)
		*out = found;
	return st;
}
