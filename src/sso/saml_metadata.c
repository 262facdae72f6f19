/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_metadata.h"

#include <string.h>
#include <time.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/address.h"
#include "model/provider/metadata_look.h"
#include "model/provider/vocabulary.h"
#include "sso/metadata_other.h"
#include "sso/provider_certificates.h"
#include "sso/xml.h"

#define MD SAML_METADATA

enum { MAX_ENTITY_ID_CHARS = 1024, MAX_WARNINGS = 32, SHOWN_ENTITIES = 4 };

static const moment NEVER = INT64_MAX;

struct reading {
	struct arena	*arena;
	moment		 now;
	struct found	*out;
	struct fault	*fault;
};

static void
warn(struct reading *r, const struct sentence *s)
{
	if (r->out->warnings.count < MAX_WARNINGS)
		sentences_add(r->arena, &r->out->warnings, s);
}

static void
warn_of(struct reading *r, const struct objects *sentences)
{
	const struct sentence *s = sentences->items;
	size_t i;

	for (i = 0; i < sentences->count; i++)
		warn(r, &s[i]);
}

/* --- 2.3: the choice of the entity --- */

struct candidate {
	const struct xml	*entity, *role;
	moment			 valid_until;
};

struct census {
	struct candidate	 first;
	const char		*names[SHOWN_ENTITIES];	/* of those that are identity providers */
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
		warn(r, sentence(r->arena, "The metadata has an expiration date that we "
		    "cannot read."));
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
		if (text_is(protocols[i], SAML_PROTOCOL))
			return true;
	return false;
}

static void
name_provider(struct reading *r, struct census *c, const struct xml *entity)
{
	const char *id = xml_attribute(r->arena, entity, "entityID");

	if (c->providers <= SHOWN_ENTITIES)
		c->names[c->providers - 1] = id == NULL ? "?" : text_excerpt(r->arena, id);
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
refuse_several(struct reading *r, struct census *c)
{
	struct texts names = { c->names, c->providers };

	if (c->providers > SHOWN_ENTITIES) {
		names.count = SHOWN_ENTITIES;
		fail_counted(r->fault, INVALID, (long)c->providers,
		    "The metadata describes %zu identity provider, including %s.",
		    "The metadata describes %zu identity providers, including %s.", c->providers,
		    listed(r->arena, &names));
	} else {
		fail_counted(r->fault, INVALID, (long)c->providers,
		    "The metadata describes %zu identity provider: %s.",
		    "The metadata describes %zu identity providers: %s.", c->providers,
		    listed(r->arena, &names));
	}
	fault_add(r->fault, "Upload a file that describes only the one you want to connect.");
	return INVALID;
}

static enum status
refuse_census(struct reading *r, struct census *c, const struct xml *root)
{
	if (c->providers > 1)
		return refuse_several(r, c);
	if (metadata_refuse_misplaced(r->arena, root, r->fault) != OK)
		return INVALID;
	if (c->has_old_provider)
		return fail(r->fault, INVALID, "The identity provider in the metadata does not offer "
		    "SAML 2.0. Turn on SAML 2.0 there, and use its new metadata.");
	if (c->has_service)
		return fail(r->fault, INVALID, "This is the metadata of a service provider (an "
		    "application). Use the metadata of your identity provider: its XML has an "
		    "<IDPSSODescriptor>. Our own metadata belongs in your identity provider.");
	if (c->has_other_role)
		return fail(r->fault, INVALID, "The metadata describes only WS-Federation. Use the SAML 2.0 "
		    "metadata of your identity provider: its XML has an <IDPSSODescriptor>.");
	return fail(r->fault, INVALID, "The metadata describes no identity provider: it has no "
	    "<IDPSSODescriptor>. Use the metadata of your identity provider.");
}

static enum status
find_provider(struct reading *r, const struct xml *root, struct candidate *out)
{
	struct census c = { 0 };

	if (xml_is(root, MD, "EntityDescriptor"))
		count_entity(r, &c, root, NEVER);
	else if (xml_is(root, MD, "EntitiesDescriptor"))
		count_entities(r, &c, root, NEVER);
	else
		return metadata_refuse_root(r->arena, root, r->fault);
	if (c.providers != 1)
		return refuse_census(r, &c, root);
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
		    "entityID is missing. Download the file from your identity provider again.");
	if (text_chars(id) > MAX_ENTITY_ID_CHARS)
		return fail_counted(r->fault, INVALID, MAX_ENTITY_ID_CHARS,
		    "The entityID of the identity provider is too long. SAML allows at most %d character.",
		    "The entityID of the identity provider is too long. SAML allows at most %d characters.",
		    MAX_ENTITY_ID_CHARS);
	if (strchr(id, '{') != NULL)
		return fail(r->fault, INVALID, "This metadata is for all tenants (%s). Use the metadata of "
		    "your own tenant: its address has your tenant ID in it.", text_excerpt(r->arena, id));
	if (!text_is_printable(id) || strpbrk(id, "\t\r\n") != NULL)
		return fail(r->fault, INVALID, "The entityID of the identity provider contains line breaks or "
		    "control characters. Correct it in your identity provider.");
	r->out->issuer = id;
	return OK;
}

static void
read_validity(struct reading *r, const struct candidate *c)
{
	moment until = valid_until(r, c->role, valid_until(r, c->entity, c->valid_until));

	if (until != NEVER && until < r->now)
		warn(r, sentence(r->arena, "The metadata was only valid until %s. Check that it is the current "
		    "metadata of your identity provider.", dated(r->arena, until)));
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
	struct fault why;

	if (url == NULL || endpoint_check(url, &why) == OK)
		return OK;
	fail(r->fault, INVALID, "We cannot use the sign-in URL in the metadata "
	    "(SingleSignOnService, %s).", binding + strlen(SAML_BINDINGS));
	fault_join(r->fault, &why);
	fault_add(r->fault, "Correct it in your identity provider, and use its new metadata.");
	return INVALID;
}

static enum status
refuse_bindings(struct reading *r, const struct xml *role)
{
	if (xml_child(role, MD, "SingleSignOnService") == NULL
	    && metadata_refuse_misplaced(r->arena, role, r->fault) != OK)
		return INVALID;
	if (xml_child(role, MD, "SingleSignOnService") == NULL)
		fail(r->fault, INVALID, "The metadata has no sign-in URL.");
	else
		fail(r->fault, INVALID, "The metadata has sign-in URLs only for bindings that "
		    "we do not use, such as SOAP or Artifact.");
	fault_add(r->fault, "Turn on HTTP-Redirect or HTTP-POST in your identity provider, and use its new "
	    "metadata.");
	return INVALID;
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
	return st;
}

static void
read_sign_out(struct reading *r, const struct xml *role)
{
	const char *url = location(r, role, "SingleLogoutService", SAML_REDIRECT);
	struct fault why;
	struct objects reasons;

	if (url == NULL)
		url = location(r, role, "SingleLogoutService", SAML_POST);
	if (url == NULL)
		return;
	if (endpoint_check(url, &why) == OK) {
		r->out->sign_out_url = url;
		return;
	}
	warn(r, sentence(r->arena, "We left out the sign-out URL in the metadata, because we "
	    "cannot use it."));
	reasons = fault_sentences(r->arena, &why);
	warn_of(r, &reasons);
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
	struct objects reasons = fault_sentences(r->arena, &k->unreadable);
	size_t i;

	r->out->certificates = (struct objects){ k->items, k->count };
	for (i = 0; i < k->count; i++)
		warn_of(r, &k->items[i].warnings);
	if (reasons.count > 0)
		warn(r, sentence(r->arena, "We left out a signing certificate in the metadata, because we "
		    "cannot use it."));
	warn_of(r, &reasons);
	if (k->has_more)
		warn(r, sentence_counted(r->arena, PROVIDER_CERTIFICATES_MAX,
		    "The metadata has more than %d signing certificate. We left out the rest.",
		    "The metadata has more than %d signing certificates. We left out the rest.",
		    PROVIDER_CERTIFICATES_MAX));
}

static enum status
read_certificates(struct reading *r, const struct xml *role)
{
	struct provider_certificates k;

	provider_certificates_read(r->arena, role, r->now, &k);
	if (k.count > 0) {
		keep_certificates(r, &k);
		return OK;
	}
	if (k.unreadable.count > 0) {
		fail(r->fault, INVALID, "We cannot use the signing certificate in the metadata.");
		fault_join(r->fault, &k.unreadable);
		return INVALID;
	}
	if (metadata_refuse_misplaced(r->arena, role, r->fault) != OK)
		return INVALID;
	return fail(r->fault, INVALID, "There is no signing certificate in the metadata (no X509Certificate "
	    "in a KeyDescriptor for signing). Set up your identity provider to sign with a certificate, and "
	    "use its new metadata.");
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

	st = metadata_look(xml, length, f);
	if (st == OK)
		st = xml_read(a, xml, length, &root, f);
	if (st == OK)
		st = find_provider(&r, root, &provider);
	if (st == OK)
		st = read_provider(&r, &provider);
	if (st == OK)
		*out = found;
	return st;
}
