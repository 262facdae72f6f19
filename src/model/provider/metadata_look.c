/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/metadata_look.h"

#include <stdbool.h>
#include <string.h>

#include "base/encode.h"
#include "base/text.h"

const char *
metadata_bytes(struct arena *a, const char *text, size_t *length)
{
	const char *bytes = strchr(text, '<') == NULL ? base64_bytes(a, text, length) : NULL;

	if (bytes == NULL) {
		bytes = text;
		*length = strlen(text);
	}
	return bytes;
}

/* Browsers show XML with a notice above it, or with signs to fold elements. */
static bool
is_browser_view(const char *bytes, size_t length)
{
	size_t blanks = 1;

	if (text_begins(bytes, length, "This XML file does not appear to have any style information"))
		return true;
	if (*bytes != '-' && *bytes != '+')
		return false;
	while (blanks < length && strchr(" \t\r\n", bytes[blanks]) != NULL && bytes[blanks] != '\0')
		blanks++;
	return blanks < length && bytes[blanks] == '<';
}

static enum status
refuse_text(const char *bytes, size_t length, struct fault *f)
{
	if (text_begins(bytes, length, "-----BEGIN") || text_begins(bytes, length, "MII")
	    || text_begins(bytes, length, "0\x82"))
		return fail(f, INVALID, "This is a certificate, not metadata. Enter it as the signing "
		    "certificate, together with the sign-in URL.");
	if (text_begins(bytes, length, "https://") || text_begins(bytes, length, "http://"))
		return fail(f, INVALID, "This is an address, not the metadata itself. Enter it as the "
		    "metadata URL.");
	if (is_browser_view(bytes, length))
		return fail(f, INVALID, "This was copied from a browser’s view of XML, which changes it. Save "
		    "the page as a file in the browser, and upload that file.");
	if (text_find(bytes, length, "<?xml") != NULL
	    || text_find(bytes, length, "EntityDescriptor") != NULL)
		return fail(f, INVALID, "There is other text before the metadata. Remove everything before "
		    "the first “<” of the XML, or upload the file as your identity provider offers it.");
	return fail(f, INVALID, "The metadata is not XML. Use the XML file that your identity "
	    "provider offers as its SAML metadata.");
}

enum status
metadata_look(const char *bytes, size_t length, struct fault *f)
{
	size_t mark = text_mark_length(bytes, length);

	bytes += mark;
	length -= mark;
	for (; length > 0 && *bytes != '\0' && strchr(" \t\r\n", *bytes) != NULL; length--)
		bytes++;
	if (length == 0)
		return fail(f, INVALID, "The metadata is empty. Use the XML file that your identity "
		    "provider offers as its SAML metadata.");
	if (*bytes == '{' || *bytes == '[')
		return fail(f, INVALID, "This is JSON, but SAML metadata is XML. If it is an OpenID "
		    "Connect configuration, go back and choose OpenID Connect.");
	if (text_is_html(bytes, length))
		return fail(f, INVALID, "The metadata is a web page (HTML), not XML. You may have to "
		    "sign in before you can open its address. Download the XML file and upload it here.");
	return *bytes == '<' || *bytes == '\0' || (unsigned char)*bytes >= 0x80 ? OK
	    : refuse_text(bytes, length, f);
}
