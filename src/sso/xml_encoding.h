/*
 * xml_encoding.h - a document in UTF-8, whatever it came in
 *
 * UTF-8, UTF-16, ISO-8859-1 and Windows-1252 are read, the last as ISO-8859-1.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_XML_ENCODING_H
#define SSO_XML_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct xml_source {
	const char	*text;		/* no NUL at its end */
	size_t		 length;
};

/* The document's own declaration counts last, because a document that was pasted into a
 * form is UTF-8, whatever it declares.  The byte order mark is left out,
 * and so are blanks before the beginning.  false: we do not know the encoding. */
bool	 xml_to_utf8(struct arena *a, const char *bytes, size_t length, struct xml_source *out);

#endif
