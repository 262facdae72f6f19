/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/metadata_other.h"

#include "base/text.h"
#include "sso/provider_certificates.h"

/* --- namespaces --- */

/* The elements on the way to what we need, and where each belongs. */
static const struct {
	const char	*name, *space;
} places[] = {
	{ "EntitiesDescriptor", SAML_METADATA }, { "EntityDescriptor", SAML_METADATA },
	{ "IDPSSODescriptor", SAML_METADATA }, { "KeyDescriptor", SAML_METADATA },
	{ "SingleSignOnService", SAML_METADATA }, { "KeyInfo", XML_SIGNATURE },
	{ "X509Data", XML_SIGNATURE }, { "X509Certificate", XML_SIGNATURE },
};

/* A program that copies XML badly also changes the case of names.  -1: it is none of these. */
static int
place_of(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (text_is_nocase(name, places[i].name))
			return (int)i;
	return -1;
}

static void
ask_again(struct fault *f)
{
	fault_add(f, "Download the SAML 2.0 metadata from your identity provider again, and upload the file "
	    "as it is. What a browser shows of XML is often changed or incomplete.");
}

static void
refuse_namespace(struct arena *a, const struct xml *e, const char *wanted, struct fault *f)
{
	const char *name = xml_name(e), *space = xml_namespace(e), *prefix = xml_lost_prefix(e, wanted);
	long line = xml_line(e);

	if (prefix != NULL)
		fail(f, INVALID, "This is not SAML 2.0 metadata, because <%s> in line %ld has lost its prefix "
		    "“%s:”, which stands for the namespace %s.", name, line, text_excerpt(a, prefix), wanted);
	else if (*space == '\0')
		fail(f, INVALID, "This is not SAML 2.0 metadata, because <%s> in line %ld has no namespace. It "
		    "should have the namespace %s.", name, line, wanted);
	else
		fail(f, INVALID, "This is not SAML 2.0 metadata, because <%s> in line %ld has the namespace "
		    "“%s” instead of %s.", name, line, text_excerpt(a, space), wanted);
	ask_again(f);
}

static bool
is_wrong(struct arena *a, const struct xml *e, int place, struct fault *f)
{
	if (!text_is(xml_namespace(e), places[place].space)) {
		refuse_namespace(a, e, places[place].space, f);
		return true;
	}
	if (text_is(xml_name(e), places[place].name))
		return false;
	fail(f, INVALID, "This is not SAML 2.0 metadata, because line %ld has <%s> instead of <%s>. Upper "
	    "and lower case matter in XML.", xml_line(e), xml_name(e), places[place].name);
	ask_again(f);
	return true;
}

/* The parser bounds how deep they are nested. */
bool
metadata_is_misplaced(struct arena *a, const struct xml *e, struct fault *f)
{
	const struct xml *child;
	int place = place_of(xml_name(e));

	if (place < 0)
		return false;
	if (is_wrong(a, e, place, f))
		return true;
	for (child = xml_child(e, NULL, NULL); child != NULL; child = xml_next(child, NULL, NULL))
		if (metadata_is_misplaced(a, child, f))
			return true;
	return false;
}

/* --- the root --- */

static bool
is_part(const char *name)
{
	return place_of(name) > 1 || text_is(name, "SPSSODescriptor") || text_is(name, "RoleDescriptor");
}

enum status
metadata_refuse_root(struct arena *a, const struct xml *root, struct fault *f)
{
	const char *name = xml_name(root), *space = xml_namespace(root);

	if (is_part(name))
		return fail(f, INVALID, "This is only a part of the metadata: the <EntityDescriptor> "
		    "around <%s> is missing. Upload the whole file.", name);
	if (metadata_is_misplaced(a, root, f))
		return INVALID;
	if (text_is_nocase(name, "html"))
		return fail(f, INVALID, "The metadata is a web page (HTML), not XML. You may have to "
		    "sign in before you can open its address. Download the XML file and upload it here.");
	if (text_is(space, SAML_PROTOCOL))
		return fail(f, INVALID, "This is a SAML message (%s), not the metadata of your "
		    "identity provider.", text_excerpt(a, name));
	return fail(f, INVALID, "This is some other XML (<%s>). SAML metadata begins with "
	    "<EntityDescriptor>.", text_excerpt(a, name));
}
