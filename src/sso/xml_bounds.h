/*
 * xml_bounds.h - how far a document may be parsed at a cost that grows with its length
 *
 * The parser compares each attribute of an element with all others, and looks up each
 * prefix among all namespaces declared around it.  So this counts them first, in one
 * pass over the text that looks at nothing twice.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_XML_BOUNDS_H
#define SSO_XML_BOUNDS_H

#include <stddef.h>

#include "base/status.h"
#include "sso/xml_encoding.h"

enum {
	XML_MAX_ELEMENTS = 50000,
	XML_MAX_NESTING = 64,
	XML_MAX_ATTRIBUTES = 64,	/* of an element, with its namespaces */
	XML_MAX_NAMESPACES = 64,	/* declared by the elements that are open */
	XML_MAX_NAME_CHARS = 256,
	XML_MAX_VALUE_BYTES = 64 * 1024,
	XML_MAX_TEXT_BYTES = 512 * 1024,	/* without blanks before it; a logo may be a text */
};

/* The counts come first, then the lengths. */
enum xml_excess { XML_NO_EXCESS, XML_TOO_DEEP, XML_TOO_MANY_ELEMENTS, XML_TOO_MANY_ATTRIBUTES,
	XML_TOO_MANY_NAMESPACES, XML_LONG_NAME, XML_LONG_VALUE, XML_LONG_TEXT };

struct xml_bounds {
	size_t		 length;	/* more is not parsed */
	enum xml_excess	 excess;	/* what begins there */
	size_t		 line;		/* of the excess */
};

/* A document that is no XML is bounded soon after its first mistake, where the parser
 * finds it, too, and ends: it may not go on by other rules than the ones here. */
void	 xml_bounds_find(const struct xml_source *s, struct xml_bounds *out);
/* There is an excess.  The sentence calls the document "the metadata". */
MUST_USE enum status
	 xml_bounds_refuse(const struct xml_bounds *b, struct fault *f);

#endif
