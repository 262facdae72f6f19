/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/metadata_other.h"

#include <stdbool.h>

#include "base/text.h"
#include "sso/provider_certificates.h"

/* --- namespaces --- */

/* The elements on the way to what we need, and where each belongs. */
static const struct place {
	const char	*name, *space;
	bool		 is_part;	/* of a document that is complete with something around it */
} places[] = {
	{ "EntitiesDescriptor", SAML_METADATA, false }, { "EntityDescriptor", SAML_METADATA, false },
	{ "IDPSSODescriptor", SAML_METADATA, true }, { "KeyDescriptor", SAML_METADATA, true },
	{ "SingleSignOnService", SAML_METADATA, true }, { "KeyInfo", XML_SIGNATURE, true },
	{ "X509Data", XML_SIGNATURE, true }, { "X509Certificate", XML_SIGNATURE, true },
};

/* A program that copies XML badly also changes the case of names.  NULL: it is none of these. */
static const struct place *
place_of(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (text_is_nocase(name, places[i].name))
			return &places[i];
	return NULL;
}

static enum status
ask_again(struct fault *f)
{
	fault_add(f, "Download the SAML 2.0 metadata from your identity provider again, and "
	    "upload the file as it is. Browsers often show XML changed or incomplete.");
	return INVALID;
}

static enum status
refuse_namespace(struct arena *a, const struct xml *e, const char *wanted, struct fault *f)
{
	const char *name = xml_name(e), *space = xml_namespace(e), *prefix = xml_lost_prefix(e, wanted);
	long line = xml_line(e);

	if (prefix != NULL)
		fail(f, INVALID, "This is not SAML 2.0 metadata, because <%s> on line %ld has "
		    "lost its prefix “%s:” for the namespace %s.", name, line, text_excerpt(a, prefix), wanted);
	else if (*space == '\0')
		fail(f, INVALID, "This is not SAML 2.0 metadata, because <%s> on line %ld has "
		    "no namespace. It should have the namespace %s.", name, line, wanted);
	else
		fail(f, INVALID, "This is not SAML 2.0 metadata, because <%s> on line %ld has "
		    "the namespace “%s” instead of %s.", name, line, text_excerpt(a, space), wanted);
	return ask_again(f);
}

static enum status
check_place(struct arena *a, const struct xml *e, const struct place *place, struct fault *f)
{
	if (!text_is(xml_namespace(e), place->space))
		return refuse_namespace(a, e, place->space, f);
	if (text_is(xml_name(e), place->name))
		return OK;
	fail(f, INVALID, "This is not SAML 2.0 metadata, because line %ld has <%s> instead of "
	    "<%s>. XML is case-sensitive.", xml_line(e), xml_name(e), place->name);
	return ask_again(f);
}

/* The parser bounds how deep they are nested. */
enum status
metadata_refuse_misplaced(struct arena *a, const struct xml *e, struct fault *f)
{
	const struct xml *child;
	const struct place *place = place_of(xml_name(e));
	enum status st;

	if (place == NULL)
		return OK;
	st = check_place(a, e, place, f);
	for (child = xml_child(e, NULL, NULL); child != NULL && st == OK;
	    child = xml_next(child, NULL, NULL))
		st = metadata_refuse_misplaced(a, child, f);
	return st;
}

/* --- the root --- */

static bool
is_part(const char *name)
{
	const struct place *place = place_of(name);

	return (place != NULL && place->is_part) || text_is(name, "SPSSODescriptor") || text_is(name, "RoleDescriptor");
}

enum status
metadata_refuse_root(struct arena *a, const struct xml *root, struct fault *f)
{
	const char *name = xml_name(root), *space = xml_namespace(root);

	if (is_part(name))
		return fail(f, INVALID, "This is only part of the metadata: the "
		    "<EntityDescriptor> around <%s> is missing. Upload the whole file.", name);
	if (metadata_refuse_misplaced(a, root, f) != OK)
		return INVALID;
	if (text_is_nocase(name, "html"))
		return fail(f, INVALID, "The metadata is a web page (HTML), not XML. You may have to "
		    "sign in before you can open its address. Download the XML file and upload it here.");
	if (text_is(space, SAML_PROTOCOL))
		return fail(f, INVALID, "This is a SAML message (%s), not the metadata of your "
		    "identity provider.", text_excerpt(a, name));
	return fail(f, INVALID, "This is XML of another kind (<%s>). SAML metadata begins "
	    "with <EntityDescriptor>.", text_excerpt(a, name));
}
