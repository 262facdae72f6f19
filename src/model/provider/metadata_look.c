/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/metadata_look.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/encode.h"

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

static bool
begins(const char *bytes, size_t length, const char *word)
{
	return length >= strlen(word) && strncasecmp(bytes, word, strlen(word)) == 0;
}

enum status
metadata_look(const char *bytes, size_t length, struct fault *f)
{
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	for (; length > 0 && *bytes != '\0' && strchr(" \t\r\n", *bytes) != NULL; length--)
		bytes++;
	if (length == 0)
		return fail(f, INVALID, "The metadata is empty. Use the XML file that your identity "
		    "provider offers as its SAML metadata.");
	if (*bytes == '{' || *bytes == '[')
		return fail(f, INVALID, "This is JSON, but SAML metadata is XML. If it is an OpenID "
		    "Connect configuration, go back and choose OpenID Connect.");
	if (begins(bytes, length, "<!doctype html") || begins(bytes, length, "<html"))
		return fail(f, INVALID, "The metadata is a web page (HTML), not XML. You may have to "
		    "sign in before you can open its address. Download the XML file and upload it here.");
	if (begins(bytes, length, "-----BEGIN"))
		return fail(f, INVALID, "This is a certificate, not metadata. Enter it as the signing "
		    "certificate, together with the sign-in URL.");
	if (begins(bytes, length, "https://") || begins(bytes, length, "http://"))
		return fail(f, INVALID, "This is an address, not the metadata itself. Enter it as the "
		    "metadata URL.");
	if (*bytes != '<' && *bytes != '\0' && (unsigned char)*bytes < 0x80)
		return fail(f, INVALID, "The metadata is not XML. Use the XML file that your identity "
		    "provider offers as its SAML metadata.");
	return OK;
}
