/*
 * xml.h - an XML document to read, without what makes XML dangerous
 *
 * A document with a DTD is refused, so it has no entities of its own; nothing is
 * loaded from the network; what it costs to read is bounded (xml_bounds.h).
 * Only xml.c, xml_strict.c and xml_signature.c know libxml2.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_XML_H
#define SSO_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum { XML_MAX_BYTES = 2 * 1024 * 1024 };

/* An element; lives as long as the arena. */
struct xml;

/* INVALID: the sentence calls the document "the metadata". */
MUST_USE enum status
	 xml_read(struct arena *a, const char *bytes, size_t length, const struct xml **root,
	    struct fault *f);

/* Reads a message of a program: UTF-8 alone, XML 1.0, bounded as above; blanks may come before
 * it.  *line: of the flaw. */
enum xml_flaw { XML_SOUND, XML_MALFORMED, XML_HAS_DOCTYPE, XML_TOO_LARGE };
MUST_USE enum xml_flaw
	 xml_read_message(struct arena *a, const char *bytes, size_t length, const struct xml **root,
	    long *line);

const char	*xml_name(const struct xml *e);		/* local name */
const char	*xml_namespace(const struct xml *e);	/* "": none */
long		 xml_line(const struct xml *e);		/* of its start tag's end */
/* The prefix that would put e into the namespace.  NULL: e has a prefix, or none is declared
 * for the namespace where e stands. */
const char	*xml_lost_prefix(const struct xml *e, const char *space);
bool		 xml_is(const struct xml *e, const char *space, const char *name);

/* The first child of that name, and the next element of that name after e; a NULL name
 * matches any.  NULL: there is none. */
const struct xml *xml_child(const struct xml *e, const char *space, const char *name);
const struct xml *xml_next(const struct xml *e, const char *space, const char *name);

/* An attribute without namespace; NULL: there is none. */
char	*xml_attribute(struct arena *a, const struct xml *e, const char *name);
char	*xml_attribute_in(struct arena *a, const struct xml *e, const char *space, const char *name);
/* The text, trimmed.  NULL: there is anything but text inside, since a comment could
 * make one reader see more of the value than another. */
char	*xml_text(struct arena *a, const struct xml *e);

#endif
